"""Whom a log means by a name: a lookup that the engine makes row by row.

It is no join, for a join changes the order of rows when several threads work, and with it their numbers. A type of
the engine that lists every key is looked up as fast, but takes its time over a key that it does not have: hence a sieve
of bits before it, which lets nearly none of those pass and every other. The sieve stands inside the lookup, for around
it the engine would look up every entry of a column's dictionary all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

KEYS = 6
"""Keys of a participant: code and name, each as written, as folded by Python and as lowered by the engine."""
_BITS = "getvariable('sieve_bits')"


def position(key: str) -> str:
    """Return the expression of a participant's position in the roster, by a name as written or folded; else NULL."""
    sieve = " AND ".join(
        f"get_bit(getvariable('sieve'), CAST({hashed} % {_BITS} AS INTEGER)) = 1"
        for hashed in (f"hash({key})", f"(hash({key}) // {_BITS})")
    )
    return f"CAST(enum_code(try_cast(CASE WHEN {sieve} THEN {key} END AS person)) // {KEYS} AS INTEGER)"


def register(connection: duckdb.DuckDBPyConnection, keys: pd.DataFrame, nothing: Iterable[str] = ()) -> None:
    """Teach an engine who can be named: ``keys`` is ``names.Resolver.table()``, ``nothing`` words that name nobody."""
    connection.register("people_written", keys[["written"]])
    lowered = [row[0] for row in connection.execute("SELECT lower(trim(written)) FROM people_written").fetchall()]
    connection.unregister("people_written")
    written = keys.assign(key=keys["written"])[~keys["written"].str.strip().isin(list(nothing))]
    known = pd.concat([keys, keys.assign(key=lowered), written]).drop_duplicates("key", ignore_index=True)
    slot = known["position"] * KEYS + known.groupby("position").cumcount()
    # no name has a line end in it, so that nobody is named by what fills the empty slots
    slots = pd.Series([f"\n{number}" for number in range(int(slot.max() + 1) if len(slot) else 1)], dtype=object)
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
