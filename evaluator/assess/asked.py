"""What is asked of a self-assessment: files, who they are of, figures that were told, figures that are supposed."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from criteria.categories import LARGEST, PLAIN_NUMBER
from criteria.indicators import INDICATORS
from evaluator.refusals import WrongUse
from evaluator.words import _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from criteria.rulebook import Criterion, Rulebook

ALWAYS = ("name", "kind", "parent", "region", "units", "units_connected")
"""Roster columns that may be told whether the rules look at them or not."""


@dataclass(frozen=True)
class Asked:
    """One self-assessment as it is asked for.

    logs: exports, of complaints or of follow-ups. who: code or name of the participant, "" where the logs name one
    alone. told: roster fields. supposed: figures by code (``supposed_of``). last_year: published results, a folder or
    its ranking.csv. as_of: the last day whose events are known, where that is before the rules' own cut-off. order: of
    the dates, where the rules' map does not fit. all_mine: every row is the participant's, whatever it names. guesses:
    whether proposals for an unknown export that are not sure may be taken. with_work: whether the work list is asked
    for.
    """

    logs: tuple[Path, ...]
    rulebook: Rulebook
    who: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    supposed: Mapping[str, float] = field(default_factory=dict)
    checklists: tuple[Path, ...] = ()
    last_year: Path | None = None
    as_of: dt.date | None = None
    order: str = ""
    all_mine: bool = False
    guesses: bool = False
    with_work: bool = False


def pairs(written: Iterable[str], option: str) -> dict[str, str]:
    """Return what stands in options written name=value; WrongUse where one is not, or a name stands twice."""
    found: dict[str, str] = {}
    for one in written:
        name, sign, value = one.partition("=")
        name = name.strip()
        if not sign or not name:
            raise WrongUse(_("{option} {value}: write it as name=value.").format(option=option, value=one))
        if name in found:
            raise WrongUse(_("{option}: {name} stands there twice.").format(option=option, name=name))
        found[name] = value.strip()
    return found


def fields_of(rulebook: Rulebook) -> list[str]:
    """Return the roster's columns that the rules look at, in their order."""
    fields = [name for category in rulebook.category for name in category.where]
    fields += [gate.field for gate in rulebook.gate if gate.field]
    fields += [criterion.field for criterion in rulebook.criterion if criterion.field]
    fields += [stage.quota.field for stage in rulebook.stage if stage.quota]
    needs = {name for code in indicators_of(rulebook) for name in INDICATORS[code].needs}
    fields += [name for name in ("units", "units_connected") if name in needs]
    return [name for name in dict.fromkeys(fields) if name != "code"]


def told_of(written: Iterable[str], rulebook: Rulebook) -> dict[str, str]:
    """Return the roster fields told in ``--set``; WrongUse for one that nothing looks at."""
    told = pairs(written, "--set")
    if told and rulebook.participants.from_ != "roster":
        raise WrongUse(_("These rules take participants from the complaints and have no roster: leave out --set."))
    known = [*dict.fromkeys([*fields_of(rulebook), *ALWAYS])]
    for name in told:
        if name not in known:
            raise WrongUse(
                _("--set {name}: the rules look at no such field of the roster; they know: {known}.").format(
                    name=name, known=", ".join(known)
                )
            )
    return told


def supposed_of(written: Iterable[str], rulebook: Rulebook) -> dict[str, float]:
    """Return the figures of ``--what-if``, as numbers; WrongUse where a code or a value cannot be."""
    leaves = {leaf.code: leaf for leaf in rulebook.leaves}
    figures = {leaf.field for leaf in leaves.values() if leaf.field}
    figures |= {gate.field for gate in rulebook.gate if gate.field}
    usable = [*dict.fromkeys([*indicators_of(rulebook), *sorted(figures), *judged(rulebook)])]
    supposed: dict[str, float] = {}
    for name, text in pairs(written, "--what-if").items():
        if name not in usable:
            raise WrongUse(
                _("--what-if {name}: the rules look at no such figure; they look at: {known}.").format(
                    name=name, known=", ".join(usable)
                )
            )
        value = _number(text)
        low, high = limits(name, rulebook)
        if value is None or not low <= value <= high:
            raise WrongUse(
                _("--what-if {name}={value}: write a number from {low} to {high}.").format(
                    name=name, value=text, low=f"{low:g}", high="…" if math.isinf(high) else f"{high:g}"
                )
            )
        supposed[name] = value
    return supposed


def judged(rulebook: Rulebook) -> list[str]:
    """Return the codes of leaves that judges or checklists feed, in the rulebook's order."""
    return [leaf.code for leaf in rulebook.leaves if leaf.panel or leaf.checklist]


def limits(name: str, rulebook: Rulebook) -> tuple[float, float]:
    """Return the least and the most that a figure can be."""
    if name in INDICATORS:
        form = INDICATORS[name].form
        return {"share": (0.0, 1.0), "mean": (1.0, 5.0), "days": (0.0, math.inf), "count": (0.0, math.inf)}[form]
    leaf: Criterion | None = next((leaf for leaf in rulebook.leaves if leaf.code == name), None)
    if leaf is not None and leaf.panel:
        return leaf.panel.min, leaf.panel.max
    return (0.0, 100.0) if leaf is not None and leaf.checklist else (-LARGEST, LARGEST)


def indicators_of(rulebook: Rulebook) -> list[str]:
    """Return the indicators that leaves and gates look at, in the rulebook's order."""
    used = [leaf.indicator for leaf in rulebook.leaves] + [gate.indicator for gate in rulebook.gate]
    return [code for code in dict.fromkeys(used) if code]


def _number(text: str) -> float | None:
    percent = re.fullmatch(rf"({PLAIN_NUMBER}) ?%", text)
    plain = percent[1] if percent else text
    if not re.fullmatch(PLAIN_NUMBER, plain):
        return None
    return float(plain) / 100 if percent else float(plain)
