"""A year with stages, told: every total adds up at the stage where somebody left, and the reason is the stage."""

import json
import re

import openpyxl
import pytest

from criteria.contrast.pairs import contrast
from evaluator.branches import branches
from evaluator.folder import CompetitionFolder
from evaluator.pipeline import open_year, publish_year, scratch_folder
from evaluator.synth import synthesise

EDITION = "anggakara-2020"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("stages") / "kompetisi"
    synthesise(home, complaints=12_000, agencies=70, upps=30, dirt=0.01, seed=5, files=1, edition=EDITION)
    return CompetitionFolder(home)


def worked_out(folder, until=None, *, publish=False):
    with scratch_folder() as scratch:
        outcome = open_year(folder, scratch=scratch, progress=lambda *_: None, until=until)
        if publish:
            publish_year(outcome, folder, documents=True, progress=lambda *_: None)
    return outcome.year


@pytest.fixture(scope="module")
def year(folder):
    return worked_out(folder)


def by_status(year):
    """One participant for each status that occurs."""
    return year.ranking.table.drop_duplicates("status").set_index("status")["code"].to_dict()


def test_points_add_up_to_the_total_wherever_somebody_left(year):
    found = by_status(year)
    assert {"ranked", "not ranked: documents", "not ranked: self-assessment"} <= found.keys()
    totals = year.scores.nodes["total"]
    parts = year.scores.parts.sum(axis=1)[totals.notna()]
    assert parts.to_numpy() == pytest.approx(totals.dropna().to_numpy(), abs=1e-9)
    for code in found.values():
        total, *below = branches(year, code, "en")
        leaves = [one for one in below if one.fed_by and one.points is not None]
        if total.points is not None:
            assert round(sum(leaf.points for leaf in leaves), 2) == total.points


def test_the_difference_of_two_who_left_at_different_stages_adds_up(year):
    found = by_status(year)
    one, other = found["ranked"], found["not ranked: documents"]
    table = contrast(year.scores, year.rulebook, one, other)
    score = year.ranking.table.set_index("code")["score"]
    assert round(table.loc["total", "difference"], 2) == round(score[one] - score[other], 2)
    leaves = [leaf.code for leaf in year.rulebook.leaves]
    assert round(table.loc[leaves, "difference"].sum(), 2) == round(score[one] - score[other], 2)


def test_who_went_no_further_is_told_the_stage_and_not_a_gate(call, folder, year):
    out = by_status(year)["not ranked: documents"]
    told = call("--lang", "en", "explain", folder.root, out).out
    assert "Not ranked: it went no further than “Evaluation of Documents”" in " ".join(told.split())
    assert "was not passed" not in told
    document = json.loads(call("explain", folder.root, out, "--json").out)
    assert [stage["code"] for stage in document["stages"]][-1] == "documents"
    assert document["stages"][-1]["distance"] < 0


def test_every_stage_is_explained_with_its_own_weights_and_adds_up_to_its_own_total(year):
    rules = {stage.code: stage for stage in year.rulebook.stage}
    held = year.stages.table[year.stages.table["score"].notna()]
    assert held["stage"].nunique() == len(rules)
    for stage, code, score in held[["stage", "code", "score"]].itertuples(index=False):
        total, *below = branches(year, code, "en", rules[stage])
        leaves = [one.points for one in below if one.fed_by and one.points is not None]
        assert total.points == score
        assert round(sum(leaves), 2) == score


def test_at_a_stage_that_carries_on_a_criterion_weighs_what_the_rulebook_says_there(year):
    finalist = by_status(year)["ranked"]
    for stage in (one for one in year.rulebook.stage if one.weights):
        top = {one.code: one.weight for one in branches(year, finalist, "en", stage) if one.depth == 1}
        assert top == pytest.approx(stage.weights)


def test_stages_before_the_last_are_told_with_their_trees(call, folder, year):
    finalist = by_status(year)["ranked"]
    told = " ".join(call("--lang", "en", "explain", folder.root, finalist).out.split())
    stages = json.loads(call("--lang", "en", "explain", folder.root, finalist, "--json").out)["stages"]
    assert [stage["tree"][0]["points"] for stage in stages] == [stage["score"] for stage in stages]
    titles = re.findall("Score at “(.+?)”", told)
    assert titles
    assert stages[-1]["title"] not in titles


def test_up_to_a_stage_every_file_says_so_and_weighs_as_the_stage_does(folder):
    held = worked_out(folder, "documents", publish=True)
    results = json.loads((folder.results / "results.json").read_text(encoding="utf-8"))
    manifest = json.loads((folder.results / "manifest.json").read_text(encoding="utf-8"))
    assert results["until"] == manifest["until"] == "documents"
    assert results["rulebook"]["fingerprint"] == worked_out(folder).fingerprint
    assert not list(folder.results.glob("certificates/*"))
    assert {stage.code for stage in held.rulebook.stage} >= {"documents"}
    book = openpyxl.load_workbook(folder.results / "ranking.xlsx")
    general = next(sheet for sheet in book if any(cell.value == "documents-judged" for cell in sheet[7])
                   or sheet["B8"].value in set(held.ranking.table["code"]))  # fmt: skip
    codes = held.ranking.table.set_index("code")
    for row in general.iter_rows(min_row=8, values_only=True):
        if row[1] in codes.index and codes.loc[row[1], "status"] == "not ranked: self-assessment":
            assert row[4] == codes.loc[row[1], "score"]  # made of other weights than those above: a number
