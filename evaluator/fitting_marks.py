"""What the marks of a criterion cannot tell: one judge alone has no second opinion, equal marks decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from submissions.problems import Kind, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from criteria.rulebook import Rulebook

ONE_JUDGE = Kind(
    "panel-one-judge",
    Severity.WARNING,
    {
        "id": "Hanya satu juri menilai kriteria {criterion}; seberapa jauh para juri sependapat tidak dapat diketahui.",
        "en": "One judge alone has marked the criterion {criterion}; how far judges agree cannot be told.",
    },
    {
        "id": "Minta juri kedua menilai, bila peringkat bergantung padanya.",
        "en": "Have a second judge mark, if ranks hang on it.",
    },
)
ALL_EQUAL = Kind(
    "marks-all-equal",
    Severity.WARNING,
    {
        "id": "Semua nilai juri pada kriteria {criterion} sama ({mark}); kriteria ini tidak membedakan siapa pun.",
        "en": "All marks on the criterion {criterion} are equal ({mark}); it tells nobody apart.",
    },
    {
        "id": "Periksa apakah lembar penilaiannya memang sudah diisi.",
        "en": "Check whether the score sheets were filled in indeed.",
    },
)


def panels(rulebook: Rulebook, marks: pd.DataFrame) -> Iterator[Problem]:
    """Yield a problem for each criterion that one judge has marked, or on which all of several marks are equal."""
    scored = marks[marks["status"] == "scored"]
    for leaf in rulebook.leaves:
        mine = scored[scored["criterion"] == leaf.code]
        place, details = f"criterion.{leaf.code}", {"criterion": leaf.code}
        if mine["judge"].nunique() == 1:
            yield Problem(ONE_JUDGE, file="scores/", column=place, details=details)
        if len(mine) > 1 and mine["mark"].nunique() == 1:
            mark = f"{mine['mark'].iloc[0]:g}"
            yield Problem(ALL_EQUAL, file="scores/", column=place, value=mark, details={**details, "mark": mark})
