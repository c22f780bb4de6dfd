"""How a rulebook is refused: every fault with its line, column and key path, in two languages, all of them at once.

Other TOML files of ours are refused in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from rapidfuzz import fuzz, process

from criteria.positions import Path, Position, Positions
from submissions.problems import VALUE_LENGTH, Kind, Problem, Severity

MOST = 100
"""So many faults are told one by one; of the rest, how many they are."""

_WORD_LENGTH = 60
_ALIKE = 65.0  # percent of rapidfuzz.fuzz.ratio from which a word is suggested: "weigth" yes, "colour" no
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class RulebookRefused(Exception):  # noqa: N818 (it is an outcome, told in full to whoever wrote it)
    """The file cannot be used; ``problems`` says why, in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{problem.file}: {problem.says('en')}" for problem in problems))


@dataclass(frozen=True)
class Fault:
    """A fault at a path. ``others`` are paths whose lines the wording names as {lines}; ``value``: what to show."""

    kind: Kind
    path: Path
    details: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Path, ...] = ()
    value: str | None = None


def blocking(code: str, says_id: str, says_en: str, mend_id: str, mend_en: str) -> Kind:
    """Return a kind that concerns the file as a whole."""
    return Kind(code, Severity.BLOCKING, {"id": says_id, "en": says_en}, {"id": mend_id, "en": mend_en})


def placed(code: str, says_id: str, says_en: str, mend_id: str, mend_en: str) -> Kind:
    """Return a kind that stands at a line, a column and a key path; {shown} is what is written there."""
    where_id, where_en = "Baris {line}, kolom {column}, {path}: ", "Line {line}, column {column}, {path}: "
    return blocking(code, where_id + says_id, where_en + says_en, mend_id, mend_en)


MORE = blocking(
    "rulebook-more",
    "Masih ada {count} kesalahan lain di berkas ini.",
    "There are {count} further faults in this file.",
    "Perbaiki dahulu yang disebut di atas, lalu jalankan lagi.",
    "Mend those named above first, then run again.",
)


def show(text: str, length: int = _WORD_LENGTH) -> str:
    """Return a word of the file in one line, short, with signs that do not print written as escapes."""
    short = " ".join(text[: 4 * length].split()) if "\n" in text else text
    short = short if len(short) <= length else short[: length - 1] + "…"
    if short.isprintable():
        return short
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in short)


def key_path(path: Path) -> str:
    """Return a path as people write it: ``criterion[3].weight`` is the weight of the third criterion in the file."""
    text = ""
    for part in path[:20]:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += "." * bool(text) + (show(part) if _BARE.fullmatch(part) else f'"{show(part)}"')
    return text


def hint(word: str, choices: Iterable[str]) -> dict[str, str]:
    """Return {hint_id} and {hint_en}: the choice that the word was probably meant to be, or nothing."""
    best = process.extractOne(
        word[:_WORD_LENGTH], list(choices), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_ALIKE
    )
    if best is None:
        return {"hint_id": "", "hint_en": ""}
    return {"hint_id": f"Mungkin maksudnya “{best[0]}”? ", "hint_en": f"Did you mean “{best[0]}”? "}


def quoted(words: Iterable[str]) -> str:
    """Return words in quotation marks, separated by commas; after forty of them, dots."""
    words = list(words)
    return ", ".join(f"“{show(word)}”" for word in words[:40]) + ", …" * (len(words) > 40)


def problems(faults: Iterable[Fault], positions: Positions, file: str) -> list[Problem]:
    """Return the faults as problems of the file, in the order of its lines."""
    found = sorted((_problem(fault, positions, file) for fault in faults), key=_place)
    rest = len(found) - MOST
    if rest > 0:
        return [*islice(found, MOST), Problem(MORE, file=file, details={"count": str(rest)})]
    return found


def _place(problem: Problem) -> tuple[int, int, str]:
    return problem.row or 0, int(problem.details["column"]), problem.column


def _problem(fault: Fault, positions: Positions, file: str) -> Problem:
    lines = sorted({positions.at(path).line for path in fault.others})
    here = positions.found.get(fault.path)
    value = fault.value if fault.value is not None else here.source if here else ""
    details = {"lines": ", ".join(map(str, lines)), **fault.details}
    return at(Fault(fault.kind, fault.path, details, value=value), positions.at(fault.path), file)


def at(fault: Fault, position: Position, file: str) -> Problem:
    """Return a fault as a problem at this position: ``row`` is the line, ``column`` the key path."""
    path, value = key_path(fault.path), show(fault.value or "", VALUE_LENGTH)
    place = {"line": str(position.line), "column": str(position.column), "path": path, "shown": value or "[…]"}
    return Problem(fault.kind, file, row=position.line, column=path, value=value, details={**fault.details, **place})
