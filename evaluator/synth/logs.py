"""Writing complaint logs: blocks are made by threads and written in their order, so that memory stays bounded."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import xlsxwriter

from evaluator.synth import dirt
from evaluator.synth.draws import Ints
from evaluator.synth.months import Format, Log
from evaluator.synth.roster import MADE_UP
from evaluator.synth.tables import Labels, as_text, table
from evaluator.synth.year import Year
from submissions.handed_in import BINS

BLOCK = 1 << 17  # complaints worked out at once; what is written does not depend on it, but for Parquet's row groups
REPEATED = ["participant", "kind", "topic", "channel", "unit", "status"]  # worth a dictionary in Parquet
PLAIN = pyarrow.csv.WriteOptions(include_header=False, quoting_style="none")  # no text of ours needs quotes


@dataclass(frozen=True)
class Written:
    """What was written: rows by bin (``BINS``) and the dirt, as rows of dirt.csv."""

    bins: Ints
    dirt: pd.DataFrame


@dataclass(frozen=True)
class _Block:
    payload: Any  # what the format's writer takes
    written: Written


@dataclass(frozen=True)
class Writer:
    """Writes logs of one year in one format; ``moved`` is told how many complaints were written."""

    year: Year
    labels: Labels
    dirt: dirt.Plan
    format: Format
    moved: Callable[[int], None]

    def write(self, log: Log) -> Written:
        """Write one log."""
        written: list[Written] = []

        def payloads() -> Iterator[Any]:
            for block in self._blocks(log):
                written.append(block.written)
                self.moved(int(block.written.bins.sum()))
                yield block.payload

        _SINKS[self.format](log.path, payloads())
        return Written(
            sum(part.bins for part in written[1:]) + written[0].bins, pd.concat([part.dirt for part in written])
        )

    def _blocks(self, log: Log) -> Iterator[_Block]:
        """Make the blocks of a log, in order, a few of them ahead of the one that is being written."""
        workers = os.cpu_count() or 1
        waiting: deque[Future[_Block]] = deque()
        with ThreadPoolExecutor(workers) as pool:
            for start in range(log.start, log.stop, BLOCK):
                waiting.append(pool.submit(self._make, log, start, min(start + BLOCK, log.stop)))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _make(self, log: Log, start: int, stop: int) -> _Block:
        spoilt = dirt.block(self.year, self.dirt, start, stop)
        block = table(self.year, self.labels, spoilt)
        rows = dirt.ledger(self.dirt, spoilt, f"complaints/{log.path.name}", start - log.start + 2)
        bins = np.bincount(spoilt.bins, minlength=len(BINS))
        return _Block(_ENCODERS[self.format](block, spoilt.texts), Written(bins, rows))


Texts = dict[str, tuple[Ints, list[str]]]


def _csv_bytes(block: pa.Table, texts: Texts) -> tuple[str, pa.Buffer]:
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(as_text(block, texts), sink, PLAIN)
    return ",".join(block.column_names), sink.getvalue()


def _typed(block: pa.Table, _texts: Texts) -> pa.Table:
    return block


def _cells(block: pa.Table, texts: Texts) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    columns = {name: block[name].to_pylist() for name in block.column_names}
    for name, (where, words) in texts.items():
        for at, word in zip(where.tolist(), words, strict=True):
            columns[name][at] = word
    return block.column_names, zip(*columns.values(), strict=True)


def _write_lines(out: io.BufferedIOBase, payloads: Iterable[tuple[str, pa.Buffer]]) -> None:
    for number, (header, content) in enumerate(payloads):
        if number == 0:
            out.write(f"{header}\n".encode())
        out.write(memoryview(content))


def _write_csv(path: Path, payloads: Iterable[tuple[str, pa.Buffer]]) -> None:
    with path.open("wb") as out:
        _write_lines(out, payloads)


def _write_gzip(path: Path, payloads: Iterable[tuple[str, pa.Buffer]]) -> None:
    with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=1, fileobj=raw, mtime=0) as out:
        _write_lines(out, payloads)


def _write_parquet(path: Path, payloads: Iterable[pa.Table]) -> None:
    blocks = iter(payloads)
    first = next(blocks)
    with pyarrow.parquet.ParquetWriter(path, first.schema, use_dictionary=REPEATED) as out:
        for block in chain([first], blocks):
            out.write_table(block)


def _write_xlsx(path: Path, payloads: Iterable[tuple[list[str], Iterator[tuple[object, ...]]]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"title": MADE_UP, "created": dt.datetime(2019, 11, 1)})  # noqa: DTZ001 (as a cell: no zone)
        sheet = book.add_worksheet("Data sintetis")
        forms = {
            dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            dt.date: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        row = 0
        for header, cells in payloads:
            if row == 0:
                sheet.write_row(0, 0, header)
            for row, values in enumerate(cells, row + 1):  # noqa: B020 (goes on where the last block ended)
                _write_row(sheet, row, values, forms)


def _write_row(sheet: Any, row: int, values: tuple[object, ...], forms: dict[type[dt.date], Any]) -> None:  # noqa: ANN401 (untyped)
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, forms[type(value)])
        elif value is not None:
            sheet.write_number(row, column, value)


_ENCODERS: dict[Format, Callable[[pa.Table, Texts], Any]] = {
    "csv": _csv_bytes,
    "csv.gz": _csv_bytes,
    "parquet": _typed,
    "xlsx": _cells,
}
_SINKS: dict[Format, Callable[[Path, Iterator[Any]], None]] = {
    "csv": _write_csv,
    "csv.gz": _write_gzip,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
}
