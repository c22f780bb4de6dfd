"""Comparing rulebooks as data; expected values are worked out by hand from plain_rulebook.toml."""

import pytest
from broken_rules import PLAIN, broken
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.compare import Change, Entry, Moved, compare, of_total
from criteria.editions import edition_text, list_editions
from criteria.loading import loads

SOUND = loads(PLAIN, "plain")


def differences(*changes):
    return compare(SOUND, loads(broken(*changes), "other"))


def test_a_rulebook_is_the_same_as_itself():
    found = compare(SOUND, SOUND)
    assert found.same
    assert (found.added, found.removed, found.changes, found.weights) == ([], [], [], [])


@pytest.mark.parametrize(
    "changes",
    [
        [("schema = 1", "# a comment\nschema = 1")],
        [("weight = 60", "weight = 60.0")],
        [("schema = 1", 'schema = 1\nengine.name = "spark"')],
        [("weight = 60", 'weight = 60\nchildren = ["on-time"]'), ('parent = "speed"\n', "")],
        [("weight = 60", 'weight = 60\nparent = "total"')],
        [("[ranking]", "[calendar]\n[ranking]")],
    ],
    ids=["comment", "number", "engine", "children", "total", "default"],
)
def test_what_decides_nothing_is_no_difference(changes):
    assert differences(*changes).same


def test_a_changed_value_is_named_by_codes_not_by_places():
    found = differences(("zero = 0.5", "zero = 0.25"), ("inspection = 60", "inspection = 30"))
    assert found.changes == [
        Change(("standards", "resolve", "inspection"), 60, 30),
        Change(("criterion", "on-time", "scale", "zero"), 0.5, 0.25),
    ]
    assert (found.added, found.removed, found.weights) == ([], [], [])


def test_an_entry_that_moved_up_with_others_untouched_is_a_change_of_order_alone():
    first = PLAIN[PLAIN.index('[[criterion]]\ncode = "speed"') : PLAIN.index('[[criterion]]\ncode = "judged"')]
    rest = PLAIN[PLAIN.index('[[criterion]]\ncode = "judged"') : PLAIN.index("[[award]]")]
    other = PLAIN.replace(first + rest, rest + first)
    found = compare(SOUND, loads(other, "other"))
    assert found.changes == [Change(("criterion",), ["speed", "on-time", "judged"], ["judged", "speed", "on-time"])]
    assert not found.weights


def test_moved_weights_are_points_of_the_total_largest_first():
    """speed 60 -> 50 carries on-time (all of it) with it; judged 40 -> 50."""
    found = differences(("weight = 60", "weight = 50"), ("weight = 40.0", "weight = 50"))
    assert found.weights == [Moved("judged", 40, 50), Moved("on-time", 60, 50), Moved("speed", 60, 50)]
    assert [moved.points for moved in found.weights] == [10, -10, -10]


def test_largest_movement_comes_first():
    new = '[[criterion]]\ncode = "new"\ntitle = { id = "Baru", en = "New" }\nweight = 15\npanel = {}\n[[award]]'
    found = differences(("weight = 60", "weight = 50"), ("weight = 40.0", "weight = 35"), ("[[award]]", new))
    assert [(moved.code, moved.points) for moved in found.weights] == [
        ("new", 15), ("on-time", -10), ("speed", -10), ("judged", -5),
    ]  # fmt: skip
    assert found.weights[0] == Moved("new", None, 15)
    assert found.added == [Entry("criterion", "new", {"id": "Baru", "en": "New"})]


def test_added_and_removed_entries_of_every_list():
    others = '[[category]]\ncode = "upp"\ntitle = { id = "Unit", en = "Units" }\n[[gate]]'
    award = PLAIN[PLAIN.index("[[award]]") : PLAIN.index("[ranking]")]
    found = differences(("[[gate]]", others), (award, ""))
    assert found.added == [Entry("category", "upp", {"id": "Unit", "en": "Units"})]
    assert found.removed == [Entry("award", "best", {"id": "Terbaik", "en": "Best"})]
    assert found.changes == []
    mirrored = compare(loads(broken(("[[gate]]", others), (award, "")), "other"), SOUND)
    assert (mirrored.added, mirrored.removed) == (found.removed, found.added)


def test_what_is_written_in_one_alone_stands_beside_nothing():
    found = differences(("at_least = 30", "at_least = 30\nat_most = 99"))
    assert found.changes == [Change(("gate", "enough", "at_most"), None, 99)]


def test_a_leaf_fed_otherwise_loses_one_key_and_gains_another():
    found = differences(("panel = { min = 0, max = 100 }", 'field = "x"\nscale = { type = "percentile" }'))
    assert {change.path[-1]: (change.before is None, change.after is None) for change in found.changes} == {
        "panel": (False, True), "field": (True, False), "scale": (True, False),
    }  # fmt: skip


def test_shares_of_the_total_of_the_shipped_rulebook():
    """By hand from the file: 40 x 25% x 60% and so on."""
    shares = of_total(loads(edition_text("anggakara-2019"), "2019"))
    by_hand = {
        "management": 40, "acknowledged": 10, "acknowledged-on-time": 6, "acknowledged-days": 4, "staff": 6,
        "change": 12, "leadership": 4.8, "impact": 10, "improvement": 28, "overdue": 5.6, "reopened": 4.2,
    }  # fmt: skip
    assert {code: shares[code] for code in by_hand} == pytest.approx(by_hand)


@pytest.mark.parametrize("before", list_editions())
@pytest.mark.parametrize("after", list_editions())
def test_there_and_back_again(before, after):
    """Comparing the other way round swaps every pair, and the leaves' movements cancel out."""
    old, new = (loads(edition_text(code), code) for code in (before, after))
    there, back = compare(old, new), compare(new, old)
    assert there.same == back.same == (before == after)
    assert {(one.table, one.code) for one in there.added} == {(one.table, one.code) for one in back.removed}
    assert {(one.path, str(one.before), str(one.after)) for one in there.changes} == {
        (one.path, str(one.after), str(one.before)) for one in back.changes
    }
    assert [(one.code, one.before, one.after) for one in there.weights] == [
        (one.code, one.after, one.before) for one in back.weights
    ]
    leaves = {leaf.code for leaf in [*old.leaves, *new.leaves]}
    inner = {c.code for book in (old, new) for c in book.criterion} - {leaf.code for leaf in old.leaves}
    inner |= {c.code for c in new.criterion} - {leaf.code for leaf in new.leaves}
    if not leaves & inner & {c.code for c in old.criterion} & {c.code for c in new.criterion}:
        assert sum(one.points for one in there.weights if one.code in leaves) == pytest.approx(0, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 99), st.integers(1, 99))
def test_points_are_the_difference_of_the_weights(old, new):
    def weighted(speed):
        return loads(broken(("weight = 60", f"weight = {speed}"), ("weight = 40.0", f"weight = {100 - speed}")), "x")

    found = {moved.code: moved.points for moved in compare(weighted(old), weighted(new)).weights}
    expected = {"speed": new - old, "on-time": new - old, "judged": old - new} if old != new else {}
    assert found == pytest.approx(expected)
