import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marking import REFERENCES, SHROUT_FLEISS, codes, marks, table_of
from scipy import stats

from criteria.judging import agreement
from criteria.judging.agreement import ICCS, MEASURES
from criteria.judging.alpha import LEVELS, alpha

QUICK = settings(deadline=None, max_examples=60)
NONE = None
KRIPPENDORFF = [
    [1, 1, NONE, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1],
    [2, 2, 2, 2], [NONE, 5, 5, 5], [NONE, NONE, 1, 1], [NONE, 3, NONE, NONE],
]  # fmt: skip
"""Krippendorff 2011, Computing Krippendorff's alpha-reliability: twelve units, four observers, marks missing."""


def measured(table, **keys):
    return agreement(table, codes(table), **{"draws": 200, **keys}).set_index("measure")


def test_shrout_and_fleiss():
    """Values as published in 1979; intervals by pingouin 0.6.1, to the two decimals that it gives."""
    found = measured(table_of(SHROUT_FLEISS))
    assert found.loc[list(ICCS), "value"].round(2).tolist() == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    assert found.loc[list(ICCS), "low"].round(2).tolist() == [-0.13, 0.02, 0.34, -0.88, 0.07, 0.68]
    assert found.loc[list(ICCS), "high"].round(2).tolist() == [0.72, 0.76, 0.95, 0.91, 0.93, 0.99]
    assert found.loc["kendall-w", "value"] == pytest.approx(0.8870, abs=5e-5)
    assert set(found["reason"]) == {""}
    assert found[["participants", "judges"]].drop_duplicates().to_numpy().tolist() == [[6, 4]]


@pytest.mark.skipif(not REFERENCES.is_dir(), reason="the published marks of four wine judges are not on this machine")
def test_eight_wines():
    """Published by real-statistics.com and in the documentation of pingouin."""
    wines = pd.read_csv(REFERENCES / "wine_4judges.csv")
    table = marks({(row.Judge, str(row.Wine)): row.Scores for row in wines.itertuples()})
    found = measured(table).loc[list(ICCS)]
    assert found["value"].round(3).tolist() == [0.728, 0.728, 0.729, 0.914, 0.914, 0.915]
    assert found["low"].round(2).tolist() == [0.43] * 3 + [0.75] * 3
    assert found["high"].round(2).tolist() == [0.93] * 3 + [0.98] * 3


def test_changing_panels_by_hand():
    """P1: 1, 3; P2: 6, 8, 10; P3: 4. Mean 32/6; squares between 2 (10/3)^2 + 3 (8/3)^2 + (4/3)^2 = 136/3, within 2 + 8;
    mean squares 68/3 and 10/3; k0 = (6 - 14/6) / 2 = 11/6; (68/3 - 10/3) / (68/3 + 5/6 x 10/3) = 348/458."""
    found = measured(table_of([[1, 3, NONE], [6, 8, 10], [NONE, 4, NONE]]))
    assert found.loc["icc1", "value"] == pytest.approx(348 / 458)
    assert found.loc["icc1k", "value"] == pytest.approx((11 / 6 * 348 / 458) / (1 + 5 / 6 * 348 / 458))
    assert found.loc["icc1", ["participants", "judges"]].tolist() == [3, 3]
    assert found.loc["icc1", "low"] < 348 / 458 < found.loc["icc1", "high"]
    assert set(found.loc[["icc2", "icc3", "kendall-w"], "reason"]) == {"missing-marks"}


def test_where_the_interval_has_nothing_to_go_by_there_is_none():
    """Two judges who are each other's mirror: the mean squares of participants and of judges are 0."""
    found = measured(table_of([[0, 1], [0, 1], [1, 0], [1, 0]])).loc["icc2"]
    assert found["value"] == pytest.approx(-2)
    assert np.isnan([found["low"], found["high"]]).all()


def test_krippendorff():
    """Values as published; six decimals by krippendorff 0.9.0."""
    found = measured(table_of(KRIPPENDORFF)).filter(like="alpha", axis=0)
    assert found["value"].tolist() == pytest.approx([0.743421, 0.815388, 0.849107, 0.797403], abs=1e-6)
    assert found["participants"].tolist() == [11] * 4  # the twelfth unit has one mark
    assert ((found["low"] < found["value"]) & (found["value"] < found["high"])).all()


def test_alphas_of_a_panel_with_severe_judges():
    """By krippendorff 0.9.0."""
    found = measured(table_of(SHROUT_FLEISS)).filter(like="alpha", axis=0)
    assert found["value"].tolist() == pytest.approx([-0.0648148, 0.1090594, 0.1473079, 0.0819513], abs=1e-7)


