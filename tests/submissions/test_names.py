import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.names import Resolver

PEOPLE = {
    "KOTA-SMG": "Kota Semarang",
    "KAB-BWI": "Kabupaten Banyuwangi",
    "007": "Dinas <b>Perhubungan</b>",
    "d1": "Dinas Kesehatan",
    "d2": "DINAS KESEHATAN ",
    "x": "007",
    "straße": "Jalan",
}


def resolver(people: dict[str, str] = PEOPLE) -> Resolver:
    return Resolver(pd.DataFrame({"name": list(people.values())}, index=pd.Index(list(people), name="code")))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KOTA-SMG", "KOTA-SMG"),
        (" kota-smg\t", "KOTA-SMG"),
        ("kota semarang", "KOTA-SMG"),
        ("Dinas <b>Perhubungan</b>", "007"),
        ("007", "007"),
        ("STRASSE", "straße"),
        ("7", None),
        ("Kota Semarangg", None),
        ("Kota  Semarang", None),
        ("dinas kesehatan", None),
        ("", None),
    ],
)
def test_codes_and_names_mean_one_participant_exactly(text, code):
    position = resolver().position(text)
    assert (None if position is None else list(PEOPLE)[position]) == code


def test_the_table_holds_what_positions_answer():
    table = resolver().table()
    assert list(table.columns) == ["key", "written", "position"]
    assert table["position"].dtype == "int32"
    assert table["key"].is_unique
    assert all(resolver().position(key) == position for key, _, position in table.itertuples(index=False))
    assert len(table) == 7 + 4  # every code; the names but one shared by two and one that is another's code


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Kota Semarangg", "Kota Semarang"),
        ("semarang kota", "Kota Semarang"),
        ("Kab. Banyuwangi", "Kabupaten Banyuwangi"),
        ("kota_smg", "KOTA-SMG"),
        ("Provinsi Papua", ""),
        ("", ""),
        ("x" * 5000, ""),
    ],
)
def test_near_misses_are_suggested(text, suggestion):
    assert resolver().suggest(text) == suggestion


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        (" ", "participant-missing", {}),
        ("Dinas Kesehatan", "participant-ambiguous", {}),
        ("Kota Smarang", "participant-unknown", {"suggestion": "Kota Semarang"}),
        ("=cmd()", "participant-unknown", {"suggestion": "-"}),
    ],
)
def test_why_a_text_means_nobody(text, code, details):
    kind, found = resolver().why_not(text)
    assert (kind.code, found) == (code, details)
    assert kind.says["id"].format_map(found)


def test_nobody_is_known_to_an_empty_roster():
    empty = resolver({})
    assert empty.position("a") is None
    assert empty.suggest("a") == ""
    assert len(empty.table()) == 0


@given(st.lists(st.text(min_size=1), min_size=1, unique_by=lambda text: text.strip().casefold()))
def test_every_code_finds_itself(texts):
    codes = [text for text in texts if text.strip()]
    found = resolver(dict.fromkeys(codes, "the same name"))
    assert [found.position(code) for code in codes] == list(range(len(codes)))
