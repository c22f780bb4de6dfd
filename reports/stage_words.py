"""The stages in plain words: what each asks, what its total is made of, who goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.tree import TOTAL

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook
    from criteria.stage_rules import Stage
    from reports.speech import Speech


@dataclass(frozen=True, slots=True)
class StageWords:
    """One stage: the titles of the gates that it asks, what makes up its total, and who goes on in which category."""

    code: str
    title: str
    gates: tuple[str, ...]
    total: str
    goes_on: tuple[str, ...]
    assumed: bool


def stages(rulebook: Rulebook, say: Speech) -> list[StageWords]:
    """Return the stages in their order."""
    gates = {gate.code: say.title(gate.title) for gate in rulebook.gate}
    return [
        StageWords(
            code=stage.code,
            title=say.title(stage.title),
            gates=tuple(gates[code] for code in stage.gates),
            total=", ".join(
                f"{say.title(child.title)} {say.exact(child.weight)}%" for child in rulebook.tree_in(stage)[TOTAL]
            ),
            goes_on=(*_by_category(stage, rulebook, say), *_until(stage, say)),
            assumed=stage.assumed,
        )
        for stage in rulebook.stage
    ]


def _by_category(stage: Stage, rulebook: Rulebook, say: Speech) -> tuple[str, ...]:
    """Return who goes on, once where it is the same for all categories; how ties end where places are counted."""
    said = {say.title(category.title): cut(stage, category.code, say) for category in rulebook.category}
    same = len(set(said.values())) == 1
    rules = [*set(said.values())] if same else [f"{title}: {rule}" for title, rule in said.items()]
    if stage.top is None:
        return tuple(rules)
    ties = {
        "share": say("whoever equals the last one, in the criteria that break ties too, goes on as well"),
        "lot": say("who is still equal at the last place is drawn by lot"),
    }
    return (*rules, ties[stage.ties])


def _until(stage: Stage, say: Speech) -> tuple[str, ...]:
    """Say until when marks may be given, where the stage closes."""
    return (say("marks count that were given until {day}", day=say.date(stage.closes)),) if stage.closes else ()


def cut(stage: Stage, category: str, say: Speech) -> str:
    """Say who goes on in a category: "the best 30 go on; at least 60 points; places kept by kind: province 3"."""
    parts = []
    if (places := stage.places(category)) is not None:
        parts.append(say("the best {places} go on", places=say.number(places)))
    if stage.at_least is not None:
        parts.append(say("at least {value} points", value=say.exact(stage.at_least)))
    if stage.quota and places is not None:
        kept = ", ".join(f"{value} {least}" for value, least in stage.quota.least.items())
        parts.append(say("places kept by {field}: {kept}", field=stage.quota.field, kept=kept))
    return "; ".join(parts) or (say("whoever passes its gates goes on") if stage.gates else say("everybody goes on"))