DISTANCES = {
    "nominal": lambda c, k, _: float(c != k),
    "interval": lambda c, k, _: (c - k) ** 2,
    "ratio": lambda c, k, _: ((c - k) / (c + k)) ** 2 if c + k else 0.0,
    "ordinal": lambda c, k, sizes: (
        (sum(size for mark, size in sizes.items() if min(c, k) <= mark <= max(c, k)) - (sizes[c] + sizes[k]) / 2) ** 2
    ),
}


def plain_alpha(rows, level):
    """By the definition: every pair of marks of one unit against every pair of all marks; NaN when all are equal."""
    units = [[mark for mark in row if not np.isnan(mark)] for row in rows]
    everything = [mark for unit in units for mark in unit]
    sizes = {mark: everything.count(mark) for mark in everything}
    far, n = DISTANCES[level], len(everything)
    within = sum(far(c, k, sizes) / (len(unit) - 1) for unit in units for c in unit for k in unit) / n
    among = sum(far(c, k, sizes) for c in everything for k in everything) / (n * (n - 1))
    return 1 - within / among if len(sizes) > 1 else np.nan


@st.composite
def gappy_tables(draw):
    """Two to six units, two to four judges, at least two marks each, not all equal."""
    judges = draw(st.integers(2, 4))
    cell = st.sampled_from([np.nan, 0.0, 1.0, 2.0, 3.5, 7.0])
    row = st.lists(cell, min_size=judges, max_size=judges).filter(lambda marks: np.isfinite(marks).sum() >= 2)
    tables = st.lists(row, min_size=2, max_size=6).map(np.array)
    return draw(tables.filter(lambda table: len(np.unique(table[np.isfinite(table)])) > 1))


@QUICK
@given(gappy_tables())
def test_the_one_way_correlation_rests_on_the_analysis_of_variance(table):
    """scipy's F of unequal groups is the ratio of the mean squares."""
    found = measured(table_of(table), draws=1).loc["icc1"]
    groups = [row[~np.isnan(row)] for row in table]
    sizes = np.array([len(group) for group in groups])
    if found["reason"] or all(np.ptp(group) == 0 for group in groups):
        return
    f = stats.f_oneway(*groups).statistic
    k0 = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(groups) - 1)
    assert found["value"] == pytest.approx((f - 1) / (f + k0 - 1), abs=1e-9)


@QUICK
@given(gappy_tables(), st.sampled_from(LEVELS))
def test_alpha_and_its_interval_by_brute_force(table, level):
    found = alpha(table, level, confidence=0.9, draws=40, seed=3)
    assert found.value == pytest.approx(plain_alpha(table, level), abs=1e-9)
    drawn = np.random.Generator(np.random.PCG64(3)).integers(len(table), size=(40, len(table)))
    alphas = [plain_alpha(table[units], level) for units in drawn]
    assert [found.low, found.high] == pytest.approx(np.nanquantile(alphas, [0.05, 0.95]).tolist(), abs=1e-9)


@QUICK
@given(st.integers(3, 7), st.integers(2, 5), st.data())
def test_kendalls_w_is_friedmans_chi_square(people, judges, data):
    mark = st.integers(0, 5).map(float)
    table = np.array(
        data.draw(st.lists(st.lists(mark, min_size=judges, max_size=judges), min_size=people, max_size=people))
    )
    found = measured(table_of(table), draws=1).loc["kendall-w"]
    if (table == table[0]).all():
        assert found["reason"] in ("all-equal", "no-spread")
    else:
        chi_square = stats.friedmanchisquare(*table).statistic
        assert found["value"] == pytest.approx(chi_square / (judges * (people - 1)), abs=1e-9)


def test_judges_who_agree_but_for_severity():
    """Consistency is perfect, agreement is not: by hand, EMS is 0, and ICC(2,1) = BMS / (BMS + k JMS / n)."""
    found = measured(table_of([[50, 60, 70], [55, 65, 75], [65, 75, 85]]))
    between = 3 * ((60 - 200 / 3) ** 2 + (65 - 200 / 3) ** 2 + (75 - 200 / 3) ** 2) / 2
    judges = 3 * 200 / 2
    assert found.loc["icc2", "value"] == pytest.approx(between / (between + 3 * judges / 3))
    assert found.loc["icc3", ["value", "low", "high"]].tolist() == pytest.approx([1, 1, 1])
    assert found.loc["kendall-w", "value"] == pytest.approx(1)


