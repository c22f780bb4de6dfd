"""``evaluator certify``: certificates in sets of a folder, or for winners already decided."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from evaluator.cli import options, screen
from evaluator.refusals import WrongUse, of_problems
from evaluator.words import _, language, later, plural

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook
    from evaluator.certify import Printed
    from evaluator.certify_sets import SetsPrinted

SHORT = later("Print certificates, in sets of a folder or from a list of winners.")
HELP = later(
    """Print certificates, one PDF each: sets of a competition folder, or a list of winners decided already.

Of a FOLDER, --set names winners (the default), honourable, finalists, participants or judges, and may be given
again. Numbers and codes are those that run gives them. What is to be signed and verified is made by run: name
the set in the rulebook, [certificate] also.

The list is a CSV file with the columns name and award, and if you like category, place, number, code, date,
award_en and category_en; Indonesian headers (nama, penghargaan, kategori, peringkat, nomor, kode, tanggal) do as
well. A row that cannot be printed is named; the rest is printed all the same, and the exit code is 1.

A run that was stopped goes on where it was. manifest.json beside the certificates has the sha256 of each."""
)
EXAMPLES = (
    "evaluator certify kompetisi-2019 --set finalists --set participants",
    "evaluator certify kompetisi-2019 --set judges --out piagam-juri",
    'evaluator certify --list pemenang.csv --edition "Kompetisi 2019 | Competition 2019" --out piagam',
    'evaluator certify --list pemenang.csv --edition "Kompetisi 2019" --out piagam --rulebook rulebook.toml',
)
FIRST = 20


def command(  # noqa: PLR0913, PLR0917 (typer calls it by name)
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help=_("The competition folder."), show_default=False)
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="SET",
            help=_("winners, honourable, finalists, participants or judges; may be given again."),
        ),
    ] = None,
    listed: Annotated[
        Path | None, typer.Option("--list", metavar="FILE", help=_("The list of winners, a CSV file."))
    ] = None,
    edition: Annotated[
        str,
        typer.Option(metavar="TEXT", help=_('What the competition is called: "Indonesian | English", or one text.')),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help=_("Where to write the certificates; FOLDER/certificates by default.")),
    ] = None,
    rulebook: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("A rulebook that says who signs, where and when."))
    ] = None,
    theme: Annotated[
        Path | None, typer.Option(metavar="DIR", help=_("A theme for a list; FOLDER/theme is that of a folder."))
    ] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Print, tell, and end with 1 where a row could not be printed."""
    if folder is not None:
        if listed or edition or rulebook or theme:
            raise WrongUse(_("Name a folder, or a list with --list, --edition and --rulebook, but not both."))
        _of_folder(folder, set_ or ["winners"], out, as_json=as_json)
    if listed is None or out is None or set_:
        raise WrongUse(_("Name a competition folder, or a list of winners with --list, --edition and --out."))
    if not edition:
        raise WrongUse(_("{what} is missing.").format(what="--edition"))
    from evaluator.certify import certify  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        rules = _rules(rulebook)
        printed = certify(
            listed, edition, out,
            rules=rules, language=language(), progress=progress, theme=theme, warn=progress.note,
        )  # fmt: skip
    if as_json:
        screen.as_json(asdict(printed))
    else:
        _tell(printed)
    raise typer.Exit(1 if printed.bad else 0)


def _of_folder(folder: Path, sets: list[str], out: Path | None, *, as_json: bool) -> NoReturn:
    from evaluator.certify_sets import certify_sets  # noqa: PLC0415 (start-up)
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        printed = certify_sets(existing(folder), sets, out, language=language(), progress=progress, warn=progress.note)
    if as_json:
        screen.as_json(asdict(printed))
    else:
        _tell_sets(printed)
    raise typer.Exit(1 if printed.bad else 0)


def _tell_sets(printed: SetsPrinted) -> None:
    _tell_files(printed.files, printed.kept)
    for name, count in printed.sets.items():
        screen.say(f"• {name}: {count}")
    for one in printed.bad:
        screen.say(f"• {screen.safe(one.path)}")
        screen.indented(f"{screen.safe(one.problem)} {screen.safe(one.mend)}")


def _rules(path: Path | None) -> Rulebook | None:
    from criteria.loading import load  # noqa: PLC0415 (start-up)
    from criteria.refusals import RulebookRefused  # noqa: PLC0415 (start-up)

    if path is None:
        return None
    try:
        return load(path)
    except RulebookRefused as refused:
        raise of_problems(refused.problems) from refused


def _tell_files(files: tuple[str, ...], kept: int) -> None:
    count = len(files)
    screen.say(plural("{count} certificate was printed.", "{count} certificates were printed.", count), "bold")
    if kept:
        screen.say(
            plural(
                "{count} of them was finished by a run that had been stopped.",
                "{count} of them were finished by a run that had been stopped.",
                kept,
            )
        )
    for path in files[:FIRST]:
        screen.path(path)
    if count > FIRST:
        rest = count - FIRST
        screen.say("  " + plural("… and {count} more certificate.", "… and {count} more certificates.", rest))


def _tell(printed: Printed) -> None:
    _tell_files(printed.files, printed.kept)
    if not printed.bad:
        return
    bad = len(printed.bad)
    screen.heading(plural("{count} row could not be printed:", "{count} rows could not be printed:", bad))
    for row in printed.bad:
        value = f": “{screen.safe(row.value)}”" if row.value else ""
        screen.say("• " + _("row {row}").format(row=row.row) + f", {row.column}{value}")
        screen.indented(f"{screen.safe(row.problem)} {screen.safe(row.mend)}")
