"""``evaluator self-assess``: where an agency stands before it submits."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import assessed, options, screen, show
from evaluator.refusals import WrongUse
from evaluator.words import _, language, later

if TYPE_CHECKING:
    from reports.assessment import Assessment

SHORT = later("Tell an agency where it stands, before it submits.")
HELP = later(
    """Work out from an agency's own export what the judges' engine would: indicators, scores by criterion, gates, the
rows to mend first, and what would help most. Nothing leaves this machine, and no copy is left behind.

What only judges can say is open, and the total is told from its least to its most. An export of a known platform is
read by its ready map; of an unknown one, the columns that are sure are taken."""
)
EXAMPLES = (
    "evaluator self-assess export.xlsx --rulebook anggakara-2019 --set kind=regency --set units=40",
    "evaluator self-assess export.csv --rulebook kompetisi-2019/rulebook.toml --as A-017 --set name='Kota Contoh'",
    "evaluator self-assess export.csv --rulebook anggakara-2019 --what-if answered_on_time_share=0.95",
    "evaluator self-assess export.csv --rulebook anggakara-2019 --last-year hasil-2018/results",
    "evaluator self-assess export.csv --rulebook anggakara-2019 --as-of 2019-06-14 --work-list pekerjaan.xlsx",
    "evaluator self-assess export.csv --rulebook anggakara-2019 --html posisi.html --pdf posisi.pdf",
    "evaluator self-assess tiket.csv --rulebook anggakara-2019 --all-mine --as 'Kota Contoh'",
)


def command(  # noqa: PLR0913, PLR0917 (a command's options)
    logs: Annotated[
        list[Path],
        typer.Argument(metavar="LOG...", help=_("Exports: CSV, XLSX, Parquet or JSON."), show_default=False),
    ],
    rulebook: Annotated[str, options.its_rules()],
    who: Annotated[
        str, typer.Option("--as", metavar="CODE", help=_("Who you are, by code or name, where the files name several."))
    ] = "",
    told: Annotated[list[str], options.told()] = [],  # noqa: B006 (Typer reads it once)
    supposed: Annotated[
        list[str],
        typer.Option(
            "--what-if", metavar="FIGURE=VALUE", help=_("A figure as it might be; repeatable, all are taken together.")
        ),
    ] = [],  # noqa: B006 (Typer reads it once)
    checklist: Annotated[list[Path], options.checklist()] = [],  # noqa: B006 (Typer reads it once)
    last_year: Annotated[
        Path | None,
        typer.Option(metavar="RESULTS", help=_("Published results of last year: their folder, or ranking.csv.")),
    ] = None,
    as_of: Annotated[
        dt.datetime | None,
        typer.Option(
            metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help=_("How you stand on this day, before the cut-off.")
        ),
    ] = None,
    all_mine: Annotated[bool, options.all_mine()] = False,
    date_order: Annotated[options.Order | None, options.date_order()] = None,
    take_guesses: Annotated[bool, options.take_guesses()] = False,
    work_list: Annotated[
        Path | None, typer.Option(metavar="FILE.xlsx", help=_("Write the work list: what is open, and what it brings."))
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help=_("Write a page of one file, with figures to be moved."))
    ] = None,
    pdf: Annotated[Path | None, typer.Option(metavar="FILE.pdf", help=_("Write it as a PDF, for paper."))] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Assess, and tell."""
    from evaluator.assess import Asked, assess  # noqa: PLC0415 (start-up)
    from evaluator.assess.asked import supposed_of, told_of  # noqa: PLC0415 (start-up)
    from evaluator.rulebooks.find import sound  # noqa: PLC0415 (start-up)

    rules = sound(rulebook)
    asked = Asked(
        logs=tuple(logs),
        rulebook=rules,
        who=who.strip(),
        told=told_of(told, rules),
        supposed=supposed_of(supposed, rules),
        checklists=tuple(checklist),
        last_year=last_year,
        as_of=as_of.date() if as_of else None,
        order=str(date_order or ""),
        all_mine=all_mine,
        guesses=take_guesses,
        with_work=work_list is not None,
    )
    _writable(work_list, html, pdf)
    with screen.steps() as progress:
        found = assess(asked, language(), progress)
    files = _write(found, work_list, html, pdf)
    if as_json:
        screen.as_json({**document(found), "files": files})
    else:
        assessed.tell(found, options.speech())
        if files:
            show.files(files)


def _writable(*paths: Path | None) -> None:
    """Refuse to write where nothing can be written, before anything is worked out."""
    for path in paths:
        if path is not None and (path.is_dir() or not path.parent.is_dir()):
            raise WrongUse(_("{path} cannot be written: its folder is not there, or it is a folder.").format(path=path))


def _write(found: Assessment, work_list: Path | None, html: Path | None, pdf: Path | None) -> list[str]:
    """Write what was asked for; return the paths."""
    from evaluator.publish import write_beside  # noqa: PLC0415 (start-up)
    from reports.assessment_page import page, paper  # noqa: PLC0415 (start-up)
    from reports.work_list import work_list as workbook  # noqa: PLC0415 (start-up)

    say = options.speech()
    written = []
    for path, make in ((html, page), (pdf, paper), (work_list, workbook)):
        if path is not None:
            write_beside(path, make(found, say))
            written.append(str(path))
    return written


def document(found: Assessment) -> dict[str, Any]:
    """Return the assessment as a document; days are ISO."""
    plain: dict[str, Any] = _plain({**asdict(found), "low": found.low, "high": found.high})
    return plain


def _plain(value: Any) -> Any:  # noqa: ANN401 (anything that a document holds)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value
