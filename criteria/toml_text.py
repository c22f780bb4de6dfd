"""Reading TOML files of ours (the rulebook, the sessions): their text, then what it says, or every reason why not.

A byte order mark is accepted (Windows editors write one), and either kind of line end.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from criteria.positions import Position, Positions
from criteria.refusals import Fault, RulebookRefused, at, blocking, placed
from submissions.problems import Kind, Problem

LARGEST = 1024 * 1024
"""Bytes; the shipped rulebooks have less than 32 KiB."""

UNREADABLE = blocking(
    "rulebook-unreadable",
    "Berkas “{file}” tidak dapat dibaca: bukan berkas biasa, atau tidak ada izin.",
    "The file “{file}” cannot be read: it is not an ordinary file, or permission is lacking.",
    "Simpan sebagai berkas biasa yang boleh Anda baca.",
    "Save it as an ordinary file that you may read.",
)
TOO_LARGE = blocking(
    "rulebook-too-large",
    "Berkas “{file}” lebih besar dari 1 MiB.",
    "The file “{file}” is larger than 1 MiB.",
    "Pindahkan data ke berkasnya sendiri.",
    "Move data into files of their own.",
)
NOT_UTF8 = blocking(
    "rulebook-not-utf8",
    "Baris {line}: tanda ke-{place} dari “{file}” bukan teks UTF-8.",
    "Line {line}: sign {place} of “{file}” is not UTF-8 text.",
    "Simpan ulang berkas ini dengan pengodean UTF-8.",
    "Save the file again, with the encoding UTF-8.",
)
TOO_DEEP = blocking(
    "rulebook-too-deep",
    "Tanda kurung atau nama bertitik di “{file}” bersarang terlalu dalam.",
    "The brackets or dotted names in “{file}” are nested too deeply.",
    "Tutup tanda kurung [ atau {{ yang belum ditutup; nama terpanjang yang dikenal punya empat bagian.",
    "Close the brackets [ or {{ that are still open; the longest name that is known has four parts.",
)
SYNTAX = blocking(
    "rulebook-syntax",
    "Baris {line}, kolom {column}: ini bukan TOML yang benar (kata pembacanya: {reason}).",
    "Line {line}, column {column}: this is not valid TOML (its reader says: {reason}).",
    "Periksa tanda kutip, tanda sama dengan, dan tanda kurung di baris ini atau sebelumnya.",
    "Check quotation marks, equals signs and brackets on this line or the one before.",
)
LONG_NUMBER = blocking(
    "rulebook-number-too-long",
    "Baris {line}, kolom {column}: angka ini terlalu panjang ({digits} tanda).",
    "Line {line}, column {column}: this number is too long ({digits} signs).",
    "Tulis angka yang sebenarnya.",
    "Write the number that is meant.",
)
KEY_TWICE = placed(
    "rulebook-key-twice",
    "kunci ini sudah ada di baris {first}.",
    "this key already stands on line {first}.",
    "Hapus salah satunya.",
    "Remove one of the two.",
)

_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Cannot mutate", "Duplicate inline")
_PLACE = re.compile(r"(?s)(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")
_DOTTED = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){16}""", re.ASCII)
"""A name of more than sixteen parts: tomllib keeps every beginning of a name, which fills any memory."""
_DIGITS = re.compile(r"[0-9A-Za-z_]{1000,}")


def read(path: Path, missing: Kind) -> str:
    """Return the text of a file, its lines ending in a line feed; ``missing``: the problem where there is none."""
    try:
        if not path.is_file():
            raise refused(UNREADABLE if path.exists() else missing, path.name)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise refused(UNREADABLE, path.name) from error
    if len(data) > LARGEST:
        raise refused(TOO_LARGE, path.name)
    try:
        return plain(data.decode(), path.name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(NOT_UTF8, path.name, line, place=str(error.start + 1)) from error


def plain(text: str, name: str) -> str:
    """Return the text without a byte order mark, its lines ending in a line feed; raises ``RulebookRefused``."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(text) > LARGEST:
        raise refused(TOO_LARGE, name)
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half a sign, from a text that was decoded carelessly
        raise refused(NOT_UTF8, name, text.count("\n", 0, error.start) + 1, place=str(error.start + 1)) from error
    return text


def refused(kind: Kind, name: str, row: int | None = None, value: str = "", **details: str) -> RulebookRefused:
    """Return the refusal of a file as a whole, or of one of its lines."""
    facts = {"file": name, "line": str(row or ""), **details}
    return RulebookRefused([Problem(kind, file=name, row=row, value=value, details=facts)])


def parse(text: str, name: str) -> dict[str, Any]:
    """Return what the text of a TOML file says; ``name`` is how problems call it. Raises ``RulebookRefused``."""
    if match := _DOTTED.search(text):
        raise refused(TOO_DEEP, name, text.count("\n", 0, match.start()) + 1, match[0])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text, name) from error
    except RecursionError as error:
        raise refused(TOO_DEEP, name) from error
    except ValueError as error:  # the only other one: Python reads no integer of more than 4,300 digits
        raise _long_number(text, name) from error


def _syntax(message: str, text: str, name: str) -> RulebookRefused:
    """Tell a key that stands twice with both its lines, anything else where tomllib stopped."""
    if message.startswith(_TWICE) and (twice := Positions(text).twice):
        path, first, second = twice[0]
        fault = Fault(KEY_TWICE, path, {"first": str(first.line)}, value=second.source)
        return RulebookRefused([at(fault, second, name)])
    lines = text.split("\n")
    match = _PLACE.fullmatch(message)
    reason, line, column = match.groups() if match else (message, None, None)
    row = int(line or len(lines))
    place = {"column": column or str(len(lines[-1]) + 1), "reason": reason}
    return refused(SYNTAX, name, row, lines[row - 1].strip(), **place)


def _long_number(text: str, name: str) -> RulebookRefused:
    match = _DIGITS.search(text)
    if match is None:
        return refused(SYNTAX, name, 1, "", column="1", reason="a value is out of range")
    before = text[: match.start()]
    position = Position(before.count("\n") + 1, match.start() - before.rfind("\n"))
    details = {"column": str(position.column), "digits": str(len(match[0]))}
    return refused(LONG_NUMBER, name, position.line, match[0], **details)
