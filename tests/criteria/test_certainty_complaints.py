from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resampled_years import CATEGORIES, assert_same
from scipy import stats
from small_year import award_of, handed_in, leaf, rulebook

from criteria import award, rank, score
from criteria.certainty.complaints import complaint_leaves, indicator_draws
from criteria.certainty.days import _drawn, _spread, quantile_draws
from criteria.certainty.nodes import leaf_draws
from criteria.certainty.ranks import certainty
from criteria.indicators import INDICATORS
from criteria.results import Indicators
from criteria.survival import quantiles

DONE = {"acknowledge": "acknowledged", "answer": "answered", "resolve": "resolved"}
N, TOOK, ON_TIME, DUE = 400, (300, 240, 120), (200, 180, 90), (350, 300, 200)


def a_year(people, category=None):
    """people: by code, counts by (kind, indicator), else the one above; every indicator is there."""
    table = pd.DataFrame(np.nan, index=pd.Index(sorted(people), name="code"), columns=list(INDICATORS))
    numerators, denominators = table.copy(), table.copy()
    for code, counts in people.items():
        n = counts.get("n", N)
        took, on_time, due = counts.get("took", TOOK), counts.get("on_time", ON_TIME), counts.get("due", DUE)
        shares = {}
        for step, done in enumerate(DONE.values()):
            shares[f"{done}_share"] = (took[step], n)
            shares[f"{done}_on_time_share"] = (on_time[step], due[step])
            for name in ("median", "p90"):
                shares[f"days_to_{list(DONE)[step]}_{name}"] = (took[step], n)
        shares["overdue_open_share"] = (due[2] - took[2], n)
        shares["unsolved_share"] = (min(20, n - took[2]), n)
        shares["reopened_share"] = (took[2] // 4, took[2])
        shares["rated_share"] = (took[2] // 2, took[2])
        shares["satisfaction_mean"] = (80 * 4.0, 80)
        shares["set_aside_share"] = (10, n + 10)
        for name, (part, of) in shares.items():
            numerators.loc[code, name], denominators.loc[code, name] = part, of
    table = numerators / denominators.where(denominators > 0)
    people_table = pd.DataFrame(
        {"name": table.index, "category": "x" if category is None else category}, index=table.index
    )
    return Indicators(table, numerators, denominators, people_table, pd.DataFrame())


def days_of(code, rows, step="answer"):
    return pd.DataFrame(rows, columns=["t", "events", "censored"]).assign(participant=code, step=step)


def drawn(year, wanted, days=None, draws=4_000, imply=True, seed=1):
    days = days_of("none", []) if days is None else days
    return indicator_draws(year, days, set(wanted), imply=imply, seed=seed, draws=draws)


SHARES = [
    code for code, indicator in INDICATORS.items() if indicator.form == "share" and code != "units_connected_share"
]


@pytest.mark.parametrize("imply", [True, False])
def test_every_share_keeps_its_mean_and_has_the_spread_of_a_binomial(imply):
    year = a_year({"A": {}})
    found = drawn(year, SHARES, imply=imply)
    assert set(found) == set(SHARES)
    for code, values in found.items():
        part, of = year.numerators.loc["A", code], year.denominators.loc["A", code]
        share = part / of
        assert values.mean() == pytest.approx(share, abs=0.004), code
        # where the denominator is drawn too, its spread hardly adds to a ratio's
        assert values.std() == pytest.approx(np.sqrt(share * (1 - share) / of), rel=0.06), code


def test_later_steps_are_among_the_earlier_ones():
    found = drawn(a_year({"A": {}}), [f"{done}_share" for done in DONE.values()], draws=2_000)
    first, second, third = (found[f"{done}_share"][0] for done in DONE.values())
    assert (first >= second).all()
    assert (second >= third).all()
    # nested counts of a multinomial: the correlation is sqrt(p3 (1 - p2) / (p2 (1 - p3)))
    assert np.corrcoef(second, third)[0, 1] == pytest.approx(np.sqrt(0.3 * 0.4 / (0.6 * 0.7)), abs=0.05)
    apart = drawn(a_year({"A": {}}), ["answered_share", "resolved_share"], draws=2_000, imply=False)
    assert abs(np.corrcoef(*(values[0] for values in apart.values()))[0, 1]) < 0.06


def test_the_mean_of_ratings_varies_as_much_as_any_could():
    values = drawn(a_year({"A": {}}), ["satisfaction_mean"])["satisfaction_mean"]
    assert values.mean() == pytest.approx(4.0, abs=0.02)
    assert values.std() == pytest.approx(np.sqrt((4 - 1) * (5 - 4) / 80), rel=0.05)  # Bhatia and Davis 2000: the bound
    assert values.min() >= 1
    assert values.max() <= 5


def test_certain_shares_stay_and_missing_stays_missing():
    year = a_year({"A": {"n": 50, "took": (50, 50, 50), "on_time": (50, 0, 50), "due": (50, 50, 50)}, "B": {}})
    year.numerators.loc["B"] = year.denominators.loc["B"] = np.nan
    found = drawn(year, SHARES, draws=50)
    assert (found["answered_share"][0] == 1).all()
    assert (found["answered_on_time_share"][0] == 0).all()
    assert (found["overdue_open_share"][0] == 0).all()
    assert all(np.isnan(values[1]).all() for values in found.values())


FREIREICH = [
    (6, 3, 1), (7, 1, 0), (9, 0, 1), (10, 1, 1), (11, 0, 1), (13, 1, 0), (16, 1, 0), (17, 0, 1), (19, 0, 1),
    (20, 0, 1), (22, 1, 0), (23, 1, 0), (25, 0, 1), (32, 0, 2), (34, 0, 1), (35, 0, 1),
]  # fmt: skip


def test_quantiles_of_freireich_6mp():
    t, events, censored = np.array(FREIREICH).T
    found = quantile_draws(t.astype(float), events[None], censored[None], ["median", "p90"])
    assert found["median"].tolist() == [23]
    assert np.isnan(found["p90"]).all()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=6), st.data())
