"""Where everything on a certificate stands: one stack of lines on the axis, in sizes that fit. Lengths are points.

Sizes are tried from generous to dense; what is left over is spread over the gaps that may stretch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports import refusals
from reports.certificate_blocks import Block, Look, compose
from reports.certificate_text import CertificateText
from reports.refusals import CertificateRefusedError
from reports.sheet import A4, TOP, Sheet
from reports.signatures import Signatures, set_signatures
from reports.typesetting import SHIPPED, Faces, fit

# Sizes of the recipient's name with the number of lines, in the order of liking; never under 18 points.
NAME_STEPS = (
    (46.0, 1), (42.0, 1), (38.0, 1), (34.0, 1), (36.0, 2), (33.0, 2), (30.0, 2), (27.0, 2), (27.0, 3), (25.0, 2),
    (24.0, 3), (22.0, 3), (20.0, 3), (20.0, 4), (18.0, 3), (18.0, 4), (18.0, 5),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """The page: the stack from ``TOP`` down, the signatures under it to the sheet's ``bottom``; the emblem's height."""

    blocks: tuple[Block, ...]
    signatures: Signatures
    emblem: float

    @property
    def divider(self) -> float:
        """The middle of the braid under the title, from the page's top edge."""
        before = [block.kind for block in self.blocks].index("divider")
        above = sum(block.height for block in self.blocks[:before])
        return round(TOP + above + self.blocks[before].gap + self.blocks[before].leading / 2, 2)


@dataclass(frozen=True, slots=True)
class Density:
    """How generous the page is: a scale of type and gaps, the emblem's height, room to sign, the smallest name."""

    scale: float
    emblem: float
    room: float
    smallest_name: float


DENSITIES = (
    Density(1.0, 46.0, 46.0, 27.0),
    Density(0.94, 40.0, 42.0, 22.0),
    Density(0.88, 32.0, 38.0, 18.0),
    Density(0.8, 24.0, 32.0, 18.0),
    Density(0.72, 0.0, 28.0, 18.0),
)


def lay_out(text: CertificateText, faces: Faces = SHIPPED, sheet: Sheet = A4) -> Layout:
    """Return the most generous layout in which everything fits on the sheet, as measured in these typefaces.

    Raises CertificateRefusedError, naming what is too long, where none does.
    """
    names = [name for step in NAME_STEPS if (name := fit(text.recipient, faces.heading, (step,), sheet.name_measure))]
    if not names:
        raise CertificateRefusedError(refusals.too_long(text.recipient, "recipient"))
    culprit = "signatory"
    for density in DENSITIES:
        signatures = set_signatures(text.signatories, density.room, density.scale, sheet.foot_measure, faces)
        if signatures is None:
            continue
        culprit = "page"
        for name in (name for name in names if name.size >= density.smallest_name):
            blocks = compose(text, name, Look(faces, density.scale, density.emblem, sheet.measure))
            spare = sheet.bottom - TOP - signatures.height - sum(block.height for block in blocks)
            if spare >= 0:
                return Layout(tuple(_stretched(blocks, spare)), signatures, density.emblem)
    raise CertificateRefusedError(refusals.too_long(text.recipient, culprit))


def _stretched(blocks: Sequence[Block], spare: float) -> Iterator[Block]:
    total = sum(block.stretch for block in blocks)
    for block in blocks:
        yield replace(block, gap=round(block.gap + spare * block.stretch / total, 2))
