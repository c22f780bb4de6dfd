"""Whether a scale can tell better from worse, and rewards the side that its indicator calls better."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from criteria.indicators import INDICATORS
from criteria.refusals import Fault, placed
from criteria.rulebook import Linear, Percentile, Steps

if TYPE_CHECKING:
    from criteria.positions import Path
    from criteria.rulebook import Scale

NARROWEST = 1e-9
"""Anchors closer than this are one point: ranks are compared at far fewer decimals."""

FLAT = placed(
    "rulebook-scale-flat",
    "zero dan full adalah titik yang sama, sehingga skala ini tidak membedakan apa pun.",
    "zero and full are the same point, so that this scale tells nothing apart.",
    "Beri zero dan full dua nilai yang berbeda.",
    "Give zero and full two different values.",
)
STEPS = placed(
    "rulebook-steps",
    "anak tangga ini memberi nilai {score} mulai {value}, padahal yang {easier} sudah memberi {other}.",
    "this step scores {score} from {value}, while the easier step {easier} already scores {other}.",
    "Susun anak tangga sehingga yang lebih sulit memberi nilai lebih tinggi, masing-masing dengan value sendiri.",
    "Arrange the steps so that a harder one scores higher, each with a value of its own.",
)
OTHERWISE = placed(
    "rulebook-steps-otherwise",
    "otherwise memberi {otherwise}, tidak di bawah anak tangga terendah ({lowest}).",
    "otherwise scores {otherwise}, which is not below the lowest step ({lowest}).",
    "Turunkan otherwise.",
    "Lower otherwise.",
)
DIRECTION = placed(
    "rulebook-direction",
    "skala ini menghargai nilai {indicator} yang {rewarded_id}, padahal yang lebih baik adalah yang {better_id}.",
    "this scale rewards a {rewarded_en} {indicator}, while {better_en} is better.",
    "Tukar zero dan full, atau ubah better.",
    "Swap zero and full, or change better.",
)
_WORDS = {"higher": ("lebih tinggi", "higher"), "lower": ("lebih rendah", "lower")}


def faults(path: Path, scale: Scale, indicator: str | None) -> Iterator[Fault]:
    """Yield what is wrong with the scale at the path, of a leaf that an indicator feeds or not."""
    if isinstance(scale, Linear) and abs(scale.full - scale.zero) < NARROWEST:
        yield Fault(FLAT, (*path, "full"))
        return
    if isinstance(scale, Steps):
        yield from _steps(path, scale)
    known = INDICATORS.get(indicator or "")
    rewarded = _rewarded(scale)
    if known and rewarded and known.better not in ("neither", rewarded):
        rewarded_id, rewarded_en = _WORDS[rewarded]
        better_id, better_en = _WORDS[known.better]
        yield Fault(
            DIRECTION,
            path,
            {
                "indicator": known.code,
                "rewarded_id": rewarded_id, "rewarded_en": rewarded_en,
                "better_id": better_id, "better_en": better_en,
            },
        )  # fmt: skip


def _rewarded(scale: Scale) -> str | None:
    if isinstance(scale, Linear):
        return "higher" if scale.full > scale.zero else "lower"
    return scale.better if isinstance(scale, Steps | Percentile) else None


def _steps(path: Path, scale: Steps) -> Iterator[Fault]:
    """From the easiest step to the hardest, values and scores must rise together."""
    order = sorted(range(len(scale.steps)), key=lambda index: scale.steps[index].value, reverse=scale.better == "lower")
    for easier, harder in pairwise(order):
        low, high = scale.steps[easier], scale.steps[harder]
        if low.value == high.value or low.score >= high.score:
            details = {
                "score": f"{high.score:g}", "value": f"{high.value:g}",
                "easier": f"{low.value:g}", "other": f"{low.score:g}",
            }  # fmt: skip
            yield Fault(STEPS, (*path, "steps", harder), details)
    lowest = scale.steps[order[0]].score
    if "otherwise" in scale.model_fields_set and scale.otherwise >= lowest:
        yield Fault(OTHERWISE, (*path, "otherwise"), {"otherwise": f"{scale.otherwise:g}", "lowest": f"{lowest:g}"})
