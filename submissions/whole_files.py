"""A look at every byte of a CSV log before the engine reads it: what does not show in its first megabytes.

The look is a search for a few signs, at the disk's speed. Only a file with a fault is gone through record by record:
a copy of it is made in which lines that are no rows are blank, so that a quotation mark that never closes, which would
swallow the rest of the file, costs its own line only.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from submissions import kinds
from submissions.csv_text import CsvForm, Unfit, opened, or_problem, settle
from submissions.problems import Kind, Problem

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 1 << 22
_BLANK = (b"\n\n", b"\n\r\n", b"\r\r")
_ENDS = (b"\r\n", b"\n", b"\r")


@dataclass
class _Seen:
    """What a look has found: characters beyond ASCII, any that are no UTF-8, quotes, blank lines, kinds of line end."""

    ascii: bool = True
    utf8: bool = True
    quotes: bool = False
    blank: bool = False
    mixed: bool = False


def checked(form: CsvForm, scratch: Path) -> CsvForm | Problem:
    """Return the form of a file that the engine can read as it stands, or the problem that keeps it from being read.

    That is the same file, or a copy in ``scratch``: decoded, where it turns out to be no UTF-8 after all; mended, where
    it holds broken characters; with one kind of line end, where it has several. Broken quotation marks are not looked
    for: that is for whoever knows that there are any.
    """
    return or_problem(lambda: _checked(form, scratch), form.shown)


def _checked(form: CsvForm, scratch: Path) -> CsvForm:
    seen = _look(form)
    if form.ascii and not seen.ascii:
        settled = settle(form, scratch)
        if isinstance(settled, Problem):
            raise Unfit(settled.kind, settled.row, **settled.details)
        seen.utf8 = seen.utf8 or settled.path != form.path
        form = settled
    form = replace(form, quotes=seen.quotes, blank_lines=seen.blank)
    if not seen.utf8:
        return mended(form, scratch)
    return _with_one_line_end(form, scratch) if seen.mixed else form


def _look(form: CsvForm) -> _Seen:
    """Look at every byte; raise Unfit at a NUL byte, and as gzip does at the end of a file cut off."""
    seen = _Seen()
    decoder = codecs.getincrementaldecoder("utf-8")()
    ends: set[bytes] = set()
    last = b""
    with opened(form.path, form.compression) as source:
        while chunk := source.read(_CHUNK):
            if b"\0" in chunk:
                raise Unfit(kinds.NUL_BYTES, _line_of_nul(form))
            seen.quotes = seen.quotes or form.quote.encode() in chunk
            seam, returns = last + chunk[:2], b"\r" in chunk
            seen.blank = seen.blank or any(blank in chunk for blank in (_BLANK if returns else _BLANK[:1]))
            seen.blank = seen.blank or any(blank in seam for blank in _BLANK)
            # a look at each byte costs a second on ten million rows: no piece is copied or counted without need
            ends |= _line_ends(last[-1:] + chunk) if returns or last[-1:] == b"\r" else _line_ends(chunk)
            ascii_ = chunk.isascii()
            seen.ascii = seen.ascii and ascii_
            if seen.utf8 and not (ascii_ and decoder.getstate() == (b"", 0)):
                seen.utf8 = _decodes(decoder, chunk)
            last = chunk[-2:]
    seen.utf8 = seen.utf8 and _decodes(decoder, b"", final=True)
    seen.mixed = len(ends) > 1
    return seen


def _line_of_nul(form: CsvForm) -> int:
    """Return the line, from 1, of the first NUL byte."""
    lines = 0
    with opened(form.path, form.compression) as source:
        while chunk := source.read(_CHUNK):
            if (place := chunk.find(b"\0")) >= 0:
                return lines + chunk.count(b"\n", 0, place) + 1
            lines += chunk.count(b"\n")
    return lines


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _line_ends(chunk: bytes) -> set[bytes]:
    """Return the kinds of line end in a piece; a carriage return that ends it is told with the next piece."""
    if b"\r" not in chunk:
        return {b"\n"} if b"\n" in chunk else set()
    both, feeds, returns = (chunk.count(end) for end in _ENDS)
    alone = returns - both - chunk.endswith(b"\r")
    return {end for end, count in zip(_ENDS, (both, feeds - both, alone), strict=True) if count > 0}


def _with_one_line_end(form: CsvForm, scratch: Path) -> CsvForm:
    """Return the form of a copy in ``scratch`` whose lines all end alike: the engine takes no others."""
    out = _copy_of(form, scratch, "lines")
    held = b""
    with opened(form.path, form.compression) as source, out.open("wb") as target:
        while chunk := source.read(_CHUNK):
            piece = held + chunk
            held = b"\r" if piece.endswith(b"\r") else b""
            target.write(piece.removesuffix(held).replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        target.write(b"\n" if held else b"")
    return replace(form, path=out, compression="")


def _copy_of(form: CsvForm, scratch: Path, what: str) -> Path:
    return scratch / f"{hashlib.sha256(str(form.path).encode('utf-8', 'surrogateescape')).hexdigest()[:24]}.{what}.csv"


def mended(form: CsvForm, scratch: Path) -> CsvForm:
    """Return the form of a copy in ``scratch`` without broken lines; ``broken`` names them."""
    out = _copy_of(form, scratch, "mended")
    broken: list[Problem] = []
    with opened(form.path, form.compression) as source, out.open("w", encoding="utf-8", newline="") as target:
        text = io.TextIOWrapper(source, encoding="utf-8", errors="surrogateescape", newline=None)
        for _ in range(form.first_row - 1):
            target.write(text.readline().encode("utf-8", "replace").decode())
        for place, (kind, record) in enumerate(_records(text, form)):
            if kind is not None:
                broken.append(Problem(kind, file=form.shown, row=form.first_row + place))
            target.write("\n" if kind else record)
    return replace(form, path=out, compression="", blank_lines=True, broken=tuple(broken), quotes=False)


def _records(lines: Iterator[str], form: CsvForm) -> Iterator[tuple[Kind | None, str]]:
    """Yield each record as it is written, with what is wrong with it.

    After a broken quotation mark, reading goes on at the next line. A record of several lines and of the wrong width
    with whole rows in it began with a quotation mark that should not be there.
    """
    ahead: deque[str] = deque()
    taken: list[str] = []

    def feed() -> Iterator[str]:
        while line := ahead.popleft() if ahead else next(lines, ""):
            taken.append(line)
            yield line

    while True:
        taken.clear()
        try:
            cells = next(csv.reader(feed(), delimiter=form.delimiter, quotechar=form.quote, strict=True), None)
        except csv.Error:
            whole = False
        else:
            if cells is None:
                return
            whole = len(taken) == 1 or len(cells) == len(form.header) or not _rows_within(taken[1:], form)
        if not whole:
            ahead.extendleft(reversed(taken[1:]))
            del taken[1:]
        record = "".join(taken)
        yield (None if whole else kinds.QUOTES_BROKEN) or _misspelt(record), record


def _rows_within(lines: list[str], form: CsvForm) -> bool:
    """Whether any of these lines is a row by itself."""
    reader = csv.reader(lines, delimiter=form.delimiter, quoting=csv.QUOTE_NONE)
    return any(len(cells) == len(form.header) for cells in reader)


def _misspelt(record: str) -> Kind | None:
    try:
        record.encode()
    except UnicodeEncodeError:
        return kinds.ENCODING_BROKEN
    return None
