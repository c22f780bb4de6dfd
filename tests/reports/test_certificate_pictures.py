"""Golden pictures: certificates as an office printer shows them, in grey, so that no layout breaks unnoticed.

Made again, after having been looked at, by ``python -m tests.reports.test_certificate_pictures``.
"""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from reports.certificate import render_certificate
from reports.certificate_text import Title
from reports.theming import Theme
from tests.reports.certificate_samples import MINISTER, PANGKAJENE, PLAIN, rendered, text
from tests.reports.scribbles import drawn

pytestmark = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler (pdftoppm) is not installed")
GOLDEN = Path(__file__).parent / "golden"
LONG = ("Unit Pelaksana Teknis Pusat Pelayanan Kesehatan Masyarakat Kabupaten Tanjung Awan Selatan " * 4)[:300]
KINDS = {
    "winner": PLAIN,
    "participant": text(
        recipient=PANGKAJENE, award=Title("Peserta", "Participant"), place=None, appreciation=True,
        signatories=(MINISTER,) * 2,
    ),
    "judge": text(
        recipient="Prof. Dr. Sari Contoh", award=Title("Juri", "Judge"), category=None, place=None, appreciation=True
    ),
    "twelve-sign": text(signatories=(MINISTER,) * 12, synthetic=True),
    "300-letters": text(recipient=LONG),
}  # fmt: skip
FOLIO = Theme(ink="#16325c", gold="#86691f", size="F4", signatures={"1": drawn(), "2": drawn(7)})
THEMED = {"folio-signed": (text(recipient=PANGKAJENE, signatories=(MINISTER,) * 2), FOLIO)}
SIZE = (468, 331)  # A4 at 40 dots to the inch
TOLERANCE = 4.5
"""Of the worst tile, in steps of grey (0..255). Edges smoothed otherwise by poppler were measured at up to 2.7, blocks
that moved by 3.6 points at 6.7 and more. A program other than pdftoppm draws the frame's thin lines too differently."""


def picture(pdf, enlarged=4, size=SIZE):
    """The page in grey at 40 dots to the inch, drawn larger and shrunk: thin lines hang on the program otherwise."""
    command = ["pdftoppm", "-r", str(40 * enlarged), "-gray", "-"]
    shown = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return Image.open(BytesIO(shown.stdout)).convert("L").resize(size, Image.Resampling.BOX)


def difference(one, other):
    """The mean difference of the worst of some hundred tiles; both blurred, so that a pixel's edge does not count."""
    blurred = [np.asarray(each.filter(ImageFilter.GaussianBlur(1.5)), dtype=float) for each in (one, other)]
    assert blurred[0].shape == blurred[1].shape
    apart = np.abs(blurred[0] - blurred[1])
    return max(tile.mean() for band in np.array_split(apart, 10) for tile in np.array_split(band, 14, axis=1))


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_looks_as_it_did_when_it_was_looked_at(kind):
    path = GOLDEN / f"{kind}.png"
    assert path.stat().st_size < 30_000
    assert difference(picture(rendered(KINDS[kind])), Image.open(path)) <= TOLERANCE


@pytest.mark.parametrize("kind", THEMED)
def test_a_theme_looks_as_it_did_when_it_was_looked_at(kind):
    path = GOLDEN / f"{kind}.png"
    assert path.stat().st_size < 35_000
    looked_at = Image.open(path)
    assert difference(picture(render_certificate(*THEMED[kind]), size=looked_at.size), looked_at) <= TOLERANCE


@pytest.mark.parametrize("enlarged", [5, 6])
def test_edges_that_are_smoothed_otherwise_are_tolerated(enlarged):
    assert difference(picture(rendered(PLAIN), enlarged), Image.open(GOLDEN / "winner.png")) <= TOLERANCE


@pytest.mark.parametrize("box", [(150, 80, 320, 115), (130, 115, 330, 160), (35, 240, 80, 310), (180, 230, 290, 300)])
def test_a_block_that_moves_by_three_points_is_found(box):
    page = picture(rendered(PLAIN))
    moved = page.copy()
    moved.paste(page.crop(box), (box[0], box[1] + 2))  # two dots of 40 to the inch are 3.6 points
    assert difference(moved, page) > TOLERANCE


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, of in KINDS.items():
        picture(rendered(of)).save(GOLDEN / f"{name}.png", optimize=True)
    for name, (certificate, theme) in THEMED.items():
        picture(render_certificate(certificate, theme), size=(520, 339)).save(GOLDEN / f"{name}.png", optimize=True)
