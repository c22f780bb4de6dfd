"""Whether what the rulebook says of the engine makes sense: which engine has tables, what a table's name looks like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from criteria.refusals import Fault, placed

if TYPE_CHECKING:
    from submissions.sources import Engine, Sources

PARTS = {"spark": 3, "postgresql": 2}
"""Names that a table's name may have, with points between them: catalogue, schema, table."""

PLACE_IDLE = placed(
    "rulebook-engine-place",
    "{key} tidak berlaku bagi mesin “{engine}”.",
    "{key} has no meaning for the engine “{engine}”.",
    "Hapus {key}, atau pilih mesin tempat pengaduan itu tersimpan: table untuk spark dan postgresql, path untuk spark.",
    "Remove {key}, or choose the engine where the complaints lie: table is for spark and postgresql, path for spark.",
)
TWO_PLACES = placed(
    "rulebook-engine-places",
    "table dan path keduanya mengatakan letak pengaduan.",
    "table and path both say where the complaints lie.",
    "Sisakan satu.",
    "Leave just one.",
)
TABLE_NAME = placed(
    "rulebook-engine-table",
    "{shown} bukan nama tabel mesin “{engine}”; diharapkan paling banyak {parts} nama, dengan titik di antaranya.",
    "{shown} is no table's name of the engine “{engine}”; expected at most {parts} names, with points between them.",
    "Tulis nama seperti “skema.tabel”, tanpa tanda kutip di dalamnya.",
    "Write a name such as “schema.table”, without quotation marks inside it.",
)
SHAPE = placed(
    "rulebook-engine-shape",
    "tabel dengan satu baris per perubahan keadaan, dan tindak lanjut, hanya dibaca dari berkas.",
    "a table with a row per change of state, and follow-ups, are read from files alone.",
    "Sediakan tabel atau view dengan satu baris per pengaduan, atau serahkan catatannya di complaints/.",
    "Make a table or view with one row per complaint, or hand the logs in under complaints/.",
)


def faults(engine: Engine, sources: Sources) -> Iterator[Fault]:
    """Yield what contradicts itself in ``[engine]``, or the layout of complaints that lie in its table."""
    parts = PARTS.get(engine.name, 0)
    for key in ("table", "path"):
        if getattr(engine, key) and (not parts or (key == "path" and engine.name != "spark")):
            yield Fault(PLACE_IDLE, ("engine", key), {"key": key, "engine": engine.name})
    if engine.table and engine.path:
        yield Fault(TWO_PLACES, ("engine", "path"), others=(("engine", "table"),))
    if engine.table and parts and not _names(engine.table, parts):
        yield Fault(TABLE_NAME, ("engine", "table"), {"engine": engine.name, "parts": str(parts)})
    if engine.place and (sources.complaints.shape != "rows" or sources.follow_ups):
        yield Fault(SHAPE, ("engine", "table" if engine.table else "path"))


def _names(table: str, parts: int) -> bool:
    names = table.split(".")
    fit = all(name.strip() and not set(name) & {'"', "`"} and name.isprintable() for name in names)
    return fit and len(names) <= parts
