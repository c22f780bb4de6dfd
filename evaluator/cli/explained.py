"""How an explanation looks on the screen."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from evaluator.cli import screen
from evaluator.cli.figures import figure, signed
from evaluator.cli.show import BINS
from evaluator.words import _, decimal, later, number, plain, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STEPS = {
    "acknowledge": later("acknowledgement"),
    "answer": later("answer"),
    "resolve": later("resolution"),
}


def tell(document: Mapping[str, Any]) -> None:
    """Print an explanation (``evaluator.explain.Explanation`` as a dictionary, with ``decimals``)."""
    _heading(document)
    _gates(document)
    _stages(document)
    _tree(document)
    _measures(document)
    _marks(document)
    _cuts(document)
    _neighbours(document)
    if "complaints" in document:
        complaints(document["complaints"])


def _heading(document: Mapping[str, Any]) -> None:
    name, code = screen.safe(document["name"]), screen.safe(document["code"])
    screen.say(name if name == code else f"{name} ({code})", "bold")
    if document["category_title"]:
        screen.say(_("Category: {title}").format(title=screen.safe(document["category_title"])))
    screen.say(standing(document))
    for award in document["awards"]:
        screen.say(_("Award: {title}").format(title=screen.safe(award)))
    tie = document["tie_broken_by"]
    if tie:
        screen.say(_("Somebody has an equal total; the criterion {code} decided.").format(code=tie))
    elif tie == "":
        screen.say(_("Somebody has an equal total and nothing tells them apart: the rank is shared."))


def standing(document: Mapping[str, Any]) -> str:
    """Say where the participant of an explanation stands, or why nowhere."""
    score = figure(document["score"], document["decimals"])
    if document["rank"] is not None:
        return _("Rank {rank} of {of}, score {score}").format(rank=document["rank"], of=document["of"], score=score)
    reason = document["status"].partition(": ")[2]
    reasons = {
        "no-category": _("Not ranked: it fits no category. Score {score}"),
        "no-score": _("Not ranked: it has no score."),
    }
    stages = {stage["code"]: screen.safe(stage["title"]) for stage in document["stages"]}
    if reason in stages:
        return _("Not ranked: it went no further than “{stage}”. Score there {score}").format(
            stage=stages[reason], score=score
        )
    other = _("Not ranked: the gate “{gate}” was not passed. Score {score}")
    titles = {gate["code"]: screen.safe(gate["title"]) for gate in document["gates"]}
    return reasons.get(reason, other).format(gate=titles.get(reason, reason), score=score)


def _gates(document: Mapping[str, Any]) -> None:
    if not document["gates"]:
        return
    screen.heading(_("Gates: what must hold to be ranked"))
    rows = [
        [gate["title"], plain(gate["value"]), _limits(gate), _("passed") if gate["passed"] else _("NOT PASSED")]
        for gate in document["gates"]
    ]
    screen.table([_("gate"), _("value"), _("allowed"), ""], rows, right=(1,))


def _stages(document: Mapping[str, Any]) -> None:
    if not document["stages"]:
        return
    decimals = document["decimals"]
    screen.heading(_("Stages"))
    rows = [
        [
            screen.safe(stage["title"]), "" if stage["rank"] is None else number(stage["rank"]),
            figure(stage["score"], decimals), figure(stage["distance"], decimals), screen.safe(stage["outcome"]),
        ]
        for stage in document["stages"]
    ]  # fmt: skip
    screen.table([_("stage"), _("rank"), _("score"), _("points from the cut"), ""], rows, right=(1, 2, 3))
    for titles, tree in _weighed_otherwise(document):
        screen.heading(_("Score at “{stage}”").format(stage=titles))
        _branches(tree, decimals)


def _weighed_otherwise(document: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Give the trees of the stages before the last one, with their titles; stages that weigh alike stand together."""
    groups = [(tree, list(alike)) for tree, alike in groupby(document["stages"], key=itemgetter("tree"))]
    for tree, alike in groups[:-1]:
        if tree:
            yield ", ".join(screen.safe(stage["title"]) for stage in alike), tree


def _limits(gate: Mapping[str, Any]) -> str:
    limits = []
    if gate["at_least"] is not None:
        limits.append(_("at least {value}").format(value=plain(gate["at_least"])))
    if gate["at_most"] is not None:
        limits.append(_("at most {value}").format(value=plain(gate["at_most"])))
    return ", ".join(limits)


