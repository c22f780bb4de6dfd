"""``evaluator certify``: certificates for winners already decided."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, language, later, plural

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook
    from evaluator.certify import Printed

SHORT = later("Print certificates for winners already decided.")
HELP = later(
    """Print certificates from a list of winners that were decided already, one PDF each.

The list is a CSV file with the columns name and award, and if you like category, place, number, code, date,
award_en and category_en; Indonesian headers (nama, penghargaan, kategori, peringkat, nomor, kode, tanggal) do as
well. A row that cannot be printed is named; the rest is printed all the same, and the exit code is 1.

A run that was stopped goes on where it was. manifest.json beside the certificates has the sha256 of each."""
)
EXAMPLES = (
    'evaluator certify --list pemenang.csv --edition "Kompetisi 2019 | Competition 2019" --out piagam',
    'evaluator certify --list pemenang.csv --edition "Kompetisi 2019" --out piagam --rulebook rulebook.toml',
)
FIRST = 20


def command(
    listed: Annotated[Path, typer.Option("--list", metavar="FILE", help=_("The list of winners, a CSV file."))],
    edition: Annotated[
        str,
        typer.Option(metavar="TEXT", help=_('What the competition is called: "Indonesian | English", or one text.')),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help=_("Where to write the certificates."))],
    rulebook: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("A rulebook that says who signs, where and when."))
    ] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Print, tell, and end with 1 where a row could not be printed."""
    from evaluator.certify import certify  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        rules = _rules(rulebook)
        printed = certify(listed, edition, out, rules=rules, language=language(), progress=progress)
    if as_json:
        screen.as_json(asdict(printed))
    else:
        _tell(printed)
    raise typer.Exit(1 if printed.bad else 0)


def _rules(path: Path | None) -> Rulebook | None:
    from criteria.loading import load  # noqa: PLC0415 (start-up)
    from criteria.refusals import RulebookRefused  # noqa: PLC0415 (start-up)
    from evaluator.refusals import Refusal  # noqa: PLC0415 (start-up)

    if path is None:
        return None
    try:
        return load(path)
    except RulebookRefused as refused:
        raise Refusal("\n".join(problem.says(language()) for problem in refused.problems)) from refused


def _tell(printed: Printed) -> None:
    count = len(printed.files)
    screen.say(plural("{count} certificate was printed.", "{count} certificates were printed.", count), "bold")
    if printed.kept:
        kept = printed.kept
        screen.say(
            plural(
                "{count} of them was finished by a run that had been stopped.",
                "{count} of them were finished by a run that had been stopped.",
                kept,
            )
        )
    for path in printed.files[:FIRST]:
        screen.path(path)
    if count > FIRST:
        rest = count - FIRST
        screen.say("  " + plural("… and {count} more certificate.", "… and {count} more certificates.", rest))
    if not printed.bad:
        return
    bad = len(printed.bad)
    screen.heading(plural("{count} row could not be printed:", "{count} rows could not be printed:", bad))
    for row in printed.bad:
        value = f": “{screen.safe(row.value)}”" if row.value else ""
        screen.say("• " + _("row {row}").format(row=row.row) + f", {row.column}{value}")
        screen.indented(f"{screen.safe(row.problem)} {screen.safe(row.mend)}")
