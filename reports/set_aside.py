"""Why rows of complaints were set aside, in few words, and how many for each reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.speech import Speech
    from reports.year import Year

BARS = 10
"""Reasons told; those of fewer rows are one more."""


def by_reason(year: Year, say: Speech) -> list[tuple[str, int]]:
    """Return the reasons with their rows, the most frequent first; empty where no row was set aside.

    Of the problems in complaints, which name one reason for each row set aside. Rows of which the problems say
    nothing, as where a log holds events, are one reason more: all of them add up to what was set aside.
    """
    total = int(year.bins.loc[year.bins["bin"] == "set aside", "rows"].sum())
    logs = set(year.bins["file"])
    counts: dict[str, int] = {}
    table = year.problems[year.problems["severity"] == "set aside"]
    for file, code, column, says, count in table[["file", "code", "column", "problem", "count"]].itertuples(
        index=False
    ):
        if file in logs:
            reason = _reason(str(code), str(column), str(says), say)
            counts[reason] = counts.get(reason, 0) + int(count)
    if sum(counts.values()) > total:  # a log that names two reasons for one row: parts of a whole would be wrong
        return []
    found = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    rest = total - sum(rows for _, rows in found[:BARS])
    return [*found[:BARS], *([(say("other reasons"), rest)] if rest else [])]


def _reason(code: str, column: str, says: str, say: Speech) -> str:
    words = {
        "quotes-broken": say("line with a broken quotation mark"),
        "rows-broken": say("line with too many or too few fields"),
        "encoding-broken": say("line with broken characters"),
        "row-without-id": say("no complaint number"),
        "rows-without-id": say("no complaint number"),
        "participant-missing": say("no participant named"),
        "rows-without-participant": say("no participant named"),
        "participant-unknown": say("participant not in the roster"),
        "rows-of-unknown-participant": say("participant not in the roster"),
        "participant-ambiguous": say("name that several participants share"),
        "rows-of-ambiguous-participant": say("name that several participants share"),
        "receipt-missing": say("no date of receipt"),
        "rows-without-receipt": say("no date of receipt"),
        "date-unreadable": say("date that cannot be read: {column}", column=column),
        "duration-unreadable": say("duration that cannot be read: {column}", column=column),
        "rows-with-unreadable-date": say("date that cannot be read: {column}", column=column),
        "event-before-receipt": say("step before the receipt: {column}", column=column),
        "rows-with-event-before-receipt": say("step before the receipt: {column}", column=column),
        "id-conflict": say("one number, different complaints"),
        "rows-with-id-conflict": say("one number, different complaints"),
    }
    return words.get(code, says)
