"""What a good analyst would write in polars, streaming: the indicators of ``plain_pandas``, by the same steps."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from bench.plain_pandas import DONE, USED
from criteria.calendar import numbered_days
from criteria.loading import load


def main(folder: Path) -> None:
    """Print the mean of every indicator, so that nothing can be optimised away."""
    rulebook = load(folder / "rulebook.toml")
    cutoff = pl.lit(rulebook.period.cutoff)
    days = numbered_days(rulebook.calendar, rulebook.period.from_, rulebook.period.cutoff)
    dates, numbers = list(days["day"]), [int(number) for number in days["number"]]
    log = _used(_scan(folder), rulebook).with_columns(
        pl.when(pl.col(column) <= cutoff).then(pl.col(column)) for column in DONE.values()
    )
    log = log.with_columns(answered_at=pl.min_horizontal("answered_at", "resolved_at"))
    log = log.with_columns(acknowledged_at=pl.min_horizontal("acknowledged_at", "answered_at"))
    number = {
        column: pl.col(column).replace_strict(dates, numbers, default=None, return_dtype=pl.Int32)
        for column in ("received_at", *DONE.values())
    }
    columns = [pl.col("participant"), pl.col("reopened"), pl.col("rating"), pl.col("resolved_at")]
    for step, column in DONE.items():
        taken = number[column] - number["received_at"]
        until = taken.fill_null(numbers[-1] - number["received_at"])
        standard = getattr(rulebook.standards, step)
        late = until > (standard if isinstance(standard, int) else _allowed(standard))
        if step == "resolve":
            given = pl.col(column).fill_null(cutoff) > pl.col("due_at")
            late = pl.when(pl.col("due_at").is_not_null()).then(given).otherwise(late)
        columns += [taken.is_not_null().alias(f"h_{step}"), until.alias(f"t_{step}"), late.alias(f"l_{step}")]
    narrow = log.select(columns).collect(engine="streaming")
    steps = [
        value
        for step in DONE
        for value in (
            pl.col(f"h_{step}").mean().alias(f"{step}_share"),
            (
                (pl.col(f"h_{step}") & ~pl.col(f"l_{step}")).sum() / (pl.col(f"h_{step}") | pl.col(f"l_{step}")).sum()
            ).alias(f"{step}_on_time"),
        )
    ]
    resolved, rating = pl.col("resolved_at").is_not_null(), pl.col("rating")
    result = narrow.group_by("participant").agg(
        pl.len().alias("complaints"), *steps,
        (pl.col("reopened").filter(resolved).fill_null(0) > 0).mean().alias("reopened"),
        rating.filter(resolved).is_not_null().mean().alias("rated"), rating.mean().alias("satisfaction"),
    )  # fmt: skip
    for step in DONE:
        result = result.join(_quantiles(narrow, step), on="participant", how="left")
    print(result.select(pl.exclude("participant").mean()).to_dicts())


def _scan(folder: Path) -> pl.LazyFrame:
    paths = sorted((folder / "complaints").iterdir())
    if paths[0].suffix == ".parquet":
        return pl.scan_parquet(paths)
    return pl.scan_csv(paths, infer_schema=False, truncate_ragged_lines=True)


def _used(log: pl.LazyFrame, rulebook) -> pl.LazyFrame:  # noqa: ANN001 (a benchmark's helper)
    there = [column for column in USED if column in log.collect_schema()]
    moments = ("received_at", *DONE.values(), "due_at")
    log = log.select(there).with_columns(
        pl.col(column).cast(pl.String).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False) for column in moments
    )
    log = log.with_columns(pl.col(column).cast(pl.Float64, strict=False) for column in ("reopened", "rating"))
    log = log.filter(pl.col("received_at").is_between(pl.lit(rulebook.period.from_), pl.lit(rulebook.period.to)))
    log = log.filter(pl.col("complaint_id").is_not_null(), pl.col("participant").is_not_null()).unique()
    once = log.group_by("complaint_id").len().filter(pl.col("len") == 1)
    log = log.join(once, on="complaint_id", how="semi")
    for column, words in rulebook.sources.complaints.exclude.items():
        log = log.filter(~pl.col(column).is_in(words).fill_null(value=False))
    early = pl.any_horizontal(
        (pl.col(column) < pl.col("received_at")).fill_null(value=False) for column in DONE.values()
    )
    return log.filter(~early)


def _allowed(standard: dict[str, int]) -> pl.Expr:
    kinds = {kind: days for kind, days in standard.items() if kind != "default"}
    return pl.col("kind").replace_strict(kinds, default=standard["default"], return_dtype=pl.Int32)


def _quantiles(narrow: pl.DataFrame, step: str) -> pl.DataFrame:
    counts = narrow.group_by("participant", t=f"t_{step}").agg(events=pl.col(f"h_{step}").sum(), size=pl.len())
    size, events = pl.col("size"), pl.col("events")
    left = size.sum().over("participant") - size.cum_sum().over("participant", order_by="t") + size
    survival = (1 - events / left).cum_prod().over("participant", order_by="t")
    counts = counts.sort("participant", "t").with_columns(survival=survival)
    return counts.group_by("participant").agg(
        pl.col("t").filter(pl.col("survival") <= level + 1e-12).min().alias(f"{step}_{name}")
        for name, level in (("median", 0.5), ("p90", 0.1))
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
