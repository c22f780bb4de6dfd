"""From the year's awards to texts and file names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.awarded import certificate_number, safe_name, texts_for
from reports.codes import certificate_code, parse
from tests.reports import made_year

KEY = b"a key of the tests"
FIELDS = {"sequence": 7, "award": "best", "year": 2019, "edition": "contoh-2019"}


@pytest.fixture(scope="module")
def year():
    return made_year.small_year()


def test_each_award_has_its_certificate_under_its_place_and_code(year):
    texts = texts_for(year, KEY)
    table = year.awards.table
    assert len(texts) == len(table) > 1
    for (path, text), row in zip(texts, table.to_dict("records"), strict=True):
        assert path == f"certificates/{row['award']}/{row['place']}-{row['code']}.pdf"
        assert text.recipient == row["name"]
        award = next(award for award in year.rulebook.award if award.code == row["award"])
        assert (text.award.id, text.award.en) == (award.title.id, award.title.en)
        assert text.place == (row["place"] if award.winners > 1 else None)
        assert text.code == certificate_code(KEY, year.rulebook.edition.code, award.code, row["code"], row["name"])
        assert text.synthetic is year.rulebook.edition.synthetic


def test_numbers_run_through_and_codes_are_all_different(year):
    texts = [text for _path, text in texts_for(year, KEY)]
    assert [int(text.number[:3]) for text in texts] == list(range(1, len(texts) + 1))
    assert len({parse(text.code) for text in texts}) == len(texts)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{sequence:03d}/{award}/{year}", "007/best/2019"),
        ("B-{sequence}/{edition}", "B-7/contoh-2019"),
        ("{sequence:3d}|{sequence:2}|{sequence:d}", "  7| 7|7"),
        ("{sequence.__class__}{0}{nobody}{award:>99999999}", "{sequence.__class__}{0}{nobody}{award:>99999999}"),
        ("{sequence:99999999999d}", "{sequence:99999999999d}"),
    ],
)
def test_the_pattern_of_numbers_is_data_and_reaches_nothing_else(pattern, number):
    assert certificate_number(pattern, FIELDS) == number


@given(st.text(max_size=200))
def test_any_code_is_a_safe_name_of_a_file(code):
    name = safe_name(code)
    assert len(name) <= 60
    assert not set(name) & set('/\\\0:*?"<>|\n')
    assert not name.startswith(".")
    assert name.isascii()


def test_codes_that_look_alike_as_names_stay_apart():
    names = [safe_name(code) for code in ("a/b", "a\\b", "a-b", "../a-b", "a b", "", "a" * 61, "a" * 62)]
    assert len(set(names)) == len(names)
    assert safe_name("KAB-01.2_x") == "KAB-01.2_x"