def test_quantiles_of_draws_are_those_of_the_exact_curve(cells, data):
    again = data.draw(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=len(cells), max_size=len(cells))
    )
    events, censored = np.array([cells, again]).transpose(2, 0, 1)
    found = quantile_draws(np.arange(len(cells), dtype=float), events, censored, ["median", "p90"])
    for draw in range(2):
        table = pd.DataFrame({"participant": "A", "t": range(len(cells))})
        table = table.assign(events=events[draw], censored=censored[draw])
        table = table[table["events"] + table["censored"] > 0]
        if table.empty:
            continue
        exact = quantiles(table, {"median": Fraction(1, 2), "p90": Fraction(1, 10)})
        for level, values in found.items():
            np.testing.assert_equal(values[draw], exact.loc["A", level])


def test_days_are_drawn_with_the_counts_they_belong_to():
    """Half answered on day 1, the rest open on day 9: the median is 1 exactly where at least half are drawn."""
    year = a_year({"A": {"n": 40, "took": (30, 20, 10), "on_time": (1, 1, 1), "due": (30, 20, 10)}})
    days = days_of("A", [(1, 20, 0), (9, 0, 20)])
    found = drawn(year, ["answered_share", "days_to_answer_median"], days, draws=500)
    median = found["days_to_answer_median"][0]
    assert np.where(found["answered_share"][0] >= 0.5, 1.0, np.nan).tolist() == pytest.approx(median, nan_ok=True)
    assert 0.3 < np.isnan(median).mean() < 0.6


def test_the_median_varies_as_resampled_complaints_do():
    year = a_year({"A": {"n": 21, "took": (21, 9, 0), "on_time": (0, 0, 0), "due": (21, 9, 0)}})
    days = days_of("A", FREIREICH)
    values = drawn(year, ["days_to_answer_median"], days, draws=4_000)["days_to_answer_median"][0]
    single = np.array([(t, k) for t, e, c in FREIREICH for k in [1] * e + [0] * c])
    generator = np.random.Generator(np.random.PCG64(99))
    slow = np.array([one_median(single[generator.integers(0, 21, 21)]) for _ in range(4_000)])
    for day in (10, 13, 16, 22, 23):
        assert np.mean(values <= day) == pytest.approx(np.mean(slow <= day), abs=0.03)
    assert np.isnan(values).mean() == pytest.approx(np.isnan(slow).mean(), abs=0.03)


def one_median(complaints):
    """The median of the curve of single complaints: day, and whether it was the end."""
    curve = 1.0
    for day in np.unique(complaints[:, 0]):
        curve *= 1 - np.sum((complaints[:, 0] == day) & (complaints[:, 1] == 1)) / np.sum(complaints[:, 0] >= day)
        if curve <= 0.5 + 1e-12:
            return float(day)
    return np.nan


def test_days_of_other_complaints_are_refused():
    with pytest.raises(ValueError, match="different complaints of A"):
        drawn(a_year({"A": {}}), ["days_to_answer_median"], days_of("A", [(1, 240, 159)]))


def test_quantiles_have_the_distribution_of_every_possible_draw():
    """Six of eleven or more decide the median: the binomial distribution, also for the days that few draws reach."""
    t, took = [1, 2, 3, 9, 20], np.array([3, 3, 3, 1, 1])
    year = a_year({"A": {"n": 11, "took": (11, 11, 0), "on_time": (0,) * 3, "due": (11, 11, 0)}})
    days = days_of("A", [(day, events, 0) for day, events in zip(t, took, strict=True)])
    draws = 40_000
    found = drawn(year, ["days_to_answer_median"], days, draws=draws)["days_to_answer_median"][0]
    reached = stats.binom.sf(5, 11, took.cumsum() / 11)
    for day, chance in zip(t, np.diff(reached, prepend=0), strict=True):
        assert abs((found == day).mean() - chance) < 4.5 * np.sqrt(chance * (1 - chance) / draws), day
        assert (found == day).any()


