"""What the judging statistics say of the ISU's panels of 2016-17."""

from pathlib import Path

import pandas as pd
import pytest

from criteria.judging import agreement, outlying, severity

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "skating_judges_2016_17"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published marks of 2016-17 are not on this machine")


@pytest.fixture(scope="module")
def pairs():
    """The pairs' short program of Skate America, where J6 did not mark and is written as 0.0."""
    performances = pd.read_csv(DATA / "performances.csv")
    aspects = pd.read_csv(DATA / "judged-aspects.csv.gz")
    table = pd.read_csv(DATA / "judge-scores.csv.gz").merge(aspects[aspects["section"] == "components"], on="aspect_id")
    table = table.merge(performances, on="performance_id")
    chosen = table["competition"].str.endswith("Skate America") & (table["program"] == "PAIRS SHORT PROGRAM")
    table = table[chosen]
    return pd.DataFrame({
        "stage": "", "judge": table["judge"], "participant": table["performance_id"], "criterion": table["aspect_desc"],
        "mark": table["score"], "status": "scored", "comment": "",
    })  # fmt: skip


def without(marks, judge):
    gone = marks["judge"] == judge
    return marks.assign(mark=marks["mark"].mask(gone), status=marks["status"].mask(gone, "absent"))


def category(marks):
    return pd.Series("pairs", index=sorted(marks["participant"].unique()))


def test_an_absent_judge_read_as_zero_stands_out_as_severe(pairs):
    judges = severity(pairs, category(pairs)).judges
    one = judges["judge"] == "J6"
    assert one.sum() == 5
    assert (judges.loc[one, "effect"] < -5).all()
    assert (judges.loc[~one, "effect"] > 0).all()
    assert (judges.loc[one, "error"] < 0.5).all()


def test_without_it_the_panel_agrees(pairs):
    people = category(pairs)
    before, after = (agreement(marks, people.index, draws=50) for marks in (pairs, without(pairs, "J6")))
    one, eight = (found[found["measure"] == "icc2k"]["value"].mean() for found in (before, after))
    assert one < 0.5
    assert eight > 0.9
    effects = severity(without(pairs, "J6"), people).judges["effect"]
    assert effects.abs().max() < 1


def test_a_slip_of_the_point_is_found(pairs):
    """One mark of 6.5 or more written with the point one place to the left."""
    marks = without(pairs, "J6").reset_index(drop=True)
    slipped = marks.index[(marks["judge"] == "J3") & (marks["mark"] >= 6.5)][0]
    marks.loc[slipped, "mark"] /= 10
    found = outlying(marks, severity(marks, category(marks)))
    worst = found.loc[found["distance"].abs().idxmax()]
    assert worst[["judge", "participant", "criterion"]].tolist() == (
        marks.loc[slipped, ["judge", "participant", "criterion"]].tolist()
    )
    assert worst["distance"] < -10
