"""Whether a rulebook's parts fit together: codes, references, and the weighted tree."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from criteria.indicators import INDICATORS
from criteria.refusals import Fault, hint, placed, quoted
from criteria.tree import TOTAL, branches, intact, parents

if TYPE_CHECKING:
    from criteria.positions import Path
    from criteria.rulebook import Criterion, Rulebook

TOLERANCE = 1e-9
DEEPEST = 10
"""Levels of the tree; real ones have two or three."""
OTHER_COLUMNS = ("category", "rank", "code", "name", "score", "status", "award")
"""What ranking.csv calls its other columns; a criterion's code becomes a column beside them."""

CODE_TWICE = placed(
    "rulebook-code-twice",
    "kode “{code}” sudah dipakai di baris {lines}.",
    "the code “{code}” is already used on line {lines}.",
    "Beri setiap {table} kodenya sendiri.",
    "Give each {table} a code of its own.",
)
CODE_RESERVED = placed(
    "rulebook-code-reserved",
    "kode “{code}” sudah punya arti lain di hasil.",
    "the code “{code}” already means something else in the results.",
    "Pilih kode lain, yang bukan salah satu dari {reserved}.",
    "Choose another code, none of {reserved}.",
)
CODE_UNKNOWN = placed(
    "rulebook-code-unknown",
    "“{code}” tidak ada; diharapkan {what_id}: {known}.",
    "there is no “{code}”; expected {what_en}: {known}.",
    "{hint_id}Tulis salah satu kode yang ada.",
    "{hint_en}Write one of the codes that exist.",
)
TREE_CONFLICT = placed(
    "rulebook-tree-conflict",
    "“{child}” punya lebih dari satu induk: {parents} (lihat baris {lines}).",
    "“{child}” has more than one parent: {parents} (see line {lines}).",
    "Tulis induknya sekali saja: dengan parent pada anak, atau dengan children pada induk.",
    "Write its parent once: with parent at the child, or with children at the parent.",
)
TREE_UNLISTED = placed(
    "rulebook-tree-unlisted",
    "“{child}” menyebut “{parent}” sebagai induk, tetapi daftar children di sana (baris {lines}) tidak memuatnya.",
    "“{child}” names “{parent}” as its parent, but the children listed there (line {lines}) do not include it.",
    "Tambahkan “{child}” ke daftar itu, atau hapus daftar itu.",
    "Add “{child}” to that list, or remove the list.",
)
TREE_CYCLE = placed(
    "rulebook-tree-cycle",
    "kriteria ini berada di bawah dirinya sendiri: {cycle}.",
    "this criterion stands below itself: {cycle}.",
    "Putuskan lingkaran ini, sehingga setiap kriteria akhirnya berada di bawah nilai total.",
    "Break the circle, so that every criterion ends up below the total.",
)
TREE_DEEP = placed(
    "rulebook-tree-deep",
    "pohon kriteria lebih dari {deepest} tingkat.",
    "the tree of criteria has more than {deepest} levels.",
    "Gabungkan beberapa tingkat.",
    "Merge some levels.",
)
WEIGHTS = placed(
    "rulebook-weights",
    "bobot di bawah {parent} berjumlah {sum}, seharusnya 100: {parts} (baris {lines}).",
    "the weights under {parent} add up to {sum}, expected 100: {parts} (line {lines}).",
    "Ubah bobot-bobot ini sehingga jumlahnya tepat 100.",
    "Change these weights so that they add up to exactly 100.",
)


def faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Yield everything that does not fit together, in the rulebook's order within each check."""
    yield from _codes(rulebook)
    yield from _references(rulebook)
    yield from _parents(rulebook.criterion)
    if intact(rulebook.criterion):  # otherwise circles and sums would be told of a tree that nobody wrote
        circles = [*_circles(rulebook.criterion)]
        yield from circles or _weights(rulebook.criterion)


def _codes(rulebook: Rulebook) -> Iterator[Fault]:
    gates = tuple(gate.code for gate in rulebook.gate)  # the status of ranking.csv names either
    for table in ("criterion", "category", "gate", "question", "stage", "award"):
        reserved = {"criterion": (TOTAL, *OTHER_COLUMNS), "stage": (TOTAL, *gates)}.get(table, (TOTAL,))
        first: dict[str, int] = {}
        for index, entry in enumerate(getattr(rulebook, table)):
            path = (table, index, "code")
            if entry.code in reserved:
                yield Fault(CODE_RESERVED, path, {"code": entry.code, "reserved": quoted(reserved)})
            if entry.code in first:
                others = ((table, first[entry.code], "code"),)
                yield Fault(CODE_TWICE, path, {"code": entry.code, "table": table}, others)
            first.setdefault(entry.code, index)


