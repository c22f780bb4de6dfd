"""One year's outcome, as everything that leaves the house is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from criteria.certainty.sureness import Sureness
    from criteria.contrast.missed import Missed
    from criteria.fairness.year import Fairness
    from criteria.judging.panels import Judged
    from criteria.results import Awards, Indicators, Ranking, Scores, Stages
    from criteria.rulebook import Rulebook
    from reports.papers.sittings import Sittings


@dataclass(frozen=True)
class Year:
    """The rulebook and the results, with what reading found.

    events: events by file and outcome (step, no step, set aside, no complaint); None where no log holds events.
    flags: what a panel should look at: code, flag, statistic, reference, threshold, complaints, detail.
    checklists: ``criteria.checklists.compared``: participant, question, claimed, verified, counted, difference, remark;
        None or empty where nobody handed in a checklist.
    bins: rows by file, participant (code, "" when unknown) and bin (used, excluded, repeated, outside, set aside).
    problems: the rows of problems.csv, all text: severity, file, sheet, row, column, value, problem, mend, code, count.
    files: the inputs: path, sha256, size (bytes), rows.
    fairness: shares beside what was to be expected of them; None until the results are published.
    missed: who missed each award by how much; None until the results are published.
    judged: what the judges' marks say of the judges; None where nobody has marked, or until the results are published.
    sittings: who sat over the competition, for the minutes; None until the results are published.
    sure: how sure the ranking is; None until the results are published.
    fingerprint: sha256 of the rulebook, whatever its file looks like.
    until: the code of the stage up to which the competition was held, of whose rules ``rulebook`` tells; None: its end.
    """

    rulebook: Rulebook
    fingerprint: str
    indicators: Indicators
    scores: Scores
    stages: Stages
    ranking: Ranking
    awards: Awards
    flags: pd.DataFrame
    bins: pd.DataFrame
    problems: pd.DataFrame
    files: pd.DataFrame
    events: pd.DataFrame | None = None
    checklists: pd.DataFrame | None = None
    until: str | None = None
    judged: Judged | None = None
    sittings: Sittings | None = None
    sure: Sureness | None = None
    fairness: Fairness | None = None
    missed: Missed | None = None
