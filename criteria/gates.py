"""Gates: what must hold to be ranked at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.categories import figures
from criteria.rounding import reaches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from criteria.results import Indicators
    from criteria.rounding import Floats
    from criteria.rulebook import Gate, Rulebook


def check(indicators: Indicators, rulebook: Rulebook) -> pd.DataFrame:
    """Every gate that applies to each participant: code, gate, value, passed; by participant, in the rulebook's order.

    A gate without categories applies to everybody. The limits are included; a missing value does not pass,
    so that a gate without limits asks for a value and no more.
    """
    checked = [_check(gate, indicators) for gate in rulebook.gate]
    empty = pd.DataFrame({"code": [], "gate": [], "value": [], "passed": []})
    table = pd.concat(checked) if checked else empty
    table = table.astype({"code": object, "gate": object, "value": np.float64, "passed": bool})
    return table.sort_values("code", kind="stable", ignore_index=True)


def _check(gate: Gate, indicators: Indicators) -> pd.DataFrame:
    participants = indicators.participants
    values = figures(participants, gate.field) if gate.field is not None else indicators.table[gate.indicator]
    table = pd.DataFrame({"code": participants.index, "gate": gate.code})
    table["value"] = values.reindex(participants.index).to_numpy(dtype=np.float64)
    table["passed"] = passes(table["value"].to_numpy(), gate)
    return table[participants["category"].isin(gate.category).to_numpy()] if gate.category else table


def passes(values: Floats, gate: Gate) -> NDArray[np.bool_]:
    """Whether values lie between the gate's limits, those included; NaN does not."""
    passed = ~np.isnan(values)
    if gate.at_least is not None:
        passed &= reaches(values, gate.at_least)
    if gate.at_most is not None:
        passed &= reaches(-values, -gate.at_most)
    return passed
