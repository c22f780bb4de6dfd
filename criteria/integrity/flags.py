"""The flags of a year: engines count, this compares. Nothing here changes a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.categories import assign_categories
from criteria.integrity import catalogue as of
from criteria.integrity.comparing import share, share_of_others, stands_out
from criteria.integrity.counting import answer_day_counts, month_counts, rating_counts, share_counts, text_counts
from criteria.integrity.months import breaks
from criteria.integrity.patterns import heaped, one_answer_time, one_rating, one_text
from submissions.handed_in import TIMED

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from criteria.integrity_rules import Thresholds
    from criteria.rounding import Floats
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn

COLUMNS = ["code", "flag", "statistic", "reference", "threshold", "complaints", "detail"]


def flags(
    handed_in: HandedIn, rulebook: Rulebook, thresholds: Thresholds, read_here: ir.Table | None = None
) -> pd.DataFrame:
    """Return every flag, one row each, by participant and in the order of ``FLAGS``.

    Columns: code, flag (code of ``FLAGS``), statistic (a share 0..1; for heaping and month-break a multiple),
    reference (the same of the others of the category together; for closing-rush that of an even rate; for month-break
    1, its own median month; NaN where there is nobody to compare with), threshold (which the statistic reached),
    complaints (behind it, as ``complaints_behind`` lists them), detail (the days, the rating or the month; of heaping
    the multiple that was left out; else "").
    read_here: the complaints as they were read, where ``handed_in`` holds them elsewhere or reduced: times of day,
    reporters and answers are in logs alone, and only these tell flags of them.
    What the logs have no columns for is not flagged; nothing is flagged on fewer than ``minimum`` complaints.
    """
    categories = assign_categories(handed_in.roster, rulebook)
    found = [_set_aside(handed_in, categories, thresholds)]
    if handed_in.complaints is not None:
        found += _shares(handed_in, rulebook, thresholds, categories)
        delays = _named(answer_day_counts(handed_in.complaints, rulebook), categories)
        found += [one_answer_time(delays, thresholds), heaped(delays, thresholds)]
        if not _lacks(of.ONE_RATING, handed_in, rulebook):
            ratings = _named(rating_counts(handed_in.complaints, rulebook), categories)
            found.append(one_rating(ratings, thresholds))
        found += _of_times(handed_in, rulebook, thresholds, categories, read_here)
        months = _named(month_counts(handed_in.complaints, rulebook), categories)
        found.append(breaks(months, rulebook.period, thresholds))
    filled = [table[COLUMNS] for table in found if len(table)]
    table = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=COLUMNS)
    place = table["flag"].map({code: position for position, code in enumerate(of.FLAGS)})
    table = table.assign(place=place).sort_values(["code", "place"], ignore_index=True)[COLUMNS]
    numbers = dict.fromkeys(COLUMNS[2:5], "float64")
    return table.astype({"code": object, "flag": object, **numbers, "complaints": "int64", "detail": object})


def _named(counts: pd.DataFrame, categories: pd.Series[str]) -> pd.DataFrame:
    """Put codes and categories in the place of positions in the roster."""
    positions = counts["participant"].to_numpy(dtype=np.int64)
    named = counts.drop(columns="participant")
    return named.assign(code=categories.index[positions], category=categories.to_numpy()[positions])


def _lacks(flag: of.Flag, handed_in: HandedIn, rulebook: Rulebook) -> bool:
    told = flag is not of.UNSOLVED or bool(rulebook.sources.complaints.statuses.unsolved)
    return not told or not handed_in.columns.issuperset(flag.needs)


def _shares(
    handed_in: HandedIn, rulebook: Rulebook, thresholds: Thresholds, categories: pd.Series[str]
) -> list[pd.DataFrame]:
    """Return the flags that are a share of complaints, by rule: its threshold, and whether others are compared with."""
    period = rulebook.period
    even = thresholds.closing_days / ((period.cutoff - period.from_).days + 1)
    rules = {
        of.NO_DELAY: (thresholds.no_delay, False),
        of.ONE_DAY: (thresholds.one_day, False),
        of.CLOSING_RUSH: (thresholds.closing_times * even, True),
        of.UNANSWERED: (thresholds.unanswered, True),
        of.UNSOLVED: (thresholds.unsolved, True),
    }
    raised = {flag: rule for flag, rule in rules.items() if not _lacks(flag, handed_in, rulebook)}
    return _share_flags(handed_in.complaints, raised, rulebook, thresholds, categories)


def _of_times(
    handed_in: HandedIn,
    rulebook: Rulebook,
    thresholds: Thresholds,
    categories: pd.Series[str],
    read_here: ir.Table | None,
) -> list[pd.DataFrame]:
    """Return the flags that need times of day or texts; none where the complaints do not lie here."""
    complaints = handed_in.complaints if read_here is None else read_here
    if complaints is None or not {*TIMED} <= {*complaints.columns}:
        return []
    rules = {
        of.AT_ONCE: (thresholds.at_once, True),
        of.MIDNIGHT: (thresholds.midnight, True),
        of.ONE_MOMENT: (thresholds.one_moment, False),
    }
    raised = {flag: rule for flag, rule in rules.items() if not _lacks(flag, handed_in, rulebook)}
    found = _share_flags(complaints, raised, rulebook, thresholds, categories)
    for flag, column, limit in (
        (of.ONE_REPORTER, "reporter", thresholds.one_reporter),
        (of.ONE_ANSWER, "answer_text", thresholds.one_answer),
    ):
        if not _lacks(flag, handed_in, rulebook):
            counts = _named(text_counts(complaints, rulebook, column), categories)
            found.append(one_text(counts, flag, limit, thresholds))
    return found


def _share_flags(
    complaints: ir.Table,
    rules: dict[of.Flag, tuple[float, bool]],
    rulebook: Rulebook,
    thresholds: Thresholds,
    categories: pd.Series[str],
) -> list[pd.DataFrame]:
    period = rulebook.period
    even = thresholds.closing_days / ((period.cutoff - period.from_).days + 1)
    counts = _named(share_counts(complaints, rulebook, thresholds, [flag.code for flag in rules]), categories)
    found = []
    for flag, (threshold, compared) in rules.items():
        table = counts.assign(n=counts[f"{flag.code} of"], events=counts[flag.code])
        usual = share_of_others(table) if flag is not of.CLOSING_RUSH else np.full(len(table), even)
        if flag is of.MIDNIGHT:  # bare days are told so only where others wrote times
            alone = np.isnan(usual)
            table, usual = table.loc[~alone], usual[~alone]
        found.append(_raised(table, flag.code, usual, threshold, thresholds, compared=compared))
    return found


def _set_aside(handed_in: HandedIn, categories: pd.Series[str], thresholds: Thresholds) -> pd.DataFrame:
    rows = handed_in.bins.groupby(["participant", "bin"])["rows"].sum().unstack(fill_value=0)
    rows = rows.reindex(index=categories.index, columns=["used", "set aside"], fill_value=0)
    table = pd.DataFrame({"n": rows.sum(axis=1), "events": rows["set aside"], "category": categories})
    table = table.rename_axis("code").reset_index()
    return _raised(table, of.SET_ASIDE.code, share_of_others(table), thresholds.set_aside, thresholds, compared=False)


def _raised(
    table: pd.DataFrame,
    flag: str,
    usual: Floats,
    threshold: float,
    thresholds: Thresholds,
    *,
    compared: bool,
) -> pd.DataFrame:
    """Return the rows of the flag. table: code, n (complaints), events (of them); usual: the share to compare with."""
    n, events = (table[column].to_numpy(dtype=np.float64) for column in ("n", "events"))
    against = usual if compared else np.full(len(table), np.nan)
    raised = (n >= thresholds.minimum) & stands_out(events, n, against, threshold, thresholds.chance)
    result = table.assign(flag=flag, statistic=share(events, n), reference=usual, threshold=threshold)
    return result.assign(complaints=events, detail="").loc[raised]
