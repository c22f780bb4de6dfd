"""Whether the times in a log tell anything: where every delay is zero, speeds are unknown, not perfect.

An export that stamps every step with the day of receipt looks like the quickest agency of all. That agency exists too,
and answers most complaints on the day; but over many complaints, those that came in the evening, on a Sunday or in
need of a colleague included, it needs the next day once. So the rule is: at least ``minimum`` complaints answered or
resolved, and not one step of any complaint after the day of receipt. A log that only acknowledges on the day, as
machines do, is not meant, and neither is one that is quick with a single exception: that is what the flag no-delay is
for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.integrity.counting import step_counts
from submissions.handed_in import STEPS

if TYPE_CHECKING:
    from criteria.integrity_rules import Thresholds
    from criteria.results import Indicators
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn

DONE = {"acknowledge": "acknowledged", "answer": "answered", "resolve": "resolved"}


def step_times(handed_in: HandedIn, rulebook: Rulebook, thresholds: Thresholds) -> pd.DataFrame:
    """Return whether the times of each step carry information: index code, a bool column per step (``STEPS``).

    True wherever nothing speaks against it, as for a participant without complaints. The steps of a participant stand
    and fall together, since the later prove the earlier: a single step that varies shows that times were recorded.
    """
    codes = handed_in.roster.index
    told = np.ones(len(codes), dtype=bool)
    if handed_in.complaints is not None:
        counts = step_counts(handed_in.complaints, rulebook)
        silent = (counts["replied"] >= thresholds.minimum) & (counts["late"] == 0)
        told[counts.loc[silent, "participant"].to_numpy()] = False
    return pd.DataFrame(dict.fromkeys(STEPS, told), index=codes)


def speeds_unknown(indicators: Indicators, informative: pd.DataFrame) -> Indicators:
    """Return the indicators with the speeds missing of whose step times carry no information.

    informative: as of ``step_times``. Of a step without information the days (median and 90th percentile) and the share
    on time are NaN, with the numbers behind them; whether it happened at all stays known.
    """
    measured = {name: getattr(indicators, name).copy() for name in ("table", "numerators", "denominators")}
    for step in STEPS:
        silent = ~informative[step].reindex(indicators.table.index, fill_value=True).to_numpy()
        columns = [f"days_to_{step}_median", f"days_to_{step}_p90", f"{DONE[step]}_on_time_share"]
        for table in measured.values():
            table.loc[silent, columns] = np.nan
    return replace(indicators, **measured)
