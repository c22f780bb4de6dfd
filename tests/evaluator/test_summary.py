import pytest

from evaluator.folder import CompetitionFolder
from evaluator.outcome import Outcome
from evaluator.summary import FIRST_PROBLEMS, summarise
from submissions.problems import Kind, Problem, Severity


def kind(code: str, severity: Severity) -> Kind:
    return Kind(code, severity, {"id": "rusak", "en": "broken"}, {"id": "perbaiki", "en": "mend"})


@pytest.fixture
def told(tmp_path):
    note, aside, blocking = (
        kind(code, severity)
        for code, severity in (("n", Severity.NOTE), ("a", Severity.SET_ASIDE), ("b", Severity.BLOCKING))
    )
    found = (
        [Problem(note, row=1)] * 3 + [Problem(aside, row=row) for row in range(2, 1002)] + [Problem(blocking, row=9)]
    )
    return summarise(Outcome(found), CompetitionFolder(tmp_path), "en")


def test_the_gravest_come_first_and_one_of_each_kind_before_a_second(told):
    first = told["problems"]["first"]
    assert len(first) == FIRST_PROBLEMS
    assert sorted(row["code"] for row in first) == ["a", "a", "b", "n", "n"]
    assert [row["code"] for row in first] == ["b", "a", "a", "n", "n"]


def test_all_are_counted(told):
    assert told["problems"]["count"] == 1004
    assert told["problems"]["by_severity"] == {"blocking": 1, "set aside": 1000, "warning": 0, "note": 3}
    assert told["problems"]["by_kind"] == {"a": 1000, "b": 1, "n": 3}


def test_where_the_rules_were_refused_nothing_was_read(told):
    assert (told["ranking_possible"], told["edition"], told["rows"], told["ranking"]) == (False, None, None, [])
