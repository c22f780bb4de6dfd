"""``evaluator package``: a submission in one file, and its receipt."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options, screen, show
from evaluator.refusals import WrongUse
from evaluator.words import _, decimal, language, later, number, plural

if TYPE_CHECKING:
    from evaluator.submitting.pack import Packed

SHORT = later("Pack what an agency hands in: one file, and a receipt.")
HELP = later(
    """Pack an agency's submission: the log reduced to what the rules look at, the checklist, evidence and the
self-assessment, in one file to be sent, with a receipt to be printed.

Names, contacts and texts stay at home; reporters become hashes that nobody can look up without the whole log. A folder
may be named instead of files: its exports (or those in complaints/), what lies in checklists/ and in evidence/."""
)
EXAMPLES = (
    "evaluator package export.xlsx --rulebook anggakara-2019 --as A-017 --set kind=regency",
    "evaluator package berkas-kami --rulebook kompetisi-2019/rulebook.toml --as A-017",
    "evaluator package export.csv --rulebook anggakara-2019 --as A-017 --checklist isian.xlsx --evidence sk.pdf",
)


def command(  # noqa: PLR0913, PLR0917 (a command's options)
    logs: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER|LOG...", help=_("A folder, or exports: CSV, XLSX, Parquet or JSON."), show_default=False
        ),
    ],
    rulebook: Annotated[str, options.its_rules()],
    who: Annotated[
        str,
        typer.Option(
            "--as", metavar="CODE", help=_("Who you are: your code in the secretariat's roster."), show_default=False
        ),
    ],
    told: Annotated[list[str], options.told()] = [],  # noqa: B006 (Typer reads it once)
    checklist: Annotated[list[Path], options.checklist()] = [],  # noqa: B006 (Typer reads it once)
    proof: Annotated[
        list[Path], typer.Option("--evidence", metavar="FILE", help=_("A file of evidence; repeatable."))
    ] = [],  # noqa: B006 (Typer reads it once)
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.zip", help=_("Where to write it; CODE-EDITION.zip here by default."))
    ] = None,
    all_mine: Annotated[bool, options.all_mine()] = False,
    date_order: Annotated[options.Order | None, options.date_order()] = None,
    take_guesses: Annotated[bool, options.take_guesses()] = False,
    at: Annotated[
        dt.datetime | None,
        typer.Option(
            metavar="MOMENT",
            formats=["%Y-%m-%dT%H:%M:%SZ"],
            help=_("The moment (UTC) that it carries; now by default."),
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace a file that is there already."))] = False,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Pack, and say what was packed and what is to be done with it."""
    from evaluator.assess import Asked  # noqa: PLC0415 (start-up)
    from evaluator.assess.asked import told_of  # noqa: PLC0415 (start-up)
    from evaluator.rulebooks.find import sound  # noqa: PLC0415 (start-up)
    from evaluator.submitting.pack import pack  # noqa: PLC0415 (start-up)

    rules = sound(rulebook)
    exports, lists, proofs = _files(logs)
    asked = Asked(
        logs=exports, rulebook=rules, who=who.strip(), told=told_of(told, rules), checklists=(*lists, *checklist),
        order=str(date_order or ""), all_mine=all_mine, guesses=take_guesses,
    )  # fmt: skip
    moment = (at or dt.datetime.now(dt.UTC)).replace(tzinfo=dt.UTC, microsecond=0)
    with screen.steps() as progress:
        packed = pack(asked, [*proofs, *proof], out, moment, language=language(), force=force, progress=progress)
    if as_json:
        screen.as_json(_document(packed))
    else:
        tell(packed)


def tell(packed: Packed) -> None:
    """Say what was packed, under which code, and what comes next."""
    screen.say(_("The submission of {name} is packed.").format(name=screen.safe(packed.name)), "bold")
    screen.say(_("Code: {code}").format(code=_grouped(packed.code)))
    screen.say(
        _("{rows}; {parts}; {size} KB.").format(
            rows=plural("{count} row counts", "{count} rows count", packed.rows.get("used", 0)),
            parts=plural("{count} file", "{count} files", len(packed.parts)),
            size=number(packed.size / 1000),
        )
    )
    if packed.low is not None and packed.high is not None:
        screen.say(
            _("As the judges will read it, the total lies between {low} and {high}.").format(
                low=decimal(packed.low, 2), high=decimal(packed.high, 2)
            )
        )
    if packed.differs:
        screen.say(
            _(
                "By the rules alone this log counts otherwise than by the map of the export's own platform: what stands"
                " here is what counts. Ask the secretariat to take up the map, if it is the better one."
            ),
            "yellow",
        )
    show.files([packed.path, packed.receipt])
    screen.heading(_("What next"))
    screen.say(_("Send the ZIP to the secretariat, print the receipt and keep it: it names the same code."))


def _files(given: list[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...], tuple[Path, ...]]:
    """Return exports, checklists and evidence; of a folder, what lies where it belongs."""
    folders = [path for path in given if path.is_dir()]
    if not folders:
        return tuple(given), (), ()
    if len(given) > 1:
        raise WrongUse(_("Name one folder, or files."))
    home = folders[0]
    logs = _inside(home / "complaints") or tuple(
        path for path in _inside(home) if path.suffix.casefold() in {".csv", ".xlsx", ".parquet", ".json", ".gz"}
    )
    if not logs:
        raise WrongUse(_("{path} holds no export: put one into it, or name the file.").format(path=home))
    return logs, _inside(home / "checklists"), _inside(home / "evidence")


def _inside(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")))


def _document(packed: Packed) -> dict[str, Any]:
    return {**asdict(packed), "parts": [part.model_dump() for part in packed.parts]}


def _grouped(code: str) -> str:
    from reports.codes import groups  # noqa: PLC0415 (start-up)

    return groups(code)