def _tree(document: Mapping[str, Any]) -> None:
    screen.heading(_("Score: weight × score / 100 = points; the points add up to the total"))
    _branches(document["tree"], document["decimals"])


def _branches(tree: list[Mapping[str, Any]], decimals: int) -> None:
    rows = [
        [
            "  " * branch["depth"] + screen.safe(branch["title"]),
            plain(branch["value"]) if branch["fed_by"] else "",
            figure(branch["weight"], 2) + (" %" if branch["weight"] is not None else ""),
            figure(branch["score"], decimals),
            figure(branch["points"], decimals),
        ]
        for branch in tree
    ]
    screen.table([_("criterion"), _("value"), _("weight"), _("score"), _("points")], rows, right=(1, 2, 3, 4))


def _measures(document: Mapping[str, Any]) -> None:
    screen.heading(_("Indicators"))
    rows = [
        [m["title"], plain(m["value"]), plain(m["numerator"]), plain(m["denominator"])] for m in document["measures"]
    ]
    screen.table([_("indicator"), _("value"), _("numerator"), _("denominator")], rows, right=(1, 2, 3))
    counts = [f"{number(count)} {_(BINS[name])}" for name, count in document["rows"].items() if count]
    screen.say(_("Rows: {counts}").format(counts="; ".join(counts) or "0"))


def _marks(document: Mapping[str, Any]) -> None:
    if not document["marks"]:
        return
    screen.heading(_("Judges' marks"))
    rows = [
        [
            mark["title"], number(mark["marks"]), *(figure(mark[name], 2) for name in ("mean", "median", "spread")),
            *(number(mark[name]) for name in ("abstained", "absent", "conflict")),
        ]
        for mark in document["marks"]
    ]  # fmt: skip
    names = [
        _("criterion"), _("marks"), _("mean"), _("median"), _("spread"), _("abstained"), _("absent"), _("conflict"),
    ]  # fmt: skip
    screen.table(names, rows, right=range(1, len(names)))


def _cuts(document: Mapping[str, Any]) -> None:
    if not document["cuts"]:
        return
    screen.heading(_("Self-assessment: where less counted than was claimed"))
    rows = [
        [screen.safe(cut["title"]), *(plain(cut[name]) for name in ("claimed", "verified", "counted"))]
        for cut in document["cuts"]
    ]
    screen.table([_("question"), _("claimed"), _("verified"), _("counted")], rows, right=(1, 2, 3))


def _neighbours(document: Mapping[str, Any]) -> None:
    if not document["neighbours"]:
        return
    decimals = document["decimals"]
    coded = any(other["code"] != other["name"] for other in document["neighbours"])
    screen.heading(_("Neighbours in rank"))
    rows = [
        [
            str(other["rank"]), *([other["code"]] if coded else []), other["name"], decimal(other["score"], decimals),
            signed(other["distance"], decimals),
        ]
        for other in document["neighbours"]
    ]  # fmt: skip
    names = [_("rank"), *([_("code")] if coded else []), _("name"), _("score"), _("distance")]
    screen.table(names, rows, right=(0, len(names) - 2, len(names) - 1))


def complaints(found: Mapping[str, Any]) -> None:
    """Print the complaints behind a count."""
    screen.heading(plural("{count} complaint", "{count} complaints", found["count"]) + f" ({found['which']})")
    if not found["first"]:
        return
    rows = [_complaint(row) for row in found["first"]]
    names = [_("complaint"), _("received"), _("answered"), _("resolved"), _("late"), _("unit"), _("file"), _("row")]
    screen.table(names, rows, right=(7,))
    rest = found["count"] - len(found["first"])
    if rest:
        screen.say(plural("… and {count} more; --first 0 lists all.", "… and {count} more; --first 0 lists all.", rest))


def _complaint(row: Mapping[str, Any]) -> list[str]:
    late = ", ".join(_(STEPS[step]) for step in row.get("late", []))
    texts = [row["complaint_id"], row["received"], row["answered"], row["resolved"], late, row["unit"]]
    return [*(str(text or "–") for text in texts), row["file"].removeprefix("complaints/"), str(row["row"])]
