import json
from decimal import Decimal

import pytest

from criteria.indicators import INDICATORS
from evaluator import branches, complaints, lookup
from evaluator.explain import explain
from evaluator.folder import CompetitionFolder
from evaluator.pipeline import open_year, scratch_folder
from evaluator.refusals import WrongUse
from evaluator.which import Which


@pytest.fixture(scope="module")
def outcome(made_year):
    with scratch_folder() as scratch:
        folder = CompetitionFolder(made_year)
        yield open_year(folder, scratch=scratch, progress=lambda *_: None, details=True)


def printed(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")


def test_points_add_up_to_the_printed_score_and_to_every_branch(outcome):
    tree = outcome.year.rulebook.tree
    for code in outcome.year.ranking.table["code"]:
        nodes = {node.code: node for node in branches.branches(outcome.year, code, "en")}
        for parent, children in tree.items():
            points = [nodes[child.code].points for child in children if nodes[child.code].points is not None]
            assert sum(map(printed, points)) == printed(nodes[parent].points), (code, parent)
        leaves = [node for node in nodes.values() if node.code not in tree and node.points is not None]
        total = outcome.year.ranking.table.set_index("code").loc[code, "score"]
        assert sum(printed(leaf.points) for leaf in leaves) == printed(total)


def test_points_are_weight_times_score_but_for_the_last_digit(outcome):
    for code in outcome.year.ranking.table["code"]:
        for node in branches.branches(outcome.year, code, "en"):
            if node.points is not None:
                assert node.points == pytest.approx(node.weight * node.score / 100, abs=0.03)


def test_ranks_neighbours_and_gates_are_those_of_the_ranking(outcome):
    table = outcome.year.ranking.table
    ranked = table[(table["category"] == "agency") & table["rank"].notna()].reset_index(drop=True)
    second = explain(outcome.year, ranked["code"][1], "en")
    assert (second.rank, second.of, second.status) == (2, len(ranked), "ranked")
    assert [other.code for other in second.neighbours] == list(ranked["code"].drop(1)[:3])
    assert second.neighbours[0].distance == pytest.approx(ranked["score"][0] - ranked["score"][1])
    assert all(gate.passed for gate in second.gates)
    unranked = table[table["status"] == "not ranked: minimum-complaints"]["code"].iloc[0]
    told = explain(outcome.year, unranked, "en")
    assert (told.rank, told.neighbours) == (None, [])
    gate = next(gate for gate in told.gates if not gate.passed)
    assert (gate.code, gate.at_least, gate.value < 30) == ("minimum-complaints", 30.0, True)


def count(outcome, code: str, which: Which) -> int:
    return len(complaints.listed(outcome.handed_in, outcome.year, code, which))


def test_the_complaints_listed_are_as_many_as_counted(outcome):
    found = outcome.year.indicators
    for code in list(found.table.index)[::5]:
        top, bottom = found.numerators.loc[code].fillna(0), found.denominators.loc[code].fillna(0)
        assert count(outcome, code, Which.used) == found.table.loc[code, "complaints"]
        assert count(outcome, code, Which.excluded) == found.table.loc[code, "excluded"]
        assert count(outcome, code, Which.set_aside) == top["set_aside_share"]
        assert count(outcome, code, Which.open) == bottom["resolved_share"] - top["resolved_share"]
        assert count(outcome, code, Which.overdue) == top["overdue_open_share"]
        assert count(outcome, code, Which.reopened) == top["reopened_share"]
        for which, share in (
            (Which.late_acknowledge, "acknowledged_on_time_share"),
            (Which.late_answer, "answered_on_time_share"),
            (Which.late_resolve, "resolved_on_time_share"),
        ):
            assert count(outcome, code, which) == bottom[share] - top[share]


def test_late_complaints_say_in_which_steps(outcome):
    code = outcome.year.indicators.table["complaints"].idxmax()
    listed = complaints.listed(outcome.handed_in, outcome.year, code, Which.late)
    told = complaints.as_records(listed, Which.late, 3)
    assert told["count"] == len(listed) > 3 == len(told["first"])
    assert all(row["late"] for row in told["first"])
    assert json.loads(json.dumps(told)) == told
    assert len(complaints.as_records(listed, Which.late, 0)["first"]) == len(listed)


def test_every_measure_is_explained(outcome):
    told = explain(outcome.year, outcome.year.ranking.table["code"].iloc[0], "id")
    assert [measure.code for measure in told.measures] == list(INDICATORS)
    assert {mark.criterion for mark in told.marks} == {c.code for c in outcome.year.rulebook.criterion if c.panel}


def test_a_participant_is_found_by_code_or_exact_name(outcome):
    names = outcome.year.indicators.participants["name"]
    code, name = names.index[0], names.iloc[0]
    assert lookup.resolve(outcome.year, code) == code
    assert lookup.resolve(outcome.year, f"  {code.lower()} ") == code
    assert lookup.resolve(outcome.year, name.upper().replace(" ", "  ")) == code


def test_a_near_miss_is_suggested_and_never_taken(outcome):
    name = outcome.year.indicators.participants["name"].iloc[0]
    with pytest.raises(WrongUse) as told:
        lookup.resolve(outcome.year, name[:-1])
    assert name in str(told.value)
    with pytest.raises(WrongUse, match="No participant is called xyzzy"):
        lookup.resolve(outcome.year, "xyzzy")


def test_explain_prints_and_gives_json(call, made_year, outcome):
    code = outcome.year.ranking.table["code"].iloc[0]
    text = call("explain", made_year, code, "--complaints", "late", "--first", "2")
    assert text.code == 0
    assert f"({code})" in text.out
    assert "complaints (late)" in text.out
    told = json.loads(call("explain", made_year, code, "--json", "--complaints", "open").out)
    assert (told["rank"], told["complaints"]["count"]) == (1, count(outcome, code, Which.open))
    assert not (made_year / "results").exists()


def test_explain_speaks_indonesian(call, made_year, outcome):
    called = call("explain", made_year, outcome.year.ranking.table["code"].iloc[0], "--lang", "id")
    assert "Peringkat 1 dari" in called.out
