import numpy as np
import pytest

from criteria.certainty.confidence import _Differences, rank_sets, top_set

# OECD, PISA 2018, mathematics: mean and standard error of the 37 OECD countries
PISA = {
    "Australia": (491.36, 1.94), "Austria": (498.94, 2.97), "Belgium": (508.07, 2.26), "Canada": (512.02, 2.36),
    "Chile": (417.41, 2.42), "Colombia": (390.93, 2.99), "Czech Republic": (499.47, 2.46), "Denmark": (509.40, 1.74),
    "Estonia": (523.41, 1.74), "Finland": (507.30, 1.97), "France": (495.41, 2.32), "Germany": (500.04, 2.65),
    "Greece": (451.37, 3.09), "Hungary": (481.08, 2.32), "Iceland": (495.19, 1.95), "Ireland": (499.63, 2.20),
    "Israel": (463.03, 3.50), "Italy": (486.59, 2.78), "Japan": (526.97, 2.47), "Korea": (525.93, 3.12),
    "Latvia": (496.13, 1.96), "Lithuania": (481.19, 1.95), "Luxembourg": (483.42, 1.10), "Mexico": (408.80, 2.49),
    "Netherlands": (519.23, 2.63), "New Zealand": (494.49, 1.71), "Norway": (500.96, 2.22), "Poland": (515.65, 2.60),
    "Portugal": (492.49, 2.68), "Slovak Republic": (486.16, 2.56), "Slovenia": (508.90, 1.36), "Spain": (481.39, 1.46),
    "Sweden": (502.39, 2.65), "Switzerland": (515.31, 2.91), "Turkey": (453.51, 2.26),
    "United Kingdom": (501.77, 2.56), "United States": (478.24, 3.24),
}  # fmt: skip
MEAN, ERROR = np.array(list(PISA.values())).T
TOP_FIVE = {
    "Japan", "Korea", "Estonia", "Netherlands", "Poland", "Switzerland", "Canada", "Denmark", "Slovenia", "Belgium",
    "Finland", "Sweden",
}  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_top_five_of_pisa_as_published(seed):
    among = top_set(MEAN, ERROR, 5, seed=seed, draws=5_000)
    assert {name for name, may in zip(PISA, among, strict=True) if may} == TOP_FIVE
    among = top_set(MEAN, ERROR, 5, seed=seed, level=0.9, draws=5_000)
    assert {name for name, may in zip(PISA, among, strict=True) if may} == TOP_FIVE - {"Sweden"}


def test_sets_of_pisa_hold_the_rank_and_each_alone_is_within_all_together():
    ranks = 1 + (MEAN[None, :] > MEAN[:, None]).sum(axis=1)
    alone = rank_sets(MEAN, ERROR, simultaneous=False, seed=1)
    together = rank_sets(MEAN, ERROR, simultaneous=True, seed=1)
    assert ((together[:, 0] <= alone[:, 0]) & (alone[:, 0] <= ranks)).all()
    assert ((together[:, 1] >= alone[:, 1]) & (alone[:, 1] >= ranks)).all()
    assert (np.diff(alone) < np.diff(together)).any()
    assert together[list(PISA).index("Colombia")].tolist() == [37, 37]  # 5.5 standard errors behind Mexico


def test_all_pairs_of_many_are_looked_at():
    """The critical value is that of all 149 differences at once, whatever the blocks in which they are worked out."""
    test = _Differences(np.zeros(150), np.linspace(0.5, 2.0, 150), 0.95, 1, 500)
    test.noise[[64, 128, 149]] *= np.array([[30], [31], [32]])  # those decide, and they are the last of their blocks
    left = np.zeros((150, 150), dtype=bool)
    left[0, 1:] = True
    leads = (test.noise[1:] - test.noise[0]) / test.error[0, 1:, None]
    assert test._critical(left, both=True) == np.quantile(np.abs(leads).max(axis=0), 0.95)
    assert test._critical(left, both=False) == np.quantile(leads.max(axis=0), 0.95)


@pytest.mark.parametrize(("lead", "shown"), [(1.8, False), (2.1, True)])
def test_two_participants_are_the_ordinary_test_of_a_difference(lead, shown):
    """The critical value is 1.960 (either may be the better one): the error of the difference is 1."""
    estimates, errors = np.array([10.0, 10.0 + lead]), np.array([0.6, 0.8])
    expected = [[2, 2], [1, 1]] if shown else [[1, 2], [1, 2]]
    for simultaneous in (True, False):
        found = rank_sets(estimates, errors, simultaneous=simultaneous, seed=5, draws=20_000)
        assert found.tolist() == expected
    assert top_set(estimates, errors, 1, seed=5, draws=20_000).tolist() == [not shown, True]


def test_sets_hold_the_true_ranks_as_often_as_they_say():
    """400 years of six participants, two of whom are level: the true rank of these is any of 3 and 4."""
    truth = np.array([50.0, 51.0, 52.0, 52.0, 54.0, 57.0])
    errors = np.array([0.5, 1.0, 1.5, 0.7, 1.0, 2.0])
    generator = np.random.Generator(np.random.PCG64(8))
    best = 1 + (truth[None, :] > truth[:, None]).sum(axis=1)
    worst = len(truth) - (truth[None, :] < truth[:, None]).sum(axis=1)
    held = {"together": 0, "first": 0, "top": 0}
    for year in range(400):
        seen = truth + errors * generator.standard_normal(len(truth))
        together = rank_sets(seen, errors, simultaneous=True, seed=year, level=0.9, draws=400)
        alone = rank_sets(seen, errors, simultaneous=False, seed=year, level=0.9, draws=400)
        held["together"] += ((together[:, 0] <= best) & (worst <= together[:, 1])).all()
        held["first"] += alone[0, 0] <= best[0] and worst[0] <= alone[0, 1]
        held["top"] += top_set(seen, errors, 2, seed=year, level=0.9, draws=400)[4:].all()
    assert min(held.values()) >= 0.9 * 400 - 3 * np.sqrt(400 * 0.09)


def test_without_noise_the_order_is_certain_and_equals_share():
    found = rank_sets(np.array([3.0, 5.0, 3.0]), np.zeros(3), simultaneous=True, seed=1)
    assert found.tolist() == [[2, 3], [1, 1], [2, 3]]
    assert top_set(np.array([3.0, 5.0, 3.0]), np.zeros(3), 1, seed=1).tolist() == [False, True, False]


@pytest.mark.parametrize(("estimate", "error"), [(np.nan, 1.0), (1.0, np.nan), (1.0, -1.0)])
def test_missing_figures_are_refused(estimate, error):
    with pytest.raises(ValueError, match="every participant"):
        top_set(np.array([1.0, estimate]), np.array([1.0, error]), 1, seed=1)
