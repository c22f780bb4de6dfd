"""A synthetic year of every edition under its own rulebook: finalists, quotas, awards, and what the year is made of."""

from dataclasses import dataclass

import pandas as pd
import pytest

import criteria
import submissions
from criteria.decision import Decision
from criteria.loading import load
from criteria.results import Indicators
from criteria.rulebook import Rulebook
from evaluator.pipeline import scratch_folder
from evaluator.refusals import WrongUse
from evaluator.synth import papers, synthesise

SIZES = {
    "anggakara-2018": {"complaints": 20_000, "agencies": 200, "upps": 5},
    "anggakara-2020": {"complaints": 20_000, "agencies": 120, "upps": 70},
    "anggakara-2022": {"complaints": 30_000, "agencies": 200, "upps": 90},
}


@dataclass(frozen=True)
class Held:
    """A year that was made and judged; ``papers_only``: held until the evaluation of documents."""

    rulebook: Rulebook
    roster: pd.DataFrame
    marks: pd.DataFrame
    indicators: Indicators
    decision: Decision
    papers_only: Decision

    def went_on(self, stage: str) -> pd.DataFrame:
        """Who advanced from a stage, with its kind."""
        table = self.decision.stages.table
        table = table[(table["stage"] == stage) & (table["status"] == "advanced")]
        return table.assign(kind=table["code"].map(self.roster["kind"]))


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    years: dict[str, Held] = {}

    def year(code: str) -> Held:
        if code not in years:
            folder = tmp_path_factory.mktemp("editions") / code
            synthesise(folder, **SIZES[code], dirt=0.01, seed=5, files=1, edition=code)
            rulebook = load(folder / "rulebook.toml")
            with scratch_folder() as scratch:
                handed_in = submissions.read(folder, rulebook.terms, scratch=scratch)
                indicators = criteria.measure(handed_in, rulebook)
                years[code] = Held(
                    rulebook,
                    pd.read_csv(folder / "participants.csv", dtype=str, keep_default_na=False, index_col="code"),
                    handed_in.marks,
                    indicators,
                    criteria.decide(indicators, handed_in, rulebook),
                    criteria.decide(indicators, handed_in, rulebook.until("documents")),
                )
        return years[code]

    return year


def counted(values: pd.Series) -> dict[str, int]:
    return values.value_counts().to_dict()


def test_the_finalists_of_2018_are_twenty_five_in_five_categories_and_ten_win(held):
    year = held("anggakara-2018")
    assert counted(year.went_on("documents")["category"]) == {
        "central": 6, "province": 4, "city": 10, "regency": 4, "enterprise": 1,
    }  # fmt: skip
    assert counted(year.decision.awards.table["category"]) == {"central": 3, "province": 2, "city": 3, "regency": 2}
    assert "upp" not in set(year.roster["kind"])


def test_the_finalists_of_2020_are_forty_six_and_fifteen_win(held):
    year = held("anggakara-2020")
    finalists = {"outstanding": 6, "general": 30, "upp": 10}
    assert counted(year.went_on("documents")["category"]) == finalists
    assert counted(year.went_on("observation")["category"]) == finalists
    assert counted(year.decision.awards.table["category"]) == {"outstanding": 2, "general": 10, "upp": 3}


def test_the_finalists_of_2022_are_fifty_one_and_seventeen_win(held):
    year = held("anggakara-2022")
    assert counted(year.went_on("representation")["category"]) == {"outstanding": 6, "general": 30, "upp": 15}
    awards = year.decision.awards.table
    assert counted(awards["award"]) == {"outstanding": 2, "management": 5, "sustainability": 5, "upp": 5}
    assert awards["code"].is_unique
    assert year.decision.awards.remarks.empty


def test_every_type_of_agency_has_its_places_in_2022(held):
    year = held("anggakara-2022")
    (quota,) = [stage.quota for stage in year.rulebook.stage if stage.quota]
    took_part = year.went_on("documents").query("category == 'general'")
    finalists = year.went_on("representation").query("category == 'general'")
    for kind, least in quota.least.items():
        assert (finalists["kind"] == kind).sum() >= min(least, (took_part["kind"] == kind).sum())
    cut = year.decision.stages.table.query("stage == 'representation' and status == 'cut'")
    kept = finalists[finalists["why"] == "place kept by quota"]
    assert len(kept) > 0
    assert kept["score"].max() < cut["score"].max()


def test_the_ten_agencies_awarded_in_2022_are_the_best_by_the_whole(held):
    year = held("anggakara-2022")
    general = year.decision.stages.table.query("stage == 'decision' and category == 'general'")
    awarded = year.decision.awards.table.query("category == 'general'")["code"]
    assert set(awarded) == set(general.nlargest(10, "score")["code"])


