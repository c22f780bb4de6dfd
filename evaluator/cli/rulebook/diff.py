"""``evaluator rulebook diff``: what is otherwise in a second rulebook, and who would be placed otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options, screen
from evaluator.cli.rulebook.values import MISSING, written
from evaluator.words import _, later, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reports.speech import Speech

SHORT = later("Say what differs between two rulebooks, and who would be placed otherwise.")
HELP = later(
    """Say what rulebook B says otherwise than A: what was added and removed, which weights moved, which keys changed.

With --folder the complaints and marks of that competition are worked out under either, and whoever would have
another rank, status or award is listed with both. Nothing is written."""
)
EXAMPLES = (
    "evaluator rulebook diff anggakara-2019 kompetisi-2019/rulebook.toml",
    "evaluator rulebook diff kompetisi-2019/rulebook.toml proposal.toml --folder kompetisi-2019",
)


def command(
    before: Annotated[str, options.rulebook("A")],
    after: Annotated[str, options.rulebook("B")],
    folder: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help=_("Work this competition out under either rulebook."))
    ] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Compare, as text or JSON."""
    say = options.speech()
    document = compare(before, after, folder, say)
    if as_json:
        screen.as_json(document)
    else:
        tell(document, say)


def compare(before: str, after: str, path: Path | None, say: Speech) -> dict[str, Any]:
    """Return what differs; ``placed`` is None where no folder is given."""
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)
    from evaluator.rulebooks.changed import changed, placed_otherwise  # noqa: PLC0415 (start-up)
    from evaluator.rulebooks.find import sound  # noqa: PLC0415 (start-up)

    home = existing(path) if path is not None else None
    rulebooks = sound(before), sound(after)
    document = {"a": before, "b": after, **changed(*rulebooks, say), "placed": None}
    if home is not None:
        from evaluator.rulebooks.placed import otherwise  # noqa: PLC0415 (start-up)

        with screen.steps() as progress:
            moved, of = otherwise(home, *rulebooks, progress)
        document["placed"] = placed_otherwise(moved, of, rulebooks, say)
    return document


def tell(document: Mapping[str, Any], say: Speech) -> None:
    """Print what differs."""
    for name, given, side in (("A", document["a"], document["before"]), ("B", document["b"], document["after"])):
        screen.say(f"{name}: {given}", "bold")
        screen.indented(f"{side['title']} ({side['code']})")
    if document["same"]:
        screen.say(_("Both say the same."))
    for key, heading in (("added", _("Added in B")), ("removed", _("Removed in B"))):
        if document[key]:
            screen.heading(heading)
            rows = [[f"[[{entry['table']}]]", entry["code"], entry["title"] or ""] for entry in document[key]]
            screen.table([_("kind"), _("code"), _("title")], rows)
    _weights(document["weights"], say)
    _changes(_("What changed"), [change for change in document["changes"] if not change["words"]], say)
    _changes(_("What is said of the rules"), [change for change in document["changes"] if change["words"]], say)
    if document["placed"] is not None:
        _placed(document["placed"], say)


def _changes(heading: str, changes: list[dict[str, Any]], say: Speech) -> None:
    if not changes:
        return
    screen.heading(heading)
    rows = [
        [change["key"], change["title"] or "", written(change["before"], say), written(change["after"], say)]
        for change in changes
    ]
    screen.table([_("key"), _("of"), "A", "B"], rows)


def _weights(weights: list[dict[str, Any]], say: Speech) -> None:
    if not weights:
        return
    screen.heading(_("Which weights moved, in percent of the total"))
    rows = [
        [
            moved["code"],
            moved["title"],
            *(MISSING if moved[side] is None else say.exact(round(moved[side], 2)) for side in ("before", "after")),
            ("+" if moved["points"] > 0 else "−") + say.exact(round(abs(moved["points"]), 2)),
        ]
        for moved in weights
    ]
    screen.table([_("code"), _("criterion"), "A", "B", _("points")], rows, right=(2, 3, 4))


def _placed(placed: Mapping[str, Any], say: Speech) -> None:
    moved = placed["otherwise"]
    screen.heading(_("Who would be placed otherwise"))
    screen.say(
        _("Placed otherwise: {moved} of {all} participants.").format(
            moved=number(len(moved)), all=number(placed["participants"])
        )
    )
    if moved:
        rows = [[one["code"], one["name"], _place(one["before"], say), _place(one["after"], say)] for one in moved]
        screen.table([_("code"), _("name"), _("under A"), _("under B")], rows)


def _place(place: Mapping[str, Any] | None, say: Speech) -> str:
    if place is None:
        return _("takes no part")
    if place["rank"] is None:
        words = [_("not ranked: {why}").format(why=place["why_not"])]
    else:
        words = [_("rank {rank} in {category}").format(rank=say.exact(place["rank"]), category=place["category"])]
    return "; ".join([*words, *(award["title"] for award in place["awards"])])
