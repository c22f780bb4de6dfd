import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marking import RECOVERY, SHROUT_FLEISS, marks, one_category, table_of
from scipy import stats

from criteria.judging import Reason, adjusted_marks, mixed, severity
from criteria.panel import aggregate
from criteria.rulebook import Panel

QUICK = settings(deadline=None, max_examples=40)


def found(table, **keys):
    return severity(table, one_category(table), **{"at_least": 1, **keys})


def column(table, key, name):
    return table.set_index(key)[name].to_dict()


def test_true_values_are_recovered_exactly():
    result = found(marks(RECOVERY), at_least=2)
    assert column(result.judges, "judge", "effect") == pytest.approx({"J1": 5, "J2": 0, "J3": -5}, abs=1e-12)
    people = result.participants
    assert column(people, "participant", "raw") == pytest.approx({"A": 77.5, "B": 70, "C": 62.5, "D": 50})
    for name in ("adjusted", "fitted"):
        assert column(people, "participant", name) == pytest.approx({"A": 80, "B": 70, "C": 60, "D": 50})
    assert result.sheets.loc[0, ["judges", "participants", "marks", "parts", "freedom"]].tolist() == [3, 4, 7, 1, 1]
    assert result.sheets.loc[0, "sigma"] == pytest.approx(0, abs=1e-12)


def test_adjusting_reverses_an_unjust_order():
    """B is the better one by 2, and was given to the severe judges."""
    table = marks(
        {("J1", "A"): 71, ("J2", "A"): 68, ("J2", "B"): 70, ("J3", "B"): 66, ("J3", "C"): 60, ("J1", "C"): 67}
    )
    people = found(table).participants
    assert column(people, "participant", "raw_rank") == {"A": 1, "B": 2, "C": 3}
    assert column(people, "participant", "adjusted_rank") == {"A": 2, "B": 1, "C": 3}


def test_balanced_panel_of_shrout_and_fleiss():
    """By hand: judges' means less the mean 5.2917; error of it sqrt(EMS (k - 1) / (n k)), EMS = 1.02 as published."""
    judges = found(table_of(SHROUT_FLEISS)).judges
    means = np.array([46, 15, 26, 40]) / 6
    assert judges["effect"].to_numpy() == pytest.approx(means - 127 / 24)
    assert judges["error"].to_numpy() == pytest.approx([(1.02 * 3 / 24) ** 0.5] * 4, rel=1e-3)
    assert (judges["marks"].tolist(), judges["reason"].tolist()) == ([6] * 4, [""] * 4)


def plain_least_squares(table):
    """The same model with columns of zeros and ones, solved by the pseudo-inverse, participants and judges alike."""
    people, judges = pd.get_dummies(table["participant"]), pd.get_dummies(table["judge"])
    design = np.hstack([people.to_numpy(float), judges.to_numpy(float)])
    constrained = np.vstack([design, np.r_[np.zeros(people.shape[1]), np.ones(judges.shape[1])]])
    inverse = np.linalg.pinv(constrained.T @ constrained)
    solution = inverse @ design.T @ table["mark"].to_numpy()
    residuals = table["mark"].to_numpy() - design @ solution
    freedom = len(table) - np.linalg.matrix_rank(design)
    variance = residuals @ residuals / freedom if freedom else np.nan
    covariance = variance * (inverse @ design.T @ design @ inverse)
    size = people.shape[1]
    return solution[:size], solution[size:], np.sqrt(np.diag(covariance)[size:]), freedom


@st.composite
def connected_marks(draw):
    """Marks of up to 8 participants by up to 5 judges; a chain of participants links every judge to the next."""
    people, judges = draw(st.integers(3, 8)), draw(st.integers(2, 5))
    chain = {(f"J{j}", f"P{j % people}") for j in range(judges)} | {
        (f"J{j + 1}", f"P{j % people}") for j in range(judges - 1)
    }
    pairs = [(f"J{j}", f"P{p}") for j in range(judges) for p in range(people)]
    more = draw(st.lists(st.sampled_from(pairs), unique=True))
    mark = st.integers(0, 400).map(lambda quarters: quarters / 4)
    return marks({pair: draw(mark) for pair in sorted(chain | set(more))})