def test_judges_who_agree_on_everything():
    found = measured(table_of([[50, 50, 50], [60, 60, 60], [75, 75, 75]]))
    assert found["value"].tolist() == pytest.approx([1] * len(MEASURES))
    assert set(found["reason"]) == {""}
    assert found.loc[list(ICCS), ["low", "high"]].to_numpy() == pytest.approx(np.ones((6, 2)))


@QUICK
@given(st.randoms(use_true_random=False), st.sampled_from([SHROUT_FLEISS, KRIPPENDORFF]))
def test_the_order_of_rows_does_not_change_one_bit(random, rows):
    table = table_of(rows)
    order = list(range(len(table)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(measured(table.iloc[order]), measured(table), check_exact=True)


def reasons(table):
    found = measured(table)
    missing = found["value"].isna()
    assert (missing == (found["reason"] != "")).all(), "a number or a reason, never neither"
    families = {"icc": "icc2", "alpha": "alpha-interval", "w": "kendall-w"}
    return {family: found.loc[measure, "reason"] for family, measure in families.items()}


@pytest.mark.parametrize(
    ("rows", "icc", "alpha_is", "w"),
    [
        ([[50], [60]], "one-judge", "one-judge", "one-judge"),
        ([[50, 60, 55]], "one-participant", "one-participant", "one-participant"),
        ([[50, 50], [50, 50]], "all-equal", "all-equal", "all-equal"),
        ([[50, NONE], [NONE, 60], [70, NONE]], "missing-marks", "missing-marks", "missing-marks"),
        ([[50, 60], [70, NONE], [NONE, 80]], "missing-marks", "missing-marks", "missing-marks"),
        ([[50, 60, NONE], [NONE, 60, 70], [70, NONE, 60]], "missing-marks", "", "missing-marks"),
        ([[50, 50, NONE], [NONE, 50, 50], [NONE, NONE, 60]], "missing-marks", "all-equal", "missing-marks"),
        ([[50, 60], [50, 60], [50, 60]], "", "", "no-spread"),
    ],
)
def test_no_number_without_its_reason(rows, icc, alpha_is, w):
    assert reasons(table_of(rows)) == {"icc": icc, "alpha": alpha_is, "w": w}


def test_participants_equal_on_average_have_no_correlation_of_means():
    found = measured(table_of([[1, 2], [2, 1]]))
    assert found.loc["icc1", ["value", "reason"]].tolist() == [-1, ""]
    assert found.loc["icc1k", "reason"] == "no-spread"


def test_negative_marks_have_no_ratio():
    found = measured(table_of([[-1, -2], [3, 4], [5, 5]]))
    assert found.loc["alpha-ratio", "reason"] == "negative-marks"
    assert found.loc["alpha-interval", "reason"] == ""


def test_silences_alone_are_no_marks():
    found = measured(marks({("J1", "A"): "absent", ("J2", "A"): "conflict"}))
    assert found["reason"].tolist() == ["no-marks"] * len(MEASURES)


def test_nothing_handed_in():
    assert agreement(marks({}), pd.Index([])).empty


def test_each_stage_and_criterion_by_itself():
    table = pd.concat([table_of(SHROUT_FLEISS), table_of(KRIPPENDORFF, criterion="d"), table_of([[1]], stage="first")])
    found = agreement(table, codes(table), draws=10)
    assert found[["stage", "criterion"]].drop_duplicates().to_numpy().tolist() == [
        ["final", "c"], ["final", "d"], ["first", "c"]
    ]  # fmt: skip
    assert found["measure"].tolist() == list(MEASURES) * 3
    alone = measured(table_of(SHROUT_FLEISS), draws=10)
    pd.testing.assert_frame_equal(found.iloc[: len(MEASURES)].set_index("measure"), alone, check_exact=True)


@QUICK
@given(st.integers(2, 6), st.integers(2, 5), st.data())
def test_intervals_hold_their_values(people, judges, data):
    mark = st.integers(0, 5).map(float)
    row = st.lists(mark, min_size=judges, max_size=judges)
    found = measured(table_of(data.draw(st.lists(row, min_size=people, max_size=people))), draws=1)
    known = found.loc[["icc1", "icc3"]].dropna()
    assert (known["low"] <= known["value"] + 1e-9).all()
    assert (known["value"] <= known["high"] + 1e-9).all()
    assert (found["value"].isna() == (found["reason"] != "")).all()
