"""The ornament's geometry, and themes as data."""

import math
import re

import pytest
from pydantic import ValidationError

from reports.certificate_background import background
from reports.ornament import braid, circle, flower, guilloche_sector, rectangle, ring_of_squares
from reports.sheet import A4, SHEETS
from reports.theming import Theme, load_theme
from tests.reports.scribbles import scribble


def points(path):
    """All points of a path, handles of curves included."""
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_frame_is_of_squares_within_a_printers_reach(sheet):
    down, across = (sheet.height - 2 * sheet.margin) / sheet.rows, (sheet.width - 2 * sheet.margin) / sheet.columns
    assert pytest.approx(down) == across
    assert sheet.side == pytest.approx(A4.side, rel=0.05)
    assert 72 / 25.4 * 6 <= sheet.margin <= 72 / 25.4 * 10
    corners = ring_of_squares(sheet.columns, sheet.rows, sheet.side)
    assert len(corners) == len(set(corners)) == 2 * sheet.columns + 2 * sheet.rows - 4


def test_petals_reach_the_corners_of_their_square_and_stay_within():
    petals = points(flower((5, 5), 5 * math.sqrt(2), 0.0))
    assert set(petals) >= {(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (5.0, 5.0)}
    assert all(-0.01 <= x <= 10.01 and -0.01 <= y <= 10.01 for x, y in petals)
    seeds = points(flower((5, 5), 5 * math.sqrt(2), 0.25))
    assert all(math.dist(seed, (5, 5)) <= 5 * math.sqrt(2) * 0.76 for seed in seeds)


def test_sectors_of_a_ring_meet_when_turned():
    sector = guilloche_sector(8.0, 10.0, 12, 3)
    angle = 2 * math.pi / 12
    for strand in re.split(r"(?<=c) (?=\S+ \S+ m)", sector):
        (x0, y0), (x1, y1) = points(strand)[0], points(strand)[-1]
        turned = (x0 * math.cos(angle) - y0 * math.sin(angle), x0 * math.sin(angle) + y0 * math.cos(angle))
        assert math.dist(turned, (x1, y1)) < 0.02
        assert all(7.5 <= math.hypot(*point) <= 10.5 for point in points(strand))


def test_the_braid_swells_between_two_points():
    path = points(braid((10, 50), 100, 8, 9, 4))
    assert min(x for x, _ in path) == 10
    assert max(x for x, _ in path) == 110
    assert all(45 <= y <= 55 for _, y in path)  # handles of a curve reach beyond it
    assert max(y for _, y in path) > 53


def test_circles_and_rectangles_close():
    assert all(math.dist(point, (5, 5)) <= 3 * 1.15 for point in points(circle((5, 5), 3)))
    assert rectangle((1, 2), 10, 20) == "1 2 10 20 re"
    assert rectangle((0, 0), 10, 4, opening=2).split(" m ")[0] == "4 0"


def test_drawings_are_the_same_each_time_and_small():
    theme = load_theme()
    drawn = [
        background.__wrapped__(theme, 46.0, 210.0, (700.0, 490.0), synthetic=synthetic)
        for synthetic in (False, False, True)
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    assert len(drawn[0].content) + sum(map(len, drawn[0].parts.values())) < 10_000


def test_the_shipped_inks_can_be_read_on_white():
    def luminance(colour):
        """By WCAG 2.2, relative luminance."""
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    theme = load_theme()
    for colour in (theme.ink, theme.gold):
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_a_theme_is_data_and_its_picture_lies_beside_it(tmp_path):
    (tmp_path / "theme.toml").write_text('ink = "#000000"\ngold = "#777777"\nemblem = "emblem.png"\n')
    picture = scribble()
    (tmp_path / "emblem.png").write_bytes(picture)
    assert load_theme(tmp_path) == Theme(ink="#000000", gold="#777777", emblem=picture)


@pytest.mark.parametrize(
    "broken",
    ['ink = "red"\ngold = "#777777"', 'ink = "#000000"', 'ink = "#000000"\ngold = "#777777"\nqr = "no code"',
     'ink = "#000000"\ngold = "#777777"\nextra = 1', 'ink = "#000000; }"\ngold = "#777777"'],
)  # fmt: skip
def test_a_broken_theme_is_refused(tmp_path, broken):
    (tmp_path / "theme.toml").write_text(broken)
    with pytest.raises(ValidationError):
        load_theme(tmp_path)


def test_a_theme_reaches_no_file_elsewhere(tmp_path):
    (tmp_path / "theme.toml").write_text('ink = "#000000"\ngold = "#777777"\nemblem = "../secret.png"\n')
    with pytest.raises(ValueError, match="outside"):
        load_theme(tmp_path)
