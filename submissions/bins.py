"""Every row read lands in exactly one bin, decided in the contract's order; ids that stand twice are found exactly.

Ids are compared as 64-bit hashes first, part by part, so that memory stays bounded; only rows whose hash occurs twice
are read again and compared as they are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from submissions.batches import SHEETS, Batch
from submissions.engine import connection_of, quote
from submissions.events import follow
from submissions.faults import blaming
from submissions.handed_in import BINS, TIMED
from submissions.scan import SIGN, Fault, Kept, Scan
from submissions.scanning import row_number

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

    from submissions.problems import Problem
    from submissions.sources import Terms

_ROWS_AT_ONCE = 2_000_000
REPEATED, CONFLICT = 1, 2


def binned(
    backend: Backend, batches: list[Batch], terms: Terms, kept: Kept, problems: list[Problem]
) -> tuple[ir.Table, frozenset[str]]:
    """Return the narrow table with each row's bin and its number in its sheet, as ``HandedIn.complaints`` says.

    Beside the contract's columns: fault (scan.Fault), doubt (scan.Doubt), evidence (the text that either is about),
    twice (the id of a row that stands twice). A log that cannot be read a second time is added to the problems.
    Follow-ups have told what they tell by then; the second result is our columns that they tell.
    """
    connection = connection_of(backend)
    period = terms.period
    inside = f"received BETWEEN DATE {quote(str(period.from_))} AND DATE {quote(str(period.to))}"
    eligible = f"(fault = 0 OR fault > {int(Fault.RECEIPT)}) AND {inside}"
    _find_suspects(backend, eligible)
    _judge_suspects(backend, batches, terms, kept, eligible, problems)
    told = follow(backend, terms, kept)
    used, excluded, repeated, outside, aside = range(len(BINS))
    gaps = connection.execute("SELECT count(*) FROM gaps WHERE source = 'narrow'").fetchone()
    number, joins = row_number("n", "narrow", kept.named("sheet_row"), gaps=bool(gaps and gaps[0]))
    unsolved = "unsolved" if "unsolved" in kept.columns else "false"
    connection.execute(f"""CREATE VIEW complaints AS SELECT
        n.participant, CAST(CASE
            WHEN fault BETWEEN 1 AND {int(Fault.RECEIPT)} THEN {aside}
            WHEN NOT ({inside}) THEN {outside}
            WHEN verdict = {REPEATED} THEN {repeated}
            WHEN excluded THEN {excluded}
            WHEN fault > 0 OR verdict = {CONFLICT} THEN {aside}
            ELSE {used} END AS TINYINT) AS bin,
        {kept.named("complaint_id")} AS complaint_id, kind, {kept.named("topic")} AS topic,
        {kept.named("unit")} AS unit,
        received, acknowledged, answered, resolved, due, reopened, rating, {unsolved} AS unsolved,
        {", ".join(f"{kept.named(column)} AS {column}" for column in TIMED)},
        CAST(n.file // {SHEETS} AS INTEGER) AS file, n.file AS log,
        CAST({number} AS BIGINT) AS row,
        fault, evidence, doubt, v.twice
        FROM narrow n {joins}
        LEFT JOIN (SELECT place, verdict, complaint_id AS twice FROM verdicts) v ON v.place = n.rowid""")
    return backend.table("complaints"), told


def _find_suspects(backend: Backend, eligible: str) -> None:
    """Make the table of id hashes that occur more than once among rows that may count."""
    connection = connection_of(backend)
    connection.execute("CREATE TABLE suspects (id_hash UBIGINT)")
    rows = connection.execute("SELECT count(*) FROM narrow").fetchone()
    parts = 1 + (rows[0] if rows else 0) // _ROWS_AT_ONCE
    for part in range(parts):
        connection.execute(
            f"INSERT INTO suspects SELECT id_hash FROM narrow WHERE {eligible} AND id_hash % {parts} = {part}"
            " GROUP BY id_hash HAVING count(*) > 1"
        )


def _judge_suspects(
    backend: Backend, batches: list[Batch], terms: Terms, kept: Kept, eligible: str, problems: list[Problem]
) -> None:
    """Make the table of verdicts: place (row of the narrow table), verdict, complaint_id, for rows that stand twice."""
    connection = connection_of(backend)
    connection.execute("CREATE TABLE verdicts (place BIGINT, verdict INTEGER, complaint_id VARCHAR)")
    found = connection.execute("SELECT count(*) FROM suspects").fetchone()
    if not found or not found[0]:
        return
    connection.execute(
        "CREATE TABLE again (file INTEGER, id_hash UBIGINT, complaint_id VARCHAR, content UBIGINT, sign UBIGINT)"
    )
    for batch in batches:
        with blaming(batch, problems):
            scan = Scan(batch, terms, kept)
            connection.execute(scan.suspected())
            connection.execute(f"INSERT INTO again {scan.suspects()}")
    # Each row was read twice. Which is which is told but for those of one sign, and among them it makes no difference.
    updated = kept.named("updated")
    sign = SIGN.format(updated=updated)
    numbered = "row_number() OVER (PARTITION BY file, id_hash, sign ORDER BY rowid) AS k"
    members = f"""SELECT n.file, n.place, n.newest, a.complaint_id, a.content FROM
        (SELECT *, {numbered} FROM (SELECT rowid AS place, rowid, *, {sign} AS sign, {updated} AS newest FROM narrow
            WHERE id_hash IN (SELECT id_hash FROM suspects))) n
        JOIN (SELECT *, {numbered} FROM again) a
        ON a.file = n.file AND a.id_hash = n.id_hash AND a.sign = n.sign AND a.k = n.k
        WHERE {eligible}"""
    if terms.sources.complaints.duplicates == "latest":
        # the newest by its own time, else the later file in name order, else the later row
        last = "ORDER BY newest ASC NULLS FIRST, file ASC, place ASC"
        verdict = f"CASE WHEN place <> last(place) OVER (PARTITION BY complaint_id {last} {_ALL}) THEN {REPEATED} END"
    else:
        one = "min(content) OVER same = max(content) OVER same"
        verdict = f"CASE WHEN NOT ({one}) THEN {CONFLICT} WHEN place <> first(place) OVER first THEN {REPEATED} END"
    connection.execute(
        f"INSERT INTO verdicts SELECT * FROM (SELECT place, {verdict} AS verdict, complaint_id FROM ({members})"
        f" WINDOW same AS (PARTITION BY complaint_id),"
        f" first AS (PARTITION BY complaint_id ORDER BY file, place {_ALL})) WHERE verdict IS NOT NULL"
    )


_ALL = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
