"""What would be if some of one's complaints were done today: counted by the engine, all cases in one pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import ibis
import pandas as pd

from evaluator.pipeline import measured
from submissions.engines import kept, lookup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from criteria.results import Indicators
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn

STEPS_DONE = ("acknowledged", "answered", "resolved")


def done_today(
    handed_in: HandedIn, rulebook: Rulebook, code: str, cases: Mapping[str, pd.DataFrame]
) -> dict[str, Indicators]:
    """Return the indicators of one participant, for each case as if its complaints had every open step today.

    cases: by name, which complaints: columns file and row, as in ``HandedIn.complaints``. Today is the cut-off. Each
    case is a participant of its own in a year that is measured as any other.
    """
    if handed_in.complaints is None or not cases:
        return {}
    names = list(cases)
    position = handed_in.roster.index.get_loc(code)
    mine = handed_in.complaints.filter(handed_in.complaints.participant == position).drop("participant")
    backend = handed_in.complaints.get_backend()
    everyone = pd.DataFrame({"participant": range(len(names))})
    table = mine.cross_join(lookup(backend, everyone, {"participant": "int32"}))
    chosen = pd.concat([table.assign(chosen_of=place) for place, table in enumerate(cases.values())])
    marked = lookup(
        backend,
        chosen[["file", "row", "chosen_of"]].rename(columns={"file": "chosen_file", "row": "chosen_row"}),
        {"chosen_file": "int32", "chosen_row": "int64", "chosen_of": "int32"},
    )
    table = table.left_join(
        marked,
        [
            table.file == marked.chosen_file,
            table.row == marked.chosen_row,
            table.participant == marked.chosen_of,
        ],
    )
    today = ibis.literal(rulebook.period.cutoff, type="date")
    is_done = table.chosen_row.notnull()
    changed = {
        step: ibis.ifelse(is_done & (table[step].isnull() | (table[step] > today)), today, table[step])
        for step in STEPS_DONE
    }
    complaints = kept(table.mutate(**changed).select(*handed_in.complaints.columns))
    roster = pd.concat([handed_in.roster.loc[[code]]] * len(names)).set_axis(
        pd.Index([f"{place:06d}" for place in range(len(names))], name="code", dtype=object)
    )
    own = handed_in.bins[handed_in.bins["participant"] == code]
    bins = pd.concat([own.assign(participant=name) for name in roster.index])
    year = replace(handed_in, roster=roster, complaints=complaints, bins=bins)
    indicators = measured(year, rulebook).indicators
    return {name: _of(indicators, str(key), code) for name, key in zip(names, roster.index, strict=True)}


def _of(indicators: Indicators, key: str, code: str) -> Indicators:
    """Return one participant's indicators, under its own code."""

    def mine(table: pd.DataFrame) -> pd.DataFrame:
        return table.loc[[key]].set_axis(pd.Index([code], name="code", dtype=object))

    return replace(
        indicators,
        table=mine(indicators.table),
        numerators=mine(indicators.numerators),
        denominators=mine(indicators.denominators),
        participants=mine(indicators.participants),
    )
