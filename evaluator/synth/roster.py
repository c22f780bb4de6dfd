"""Who takes part: agencies and service units, and what is hidden behind their records (how good, how large)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evaluator.synth import names
from evaluator.synth.draws import Floats, Ints, Stream, normals, shuffled

MADE_UP = "DATA SINTETIS"
SHARES = {"ministry": 0.035, "institution": 0.06, "province": 0.056, "city": 0.15, "enterprise": 0.05}
LEAST = {"province": 1}
SLOTS = 1 << 20  # the year's complaints are dealt out in this many equal parts
NEWCOMERS = 0.02  # participants connected so lately that hardly anybody complains to them


@dataclass(frozen=True)
class Roster:
    """``table``: participants.csv, in the order of its rows. The rest is hidden behind it, one value per row.

    quality: standard normal, high is good; improvement: how much faster within the year (log scale, 0 = not).
    slots: number of the participant that each of ``SLOTS`` equal parts of the complaints goes to.
    """

    table: pd.DataFrame
    quality: Floats
    improvement: Floats
    slots: Ints


def draw(seed: int, agencies: int, upps: int) -> Roster:
    """Invent ``agencies`` agencies and ``upps`` service units under them."""
    own = _agencies(seed, agencies)
    table = pd.concat([own, _units(own, seed, upps)], ignore_index=True)
    hidden = normals(seed, Stream.ROSTER, len(table), 6)
    table["units"], table["units_connected"] = _connection(table, hidden)
    table["catatan"] = MADE_UP
    return Roster(
        table=table,
        quality=hidden[:, 0],
        improvement=np.maximum(0.0, hidden[:, 1] - 0.3),
        slots=_slots(hidden[:, 2], hidden[:, 3], table["kind"].eq("upp").to_numpy()),
    )


def _agencies(seed: int, count: int) -> pd.DataFrame:
    kinds = [kind for kind, share in SHARES.items() for _ in range(max(LEAST.get(kind, 0), round(share * count)))]
    kinds = [*kinds[:count], *["regency"] * (count - len(kinds))]
    towns = iter(names.places(seed, count))
    provinces = [next(towns) for kind in kinds if kind == "province"]
    rows = []
    for number, kind in enumerate(kinds):
        nth = number - kinds.index(kind)
        region = "" if kind in ("ministry", "institution") else f"Provinsi {provinces[nth % len(provinces)]}"
        if not region:
            name = names.central(kind, nth)
        else:
            name = names.local(kind, provinces[nth] if kind == "province" else next(towns))
        rows.append((f"A{number + 1:04d}", name, kind, "", region))
    return pd.DataFrame(rows, columns=["code", "name", "kind", "parent", "region"])


def _units(agencies: pd.DataFrame, seed: int, count: int) -> pd.DataFrame:
    order = shuffled(seed, Stream.ROSTER, len(agencies))
    turns, places = np.divmod(np.arange(count), max(len(agencies), 1))
    parents = agencies.iloc[order[places]]
    rows = [
        (f"U{number + 1:04d}", names.unit(kind, name, turn, shift), "upp", code, region)
        for number, (turn, shift, code, name, kind, region) in enumerate(
            zip(
                turns.tolist(), order[places].tolist(), parents["code"], parents["name"], parents["kind"],
                parents["region"], strict=True,
            )
        )
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["code", "name", "kind", "parent", "region"])


def _connection(table: pd.DataFrame, hidden: Floats) -> tuple[pd.Series[int], pd.Series[int]]:
    """Return how many units each agency has and how many are connected, more at the better; a unit has none."""
    units = pd.Series(np.maximum(1, np.rint(40.0 * np.exp(0.5 * hidden[:, 4]))), dtype="Int64")
    share = np.clip(0.75 + 0.12 * hidden[:, 0] + 0.12 * hidden[:, 5], 0.0, 1.0)
    connected = pd.Series(np.rint(units.to_numpy(float) * share), dtype="Int64")
    is_agency = table["kind"].ne("upp")
    return units.where(is_agency), connected.where(is_agency)


def _slots(size: Floats, lateness: Floats, is_unit: np.ndarray) -> Ints:
    """Deal the slots out: log-normal sizes, agencies larger than units, newcomers with a single slot each."""
    weight = np.exp(size) * np.where(is_unit, 1.0, 4.0)
    newcomer = lateness > np.sort(lateness)[int((1 - NEWCOMERS) * (len(lateness) - 1))]
    weight[newcomer] = 0.0
    extra = np.floor(weight / weight.sum() * (SLOTS - len(weight))).astype(np.int64)
    extra[int(np.argmax(extra))] += SLOTS - len(weight) - int(extra.sum())
    return np.repeat(np.arange(len(weight), dtype=np.int64), 1 + extra)