@QUICK
@given(connected_marks())
def test_the_same_as_least_squares_on_dummies(table):
    result = found(table)
    values, effects, errors, freedom = plain_least_squares(table)
    assert result.judges["effect"].to_numpy() == pytest.approx(effects, abs=1e-8)
    assert result.participants["adjusted"].to_numpy() == pytest.approx(values, abs=1e-8)
    assert result.sheets.loc[0, "freedom"] == freedom
    if freedom:
        assert result.judges["error"].to_numpy() == pytest.approx(errors, abs=1e-6)
    else:
        assert result.judges["error"].isna().all()
        assert set(result.judges["reason"]) == {Reason.NO_RESIDUALS}


@QUICK
@given(connected_marks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_change_one_bit(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    first, second = found(table), found(table.iloc[order])
    for name in ("judges", "participants", "sheets"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name), check_exact=True)


@QUICK
@given(connected_marks(), st.integers(-40, 40))
def test_a_judge_who_marks_everybody_higher_changes_nobody(table, points):
    """But for the level, which is that of the mean judge."""
    moved = table.assign(mark=table["mark"] + np.where(table["judge"] == "J0", points, 0))
    before, after = found(table).participants["adjusted"], found(moved).participants["adjusted"]
    shift = points / table["judge"].nunique()
    assert after.to_numpy() == pytest.approx(before.to_numpy() + shift, abs=1e-8)


@QUICK
@given(connected_marks())
def test_the_mean_of_adjusted_marks_is_the_adjusted_value(table):
    result = found(table)
    people = result.participants.set_index("participant")
    given_marks = adjusted_marks(table, result)
    assert given_marks.drop(columns="mark").equals(table.drop(columns="mark"))
    means = aggregate(given_marks, "c", Panel(min=0, max=100), people.index)
    assert means.to_numpy() == pytest.approx(people["adjusted"].to_numpy(), abs=1e-9)


UNCONNECTED = {
    ("J1", "A"): 80, ("J2", "A"): 70, ("J1", "B"): 60, ("J2", "B"): 50,
    ("J3", "C"): 40, ("J4", "C"): 44, ("J3", "D"): 50, ("J4", "D"): 54,
}  # fmt: skip


def test_unconnected_parts_are_compared_inside_only():
    table = marks(UNCONNECTED)
    result = found(table)
    assert column(result.judges, "judge", "effect") == pytest.approx({"J1": 5, "J2": -5, "J3": -2, "J4": 2})
    assert column(result.judges, "judge", "part") == {"J1": 1, "J2": 1, "J3": 2, "J4": 2}
    assert result.sheets.loc[0, ["parts", "freedom", "reason"]].tolist() == [2, 2, "unconnected"]
    assert result.participants[["adjusted", "fitted", "adjusted_rank"]].isna().all(axis=None)
    assert result.participants["raw_rank"].tolist() == [1, 2, 4, 3]
    assert adjusted_marks(table, result).equals(table)


def test_one_more_mark_connects_them():
    result = found(marks(UNCONNECTED | {("J1", "C"): 45}))
    assert result.sheets.loc[0, ["parts", "reason"]].tolist() == [1, ""]
    assert result.participants["adjusted_rank"].notna().all()


def test_the_mixed_model_does_not_guess_between_parts_either():
    noisy = UNCONNECTED | {("J1", "A"): 83, ("J4", "D"): 58}
    result = found(marks(noisy), model=mixed.fit)
    assert result.judges["effect"].isna().all()
    assert set(result.judges["reason"]) == {"unconnected"}
    assert result.sheets.loc[0, "reason"] == "unconnected"


def test_a_judge_alone_in_a_part_is_compared_with_nobody():
    judges = found(marks(UNCONNECTED | {("J5", "E"): 99})).judges.set_index("judge")
    assert np.isnan(judges.loc["J5", "effect"])
    assert judges.loc["J5", ["part", "reason"]].tolist() == [3, "one-judge"]


def test_a_judge_with_too_few_marks_counts_as_it_marked():
    """J9 gave one mark, far too high: it is not compared, its mark stays, and the others are as without it."""
    table = marks(RECOVERY | {("J9", "D"): 90})
    result = found(table, at_least=2)
    judges = result.judges.set_index("judge")
    assert judges.loc["J9", ["marks", "part", "reason"]].tolist() == [1, 0, "too-few-marks"]
    assert np.isnan(judges.loc["J9", "effect"])
    assert judges["effect"].dropna().to_dict() == pytest.approx({"J1": 5, "J2": 0, "J3": -5}, abs=1e-12)
    people = result.participants.set_index("participant")
    assert people.loc["D", "adjusted"] == pytest.approx((50 + 90) / 2)
    assert people.loc["D", "fitted"] == pytest.approx(50)
    changed = adjusted_marks(table, result)
    assert changed.loc[changed["judge"] == "J9", "mark"].tolist() == [90]


@pytest.mark.parametrize(
    ("given_marks", "reason", "judges"),
    [
        ({("J1", "A"): 50, ("J1", "B"): 60}, "one-judge", ["one-judge"]),
        ({("J1", "A"): "absent", ("J2", "A"): "conflict"}, "no-marks", []),
        ({("J1", "A"): 50, ("J2", "B"): 60}, "unconnected", ["one-judge", "one-judge"]),
    ],
)
def test_what_cannot_be_compared_is_said(given_marks, reason, judges):
    result = found(marks(given_marks))
    assert result.sheets["reason"].tolist() == [reason]
    assert result.judges["reason"].tolist() == judges
    assert result.participants["adjusted"].isna().all()


def test_too_few_marks_of_all_but_one():
    assert found(marks(RECOVERY), at_least=3).sheets["reason"].tolist() == ["too-few-marks"]


def test_no_marks_at_all():
    result = severity(marks({}), pd.Series(dtype=object))
    assert [len(table) for table in (result.judges, result.participants, result.sheets)] == [0, 0, 0]
    assert adjusted_marks(marks({}), result).empty


def test_equal_marks_are_equal_judges():
    result = found(table_of([[70, 70, 70]] * 4))
    assert result.judges["effect"].tolist() == [0, 0, 0]
    assert result.participants["adjusted_rank"].tolist() == [1, 1, 1, 1]


def test_an_absent_judge_is_no_zero():
    silent = {("J1", "D"): "absent", ("J3", "D"): "abstained", ("J1", "A"): "conflict"}
    pd.testing.assert_frame_equal(found(marks(RECOVERY)).judges, found(marks(RECOVERY | silent)).judges)


def test_only_what_is_scored_counts_even_beside_a_number():
    table = marks(RECOVERY | {("J1", "D"): 5})
    table.loc[len(table) - 1, "status"] = "conflict"
    pd.testing.assert_frame_equal(found(table).judges, found(marks(RECOVERY)).judges)


def test_each_stage_and_criterion_by_itself():
    severe = {("J1", "A"): 10, ("J2", "A"): 20, ("J1", "B"): 30, ("J2", "B"): 40}
    lenient = {pair: 10 - mark / 10 for pair, mark in severe.items()}
    table = pd.concat([marks(severe), marks(lenient, criterion="d"), marks(lenient, stage="first")], ignore_index=True)
    judges = found(table).judges.set_index(["stage", "criterion", "judge"])["effect"]
    assert judges[("final", "c")].tolist() == pytest.approx([-5, 5])
    assert judges[("final", "d")].tolist() == pytest.approx([0.5, -0.5])
    assert judges[("first", "c")].tolist() == pytest.approx([0.5, -0.5])
    assert len(judges) == 6


def test_ranks_are_within_the_category_and_strangers_are_left_out():
    table = marks(RECOVERY | {("J1", "X"): 1})
    people = severity(table, pd.Series({"A": "city", "B": "upp", "C": "city", "D": "upp"}), at_least=2).participants
    assert column(people, "participant", "adjusted_rank") == {"A": 1, "B": 1, "C": 2, "D": 2}


class TestMixed:
    def test_balanced_panel_of_shrout_and_fleiss(self):
        """REML of a balanced panel is the analysis of variance: a mean is kept by ICC(3,k) = .9093, as published."""
        table = table_of(SHROUT_FLEISS)
        plain, result = found(table), found(table, model=mixed.fit)
        assert result.judges["effect"].to_numpy() == pytest.approx(plain.judges["effect"].to_numpy(), abs=1e-4)
        assert result.judges["error"].to_numpy() == pytest.approx(plain.judges["error"].to_numpy(), rel=1e-3)
        kept = (result.participants["fitted"] - 127 / 24) / (result.participants["raw"] - 127 / 24)
        assert kept.to_numpy() == pytest.approx([0.9093] * 6, abs=2e-4)
        assert result.sheets.loc[0, "sigma"] == pytest.approx(1.02**0.5, rel=1e-3)

    def test_unbalanced_panel_solves_hendersons_equations(self):
        """With the variances of the fit, fixed and random parts solve the mixed model equations (Henderson 1975)."""
        rows = [row[:] for row in SHROUT_FLEISS]
        rows[0][1] = rows[2][3] = rows[3][0] = rows[3][2] = None
        table = table_of(rows).sort_values(["participant", "judge"])
        result = found(table, model=mixed.fit)
        effects, fitted = result.judges["effect"].to_numpy(), result.participants["fitted"].to_numpy()
        people = pd.get_dummies(table["participant"]).to_numpy(float)
        judges = pd.get_dummies(table["judge"]).to_numpy(float)
        level = fitted.mean()  # the equations make the random parts add up to 0
        random = fitted - level
        residuals = table["mark"].to_numpy() - level - judges @ effects - people @ random
        assert residuals.sum() == pytest.approx(0, abs=1e-6)  # the level's equation
        assert judges.T @ residuals == pytest.approx(np.zeros(4), abs=1e-6)
        ratio = (people.T @ residuals) / random  # sigma^2 / tau^2, the same for everybody
        assert ratio == pytest.approx(np.full(6, ratio.mean()), rel=1e-5)
        assert ratio.mean() > 0
        # generalised least squares with the whole covariance V = sigma^2 (I + Z Z' / ratio) of the marks
        sigma = result.sheets.loc[0, "sigma"]
        covariance = sigma**2 * (np.eye(len(table)) + people @ people.T / ratio.mean())
        contrasts = np.vstack([np.eye(3), -np.ones(3)])
        exog = np.column_stack([np.ones(len(table)), judges @ contrasts])
        known = np.linalg.inv(exog.T @ np.linalg.inv(covariance) @ exog)[1:, 1:]
        errors = np.sqrt(np.diag(contrasts @ known @ contrasts.T))
        assert result.judges["error"].to_numpy() == pytest.approx(errors, rel=1e-6)

    def test_who_has_few_marks_is_drawn_further_to_the_level(self):
        rows = [[90, 92, 91, 93], [90, None, None, None], [50, 54, 51, 52], [61, 60, 64, 62], [70, 71, 75, 73]]
        people = found(table_of(rows), model=mixed.fit).participants
        drawn = (people["adjusted"] - people["fitted"]).abs()
        assert drawn[1] > 2 * drawn[0]

    def test_nothing_left_to_chance_is_said(self):
        result = found(marks(RECOVERY), model=mixed.fit)
        assert set(result.judges["reason"]) == {"no-residuals"}
        assert result.sheets.loc[0, "reason"] == "no-residuals"
        assert result.participants["adjusted"].isna().all()

    def test_participants_who_do_not_differ_are_all_at_the_level(self):
        """Their means are equal, so that no variance between them is left; judges differ as in least squares."""
        rows = [[1, 5, 9], [5, 4, 6], [3, 2, 10], [0, 8, 7]]
        result = found(table_of(rows), model=mixed.fit)
        assert result.participants["fitted"].to_numpy() == pytest.approx([5] * 4, abs=1e-3)
        expected = np.mean(rows, axis=0) - 5
        assert result.judges["effect"].to_numpy() == pytest.approx(expected, abs=1e-6)

    def test_level_and_scale_of_the_marks_do_not_matter(self):
        table = table_of(SHROUT_FLEISS)
        plain = found(table, model=mixed.fit).judges
        other = found(table.assign(mark=1e6 + 100 * table["mark"]), model=mixed.fit).judges
        for name in ("effect", "error"):
            assert other[name].to_numpy() == pytest.approx(100 * plain[name].to_numpy(), rel=1e-4)


def test_standard_errors_are_covered_as_they_say():
    """In simulations the true effect lies within t times the error in about 95 of 100 cases."""
    chance = np.random.Generator(np.random.PCG64(5))
    true = np.array([4.0, -1.0, -3.0])
    inside = []
    for _ in range(200):
        rows = chance.normal(70, 10, (12, 1)) + true + chance.normal(0, 3, (12, 3))
        rows[chance.random((12, 3)) < 0.2] = np.nan
        result = found(table_of(rows))
        width = stats.t.ppf(0.975, result.sheets.loc[0, "freedom"]) * result.judges["error"]
        inside += ((result.judges["effect"] - true).abs() <= width).tolist()
    assert np.mean(inside) == pytest.approx(0.95, abs=0.03)
