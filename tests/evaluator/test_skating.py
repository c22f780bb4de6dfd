"""Published places of a season of figure skating, reached by `evaluator run` with the rulebook of examples/skating."""

import csv
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "skating_judges_2016_17"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published marks of 2016-17 are not on this machine")
RULES = (ROOT / "examples" / "skating" / "rulebook.toml").read_text(encoding="utf-8")
SEGMENTS = {
    "LADIES FREE SKATING": 1.6, "LADIES SHORT PROGRAM": 0.8, "MEN FREE SKATING": 2.0, "MEN SHORT PROGRAM": 1.0,
    "PAIRS FREE SKATING": 1.6, "PAIRS SHORT PROGRAM": 0.8, "ICE DANCE FREE DANCE": 1.2, "ICE DANCE SHORT DANCE": 0.8,
    "JUNIOR LADIES FREE SKATING": 1.6, "JUNIOR LADIES SHORT PROGRAM": 0.8, "JUNIOR MEN FREE SKATING": 2.0,
    "JUNIOR MEN SHORT PROGRAM": 1.0, "JUNIOR PAIRS FREE SKATING": 1.6, "JUNIOR PAIRS SHORT PROGRAM": 0.8,
    "JUNIOR ICE DANCE FREE DANCE": 1.2, "JUNIOR ICE DANCE SHORT DANCE": 0.8,
}  # fmt: skip


@pytest.fixture(scope="module")
def season():
    performances = pd.read_csv(DATA / "performances.csv")
    aspects = pd.read_csv(DATA / "judged-aspects.csv.gz")
    marks = pd.read_csv(DATA / "judge-scores.csv.gz").merge(aspects[aspects["section"] == "components"], on="aspect_id")
    return performances, marks


def rules(segment, factor):
    """The shipped rulebook, its three numbers and its ties changed as the README says."""
    ties = "components" if "FREE" in segment else "elements"
    changes = {
        "full = 208": f"full = {130 * factor:g}", "zero = 32": f"zero = {20 * factor:g}",
        'ties   = ["components"]': f'ties   = ["{ties}"]',
    }  # fmt: skip
    text = RULES
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def build(folder, season, segment, factor):
    performances, marks = season
    skated = performances[performances["program"] == segment]
    (folder / "scores").mkdir()
    (folder / "rulebook.toml").write_text(rules(segment, factor), encoding="utf-8")
    roster = skated.assign(deductions=skated["total_deductions"].abs()).rename(
        columns={"performance_id": "code", "total_element_score": "elements"}
    )
    roster[["code", "name", "competition", "elements", "deductions"]].to_csv(folder / "participants.csv", index=False)
    given = marks[marks["performance_id"].isin(skated["performance_id"])].merge(skated, on="performance_id")
    assert (given["factor"] == factor).all()
    gone = given["competition"].str.endswith("Skate America") & (segment == "PAIRS SHORT PROGRAM")
    gone &= given["judge"] == "J6"  # did not mark, and is written as 0.0
    assert (given.loc[gone, "score"] == 0).all()
    sheet = pd.DataFrame({
        "stage": segment.lower(), "judge": given["judge"], "participant": given["performance_id"],
        "criterion": given["aspect_desc"].str.removesuffix(" / Timing"), "mark": given["score"].mask(gone),
        "status": gone.map({True: "absent", False: "scored"}),
    })  # fmt: skip
    sheet.to_csv(folder / "scores" / "marks.csv", index=False)
    return skated.set_index("performance_id")


@pytest.mark.parametrize(("segment", "factor"), SEGMENTS.items())
def test_published_places(call, tmp_path, season, segment, factor):
    skated = build(tmp_path, season, segment, factor)
    ran = call("run", tmp_path, "--no-documents")
    assert ran.code == 0, ran.out + ran.err
    with (tmp_path / "results" / "ranking.csv").open(encoding="utf-8", newline="") as file:
        ours = {row["code"]: row["rank"] for row in csv.DictReader(file)}
    assert len(ours) == len(skated)
    otherwise = {
        skated["name"][code]: (int(skated["rank"][code]), int(rank))
        for code, rank in ours.items()
        if str(skated["rank"][code]) != rank
    }
    assert otherwise == {}


def test_every_segment_is_run(season):
    assert set(season[0]["program"]) == set(SEGMENTS)
