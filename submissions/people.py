"""Whom a log means by a name: a lookup that the engine makes row by row.

It is no join, for a join changes the order of rows when several threads work, and with it their numbers. A type of
the engine that lists every key is looked up as fast, but takes its time over a key that it does not have: hence a sieve
of bits before it, which lets nearly none of those pass and every other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import duckdb

KEYS = 4
"""Keys of a participant: code and name, each as folded by Python and as lowered by the engine."""
_BITS = "getvariable('sieve_bits')"
_SIEVE = " AND ".join(f"get_bit(getvariable('sieve'), CAST({hashed} % {_BITS} AS INTEGER)) = 1" for hashed in
                      ("hash(key)", f"(hash(key) // {_BITS})"))  # fmt: skip
POSITION = f"CASE WHEN {_SIEVE} THEN CAST(enum_code(try_cast(key AS person)) // {KEYS} AS INTEGER) END"
"""The expression of a participant's position in the roster, by the column ``key``; NULL where nobody is meant."""


def register(connection: duckdb.DuckDBPyConnection, keys: pd.DataFrame) -> None:
    """Teach an engine who can be named: ``keys`` is ``names.Resolver.table()``."""
    connection.register("people_written", keys[["written"]])
    lowered = [row[0] for row in connection.execute("SELECT lower(trim(written)) FROM people_written").fetchall()]
    connection.unregister("people_written")
    known = pd.concat([keys, keys.assign(key=lowered)]).drop_duplicates("key", ignore_index=True)
    slot = known["position"] * KEYS + known.groupby("position").cumcount()
    # a key is in lower case, so that nobody is named by what fills the empty slots
    slots = pd.Series([f"NOBODY {number}" for number in range(int(slot.max() + 1) if len(slot) else 1)], dtype=object)
    slots[slot.to_numpy()] = known["key"].to_numpy()
    bits = 1 << (64 * len(slots)).bit_length()
    connection.register("people_known", pd.DataFrame({"key": slots, "slot": slots.index}))
    connection.execute("CREATE TYPE person AS ENUM (SELECT key FROM people_known ORDER BY slot)")
    connection.execute(f"SET VARIABLE sieve_bits = {bits}::UBIGINT")
    connection.execute(
        f"SET VARIABLE sieve = (SELECT bitstring_agg(bit, 0::BIGINT, {bits - 1}::BIGINT) FROM ("
        f"SELECT CAST(unnest([hash(key) % {bits}, hash(key) // {bits} % {bits}]) AS BIGINT) AS bit FROM people_known))"
    )
    connection.unregister("people_known")