def test_quantiles_are_as_if_every_day_were_drawn():
    """Many open ones that were drawn make late days matter, on which few lie: as plain draws of all days have it."""
    t, took, open_ = np.arange(1.0, 7), np.array([12, 0, 1, 0, 1, 0]), np.array([0, 1, 0, 1, 0, 0])
    draws, generator = 40_000, np.random.default_rng(3)
    events, censored = np.full(draws, 6), np.full(draws, 6)
    found = _drawn(t, (took, open_), (events, censored), ["median"], generator)["median"]
    every = generator.multinomial(events, took / took.sum()), generator.multinomial(censored, open_ / open_.sum())
    plain = quantile_draws(t, *every, ["median"])["median"]
    assert (plain > 1).mean() > 0.2
    for day in t:
        ours, theirs = (np.mean(values == day) for values in (found, plain))
        assert abs(ours - theirs) <= 4.5 * np.sqrt((ours + theirs) / draws), day


@pytest.mark.parametrize("total", [7, 700], ids=["one by one", "by counts"])
def test_complaints_are_spread_in_proportion(total):
    cells, draws = np.array([5, 0, 3, 1]), 20_000
    totals = np.full(draws, total)
    totals[0] = 0
    found = _spread(totals, cells, np.random.default_rng(2))
    assert (found.sum(axis=1) == totals).all()
    assert not found[:, 1].any()
    share = cells / cells.sum()
    wanted = total * (np.diag(share) - np.outer(share, share))
    np.testing.assert_allclose(found[1:].mean(axis=0), total * share, atol=4.5 * np.sqrt(total / 4 / draws))
    np.testing.assert_allclose(np.cov(found[1:].T), wanted, atol=0.04 * total * 0.25)


UNIT = {"type": "linear", "zero": 0.2, "full": 0.9}
SLOW_IS_BAD = {"type": "percentile", "better": "lower"}
BOOK = rulebook(
    [
        leaf("answered", 40, indicator="answered_share", scale=UNIT),
        leaf(
            "fast",
            40,
            indicator="days_to_answer_median",
            scale={"type": "percentile", "better": "lower"},
            missing="median",
        ),
        leaf("roster", 20, missing="exclude"),
    ],
    categories=CATEGORIES,
    awards=[award_of("best", category="x", winners=2), award_of("fastest", category="x", by="fast")],
    decimals=1,
)


def a_competition(order=slice(None)):
    sizes = {"A": (30, 20), "B": (12, 8), "C": (50, 33), "D": (9, 2), "E": (20, 12)}
    people = {c: {"n": n, "took": (n, a, 0), "on_time": (0,) * 3, "due": (n, a, 0)} for c, (n, a) in sizes.items()}
    year = a_year(people, category=["x", "x", "x", "y", "x"])
    year.participants["roster"] = ["50", "60", "", "70", "40"]
    days = pd.concat(
        [
            days_of(c, [(2 + i, a // 2, 0), (5, a - a // 2, 1), (9, 0, n - a - 1)])
            for i, (c, (n, a)) in enumerate(sizes.items())
        ]
    )
    return year, days.iloc[order]


def test_brute_force_equals_resampled_complaints():
    """Every draw's indicators put into a table of their own, scored, ranked and awarded by the ordinary functions."""
    year, days = a_competition()
    scores = score(year, handed_in(), BOOK)
    ranking = rank(scores, year, BOOK)
    draws, level = 23, 0.75
    found = certainty(
        leaf_draws(scores, BOOK, complaint_leaves(year, days, BOOK, seed=4, draws=draws)), scores, ranking, BOOK, level
    )
    values = drawn(year, ["answered_share", "days_to_answer_median"], days, draws=draws, seed=4)
    assert len(np.unique(values["days_to_answer_median"])) >= 4
    slow = []
    for draw in range(draws):
        table = year.table.assign(**{code: own[:, draw] for code, own in values.items()})
        own = Indicators(table, year.numerators, year.denominators, year.participants, year.months)
        own_scores = replace(score(own, handed_in(), BOOK), inputs=scores.inputs)  # what is known is not drawn anew
        own_ranking = rank(own_scores, own, BOOK)
        slow.append((own_ranking, award(own_ranking, own_scores, BOOK)))
    assert_same(found, slow, BOOK, level)


def test_the_same_seed_gives_the_same_draws_whatever_the_order_of_rows():
    year, days = a_competition()
    first = complaint_leaves(year, days, BOOK, seed=4, draws=20)
    again = complaint_leaves(*a_competition(slice(None, None, -1)), BOOK, seed=4, draws=20)
    other = complaint_leaves(year, days, BOOK, seed=5, draws=20)
    assert set(first) == {"answered", "fast"}
    for code, values in first.items():
        np.testing.assert_array_equal(values, again[code])
        assert not np.array_equal(values, other[code])


def test_draws_of_different_number_are_refused():
    year, _ = a_competition()
    scores = score(year, handed_in(), BOOK)
    with pytest.raises(ValueError, match="different number"):
        leaf_draws(scores, BOOK, {"answered": np.zeros((5, 3)), "fast": np.zeros((5, 4))})
