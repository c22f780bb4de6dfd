"""What a self-assessment brings: verified points where there are some, claims only as far as the rulebook lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from criteria.rounding import Floats
    from criteria.rulebook import Rulebook

COLUMNS = ("participant", "question", "claimed", "verified", "counted", "difference", "remark")


def counted(checklists: pd.DataFrame, rulebook: Rulebook) -> Floats:
    """Return the points that each row of ``HandedIn.checklists`` brings; 0 where nothing is claimed or verified.

    Verified points count as they are. A claim that nobody verified counts as ``[checklists] unverified`` says:
    not at all, or as claimed, where evidence is required only with evidence; unsaid, as claimed but where evidence is
    required.
    """
    required = {question.code for question in rulebook.question if question.evidence == "required"}
    asks = checklists["question"].isin(required).to_numpy(dtype=bool)
    shown = (checklists["evidence"] != "").to_numpy(dtype=bool)
    believed = {
        "zero": np.zeros(len(checklists), dtype=bool),
        "claimed": ~asks | shown,
        None: ~asks,
    }[rulebook.checklists.unverified if rulebook.checklists else None]
    claimed = np.where(believed, checklists["claimed"].to_numpy(dtype=np.float64), 0.0)
    verified = checklists["verified"].to_numpy(dtype=np.float64)
    return np.nan_to_num(np.where(np.isnan(verified), claimed, verified), nan=0.0)


def aggregate(
    checklists: pd.DataFrame, criterion: str, rulebook: Rulebook, participants: pd.Index[str]
) -> pd.Series[float]:
    """Return the points of a criterion's questions in percent (0..100) of the most that they can bring.

    NaN for a participant that handed in no checklist; a question that it does not answer brings 0 of its points. The
    points are added in the order of the questions, so that the bits do not depend on the order of rows.
    """
    questions = [question for question in rulebook.question if question.criterion == criterion]
    points = checklists.assign(points=counted(checklists, rulebook))
    wide = points.pivot(index="participant", columns="question", values="points")
    wide = wide.reindex(index=participants, columns=[question.code for question in questions]).fillna(0.0)
    total = sum((wide[question.code] for question in questions), start=pd.Series(0.0, index=participants))
    most = sum(question.points for question in questions)
    return (100 * total / most).clip(upper=100.0).where(participants.isin(checklists["participant"])).astype("float64")


def compared(checklists: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """Return what was claimed, verified and counted on each question, in the order of ``HandedIn.checklists``.

    difference: verified less claimed, in points; NaN where either is missing.
    """
    table = checklists.assign(
        counted=counted(checklists, rulebook),
        difference=(checklists["verified"] - checklists["claimed"]).round(9),
    )
    return table[list(COLUMNS)].reset_index(drop=True)
