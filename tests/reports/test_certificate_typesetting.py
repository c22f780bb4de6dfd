"""Lines: as even as they can be, never under 18 points for a name, never inside the name of a place."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.certificate_layout import NAME_STEPS, lay_out
from reports.sheet import SHEETS, TOP
from reports.typesetting import SANS, SERIF, SERIF_MEDIUM, fit, width
from tests.reports.certificate_samples import MINISTER, PANGKAJENE, text

# without d and i, for "di" is never parted from what follows it
WORDS = st.lists(st.text("abcefghj", min_size=1, max_size=9), min_size=1, max_size=9)


def test_widths_are_those_of_the_font():
    assert width("HH", SERIF, 10.0) == pytest.approx(2 * width("H", SERIF, 10.0))
    assert width("H", SERIF, 20.0, spacing=0.1) == pytest.approx(width("H", SERIF, 20.0) + 2.0)
    assert width("\U0001f389", SANS, 10.0) == 10.0


@given(WORDS, st.integers(1, 4))
def test_no_division_is_more_even(words, count):
    setting = fit(" ".join(words), SERIF, ((10.0, count),), 1e9)
    if count > len(words):
        assert setting is None
        return
    lines = [line.split() for line in setting.lines]
    assert [word for line in lines for word in line] == words

    def unevenness(divided):
        return sum((width(" ".join(line), SERIF, 1.0) + width(" ", SERIF, 1.0)) ** 2 for line in divided)

    every = [
        [words[start:end] for start, end in pairwise((0, *cuts, len(words)))]
        for cuts in combinations(range(1, len(words)), count - 1)
    ]
    assert unevenness(lines) == pytest.approx(min(map(unevenness, every)))


@pytest.mark.parametrize(
    ("name", "together"),
    [
        (PANGKAJENE, "Kabupaten Pangkajene dan Kepulauan"),
        ("Dinas Kependudukan dan Pencatatan Sipil Kota Banjarbaru Provinsi Kalimantan Selatan", "Kota Banjarbaru"),
        ("Dinas Kependudukan dan Pencatatan Sipil Kota Banjarbaru Provinsi Kalimantan Selatan", "Provinsi Kalimantan"),
        ("Badan Pelayanan Kab. Hulu Sungai Tengah, Kecamatan Barabai", "Kab. Hulu Sungai Tengah,"),
    ],
)
def test_the_name_of_a_place_is_never_broken(name, together):
    for lines in range(1, 6):
        setting = fit(name, SERIF_MEDIUM, ((20.0, lines),), 1e9)
        assert setting is None or any(together in line for line in setting.lines)


def test_no_line_ends_with_a_word_that_leans_on_the_next():
    for lines in range(2, 6):
        setting = fit(PANGKAJENE, SERIF_MEDIUM, ((20.0, lines),), 1e9)
        assert not any(line.endswith(" dan") for line in setting.lines)


def test_a_long_place_keeps_its_first_word_alone():
    name = "Kabupaten " + "Panjang " * 8
    setting = fit(name, SERIF, ((20.0, 3),), 1e9)
    assert setting.lines[0].startswith("Kabupaten Panjang")


@given(st.integers(1, 60), st.integers(1, 12), st.sampled_from(sorted(SHEETS)))
def test_names_are_largest_never_under_18_points_and_the_stack_fills_the_page(length, signatories, size):
    sheet = SHEETS[size]
    layout = lay_out(text(recipient="Dinas " * length, signatories=(MINISTER,) * min(signatories, 4)), sheet=sheet)
    sizes = {block.kind: block.setting.size for block in layout.blocks if block.setting.lines}
    assert sizes["name"] >= 18
    assert all(size < sizes["name"] for kind, size in sizes.items() if kind not in {"name", "title"})
    height = sum(block.height for block in layout.blocks) + layout.signatures.height
    assert height == pytest.approx(sheet.bottom - TOP, abs=0.2)
    name = next(block.setting for block in layout.blocks if block.kind == "name")
    assert max(width(line, SERIF_MEDIUM, name.size) for line in name.lines) <= sheet.name_measure
    assert (name.size, len(name.lines)) in NAME_STEPS


def test_up_to_twelve_sign_in_even_rows():
    rows = {
        count: [len(row.signatures) for row in lay_out(text(signatories=(MINISTER,) * count)).signatures.rows]
        for count in (0, 1, 2, 3, 4, 5, 7, 12)
    }
    assert rows == {0: [], 1: [1], 2: [2], 3: [3], 4: [4], 5: [2, 3], 7: [3, 4], 12: [4, 4, 4]}


def test_there_is_room_for_a_wet_signature():
    millimetre = 72 / 25.4
    assert lay_out(text(signatories=(MINISTER,))).signatures.room >= 14 * millimetre
    assert lay_out(text(signatories=(MINISTER,) * 12)).signatures.room >= 8 * millimetre
