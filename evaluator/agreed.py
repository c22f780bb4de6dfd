"""Nothing is published whose files contradict each other: what was written is read back before it takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.refusals import Refusal
from evaluator.words import _
from reports.agreement import RESULTS, disagreements

if TYPE_CHECKING:
    from pathlib import Path

    from submissions.progress import Progress

COMPARING = "comparing what was written"


def agreed(results: Path, progress: Progress) -> None:
    """Refuse results of which two files state a figure differently; the first is named, and called a fault of ours."""
    progress(COMPARING, 0, 1)
    found = next(disagreements(results), None)
    if found is not None:
        raise Refusal(
            _(
                "Nothing was published, because two results contradict each other, which is a fault of this program: "
                "of {code}, {file} states {found} as {figure}, {other} states {expected}. Please report it."
            ).format(
                code=found.code or "–", file=found.file, found=found.found or "–", figure=found.figure, other=RESULTS,
                expected=found.expected or "–",
            )
        )  # fmt: skip
    progress(COMPARING, 1, 1)
