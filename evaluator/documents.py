"""The documents of a year: the certificates, the workbook, the report, the papers to be signed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evaluator import publish
from evaluator.refusals import Refusal
from evaluator.words import _, plural
from reports import finished
from submissions.problems import Kind, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reports.refusals import Refusal as CertificateRefusal
    from reports.theming import Theme
    from reports.year import Year
    from submissions.progress import Progress

CERTIFICATES = "making certificates"
PAPERS = "making the minutes"
REPORT = "making the report"
WORKBOOK = "making the workbook"

MANY = 500
"""Participants from whom on the report, some seconds by then, is made in a process of its own."""

NOT_MADE = Kind(
    "certificate-not-made",
    Severity.WARNING,
    {"id": "{says_id}", "en": "{says_en}"},
    {"id": "{mend_id}", "en": "{mend_en}"},
)


def processes() -> int:
    """Return how many processes may work at once: as many as this one may use processors."""
    return len(os.sched_getaffinity(0))


@contextmanager
def keeping(unfinished: Path) -> Iterator[None]:
    """Say, where the disk refuses, what it refused, and how many documents are finished and kept in ``unfinished``."""
    try:
        with publish.writing(unfinished):
            yield
    except Refusal as refusal:
        count = len(finished.found(unfinished))
        if not count:
            raise
        kept = plural(
            "{count} certificate is finished and kept: the same command goes on from there.",
            "{count} certificates are finished and kept: the same command goes on from there.",
            count,
        )
        raise Refusal(f"{refusal} {kept}") from refusal


def write_certificates(
    year: Year,
    folder: Path,
    key: bytes,
    progress: Progress,
    *,
    unfinished: Path | None = None,
    theme: Theme | None = None,
) -> list[Problem]:
    """Write certificates/ and their index into a folder; return a problem for each that cannot be printed.

    unfinished: where what is finished is kept, until the year is published, for a run that goes on after this one.
    """
    from reports import awarded, batch  # noqa: PLC0415 (start-up: tables alone need none of it)
    from reports.certificates_json import write_index  # noqa: PLC0415 (start-up)

    texts = awarded.sets_for(year, key, ["winners", *year.rulebook.certificate.also])
    with keeping(unfinished or folder):
        made = batch.write_certificates(
            [text for _name, text in texts],
            [folder / name for name, _text in texts],
            processes=processes(),
            progress=lambda done, total: progress(CERTIFICATES, done, total),
            keep=unfinished,
            theme=theme,
        )
    write_index([text for _name, text in texts], made, folder)
    return [_not_made(one.path.relative_to(folder), one.refusal) for one in made if one.refusal is not None]


def write_papers(year: Year, folder: Path, progress: Progress) -> None:
    """Write minutes/ and the annex into a folder where the tables stand; Refusal when a paper cannot be set."""
    from reports.papers.writing import write_papers  # noqa: PLC0415 (start-up)
    from reports.rendering import RenderingError  # noqa: PLC0415 (start-up)

    progress(PAPERS, 0, 1)
    try:
        write_papers(year, folder)
    except RenderingError as error:
        raise Refusal(_("The minutes could not be made: {reason}.").format(reason=error)) from error
    progress(PAPERS, 1, 1)


def _not_made(path: Path, refusal: CertificateRefusal) -> Problem:
    says = {f"says_{name}": refusal.says(name) for name in ("id", "en")}
    mend = {f"mend_{name}": refusal.mend(name) for name in ("id", "en")}
    return Problem(NOT_MADE, file=f"results/{path.as_posix()}", details=says | mend)


def write_workbook(year: Year, folder: Path, progress: Progress) -> None:
    """Write ranking.xlsx into a folder."""
    from reports import ranking_workbook  # noqa: PLC0415 (start-up)

    progress(WORKBOOK, 0, 1)
    ranking_workbook.write_workbook(year, folder / "ranking.xlsx")
    progress(WORKBOOK, 1, 1)


@contextmanager
def report_beside(year: Year, folder: Path, progress: Progress) -> Iterator[None]:
    """Write report.pdf into a folder while the block runs; Refusal when the report cannot be set.

    Where few compete, or there is one processor, it is written first: another process takes longer to start.
    """
    from reports.pool import beside  # noqa: PLC0415 (start-up)
    from reports.rendering import RenderingError  # noqa: PLC0415 (start-up)
    from reports.report import report  # noqa: PLC0415 (start-up)

    def written(content: Callable[[], bytes]) -> None:
        progress(REPORT, 0, 1)
        try:
            (folder / "report.pdf").write_bytes(content())
        except RenderingError as error:
            raise Refusal(_("report.pdf could not be made: {reason}.").format(reason=error)) from error
        progress(REPORT, 1, 1)

    if len(year.ranking.table) < MANY or processes() < 2:
        written(lambda: report(year))
        yield
    else:
        with beside(report, year) as made:
            yield
            written(made)
