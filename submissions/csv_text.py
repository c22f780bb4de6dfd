"""What a CSV file is written in: encoding, compression, delimiter, and where its header stands.

Only the first megabytes are looked at, so that a log of gigabytes costs nothing here. A file that is not UTF-8 is
decoded once into the scratch folder; everything else is read where it lies.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, cast

from submissions import encodings, kinds
from submissions.dictionary import find_header, folded
from submissions.problems import Kind, Problem

SAMPLE = 4 << 20
"""Bytes looked at to tell encoding and delimiter."""
LONGEST_LINE = 2_000_000
"""Characters of a line; the engine takes no longer one."""
DELIMITERS = (",", ";", "\t", "|")
QUOTE = '"'
PREAMBLE = 30
"""Rows in which the header is looked for."""
_RECORDS = 200
_GZIP, _ZIP, _OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SWELLING = 200
"""How often its own size an honest gzip file may become; logs swell 5 to 50 times."""
_SWOLLEN = 1 << 30
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


@dataclass(frozen=True)
class CsvForm:
    """How to read a CSV file: ``path`` is UTF-8 (gzip or plain), lines may end in any way.

    header: the cells of the header row without blanks around them; names may repeat or be empty.
    header_row: the physical line (from 1) where the header begins; first_row: where the first row of data begins.
    encoding: what the file handed in was written in; compression: "gzip" or "", of ``path``.
    ascii: every character looked at was ASCII and the file goes on: what follows may be in another encoding.
    quotes: whether the file holds quotation marks; blank_lines: whether some of its lines may be empty.
    broken: lines that were taken out because they are no rows; notes: problems that do not keep it from being read.
    """

    path: Path
    shown: str
    delimiter: str
    quote: str
    header: list[str]
    header_row: int
    first_row: int
    encoding: str
    compression: str
    ascii: bool = False
    quotes: bool = True
    blank_lines: bool = True
    broken: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


class Unfit(Exception):  # noqa: N818 (it is a finding about the file, not an error of ours)
    """Why a file can be no table: the kind of problem, and the line where it shows."""

    def __init__(self, kind: Kind, row: int | None = None, **details: str) -> None:
        super().__init__(kind.code)
        self.kind, self.row, self.details = kind, row, details


def inspect(path: Path, shown: str, *, scratch: Path, known: frozenset[str] = frozenset()) -> CsvForm | Problem:
    """Return how to read the file, or the problem that keeps it from being read.

    shown: its path in the competition folder, for problems. known: folded headers (``dictionary.known_headers``) by
    which the header is told from titles above it. scratch: where a decoded copy goes.
    """
    return or_problem(lambda: _inspected(path, shown, scratch, known), shown)


def settle(form: CsvForm, scratch: Path) -> CsvForm | Problem:
    """Return the form after a look at the whole file: for one whose first megabytes were ASCII (``form.ascii``).

    Call it when the engine meets a character that is no UTF-8.
    """
    return or_problem(lambda: _settled(form, scratch), form.shown)


def or_problem(reading: Callable[[], CsvForm], shown: str) -> CsvForm | Problem:
    """Return the form, or why there is none, as a problem with the file ``shown``."""
    try:
        return reading()
    except Unfit as unfit:
        return Problem(unfit.kind, file=shown, row=unfit.row, details=unfit.details)
    except DAMAGED:
        return Problem(kinds.FILE_TRUNCATED, file=shown)
    except UnicodeDecodeError:
        return Problem(kinds.ENCODING_UNKNOWN, file=shown)
    except OSError:
        return Problem(kinds.FILE_UNREADABLE, file=shown)


def _inspected(path: Path, shown: str, scratch: Path, known: frozenset[str]) -> CsvForm:
    sample, whole, compression = _sample(path)
    encoding = encodings.detect(sample, whole=whole)
    if encoding is None:
        raise Unfit(kinds.ENCODING_UNKNOWN)
    text = encodings.decode_sample(sample, encoding)
    _check(text, whole=whole)
    form = _form(path, shown, text if whole else text[: max(text.rfind("\n"), text.rfind("\r")) + 1], known)
    form = replace(form, encoding=encoding, compression=compression, ascii=not whole and sample.isascii())
    return _as_utf8(form, scratch)


def _settled(form: CsvForm, scratch: Path) -> CsvForm:
    with opened(form.path, form.compression) as source:
        encoding = encodings.detect_stream(source)
    if encoding is None:
        raise Unfit(kinds.ENCODING_UNKNOWN)
    return _as_utf8(replace(form, encoding=encoding, ascii=False), scratch)


@contextmanager
def opened(path: Path, compression: str) -> Iterator[IO[bytes]]:
    """Open a file for reading, unpacked where it is packed."""
    with path.open("rb") as raw:
        if not compression:
            yield raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield cast("IO[bytes]", unpacked)


def reencode(path: Path, encoding: str, scratch: Path, compression: str = "") -> Path:
    """Write the file as plain UTF-8 into ``scratch`` and return where. Raises as the codecs and gzip do."""
    out = scratch / f"{hashlib.sha256(str(path).encode('utf-8', 'surrogateescape')).hexdigest()[:24]}.utf8.csv"
    with opened(path, compression) as source, out.open("w", encoding="utf-8", newline="") as target:
        for text in encodings.decoded(source, encoding):
            target.write(text)
    return out


def _as_utf8(form: CsvForm, scratch: Path) -> CsvForm:
    """Return the form of a file that is UTF-8: the same one, or a decoded copy in ``scratch``."""
    if form.encoding in encodings.UTF8:
        return form
    path = reencode(form.path, form.encoding, scratch, form.compression)
    note = Problem(kinds.ENCODING_ASSUMED, file=form.shown, details={"encoding": form.encoding})
    notes = (*form.notes, note) if form.encoding == encodings.WESTERN else form.notes
    return replace(form, path=path, compression="", notes=notes)


def _sample(path: Path) -> tuple[bytes, bool, str]:
    """Return the first bytes, unpacked; whether they are all; and the compression."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic.startswith((_ZIP, _OLE)):
        raise Unfit(kinds.FILE_UNREADABLE)
    compression = "gzip" if magic.startswith(_GZIP) else ""
    if not compression and magic and path.suffix.lower() == ".gz":
        raise gzip.BadGzipFile
    with opened(path, compression) as source:
        sample = source.read(SAMPLE)
        whole = not source.read(1)
    if compression and _swells(path, len(sample)):
        raise Unfit(kinds.FILE_TOO_LARGE, limit=f"{_SWELLING}x")
    return sample, whole, compression


