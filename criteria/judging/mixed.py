"""The mixed model: judges as in the additive one, participants drawn at random (statsmodels' MixedLM).

A module of its own, imported where it is used, because statsmodels is slow to import.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
from statsmodels.regression.mixed_linear_model import MixedLM

from criteria.judging import additive
from criteria.judging.additive import Fit
from criteria.judging.design import Sheet, parts

if TYPE_CHECKING:
    from criteria.rounding import Floats

EXACT = 1e-9
"""Residuals this small beside the marks' own spread are rounding: there is no chance left to be modelled."""


def fit(sheet: Sheet) -> Fit:
    """Fit mark = level + judge + participant + chance by REML (Laird and Ware 1982; Henderson 1975).

    The participant's value is level + best linear unbiased predictor: drawn towards the level, the more so the fewer
    its marks. Nothing is fitted (all NaN) where parts are not connected: the model would take their participants
    for equally good on average, and that is a guess. Nor where the additive model leaves no residuals. ``failed`` where
    REML does not converge.
    """
    _, count = parts(sheet)
    rough = additive.fit(sheet)
    spread = float(np.std(sheet.marks))
    if count > 1 or len(sheet.judges) < 2 or not rough.sigma > EXACT * spread:
        return _unknown(sheet)
    level = float(np.mean(sheet.marks))
    contrasts = np.vstack([np.eye(len(sheet.judges) - 1), -np.ones(len(sheet.judges) - 1)])
    exog = np.column_stack([np.ones(len(sheet.marks)), contrasts[sheet.by]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they say is told by `converged`; no variance at all is a valid estimate
        try:
            result = MixedLM((sheet.marks - level) / spread, exog, groups=sheet.of).fit(reml=True)
        except np.linalg.LinAlgError:
            return _unknown(sheet, failed=True)
    if not result.converged:
        return _unknown(sheet, failed=True)
    fixed = np.asarray(result.fe_params, dtype=np.float64)
    kept, covariance = _given_variances(sheet, exog, float(result.cov_re[0, 0]), float(result.scale))
    residuals = (sheet.marks - level) / spread - exog @ fixed
    predictors = kept * np.bincount(sheet.of, weights=residuals) / np.bincount(sheet.of)
    return Fit(
        effects=spread * (contrasts @ fixed[1:]),
        errors=spread * np.sqrt(np.diag(contrasts @ covariance[1:, 1:] @ contrasts.T)),
        values=level + spread * (fixed[0] + predictors),
        sigma=spread * float(np.sqrt(result.scale)),
    )


def _given_variances(sheet: Sheet, exog: Floats, between: float, within: float) -> tuple[Floats, Floats]:
    """Return how much of a participant's mean residual is kept (P,), and the covariance of the fixed effects.

    For known variances a random intercept has both in closed form: kept = n b / (w + n b), and the covariance is that
    of generalised least squares, w (X'X - sum of kept n x x')^-1 with x the participant's mean row. statsmodels does
    not predict where the variance between participants is 0, which is a valid estimate.
    """
    marked = np.bincount(sheet.of)
    kept: Floats = marked * between / (within + marked * between)
    sums = np.zeros((len(marked), exog.shape[1]))
    np.add.at(sums, sheet.of, exog)
    information = exog.T @ exog - sums.T @ (sums * (kept / marked)[:, None])
    return kept, within * np.asarray(np.linalg.inv(information), dtype=np.float64)


def _unknown(sheet: Sheet, *, failed: bool = False) -> Fit:
    judges, people = np.full(len(sheet.judges), np.nan), np.full(len(sheet.participants), np.nan)
    return Fit(judges, judges, people, float("nan"), failed)
