"""Whether the stages make sense: their gates, weights, places and quotas, and the lot that a tie may need."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from criteria.refusals import Fault, placed, quoted
from criteria.tree import TOTAL, intact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from criteria.positions import Path
    from criteria.rulebook import Rulebook
    from criteria.stage_rules import Stage

TOLERANCE = 1e-9

STAGE_GATE = placed(
    "rulebook-stage-gate",
    "syarat “{code}” sudah diperiksa di tahap lain (baris {lines}).",
    "the gate “{code}” is already asked at another stage (line {lines}).",
    "Sebut setiap syarat di satu tahap saja.",
    "Name each gate at one stage only.",
)
STAGE_WEIGHT = placed(
    "rulebook-stage-weight",
    "“{code}” bukan kriteria teratas; bobot tahap berlaku bagi: {known}.",
    "“{code}” is no criterion at the top of the tree; a stage weighs these: {known}.",
    "Tulis salah satunya, atau pindahkan kriteria ini ke puncak.",
    "Write one of them, or move the criterion to the top.",
)
STAGE_WEIGHTS = placed(
    "rulebook-stage-weights",
    "bobot tahap “{code}” berjumlah {sum}, seharusnya 100.",
    "the weights of the stage “{code}” add up to {sum}, expected 100.",
    "Ubah bobot-bobot ini sehingga jumlahnya tepat 100.",
    "Change these weights so that they add up to exactly 100.",
)
QUOTA_IDLE = placed(
    "rulebook-quota-idle",
    "kuota menjaga tempat, tetapi tahap “{code}” tidak membatasi tempat.",
    "a quota keeps places, but the stage “{code}” has no number of places.",
    "Tambahkan top, atau hapus quota.",
    "Add top, or remove the quota.",
)
QUOTA_LARGE = placed(
    "rulebook-quota-large",
    "kuota menjaga {sum} tempat, lebih dari {places} tempat yang ada.",
    "the quota keeps {sum} places, more than the {places} that there are.",
    "Kurangi kuota, atau tambah tempat di top.",
    "Keep fewer, or give more places with top.",
)
LOT_MISSING = placed(
    "rulebook-lot-missing",
    "nilai yang sama diundi di tahap ini, tetapi tidak ada [lot] dengan seed yang diumumkan sebelumnya.",
    "equals are drawn at this stage, but there is no [lot] with a seed that is published beforehand.",
    "Tambahkan [lot] dengan seed dan published, atau ubah ties.",
    "Add [lot] with seed and published, or change ties.",
)
CLOSES = placed(
    "rulebook-stage-closes",
    "tahap “{code}” ditutup sebelum tahap di depannya (baris {lines}).",
    "the stage “{code}” closes before the one that stands before it (line {lines}).",
    "Perbaiki salah satu tanggal, atau urutan tahap.",
    "Mend one of the days, or the order of the stages.",
)


def faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Yield what contradicts itself in the stages."""
    asked: dict[str, Path] = {}
    top = [child.code for child in rulebook.whole_tree[TOTAL]] if intact(rulebook.criterion) else None
    for index, stage in enumerate(rulebook.stage):
        path: Path = ("stage", index)
        for place, gate in enumerate(stage.gates):
            here = (*path, "gates", place)
            if gate in asked:
                yield Fault(STAGE_GATE, here, {"code": gate}, (asked[gate],))
            asked.setdefault(gate, here)
        if stage.weights and top is not None:
            yield from _weights((*path, "weights"), stage, top)
        yield from _quota(path, stage)
        before = [at for at in range(index) if rulebook.stage[at].closes]
        if stage.closes and before and stage.closes < (rulebook.stage[before[-1]].closes or stage.closes):
            others: tuple[Path, ...] = (("stage", before[-1], "closes"),)
            yield Fault(CLOSES, (*path, "closes"), {"code": stage.code}, others)
        if stage.ties == "lot" and rulebook.lot is None:
            yield Fault(LOT_MISSING, (*path, "ties"))


def _weights(path: Path, stage: Stage, top: list[str]) -> Iterator[Fault]:
    weights = stage.weights or {}
    for code in weights:
        if code not in top:
            yield Fault(STAGE_WEIGHT, (*path, code), {"code": code, "known": quoted(top)}, value="")
    total = math.fsum(weights.values())
    if abs(total - 100) > TOLERANCE:
        yield Fault(STAGE_WEIGHTS, path, {"code": stage.code, "sum": f"{total:.12g}"}, value="")


def _quota(path: Path, stage: Stage) -> Iterator[Fault]:
    if stage.quota is None:
        return
    kept = sum(stage.quota.least.values())
    if stage.top is None:
        yield Fault(QUOTA_IDLE, (*path, "quota"), {"code": stage.code}, value="")
        return
    places = min(stage.top.values()) if isinstance(stage.top, dict) else stage.top
    if kept > places:
        yield Fault(QUOTA_LARGE, (*path, "quota"), {"sum": str(kept), "places": str(places)}, value="")
