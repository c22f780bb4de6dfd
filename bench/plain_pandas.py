"""What a good analyst would write in pandas: the indicators of a competition folder from one log.

No problems, no bins by file, no documents: ids that stand twice, rows outside, excluded and set aside are found; then
shares, on-time shares and Kaplan-Meier medians and 90th percentiles by participant.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from criteria.calendar import numbered_days
from criteria.loading import load

DONE = {"acknowledge": "acknowledged_at", "answer": "answered_at", "resolve": "resolved_at"}
USED = ["complaint_id", "participant", "received_at", *DONE.values(), "due_at", "kind", "status", "reopened", "rating"]


def main(folder: Path) -> None:
    """Print the mean of every indicator, so that nothing can be optimised away."""
    rulebook = load(folder / "rulebook.toml")
    log = _used(pd.concat(_read(path) for path in sorted((folder / "complaints").iterdir())), rulebook)
    cutoff = pd.Timestamp(rulebook.period.cutoff)
    days = numbered_days(rulebook.calendar, rulebook.period.from_, rulebook.period.cutoff)
    number = pd.Series(days["number"].to_numpy(), index=pd.DatetimeIndex(days["day"]))
    for column in DONE.values():
        log[column] = log[column].where(log[column] <= cutoff)
    log["answered_at"] = log[["answered_at", "resolved_at"]].min(axis=1)
    log["acknowledged_at"] = log[["acknowledged_at", "answered_at"]].min(axis=1)
    received = number.reindex(log["received_at"]).to_numpy()
    by = log["participant"]
    result = pd.DataFrame({"complaints": log.groupby(by).size()})
    for step, column in DONE.items():
        taken = number.reindex(log[column]).to_numpy() - received
        happened = ~np.isnan(taken)
        until = np.where(happened, taken, number.iloc[-1] - received)
        standard = getattr(rulebook.standards, step)
        allowed = standard if isinstance(standard, int) else log["kind"].map(standard).fillna(standard["default"])
        late = until > allowed
        if step == "resolve" and "due_at" in log:
            late = np.where(log["due_at"].notna(), log[column].fillna(cutoff) > log["due_at"], late)
        grouped = pd.DataFrame({"p": by, "h": happened, "o": happened & ~late, "d": happened | late}).groupby("p").sum()
        result[f"{step}_share"] = grouped["h"] / result["complaints"]
        result[f"{step}_on_time"] = grouped["o"] / grouped["d"]
        curve = pd.DataFrame({"p": by, "t": until, "event": happened}).groupby(["p", "t"])["event"].agg(["sum", "size"])
        left = curve["size"].groupby("p").transform("sum") - curve["size"].groupby("p").cumsum() + curve["size"]
        survival = (1 - curve["sum"] / left).groupby("p").cumprod().reset_index("t")
        for name, level in (("median", 0.5), ("p90", 0.1)):
            result[f"{step}_{name}"] = survival[survival.iloc[:, 1] <= level + 1e-12].groupby("p")["t"].min()
    resolved = log[log["resolved_at"].notna()].groupby("participant")
    result["reopened"] = resolved["reopened"].agg(lambda s: (s > 0).mean())
    result["rated"] = resolved["rating"].agg(lambda s: s.notna().mean())
    result["satisfaction"] = log.groupby("participant")["rating"].mean()
    print(result.mean())


def _read(path: Path) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    names = pd.read_csv(path, nrows=0).columns
    return pd.read_csv(path, usecols=[c for c in USED if c in names], dtype="str", engine="c")


def _used(log: pd.DataFrame, rulebook) -> pd.DataFrame:  # noqa: ANN001 (a benchmark's helper)
    for column in ("received_at", *DONE.values(), "due_at"):
        if column in log:
            log[column] = pd.to_datetime(log[column], format="ISO8601", errors="coerce").dt.normalize()
    for column in ("reopened", "rating"):
        log[column] = pd.to_numeric(log[column], errors="coerce")
    period = rulebook.period
    log = log[log["received_at"].between(pd.Timestamp(period.from_), pd.Timestamp(period.to))]
    log = log.dropna(subset=["complaint_id", "participant"]).drop_duplicates()
    log = log[~log["complaint_id"].duplicated(keep=False)]
    for column, words in rulebook.sources.complaints.exclude.items():
        log = log[~log[column].isin(words)]
    early = log[list(DONE.values())].lt(log["received_at"], axis=0).any(axis=1)
    return log[~early].copy()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
