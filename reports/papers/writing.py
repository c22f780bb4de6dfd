"""The year's papers as files: minutes and the annex to the decree (PDF, DOCX), the score summary (PDF, XLSX)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reports.papers.annex import annex
from reports.papers.docx import as_docx
from reports.papers.minutes import final_minutes, stage_minutes
from reports.papers.pdf import as_pdf
from reports.papers.summary import signed_by, summary_paper
from reports.speech import Speech
from reports.summary_workbook import write_summary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reports.papers.blocks import Paper
    from reports.year import Year

FOLDER = "minutes"
BOUND = ("stages.csv", "ranking.csv")
"""Tables that minutes bind by their sha256."""


def write_papers(year: Year, folder: Path) -> None:
    """Write the papers into the folder of the results, where its tables stand already; same year, same bytes.

    Nothing is decided at the end, and nothing awarded, where the competition was held up to a stage only. Raises
    ``rendering.RenderingError``.
    """
    tables = [folder / name for name in BOUND]
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tables if path.is_file()}
    (folder / FOLDER).mkdir()
    for name, paper in papers(year, digests):
        (folder / f"{name}.pdf").write_bytes(as_pdf(paper, _identifier(year, name)))
        (folder / f"{name}.docx").write_bytes(as_docx(paper, year.rulebook.period.cutoff))
    say = Speech(year.rulebook.edition.language)
    (folder / "summary.pdf").write_bytes(as_pdf(summary_paper(year, say), _identifier(year, "summary")))
    write_summary(year, signed_by(year, say), folder / "summary.xlsx")


def _identifier(year: Year, name: str) -> bytes:
    return hashlib.sha256(f"{year.fingerprint}/{name}".encode()).digest()[:16]


def papers(year: Year, digests: dict[str, str]) -> Iterator[tuple[str, Paper]]:
    """Yield every paper with its path in the results, less the suffix."""
    say = Speech(year.rulebook.edition.language)
    for number, stage in enumerate(year.rulebook.stage, start=1):
        yield f"{FOLDER}/{number}-{stage.code}", stage_minutes(year, stage, digests, say)
    if year.until is None:
        yield f"{FOLDER}/final", final_minutes(year, digests, say)
        if year.rulebook.award:
            yield "annex", annex(year, say)
