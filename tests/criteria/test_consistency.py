import pytest
from broken_rules import CHECKS, PLAIN, broken, places, refusal

from criteria.loading import loads


@pytest.mark.parametrize("case", CHECKS, ids=lambda case: case[1][:40])
def test_what_does_not_fit_together_is_named_with_line_and_key_path(case):
    old, new, said = case
    assert places(broken((old, new))) == said


def test_weights_that_do_not_add_up_are_shown_with_their_sum():
    (problem,) = refusal(broken(("weight = 60", "weight = 61")))
    assert problem.says("en") == (
        "Line 29, column 1, criterion[1].weight: the weights under “total” add up to 101, expected 100: "
        "speed 61 + judged 40 (line 29, 43)."
    )
    assert problem.says("id") == (
        "Baris 29, kolom 1, criterion[1].weight: bobot di bawah “total” berjumlah 101, seharusnya 100: "
        "speed 61 + judged 40 (baris 29, 43)."
    )


def test_weights_are_added_without_error_of_rounding():
    thirds = broken(("weight = 60", "weight = 33.3"), ("weight = 40.0", "weight = 66.7"))
    assert places(thirds) == ""


def test_all_faults_are_told_at_once():
    text = broken(("weight = 60", "weight = 61"), ('by = "speed"', 'by = "x"'), ("max = 100", "max = -1"))
    assert (
        places(text) == "weights 29 criterion[1].weight; range 44 criterion[3].panel.min; code-unknown 49 award[1].by"
    )


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [("weight = 60", 'weight = 60\nchildren = ["on-time"]'), ('parent = "speed"\n', "")],
        [("weight = 60", 'weight = 60\nchildren = ["on-time"]')],
    ],
    ids=["parent", "children", "both"],
)
def test_parent_and_children_mean_the_same_tree(changes):
    rulebook = loads(broken(*changes), "rulebook.toml")
    codes = {parent: [child.code for child in children] for parent, children in rulebook.tree.items()}
    assert codes == {"total": ["speed", "judged"], "speed": ["on-time"]}
    assert rulebook.parents == {"speed": "total", "on-time": "speed", "judged": "total"}
    assert [leaf.code for leaf in rulebook.leaves] == ["on-time", "judged"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("zero = 0.5\nfull = 1", "zero = 0.5\nfull = 1.5"),
        ('indicator = "answered_on_time_share"', 'field = "staff"'),
        ("max = 100 }", 'max = 100, aggregate = "trimmed_mean", trim = 2 }'),
        ("at_least = 30", "at_least = 30\nat_most = 30"),
        ("default = 14, inspection = 60", "default = 0"),
        ("[ranking]", '[calendar]\ncountry = ""\n[ranking]'),
        ("date = 2030-02-01", 'number = "{{No}} {sequence:04d}/{award}/{edition}/{year}"'),
        (PLAIN[PLAIN.index("[[award]]") : PLAIN.index("[ranking]")], ""),
        ('[[gate]]\ncode = "enough"', '[[gate]]\ncode = "enough"\ncategory = ["agency"]'),
        ('by = "speed"', "winners = 3"),
    ],
)
def test_what_is_allowed_is_not_refused(old, new):
    assert places(broken((old, new))) == ""


def test_a_circle_is_shown_from_one_end_to_the_other():
    problem = refusal(broken(("weight = 60", 'weight = 60\nparent = "on-time"')))[0]
    assert "speed < on-time < speed" in problem.says("en")