def _references(rulebook: Rulebook) -> Iterator[Fault]:
    """Yield every code that is named but does not exist."""
    criteria = {criterion.code for criterion in rulebook.criterion}
    categories = {category.code for category in rulebook.category}
    for index, criterion in enumerate(rulebook.criterion):
        path: Path = ("criterion", index)
        yield from _known((*path, "parent"), criterion.parent, {TOTAL, *criteria}, "criterion")
        yield from _all_known((*path, "children"), criterion.children, criteria, "criterion")
        yield from _known((*path, "indicator"), criterion.indicator, INDICATORS, "indicator")
    for index, gate in enumerate(rulebook.gate):
        yield from _known(("gate", index, "indicator"), gate.indicator, INDICATORS, "indicator")
        yield from _all_known(("gate", index, "category"), gate.category, categories, "category")
    for index, question in enumerate(rulebook.question):
        yield from _known(("question", index, "criterion"), question.criterion, criteria, "criterion")
    for index, award in enumerate(rulebook.award):
        yield from _known(("award", index, "category"), award.category, categories, "category")
        yield from _known(("award", index, "by"), award.by, {TOTAL, *criteria}, "criterion")
    gates = {gate.code for gate in rulebook.gate}
    for index, stage in enumerate(rulebook.stage):
        yield from _all_known(("stage", index, "gates"), stage.gates, gates, "gate")
        for code in stage.top if isinstance(stage.top, dict) else ():
            yield from _known(("stage", index, "top", code), code, categories, "category")
    yield from _all_known(("ranking", "ties"), rulebook.ranking.ties, criteria, "criterion")


_WHAT = {
    "criterion": ("kode sebuah kriteria", "the code of a criterion"),
    "category": ("kode sebuah kategori", "the code of a category"),
    "indicator": ("kode sebuah indikator", "the code of an indicator"),
    "gate": ("kode sebuah syarat", "the code of a gate"),
}


def _known(path: Path, code: str | None, known: Iterable[str], what: str) -> Iterator[Fault]:
    if code is not None and code not in known:
        names = sorted(known)
        what_id, what_en = _WHAT[what]
        details = {"code": code, "known": quoted(names), "what_id": what_id, "what_en": what_en, **hint(code, names)}
        yield Fault(CODE_UNKNOWN, path, details)


def _all_known(path: Path, codes: Iterable[str], known: Iterable[str], what: str) -> Iterator[Fault]:
    return chain.from_iterable(_known((*path, index), code, known, what) for index, code in enumerate(codes))


def _parents(criteria: list[Criterion]) -> Iterator[Fault]:
    """Yield children with two parents, and those whose parent lists its children but not them."""
    places = {criterion.code: index for index, criterion in enumerate(criteria)}
    claims: dict[str, list[tuple[str, Path]]] = {}
    for index, criterion in enumerate(criteria):
        for position, child in enumerate(criterion.children):
            claims.setdefault(child, []).append((criterion.code, ("criterion", index, "children", position)))
    for index, criterion in enumerate(criteria):
        listed, parent, path = claims.get(criterion.code, []), criterion.parent, ("criterion", index, "parent")
        named: list[tuple[str, Path]] = (
            [(parent, path)] if parent and parent not in [code for code, _ in listed] else []
        )
        if len(listed) + len(named) > 1:
            yield _conflict(criterion.code, listed + named)
        elif parent in places and named and criteria[places[parent]].children:
            others = (("criterion", places[parent], "children"),)
            yield Fault(TREE_UNLISTED, path, {"child": criterion.code, "parent": parent}, others)


def _conflict(child: str, claims: list[tuple[str, Path]]) -> Fault:
    codes, paths = [code for code, _ in claims], tuple(path for _, path in claims)
    return Fault(TREE_CONFLICT, paths[-1], {"child": child, "parents": quoted(codes)}, paths[:-1])


def _circles(criteria: list[Criterion]) -> Iterator[Fault]:
    above, places = parents(criteria), {criterion.code: index for index, criterion in enumerate(criteria)}
    told: set[str] = set()
    for criterion in criteria:
        way = [criterion.code]
        while way[-1] != TOTAL and above[way[-1]] not in way and len(way) <= DEEPEST:
            way.append(above[way[-1]])
        if way[-1] == TOTAL or told.intersection(way):
            continue
        told.update(way)
        if len(way) > DEEPEST:
            yield Fault(TREE_DEEP, ("criterion", places[criterion.code]), {"deepest": str(DEEPEST)})
        else:
            circle = [*way[way.index(above[way[-1]]) :], above[way[-1]]]
            yield Fault(TREE_CYCLE, ("criterion", places[circle[0]]), {"cycle": " < ".join(circle)})


def _weights(criteria: list[Criterion]) -> Iterator[Fault]:
    places = {criterion.code: index for index, criterion in enumerate(criteria)}
    for parent, children in branches(criteria).items():
        if not children:
            continue
        total = math.fsum(child.weight for child in children)
        if abs(total - 100) <= TOLERANCE:
            continue
        paths: tuple[Path, ...] = tuple(("criterion", places[child.code], "weight") for child in children)
        parts = " + ".join(f"{child.code} {_number(child.weight)}" for child in children)
        details = {"parent": f"“{parent}”", "sum": _number(total), "parts": parts}
        yield Fault(WEIGHTS, paths[0], details, paths)


def _number(value: float) -> str:
    return f"{value:.12g}"
