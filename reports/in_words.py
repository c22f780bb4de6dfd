"""The rules in plain words: what feeds a criterion, how it is scaled, what a missing value scores, what a gate asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.indicators import INDICATORS
from criteria.rulebook import Linear, Percentile, Steps, Target
from criteria.tree import TOTAL
from criteria.vocabulary import Assumable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from criteria.rulebook import Criterion, Gate, Panel, Rulebook
    from reports.speech import Speech


@dataclass(frozen=True, slots=True)
class Grounds:
    """Rules of one kind with the same grounds: the ``source`` that states them, the ``reason`` of what is assumed."""

    kind: str
    reason: str
    source: str
    titles: tuple[str, ...]


def measured(value: float, indicator: str | None, say: Speech) -> str:
    """Write a value in the unit of its indicator: 97.3%, 5 working days, 1,234, 4.2."""
    form = INDICATORS[indicator].form if indicator in INDICATORS else None
    if form == "share":
        return say.exact(round(100 * value, 8)) + "%"
    if form == "days":
        return say("{days} working days", days=say.exact(value))
    return say.exact(value)


def found(value: float, indicator: str | None, say: Speech) -> str:
    """Write a value as it was measured of somebody, with two decimals at most."""
    return measured(
        round(value, 4 if indicator in INDICATORS and INDICATORS[indicator].form == "share" else 2), indicator, say
    )


def indicator_title(code: str, say: Speech) -> str:
    """Return what an indicator is called."""
    return INDICATORS[code].title[say.language]


def is_leaf(criterion: Criterion) -> bool:
    """Whether an indicator, a panel, a roster field or a checklist feeds the criterion."""
    return criterion.checklist or any(
        feed is not None for feed in (criterion.indicator, criterion.panel, criterion.field)
    )


def severity(code: str, say: Speech) -> str:
    """Return what a severity of problems.csv is called."""
    return {
        "blocking": say("blocking"),
        "set aside": say("set aside"),
        "warning": say("warning"),
        "note": say("note"),
    }.get(code, code)


def feed(leaf: Criterion, say: Speech) -> str:
    """Say where the value of a leaf comes from."""
    if leaf.panel is not None:
        return _panel(leaf.panel, say)
    if leaf.field is not None:
        return say("Column “{field}” of the roster", field=leaf.field)
    if leaf.checklist:
        return say("Points of the self-assessment in percent of the most that it can bring")
    title = indicator_title(str(leaf.indicator), say)
    estimates = {
        "wilson": say("{title}, as the bound of its 95% interval that speaks against the participant", title=title),
        "standardised": say("{title}, as if its complaints were of the kinds that its category gets", title=title),
        "shrunk": say("{title}, drawn towards the category, the more the fewer complaints there are", title=title),
    }
    return estimates.get(leaf.estimate, title)


def _panel(panel: Panel, say: Speech) -> str:
    ways = {
        "mean": say("Mean of the judges' marks"),
        "median": say("Median of the judges' marks"),
        "trimmed_mean": say("Mean of the judges' marks without the {trim} highest and lowest", trim=panel.trim),
    }
    words = ways[panel.aggregate]
    if panel.severity != "none":
        words = say("{way}, each mark less what its judge is lenient or more what it is severe", way=words)
    if panel.decimals is not None:
        words = say("{way}, rounded to {decimals} decimals", way=words, decimals=panel.decimals)
    if panel.at_least > 1:
        return say("{way} (at least {count} marks)", way=words, count=panel.at_least)
    return words


def scale(leaf: Criterion, say: Speech) -> str:
    """Say how the value of a leaf becomes a score 0..100."""

    def unit(value: float) -> str:
        return measured(value, leaf.indicator, say)

    match leaf.scale:
        case None if leaf.panel is not None:
            return say("0 at {zero}, 100 at {full}", zero=unit(leaf.panel.min), full=unit(leaf.panel.max))
        case None if leaf.checklist:
            return say("the percent are the score")
        case Linear(zero=zero, full=full):
            return say("0 at {zero}, 100 at {full}", zero=unit(zero), full=unit(full))
        case Target(target=target, width=width):
            return say("100 at {target}, 0 at {width} away from it", target=unit(target), width=say.exact(width))
        case Percentile(better=better):
            return (
                say("place among the category, higher is better")
                if better == "higher"
                else say("place among the category, lower is better")
            )
        case Steps() as steps:
            return _steps(steps, leaf.indicator, say)
    raise ValueError(f"criterion {leaf.code} has neither a scale nor a panel")


def _steps(steps: Steps, indicator: str | None, say: Speech) -> str:
    higher = steps.better == "higher"
    parts = []
    for step in sorted(steps.steps, key=lambda step: step.value, reverse=higher):
        value, score = measured(step.value, indicator, say), say.exact(step.score)
        parts.append(
            say("from {value}: {score}", value=value, score=score)
            if higher
            else say("up to {value}: {score}", value=value, score=score)
        )
    return "; ".join([*parts, say("otherwise {score}", score=say.exact(steps.otherwise))])


def missing(leaf: Criterion, say: Speech) -> str:
    """Say what a leaf without a value scores."""
    return {
        "zero": say("scores 0"),
        "exclude": say("its weight goes to its neighbours"),
        "median": say("scores the median of its category"),
    }[leaf.missing]


def gate(rule: Gate, say: Speech) -> str:
    """Say what a gate asks: "Complaints counted: at least 30"."""
    what = (
        indicator_title(rule.indicator, say)
        if rule.indicator is not None
        else say("Column “{field}” of the roster", field=rule.field)
    )
    limits = []
    if rule.at_least is not None:
        limits.append(say("at least {value}", value=_limit(rule, rule.at_least, say)))
    if rule.at_most is not None:
        limits.append(say("at most {value}", value=_limit(rule, rule.at_most, say)))
    return f"{what}: {', '.join(limits)}"


def _limit(rule: Gate, value: float, say: Speech) -> str:
    """Write a gate's limit: in its indicator's unit, or as the roster would, where it may be a year and month."""
    return f"{value:.15g}" if rule.indicator is None else measured(value, rule.indicator, say)


def not_ranked(status: str, rulebook: Rulebook, say: Speech) -> str:
    """Say why somebody with this status ("not ranked: <gate code>") is not ranked."""
    code = status.removeprefix("not ranked: ")
    titles = {rule.code: rule for rule in rulebook.gate}
    if code in titles:
        return say("does not meet: {gate}", gate=say.title(titles[code].title))
    stage = next((stage for stage in rulebook.stage if stage.code == code), None)
    if stage:
        return say("went no further than: {stage}", stage=say.title(stage.title))
    return {"no-category": say("fits no category"), "no-score": say("has no score")}.get(code, code)


def standards(rulebook: Rulebook, say: Speech) -> list[tuple[str, str]]:
    """Return each step with the working days allowed for it."""
    steps = {
        say("first acknowledgement"): rulebook.standards.acknowledge,
        say("first substantive answer"): rulebook.standards.answer,
        say("followed up and closed"): rulebook.standards.resolve,
    }
    result = []
    for step, days in steps.items():
        if isinstance(days, int):
            result.append((step, say("{days} working days", days=days)))
            continue
        kinds = [f"{kind} {count}" for kind, count in days.items() if kind != "default"]
        default = say("{days} working days", days=days["default"])
        result.append((step, f"{default} ({', '.join(kinds)})" if kinds else default))
    return result


def calendar(rulebook: Rulebook, say: Speech) -> str:
    """Say which days are working days."""
    days = rulebook.calendar
    names = {
        "mon": say("Monday"), "tue": say("Tuesday"), "wed": say("Wednesday"), "thu": say("Thursday"),
        "fri": say("Friday"), "sat": say("Saturday"), "sun": say("Sunday"),
    }  # fmt: skip
    weekend = ", ".join(names[day] for day in days.weekend) or say("none")
    words = [
        say("A working day is no weekend day ({weekend}) and no day off of the country {country}: public holidays, "
            "and joint leave where the country has it.", weekend=weekend, country=days.country)
        if days.country
        else say("A working day is no weekend day ({weekend}); holidays are not taken out.", weekend=weekend)
    ]  # fmt: skip
    if days.add:
        words.append(
            say("Further days off: {days}.", days="; ".join(f"{say.date(d.date)} ({d.name})" for d in days.add))
        )
    if days.remove:
        words.append(say("Made working days: {days}.", days="; ".join(say.date(day) for day in days.remove)))
    words.append(
        say("The day of receipt is day 0; days are counted in the time zone {zone}.", zone=rulebook.period.timezone)
    )
    return " ".join(words)


def ties(rulebook: Rulebook, say: Speech) -> str:
    """Say how equal totals are told apart."""
    titles = {criterion.code: say.title(criterion.title) for criterion in rulebook.criterion}
    decimals = rulebook.edition.decimals
    equal = say("Totals are compared as printed, with {decimals} decimals, rounded half up.", decimals=decimals)
    if not rulebook.ranking.ties:
        return equal + " " + say("Equal totals share the rank (1, 2, 2, 4).")
    order = ", ".join(titles.get(code, code) for code in rulebook.ranking.ties)
    return (
        equal
        + " "
        + say(
            "Equal totals are told apart by the higher score in, one after the other: {order}. "
            "Who is still equal shares the rank (1, 2, 2, 4).",
            order=order,
        )
    )


def assumed(rulebook: Rulebook, say: Speech) -> list[Grounds]:
    """Return every rule that no published source states, in the rulebook's order, equal reasons together."""
    return _grounds(((kind, title, rule) for kind, title, rule in _rules(rulebook, say) if rule.assumed), say)


