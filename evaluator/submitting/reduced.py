"""A log reduced to what the rules look at: one participant's rows, no personal text, reporters as keyed hashes."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from evaluator.refusals import Refusal
from evaluator.words import _, language
from submissions.convert import convert
from submissions.dictionary import COMPLAINTS
from submissions.names import key
from submissions.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from submissions.progress import Progress

_SPARE = frozenset({"unit", "channel", "topic"})
"""Columns that no score is made of, unless the rules ask for them."""
_KNOWN = tuple(field.name for field in COMPLAINTS)


def reduced(
    logs: Sequence[Path],
    rules: Rulebook,
    code: str,
    others: Collection[str],
    out: Path,
    *,
    follow_ups: bool = False,
    progress: Progress,
) -> list[Path]:
    """Write the logs into ``out`` as 01.parquet, 02.parquet and so on; return where they are.

    code: what the rows are to name as their participant. others: whom rows name that stay at home; a row that names
    nobody stays as well. Follow-ups name nobody; all are taken. The same logs give the same bytes.
    """
    room = out / "converted"
    room.mkdir(parents=True)
    secret = _secret(logs)
    written: list[Path] = []
    for place, log in enumerate(sorted(logs, key=lambda path: path.name)):
        own = room / f"{place:02}"
        own.mkdir()
        done, problems = convert(
            [log],
            rules.terms,
            own,
            scratch=_made(room / f"{place:02}-scratch"),
            progress=progress,
            follow_ups=follow_ups,
        )
        if not done:
            blocking = [one for one in problems if one.kind.severity is Severity.BLOCKING] or problems
            said = "\n".join(f"{one.says(language())} {one.mend(language())}" for one in blocking)
            raise Refusal(said or _("{path} holds no rows.").format(path=log.name))
        for path in sorted(file for one in done for file in one.files):
            table = pq.read_table(path)
            table = table if follow_ups else _own(table, code, others)
            target = out / f"{len(written) + 1:02}.parquet"
            pq.write_table(_without(table, rules, secret).replace_schema_metadata(None), target, compression="zstd")
            written.append(target)
    return written


def _own(table: pa.Table, code: str, others: Collection[str]) -> pa.Table:
    """Return the rows of the participant, who is called by its code in each."""
    if "participant" in table.column_names:
        away = {key(name) for name in others} | {""}
        named = table.column("participant").to_pylist()
        table = table.filter(pa.array([key(name or "") not in away for name in named], pa.bool_()))
        table = table.drop_columns("participant")
    return table.append_column("participant", pa.array([code] * len(table), pa.string()))


def _without(table: pa.Table, rules: Rulebook, secret: bytes) -> pa.Table:
    """Return the table without the columns that the rules do not look at, its reporters keyed."""
    complaints = rules.sources.complaints
    asked = {*complaints.exclude, *(["topic"] if rules.terms.topics else [])}
    spare = [name for name in table.column_names if name in _SPARE - asked]
    table = table.drop_columns(spare) if spare else table
    if "reporter" not in table.column_names:
        return table
    column = table.column("reporter")
    names = [name for name in pc.unique(column).to_pylist() if name is not None]
    keyed = {name: hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()[:32] for name in names}
    hidden = pa.array([keyed.get(name) for name in column.to_pylist()], pa.string())
    return table.set_column(table.column_names.index("reporter"), "reporter", hidden)


def _secret(logs: Sequence[Path]) -> bytes:
    """Return a key that only who has the whole logs can make: names cannot be tried out on what is sent."""
    whole = hashlib.sha256()
    for log in sorted(logs, key=lambda path: path.name):
        with log.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.digest()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
