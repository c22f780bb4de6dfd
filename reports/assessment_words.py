"""A self-assessment in sentences, the same on the screen, in the page and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.assessment import Assessment, GateMet, Lever, Node, Placed
    from reports.speech import Speech


def worth(value: float | None, form: str, say: Speech) -> str:
    """Write a figure in its unit: a share in percent, days, a mean, or plainly; missing is a dash."""
    if value is None:
        return say.number(None)
    if form == "share":
        return say.percent(value)
    if form == "days":
        return say("{count} working days", count=say.exact(value)) if value != 1 else say("1 working day")
    return say.number(value, 2) if form == "mean" else say.exact(round(value, 4))


def between(low: float | None, high: float | None, decimals: int, say: Speech) -> str:
    """Write a score that is known, or its least and its most."""
    if low == high or low is None or high is None:
        return say.number(low, decimals)
    return f"{say.number(low, decimals)} – {say.number(high, decimals)}"


def total(found: Assessment, say: Speech) -> str:
    """Say the total in a sentence, and how much of it can be known."""
    if found.low is None:
        return say("There is no score: nothing that the rules look at can be measured.")
    score = between(found.low, found.high, found.decimals, say)
    if found.low == found.high:
        return say("The score is {score} of 100.", score=score)
    return say(
        "The score will lie between {low} and {high} of 100: {known} % of its weight is known, the rest is not yet.",
        low=say.number(found.low, found.decimals),
        high=say.number(found.high, found.decimals),
        known=say.exact(round(found.known_weight, 2)),
    )


def why_open(basis: str, say: Speech) -> str:
    """Say why a score is open, or on what it rests; "" where it is simply known."""
    return {
        "marks": say("judges mark it"),
        "claims": say("your checklist was not given (--checklist)"),
        "field": say("compared with the other participants"),
        "median": say("missing: the others' middle score counts"),
        "untold": say("not told (--set)"),
        "supposed": say("supposed"),
    }.get(basis, "")


def scored_from(node: Node, say: Speech) -> str:
    """Say what a leaf is fed with: its figure, or why it is open."""
    if not node.fed_by:
        return ""
    why = why_open(node.basis, say)
    value = worth(node.value, node.form, say) if node.value is not None else ""
    return f"{value} ({why})" if value and why else value or why or say("missing")


def limits(gate: GateMet, say: Speech) -> str:
    """Say what a gate allows."""
    found = []
    if gate.at_least is not None:
        found.append(say("at least {value}", value=worth(gate.at_least, gate.form, say)))
    if gate.at_most is not None:
        found.append(say("at most {value}", value=worth(gate.at_most, gate.form, say)))
    return ", ".join(found)


def met(gate: GateMet, say: Speech) -> str:
    """Say whether a gate is passed."""
    if gate.passed:
        return say("passed")
    return say("NOT PASSED") if gate.told else say("not told (--set {field}=…)", field=gate.field)


def change(lever: Lever, say: Speech) -> str:
    """Say what an improvement is: from where to where, and of how many complaints."""
    before, after = worth(lever.before, lever.form, say), worth(lever.after, lever.form, say)
    if lever.before is None:
        return say("{after}, now missing", after=after)
    step = f"{before} → {after}"
    if lever.more is None:
        return step
    count = say("{more} of {all}", more=say.number(lever.more), all=say.number(lever.out_of))
    return f"{step} ({count})"


def place(found: Placed, say: Speech) -> str:
    """Say where the total would have stood last year."""
    of = say.number(found.of + 1)
    if found.first == found.last:
        return say("Last year it would have stood at place {first} of {all}.", first=say.number(found.first), all=of)
    return say(
        "Last year it would have stood between places {first} and {last} of {all}.",
        first=say.number(found.first),
        last=say.number(found.last),
        all=of,
    )


def beside(found: Placed, decimals: int, say: Speech) -> str:
    """Say what others had last year, and that its rules may have been others."""
    sentences = [
        say(
            "The best there had {best}, the middle {middle}.",
            best=say.number(found.best, decimals),
            middle=say.number(found.middle, decimals),
        )
    ]
    if found.winners is not None:
        sentences.append(say("The lowest total with an award was {score}.", score=say.number(found.winners, decimals)))
    if not found.same_rules:
        sentences.append(say("Its criteria were others: take it as a rough comparison."))
    return " ".join(sentences)


def honest(found: Assessment, say: Speech) -> list[str]:
    """Return what a reader has to know of how sure this is; sentences."""
    bases = {node.basis for node in found.nodes}
    sentences = []
    if "marks" in bases:
        sentences.append(say("Nobody can know the judges' marks before they judge: they are open from least to most."))
    if "claims" in bases:
        sentences.append(say("A checklist counts as far as evaluators verify it; until it is given, it is open."))
    if "field" in bases:
        sentences.append(
            say("Some scores compare you with the other participants; without them they are open. Last year's results"
                " (--last-year) can stand for them.")
        )  # fmt: skip
    if found.last_seen is not None and not found.as_of and (found.cutoff - found.last_seen).days > 7:
        sentences.append(
            say(
                "The files record nothing after {last}, and the rules count until {cutoff}: what is open stays open"
                " until then in these figures. How you stand on a day: --as-of {last}.",
                last=found.last_seen.isoformat(),
                cutoff=found.cutoff.isoformat(),
            )
        )
    return sentences
