import numpy as np
from small_year import gate_of, indicators, leaf, rulebook

from criteria.gates import check


def test_gates_by_participant_in_the_rulebooks_order():
    year = indicators(
        {"complaints": {"A": 30.0, "B": 29.0, "C": np.nan}, "set_aside_share": {"A": 0.1, "B": 0.05, "C": 0.0}},
        {"staff": ["3", "", "2"], "category": ["city", "city", "upp"]},
    )
    gates = [
        gate_of("min-complaints", indicator="complaints", at_least=30),
        gate_of("clean-log", indicator="set_aside_share", at_most=0.1),
        gate_of("staffed", field="staff", at_least=1, at_most=2, category=["upp"]),
    ]
    found = check(year, rulebook([leaf("a", 100)], gates=gates, categories=CATEGORIES))
    assert found[["code", "gate", "passed"]].to_numpy().tolist() == [
        ["A", "min-complaints", True],
        ["A", "clean-log", True],
        ["B", "min-complaints", False],
        ["B", "clean-log", True],
        ["C", "min-complaints", False],  # missing does not pass
        ["C", "clean-log", True],
        ["C", "staffed", True],
    ]
    assert found["value"].tolist()[:4] == [30, 0.1, 29, 0.05]


CATEGORIES = [{"code": code, "title": {"id": "j", "en": "t"}, "where": {}} for code in ("city", "upp")]


def test_a_gate_without_limits_asks_for_a_value():
    year = indicators({"complaints": {"A": 1.0, "B": np.nan}})
    found = check(year, rulebook([leaf("a", 100)], gates=[gate_of("has-a-log", indicator="complaints")]))
    assert found["passed"].tolist() == [True, False]


def test_no_gates():
    assert check(indicators({"complaints": {"A": 1.0}}), rulebook([leaf("a", 100)])).empty