def _swells(path: Path, sampled: int) -> bool:
    """Tell a gzip bomb: by what it says of its own size, which is far beyond a log's, and by unpacking that much."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(-4, io.SEEK_END)
        told = max(int.from_bytes(file.read(4), "little"), sampled)
    limit = max(size * _SWELLING, _SWOLLEN)
    if told <= limit:
        return False
    with opened(path, "gzip") as source:  # a file cut off says anything of its size: this finds its end
        return any(source.tell() > limit for _ in iter(lambda: source.read(SAMPLE), b""))


def _check(text: str, *, whole: bool) -> None:
    """Refuse a text that can be no table: blank, with NUL bytes, or a line without end."""
    if whole and not text.strip():
        raise Unfit(kinds.FILE_EMPTY)
    nul = text.find("\0")
    if nul >= 0:
        raise Unfit(kinds.NUL_BYTES, text.count("\n", 0, nul) + 1)
    row, longest = 1, 0
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        row, longest = (number, len(line)) if len(line) > longest else (row, longest)
    if longest > LONGEST_LINE or not (whole or "\n" in text or "\r" in text):
        raise Unfit(kinds.LINE_TOO_LONG, row, limit=f"{LONGEST_LINE}")


def _form(path: Path, shown: str, text: str, known: frozenset[str]) -> CsvForm:
    """Return the form that fits the text best; a first line ``sep=;``, as Excel writes it, decides."""
    said = text[:5].lower().startswith("sep=") and text[4:5]
    skipped = 1 if said else 0
    candidates = [said] if said else list(DELIMITERS)
    delimiter = max(candidates, key=lambda sign: _fit(_records(text, sign), known))
    records = _records(text, delimiter)[skipped:]
    place = find_header([cells for _, _, cells in records[:PREAMBLE]], known) or 0
    first, last, header = records[place] if records else (1, 1, [])
    return CsvForm(path, shown, delimiter, QUOTE, [cell.strip() for cell in header], first, last + 1, "", "")


def _records(text: str, delimiter: str) -> list[tuple[int, int, list[str]]]:
    """Return the first records with their first and last physical line (from 1)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quotechar=QUOTE)
    records: list[tuple[int, int, list[str]]] = []
    try:
        for cells in islice(reader, _RECORDS):
            records.append((records[-1][1] + 1 if records else 1, reader.line_num, cells))
    except csv.Error:  # a field beyond csv's limit: what stands before it is enough to judge by
        pass
    return records


def _fit(records: list[tuple[int, int, list[str]]], known: frozenset[str]) -> tuple[int, float, int]:
    """Judge a delimiter: headers known, then the share of rows of the commonest width above one, then that width."""
    hits = max((len({folded(cell) for cell in cells} & known) for _, _, cells in records[:PREAMBLE]), default=0)
    widths = Counter(len(cells) for _, _, cells in records if cells)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (hits, count / sum(widths.values()), width) if width > 1 else (hits, 0.0, width)