def sourced(rulebook: Rulebook, say: Speech) -> list[Grounds]:
    """Return every rule that a published source states in full, in the rulebook's order, equal sources together."""
    found = ((kind, title, rule) for kind, title, rule in _rules(rulebook, say) if rule.source and not rule.assumed)
    return _grounds(found, say)


def _grounds(rules: Iterable[tuple[str, str, Assumable]], say: Speech) -> list[Grounds]:
    titles: dict[tuple[str, str, str], list[str]] = {}
    for kind, title, rule in rules:
        titles.setdefault((kind, say.reason(rule.reason), rule.source), []).append(title)
    return [Grounds(*key, titles=tuple(found)) for key, found in titles.items()]


def _rules(rulebook: Rulebook, say: Speech) -> Iterator[tuple[str, str, Assumable]]:
    """Every rule that may be assumed, with what its kind and itself are called; a new table by its key."""
    kinds = {
        "standards": say("Standards"), "category": say("Category"), "gate": say("Gate"),
        "criterion": say("Criterion"), "question": say("Question"), "checklists": say("Self-assessment"),
        "stage": say("Stage"), "ranking": say("Ranking"), "award": say("Award"),
    }  # fmt: skip
    titles = {
        "standards": say("Working days allowed"), "checklists": say("Claims that nobody verified"),
        "ranking": say("Equal totals"),
    }  # fmt: skip
    for key in (*kinds, *(name for name in type(rulebook).model_fields if name not in kinds)):
        value = getattr(rulebook, key)
        for rule in value if isinstance(value, list) else [value]:
            if isinstance(rule, Assumable):
                title = getattr(rule, "title", None)
                yield kinds.get(key, key), say.title(title) if title else titles.get(key, f"[{key}]"), rule


def walk(
    rulebook: Rulebook, node: str = TOTAL, depth: int = 0, share: float = 1.0
) -> list[tuple[int, Criterion, float]]:
    """Return the tree from top to bottom: depth, criterion, and its nominal part (0..1) of the total."""
    found = []
    for criterion in rulebook.tree.get(node, []):
        part = share * criterion.weight / 100
        found.append((depth, criterion, part))
        found += walk(rulebook, criterion.code, depth + 1, part)
    return found
