"""Indirect standardisation: skin cancer in Florida, a year worked by hand, and the counts that an engine returns."""

import datetime as dt

import ibis
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.counted import monthly_counts, strata_counts
from criteria.fairness import standardised
from criteria.measure import timed_complaints
from tests.criteria import small_year as small

AGES = ["00-04", "05-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85+"]
FLORIDA = {
    "events": [0, 0, 4, 14, 43, 72, 70, 126, 136, 73],
    "complaints": [953785, 1997935, 1885014, 1957573, 2356649, 2088000, 1548371, 1447432, 1087524, 335944],
}
STATES = {
    "events": [0, 1, 41, 186, 626, 1199, 1303, 1637, 1624, 803],
    "complaints": [19175798, 41077577, 39183891, 39892024, 45148527, 37677952, 24274684, 18390986, 12361180, 4239587],
}
EXPECTED = [0, 0.049, 1.972, 9.127, 32.676, 66.445, 83.112, 128.837, 142.878, 63.630]
"""Deaths from skin cancer by age in 2000 and those expected in Florida: SAS/STAT User's Guide, PROC STDRATE."""


def counted(rows):
    return pd.DataFrame(rows, columns=["participant", "stratum", "events", "complaints"])


def test_florida_against_the_united_states_as_sas_has_it():
    florida = pd.DataFrame({"participant": "Florida", "stratum": AGES, **FLORIDA})
    states = pd.DataFrame({"stratum": AGES, **STATES})
    found = standardised(florida, states).loc["Florida"]
    assert found["observed"] == 538
    assert found["expected"] == pytest.approx(sum(EXPECTED), abs=5e-3)
    assert found["share"] == pytest.approx(538 / sum(EXPECTED) * 7420 / sum(STATES["complaints"]), rel=1e-5)
    by_age = standardised(florida.assign(participant=AGES), states)["expected"]
    assert by_age.round(3).tolist() == EXPECTED


def test_who_has_the_hard_kinds_does_not_lose_for_it():
    """Easy ones are done at 90 %, hard ones at 30 %, by both: A has 80 easy and 20 hard, B the other way round."""
    counts = counted([("A", "easy", 72, 80), ("A", "hard", 6, 20), ("B", "easy", 18, 20), ("B", "hard", 24, 80)])
    found = standardised(counts, counts)
    assert found["ratio"].tolist() == pytest.approx([1.0, 1.0])
    assert found["share"].tolist() == pytest.approx([0.6, 0.6])  # plainly .78 and .42


def test_what_cannot_be_compared_is_left_out_and_nothing_expected_is_missing():
    reference = counted([("B", "easy", 0, 10)])
    reference = pd.concat([reference, counted([("B", "none yet", 0, 0)])])
    found = standardised(counted([("A", "odd", 5, 5), ("A", "none yet", 3, 3), ("B", "easy", 1, 10)]), reference)
    assert found.loc["A", ["observed", "expected"]].tolist() == [0, 0]
    assert found["ratio"].isna().all()


strata = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(["x", "y", ""]), st.integers(0, 50), st.integers(0, 50)),
    min_size=1, max_size=9, unique_by=lambda row: row[:2],
)  # fmt: skip


@given(strata, st.randoms(use_true_random=False))
def test_over_the_whole_reference_expected_is_observed_whatever_the_order(rows, random):
    counts = counted([(who, stratum, events, events + more) for who, stratum, events, more in rows])
    found = standardised(counts, counts)
    assert found["expected"].sum() == pytest.approx(counts["events"].sum())
    shuffled = counts.iloc[random.sample(range(len(counts)), len(counts))]
    pd.testing.assert_frame_equal(standardised(shuffled, shuffled), found, check_exact=True)


def test_an_engine_counts_by_kind_what_it_counts_by_month():
    day = dt.date
    rows = [
        (0, 0, "road", day(2019, 3, 4), day(2019, 3, 5)), (0, 0, "road", day(2019, 4, 1), None),
        (0, 0, None, day(2019, 4, 2), day(2019, 4, 2)), (1, 0, "road", day(2019, 3, 4), day(2019, 5, 5)),
        (1, 1, "road", day(2019, 3, 4), day(2019, 5, 5)),
    ]  # fmt: skip
    nothing = {
        "acknowledged": "date", "resolved": "date", "due": "date", "reopened": "int32", "rating": "int16",
        "unsolved": "boolean",
    }  # fmt: skip
    schema = {"participant": "int32", "bin": "int8", "kind": "string", "received": "date", "answered": "date"}
    table = pd.DataFrame([(*row, *[None] * 5, False) for row in rows], columns=[*schema, *nothing])
    backend = ibis.duckdb.connect()
    complaints = backend.create_table("complaints", ibis.memtable(table, schema={**schema, **nothing}))
    timed = timed_complaints(complaints, small.rulebook([small.leaf("a", 100)]), keep=("kind",))
    found = strata_counts(timed, ["kind"], ["answered_on_time_share", "answered_share"]).to_pandas()
    found["kind"] = found["kind"].fillna("")
    told = found.sort_values(["participant", "kind"])[["participant", "kind", "complaints", "answered"]]
    assert told.to_numpy().tolist() == [[0, "", 1, 1], [0, "road", 2, 1], [1, "road", 1, 1]]
    months = monthly_counts(timed).to_pandas()
    assert found["answered_due"].sum() == months["answered_due"].sum() == 4