@pytest.mark.parametrize("code", SIZES)
def test_until_the_documents_nothing_is_awarded_and_nobody_was_interviewed(held, code):
    year = held(code)
    assert year.papers_only.awards.table.empty
    assert list(year.papers_only.stages.table["stage"].unique())[-1] == "documents"
    assert year.papers_only.scores.nodes["interview"].isna().all()
    assert year.decision.scores.nodes["interview"].notna().any()


@pytest.mark.parametrize("code", SIZES)
def test_earlier_winners_compete_among_themselves(held, code):
    year = held(code)
    if code == "anggakara-2018":
        assert "earlier_award" not in year.roster
        return
    category = year.indicators.participants["category"]
    agencies = year.roster[year.roster["kind"] != "upp"]
    won = agencies["earlier_award"] != ""
    assert 0 < won.sum() < len(agencies) / 2
    assert (category[agencies.index[won]] == "outstanding").all()
    assert (category[agencies.index[~won]] == "general").all()
    assert (category[year.roster.index[year.roster["kind"] == "upp"]] == "upp").all()


@pytest.mark.parametrize("code", SIZES)
def test_some_are_stopped_by_each_gate_of_the_roster_and_most_are_not(held, code):
    year = held(code)
    gates = year.decision.ranking.gates
    for gate in (gate.code for gate in year.rulebook.gate if gate.field):
        passed = gates.loc[gates["gate"] == gate, "passed"]
        assert 0.85 < passed.mean() <= 1.0
    checked = gates[gates["gate"].isin([gate.code for gate in year.rulebook.gate if gate.field])]
    assert not checked["passed"].all()


def test_only_units_are_asked_for_their_parents_consent(held):
    roster = held("anggakara-2022").roster
    assert (roster.loc[roster["kind"] != "upp", "parent_consent"] == "").all()
    assert set(roster.loc[roster["kind"] == "upp", "parent_consent"]) == {"0", "1"}


def test_the_better_a_participant_the_more_points_it_has_of_the_checklist(held):
    year = held("anggakara-2022")
    points = year.roster["self_assessment"].astype(float)
    assert points.between(0, 100).all()
    assert points.corr(year.indicators.table["answered_on_time_share"].reindex(points.index)) > 0.3


@pytest.mark.parametrize("code", SIZES)
def test_every_criterion_of_judges_is_marked_at_the_stage_that_looks_at_it(held, code):
    year = held(code)
    assert set(year.marks["criterion"]) == {panel.criterion for panel in year.rulebook.terms.panels}
    stages = year.marks.groupby("criterion")["stage"].unique().map(list).to_dict()
    at_interview = {"2018": "interview", "2020": "substance", "2022": "innovation"}[code[-4:]]
    at_documents = {"2018": "staff", "2020": "staff", "2022": "management-judged"}[code[-4:]]
    assert (stages[at_interview], stages[at_documents]) == (["interview"], ["documents"])
    if code == "anggakara-2020":
        assert stages["observation"] == ["observation"]


def test_five_judges_sit_at_the_interviews_of_2022_and_three_over_the_documents(held):
    marks = held("anggakara-2022").marks
    judges = marks.groupby(["stage", "participant", "criterion"])["judge"].nunique()
    assert judges.groupby("stage").unique().map(list).to_dict() == {"documents": [3], "interview": [5]}


@pytest.mark.parametrize("code", ["lapor", "skating", "anggakara-2017"])
def test_no_year_is_made_up_for_a_rulebook_without_a_roster_of_agencies(tmp_path, code):
    with pytest.raises(WrongUse, match=r"Choose one of: anggakara-2018, anggakara-2019"):
        synthesise(tmp_path / "year", complaints=100, agencies=2, upps=2, edition=code)
    assert list(tmp_path.iterdir()) == []


def test_a_year_is_made_up_for_every_edition():
    assert papers.EDITIONS == ("anggakara-2018", "anggakara-2019", "anggakara-2020", "anggakara-2022")


def test_the_command_makes_and_runs_a_year_of_another_edition(call, tmp_path):
    folder = tmp_path / "2020"
    sizes = ("--complaints", "600", "--agencies", "6", "--upps", "3")
    assert call("synth", folder, "--rulebook", "anggakara-2020", "--files", "1", *sizes).code == 0
    assert load(folder / "rulebook.toml").edition.code == "anggakara-2020"
    assert call("run", folder, "--until", "documents", "--no-documents").code == 0


@pytest.mark.parametrize(("code", "months"), [("anggakara-2018", 7), ("anggakara-2019", 12), ("anggakara-2020", 11)])
def test_there_is_a_log_for_every_month_of_the_period_unless_told_otherwise(tmp_path, code, months):
    made = synthesise(tmp_path / "year", complaints=600, agencies=3, upps=3, edition=code)
    assert len([name for name in made.files if name.startswith("complaints/")]) == months
