"""Resampling of weights beside the bare product of matrices it cannot do without, and a loop over an MCDA library.

``make bench ONLY=resampling`` measures them; ``RUNS`` in the environment says how often each, in turns in one process.
The library's loop is measured on few draws and scaled; the bare product is what its library of linear algebra does with
all cores. Peak memory is that of a process that does ours alone, imports included.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from bench import page
from bench.processes import once
from criteria.certainty.ranks import Certainty, certainty
from criteria.certainty.weights import WeightDraws, draw_weights
from criteria.results import Ranking, Scores
from criteria.rulebook import Rulebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from criteria.rounding import Floats

RUNS = int(os.environ.get("RUNS", "5"))
PARTICIPANTS, NODES, LEAVES, DRAWS = 5_000, 6, 5, 10_000
LOOPS = 10
"""Draws that the library's loop is measured on."""


def rulebook() -> Rulebook:
    """Six criteria of five leaves each; equal totals are broken by two of them; three winners by the total."""
    title = {"id": "judul", "en": "title"}
    criteria: list[dict[str, object]] = []
    for node in range(NODES):
        criteria.append({"code": f"n{node}", "title": title, "weight": 100 / NODES})
        criteria += [
            {"code": f"n{node}l{leaf}", "title": title, "weight": 100 / LEAVES, "parent": f"n{node}", "field": "x"}
            | {"scale": {"type": "linear", "zero": 0, "full": 100}}
            for leaf in range(LEAVES)
        ]
    day = "2019-01-01"
    return Rulebook.model_validate_json(
        pd.Series(
            {
                "schema": 1,
                "edition": {"code": "bench", "title": title},
                "period": {"from": day, "to": day, "cutoff": day},
                "ranking": {"ties": ["n0l0", "n1l3"]},
                "category": [{"code": "all", "title": title}],
                "criterion": criteria,
                "award": [{"code": "best", "title": title, "category": "all", "winners": 3}],
            }
        ).to_json()
    )


def year(book: Rulebook) -> tuple[Scores, Ranking]:
    """Scores spread evenly over 0..100: the hardest to tell apart."""
    codes = pd.Index([f"P{number:05}" for number in range(PARTICIPANTS)], name="code")
    leaves = [leaf.code for leaf in book.leaves]
    generator = np.random.Generator(np.random.PCG64(1))
    nodes = pd.DataFrame(generator.uniform(0, 100, (PARTICIPANTS, len(leaves))), index=codes, columns=leaves)
    nodes = nodes.reindex(columns=["total", *(criterion.code for criterion in book.criterion)])
    table = pd.DataFrame({"code": codes, "category": "all", "status": "ranked"})
    return Scores(nodes, nodes[leaves], nodes, nodes, nodes), Ranking(table, table, table)


def ours() -> Certainty:
    """Draw the weights, rank and award every draw, and summarise."""
    book = rulebook()
    scores, ranking = year(book)
    return certainty(WeightDraws(book, scores, draw_weights(book, seed=1, draws=DRAWS)), scores, ranking, book)


def product(weights: Floats, scores: Floats) -> None:
    """Multiply all weights by all scores, in blocks that fit into memory, and keep nothing."""
    block = np.empty((1_000, len(scores)))
    for start in range(0, len(weights), len(block)):
        np.matmul(weights[start : start + len(block)], scores.T, out=block)


def library(weights: Floats, scores: Floats) -> None:
    """Score and rank each draw by the library's weighted sum."""
    from pymcdm.helpers import rrankdata  # noqa: PLC0415 (it loads a plotting library, which is not ours to count)
    from pymcdm.methods import WSM  # noqa: PLC0415

    method, benefit = WSM(), np.ones(scores.shape[1])
    for own in weights:
        rrankdata(np.round(method(scores, own, benefit, validation=False), 2))


def main(scratch: Path) -> None:
    """Measure all in turns; nothing is written into the folder that every benchmark is handed."""
    generator = np.random.Generator(np.random.PCG64(1))
    scores = generator.uniform(0, 100, (PARTICIPANTS, NODES * LEAVES))
    weights = generator.dirichlet(np.ones(NODES * LEAVES), DRAWS)
    library(weights[:1], scores)
    things: dict[str, tuple[Callable[[], object], float]] = {
        "the bare product of matrices": (lambda: product(weights, scores), 1.0),
        "ours: exact ranks, intervals, award probabilities": (ours, 1.0),
        f"a loop over the library, {LOOPS} draws scaled": (lambda: library(weights[:LOOPS], scores), DRAWS / LOOPS),
    }
    seconds: dict[str, list[float]] = {name: [] for name in things}
    for turn in range(RUNS + 1):
        for name, (thing, scale) in things.items():
            started = time.perf_counter()
            thing()
            if turn:  # the first turn warms up
                seconds[name].append(scale * (time.perf_counter() - started))
    bare = statistics.median(seconds["the bare product of matrices"])
    _, megabytes, _ = once([sys.executable, "-m", "bench.resampling"])
    rows = [
        f"| {name} | {statistics.median(found):.3f} | {statistics.median(found) / bare:.1f} |"
        for name, found in seconds.items()
    ]
    page.put(
        f"Resampling weights: {PARTICIPANTS:,} participants, {NODES * LEAVES} criteria, {DRAWS:,} draws",
        f"RUNS={RUNS} make bench ONLY=resampling",
        [
            *page.table("| what | seconds | against the bare product |", rows),
            "",
            f"Peak memory of ours, a whole process: {megabytes:,.0f} MB.",
        ],
    )


if __name__ == "__main__":
    ours()  # alone in a process of its own, for its peak memory
