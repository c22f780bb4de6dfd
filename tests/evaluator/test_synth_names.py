"""Names of a synthetic year are invented, different from each other, and told from their misspellings."""

from itertools import product

import pytest
from real_places import MINISTRIES, PROVINCES, REGENCIES_AND_CITIES, listed, plain

from evaluator.synth import names, roster


@pytest.fixture(scope="module")
def table():
    return roster.draw(7, 600, 2000).table


def test_no_place_that_can_be_invented_is_real():
    real = listed(PROVINCES) | listed(REGENCIES_AND_CITIES)
    assert len(real) > 480
    invented = {plain(a + b + side) for a, b, side in product(names.FIRST, names.SECOND, names.SIDES)}
    assert len(invented) == len(names.FIRST) * len(names.SECOND) * len(names.SIDES)
    assert invented & real == set()


def test_no_ministry_has_the_matter_of_a_real_one():
    assert {plain(matter) for matter in names.MATTERS} & listed(MINISTRIES) == set()


def test_names_and_codes_are_unique_and_every_kind_is_there(table):
    assert table["code"].is_unique
    assert table["name"].str.casefold().is_unique
    assert table["kind"].value_counts().to_dict() == {
        "upp": 2000, "regency": 389, "city": 90, "institution": 36, "province": 34, "enterprise": 30, "ministry": 21,
    }  # fmt: skip


def test_every_upp_has_an_agency_and_agencies_have_none(table):
    upps, agencies = table[table["kind"] == "upp"], table[table["kind"] != "upp"]
    assert upps["parent"].isin(agencies["code"]).all()
    assert (agencies["parent"] == "").all()
    assert (agencies["units_connected"] <= agencies["units"]).all()
    assert upps[["units", "units_connected"]].isna().all(axis=None)


def test_every_row_of_the_roster_is_marked(table):
    assert (table["catatan"] == "DATA SINTETIS").all()


def test_a_misspelt_name_is_nobodys_name(table):
    known = set(table["name"].str.casefold()) | set(table["code"].str.casefold())
    assert not {names.misspelt(name).casefold() for name in table["name"]} & known
    assert names.misspelt("Pemerintah Kota Aab") == "Pemerintah Kota Aba"
    assert names.misspelt("Kantor Layanan 2") == "Kantor Layanan 22"


def test_a_very_large_roster_still_has_unique_names():
    table = roster.draw(1, 3000, 40_000).table
    assert table["name"].str.casefold().is_unique


@pytest.mark.parametrize(("agencies", "upps"), [(1, 0), (1, 1), (2, 30), (5, 3)])
def test_a_tiny_roster_is_whole(agencies, upps):
    drawn = roster.draw(7, agencies, upps)
    assert len(drawn.table) == agencies + upps
    assert set(drawn.slots.tolist()) == set(range(agencies + upps))
    assert len(drawn.slots) == roster.SLOTS
