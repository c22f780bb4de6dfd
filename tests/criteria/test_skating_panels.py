"""Real panels: every component score and every place that the ISU published for ten competitions of 2016-17."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from criteria.panel import aggregate
from criteria.rank import competition_ranks
from criteria.rounding import half_up
from criteria.rulebook import Panel

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "skating_judges_2016_17"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published marks of 2016-17 are not on this machine")
PANEL = Panel(min=0, max=10, aggregate="trimmed_mean", trim=1)


@pytest.fixture(scope="module")
def performances():
    return pd.read_csv(DATA / "performances.csv")


@pytest.fixture(scope="module")
def published():
    aspects = pd.read_csv(DATA / "judged-aspects.csv.gz")
    components = aspects[aspects["section"] == "components"]
    return components.pivot(index="performance_id", columns="aspect_desc", values="scores_of_panel")


def marks_of(performances, absent):
    aspects = pd.read_csv(DATA / "judged-aspects.csv.gz")
    table = pd.read_csv(DATA / "judge-scores.csv.gz").merge(aspects[aspects["section"] == "components"], on="aspect_id")
    table = table.merge(performances, on="performance_id")
    program = table["competition"].str.endswith("Skate America") & (table["program"] == "PAIRS SHORT PROGRAM")
    gone = absent & program & (table["judge"] == "J6")  # did not mark, and is written as 0.0
    return pd.DataFrame({
        "stage": "", "judge": table["judge"], "participant": table["performance_id"], "criterion": table["aspect_desc"],
        "mark": table["score"].mask(gone), "status": np.where(gone, "absent", "scored"), "comment": "",
    })  # fmt: skip


def agreeing(marks, published):
    ours = pd.DataFrame(
        {c: half_up(aggregate(marks, c, PANEL, published.index), 2) for c in published}, published.index
    )
    return int((ours == published).sum().sum()), int(published.notna().sum().sum())


def test_every_published_panel_score(performances, published):
    assert agreeing(marks_of(performances, absent=True), published) == (5715, 5715)


def test_an_absent_judge_read_as_zero_breaks_forty(performances, published):
    assert agreeing(marks_of(performances, absent=False), published) == (5675, 5715)


def test_every_published_place(performances):
    """A tie is broken as the ISU's rule 353 says: in the free by components, in the short by elements."""
    free = performances["program"].str.contains("FREE")
    breaker = performances["total_component_score"].where(free, performances["total_element_score"])
    keys = performances[["total_segment_score"]].assign(breaker=breaker)
    programs = keys.groupby([performances["competition"], performances["program"]])
    places = pd.concat([competition_ranks(group) for _, group in programs])
    assert (places.sort_index() == performances["rank"]).sum() == 1143
