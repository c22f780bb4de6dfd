"""The engine that reads logs and counts: DuckDB in this process, locked down, bounded in memory, spilling to disk.

The folder of logs and a scratch folder are all the engine may touch: neither the content nor the name of a log can
make it open another file, load an extension or reach the network.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import ibis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ibis.backends.duckdb import Backend

MEMORY_LIMIT = "512MB"
_OWN_FAULTS = (
    duckdb.OutOfMemoryException, duckdb.InterruptException, duckdb.FatalException, duckdb.InternalException,
    duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException,
)  # fmt: skip
BLANKS = " \t\r\n\u00a0"

_WORK = "work.duckdb"
# Tables lie in a file, packed only as tightly as costs no time: in memory alone every text takes 16 bytes, even none.
# A log's size is unknown before it is read, so the optimiser may take it for small and build a hash table of it.
# Our joins all look up small tables: the written order is right.
_SETTINGS = """
SET enable_external_file_cache = false;
SET force_compression = 'dictionary';
PRAGMA disable_checkpoint_on_shutdown;
SET disabled_optimizers = 'join_order,build_side_probe_side';
SET autoinstall_known_extensions = false;
SET autoload_known_extensions = false;
SET allow_community_extensions = false;
SET allow_persistent_secrets = false;
SET python_enable_replacements = false;
SET enable_progress_bar = false;
SET enable_external_access = false;
SET lock_configuration = true;
"""


def open_engine(
    scratch: Path, *, reads: Sequence[Path] = (), timezone: str = "UTC", memory_limit: str = MEMORY_LIMIT
) -> Backend:
    """Open an engine that reads and writes below ``scratch`` and the folders ``reads`` alone; it works in the former.

    ``timezone`` is where naive times are at home.
    """
    backend = ibis.duckdb.connect(scratch / _WORK)
    connection = connection_of(backend)
    folders = ", ".join(quote(str(folder.resolve())) for folder in (scratch, *reads))
    connection.execute(f"SET TimeZone = {quote(timezone)}")
    connection.execute(f"SET memory_limit = {quote(memory_limit)}")
    connection.execute(f"SET temp_directory = {quote(str(scratch / 'spill'))}")
    connection.execute(f"SET allowed_directories = [{folders}]")
    connection.execute(_SETTINGS)
    return backend


def own_fault(error: duckdb.Error) -> bool:
    """Tell an error of the engine or the machine; any other while a file is read is that file's."""
    return isinstance(error, _OWN_FAULTS) or out_of_room(error)


def out_of_room(error: Exception) -> bool:
    """Whether the engine failed because its working files or its memory found no room."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return True
    return isinstance(error, duckdb.IOException) and str(error).startswith("IO Error: Could not write")


def connection_of(backend: Backend) -> duckdb.DuckDBPyConnection:
    """Return the engine's own connection, for the statements that are DuckDB's alone (reading files)."""
    connection: duckdb.DuckDBPyConnection = backend.con
    return connection


def quote(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name(identifier: str) -> str:
    """Return a column's or table's name, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def stripped(text: str) -> str:
    """Return the expression of a text without blanks, tabs, line ends and no-break spaces around it.

    Most texts have none: a look at both ends costs a quarter of stripping them.
    """
    ends = f"unicode({text}) <= 32 OR right({text}, 1) <= ' ' OR contains({text}, {quote(chr(160))})"
    return f"CASE WHEN {ends} THEN trim({text}, {quote(BLANKS)}) ELSE {text} END"
