"""How a self-assessment looks on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.cli import screen
from evaluator.cli.figures import figure, signed
from evaluator.cli.show import BINS
from evaluator.words import _, decimal, number, plain, plural
from reports import assessment_words as words
from reports.work import title as work_title

if TYPE_CHECKING:
    from reports.assessment import Assessment, Mend
    from reports.speech import Speech

FIRST_LEVERS = 8
FIRST_MEND = 5
FIRST_OTHERS = 5


def tell(found: Assessment, say: Speech) -> None:
    """Print a self-assessment."""
    _heading(found, say)
    _gates(found, say)
    _tree(found, say)
    _stages(found, say)
    _levers(found, say)
    _what_if(found, say)
    _work(found, say)
    _figures(found, say)
    _warnings(found)
    _mend(found)
    _honest(found, say)


def _heading(found: Assessment, say: Speech) -> None:
    name, code = screen.safe(found.name), screen.safe(found.code)
    screen.say(name if name == code else f"{name} ({code})", "bold")
    screen.say(f"{screen.safe(found.edition_title)} · {found.period[0]} – {found.period[1]} · {found.cutoff}")
    if found.category:
        screen.say(_("Category: {title}").format(title=screen.safe(found.category)))
    else:
        screen.say(_("It fits no category of the rules: tell what decides it, for example --set kind=…"))
    if found.platform:
        screen.say(_("Read by the ready map of {platform}.").format(platform=found.platform))
    if found.columns:
        taken = ", ".join(f"{ours} = {screen.safe(theirs)}" for ours, theirs in found.columns)
        screen.say(_("Read by a map that was proposed: {columns}").format(columns=taken))
    screen.say()
    screen.say(words.total(found, say), "bold")
    if found.placed:
        screen.say(f"{words.place(found.placed, say)} {words.beside(found.placed, found.decimals, say)}")


def _gates(found: Assessment, say: Speech) -> None:
    if not found.gates:
        return
    screen.heading(_("Gates: what must hold to be ranked"))
    rows = [
        [
            screen.safe(gate.title),
            words.worth(gate.value, gate.form, say),
            words.limits(gate, say),
            words.met(gate, say),
        ]
        for gate in found.gates
    ]  # fmt: skip
    screen.table([_("gate"), _("value"), _("allowed"), ""], rows, right=(1,))


def _tree(found: Assessment, say: Speech) -> None:
    screen.heading(_("Score: weight × score / 100 = points; the points add up to the total"))
    rows = [
        [
            "  " * node.depth + screen.safe(node.title),
            words.scored_from(node, say),
            "" if node.weight is None else f"{decimal(node.weight, 2)} %",
            words.between(node.low, node.high, found.decimals, say),
            words.between(node.points_low, node.points_high, found.decimals, say),
        ]
        for node in found.nodes
    ]
    screen.table([_("criterion"), _("value"), _("weight"), _("score"), _("points")], rows, right=(2, 3, 4))


def _stages(found: Assessment, say: Speech) -> None:
    if not found.stages:
        return
    screen.heading(_("Stages"))
    rows = [
        [
            screen.safe(stage.title), words.between(stage.low, stage.high, found.decimals, say),
            figure(stage.at_least, found.decimals), "–" if stage.places is None else number(stage.places),
        ]
        for stage in found.stages
    ]  # fmt: skip
    screen.table([_("stage"), _("score"), _("at least"), _("places")], rows, right=(1, 2, 3))


def _levers(found: Assessment, say: Speech) -> None:
    mine = [lever for lever in found.levers if lever.mine]
    screen.heading(_("What would help most: one in ten more, or a tenth less time"))
    if not mine:
        screen.say(_("Nothing in these figures would bring more points."))
    rows = [
        [
            screen.safe(", ".join(lever.criteria)), words.change(lever, say), signed(lever.gain, 2),
            ", ".join(map(screen.safe, lever.opens)),
        ]
        for lever in mine[:FIRST_LEVERS]
    ]  # fmt: skip
    opens = any(lever.opens for lever in mine[:FIRST_LEVERS])
    if rows:
        names = [_("criterion"), _("what"), _("points"), *([_("passes the gate")] if opens else [])]
        screen.table(names, [row if opens else row[:3] for row in rows], right=(2,))
    judged = [lever for lever in found.levers if not lever.mine]
    if judged:
        screen.say(_("What a tenth of what judges and evaluators can give is worth:"))
        rows = [[screen.safe(", ".join(one.criteria)), words.change(one, say), signed(one.gain, 2)] for one in judged]
        screen.table([_("criterion"), _("what"), _("points")], rows, right=(2,))


def _what_if(found: Assessment, say: Speech) -> None:
    what = found.what_if
    if what is None:
        return
    screen.heading(_("What if"))
    rows = [
        [screen.safe(one.title), words.worth(one.before, one.form, say), words.worth(one.after, one.form, say)]
        for one in what.suppositions
    ]
    screen.table([_("figure"), _("now"), _("supposed")], rows, right=(1, 2))
    before = words.between(found.low, found.high, found.decimals, say)
    after = words.between(what.low, what.high, found.decimals, say)
    screen.say(_("The score: {before} → {after}").format(before=before, after=after), "bold")
    known = {node.code: node for node in found.nodes}
    rows = [
        [
            screen.safe(node.title),
            words.between(known[node.code].low, known[node.code].high, found.decimals, say),
            words.between(node.low, node.high, found.decimals, say),
        ]
        for node in what.moved
    ]
    screen.table([_("criterion"), _("score now"), _("score then")], rows, right=(1, 2))
    failing = [gate for gate in what.gates if not gate.passed and gate.told]
    if failing:
        titles = ", ".join(screen.safe(gate.title) for gate in failing)
        screen.say(_("Even then not passed: {gates}").format(gates=titles))


def _work(found: Assessment, say: Speech) -> None:
    if found.work is None:
        return
    screen.heading(_("Work list on {day}").format(day=found.work.today))
    if not found.work.lists:
        screen.say(_("Nothing is open."))
        return
    rows = [
        [work_title(name, say), number(count), "–" if gain is None else signed(gain, 2)]
        for name, count, gain in found.work.lists
    ]
    screen.table([_("list"), _("complaints"), _("points, all done today")], rows, right=(1, 2))


def _figures(found: Assessment, say: Speech) -> None:
    screen.heading(_("Indicators"))
    rows = [
        [one.title, words.worth(one.value, one.form, say), plain(one.numerator), plain(one.denominator)]
        for one in found.figures
        if one.counts or one.value is not None
    ]
    screen.table([_("indicator"), _("value"), _("numerator"), _("denominator")], rows, right=(1, 2, 3))
    counts = [f"{number(count)} {_(BINS[name])}" for name, count in found.rows.items() if count]
    screen.say(_("Rows: {counts}").format(counts="; ".join(counts) or "0"))


def _mend(found: Assessment) -> None:
    if found.mend:
        screen.heading(_("Rows to mend first"))
    for fault in found.mend[:FIRST_MEND]:
        count = number(fault.count)
        screen.say(f"{count} × {screen.safe(fault.says)}" if fault.count > 1 else screen.safe(fault.says))
        screen.indented(fault.mend)
        screen.indented(_places(fault))
    if len(found.mend) > FIRST_MEND:
        screen.say(plural("… and {count} more.", "… and {count} more.", len(found.mend) - FIRST_MEND))
    if found.others:
        listed = "; ".join(f"{screen.safe(name)} ({number(rows)})" for name, rows in found.others[:FIRST_OTHERS])
        more = " …" if len(found.others) > FIRST_OTHERS else ""
        screen.say()
        screen.say(
            _("Rows that name somebody else are not counted: {listed}. If that is you too: --set name='…'").format(
                listed=listed + more
            )
        )


def _warnings(found: Assessment) -> None:
    if found.warnings:
        screen.heading(_("What the files lack"))
    for says, mend in found.warnings:
        screen.say(screen.safe(says))
        screen.indented(mend)


def _places(fault: Mend) -> str:
    """Where the first rows with a fault are."""
    places = []
    for file, sheet, row, column, value in fault.first:
        parts = [screen.safe(file), screen.safe(sheet), _("row {row}").format(row=row) if row is not None else ""]
        parts += [screen.safe(column), f"“{screen.safe(value)}”" if value else ""]
        places.append(", ".join(part for part in parts if part))
    return "; ".join(places) + (" …" if fault.count > len(fault.first) else "")


def _honest(found: Assessment, say: Speech) -> None:
    sentences = words.honest(found, say)
    if sentences:
        screen.heading(_("What cannot be known yet"))
    for sentence in sentences:
        screen.indented(sentence)
