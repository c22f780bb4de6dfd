"""The roster of a competition whose participants are whoever the complaint logs name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from submissions.engine import connection_of
from submissions.faults import blaming
from submissions.scan import Kept, Scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ibis.backends.duckdb import Backend

    from submissions.batches import Batch
    from submissions.sources import Terms


def named_in_logs(backend: Backend, batches: list[Batch], terms: Terms) -> pd.DataFrame:
    """Return the roster (``HandedIn.roster``) of the participants named in the logs, their name as their code.

    Spellings that differ in case or in blanks around them are one participant, called by the first of them in order.
    """
    written: dict[str, str] = {}
    for batch in batches:
        with blaming(batch, []):  # a log that cannot be read is told of when it is scanned
            named = connection_of(backend).execute(Scan(batch, terms, Kept(frozenset())).participants()).fetchall()
            for key, text in named:
                if key is not None:
                    written[key] = min(text, written.get(key, text))
    return roster_of(written.values())


def roster_of(names: Iterable[str]) -> pd.DataFrame:
    """Return the roster (``HandedIn.roster``) of participants of whom the name alone is known, which is their code."""
    codes = sorted(names)
    blank = dict.fromkeys(("kind", "parent", "region"), "")
    missing = dict.fromkeys(("units", "units_connected"), float("nan"))
    return pd.DataFrame({"name": codes, **blank, **missing}, index=pd.Index(codes, name="code", dtype=object))
