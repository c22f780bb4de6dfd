"""What the method says of few complaints is what the arithmetic does."""

from importlib.resources import files

import made_year
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.fairness.shares import wilson
from criteria.loading import load
from reports.luck_words import luck
from reports.speech import Speech

SAY = Speech("en")


def edition(code):
    return load(files("criteria").joinpath("editions", f"{code}.toml"))


def test_the_rulebook_of_2022_takes_every_share_of_complaints_in_one_way_and_says_why():
    ways, kinds = luck(edition("anggakara-2022"), SAY)
    assert ways.startswith(
        "Quickly Acknowledged, Quickly Answered, Quickly Followed Up, Complaints resolved, Backlog past the deadline:"
    )
    # n / (n + 1.96^2): 30 / 33.8415 and 2000 / 2003.8415
    assert "30 of 30 on time count as 88.6%, 2,000 of 2,000 as 99.8%" in ways
    assert kinds.endswith("Deadlines that differ by kind allow for part of it.")


def test_where_shares_are_plain_the_gate_is_named_that_guards_against_luck():
    plain, _ = luck(edition("anggakara-2019"), SAY)
    assert plain.endswith("What keeps a few lucky complaints from winning is the gate: At least 30 complaints.")
    rules = made_year.small_rulebook().model_copy(update={"gate": []})
    assert luck(rules, SAY)[0].endswith("Nothing in these rules keeps a few lucky complaints from winning.")


@pytest.mark.parametrize(("way", "words"), [("shrunk", "drawn towards"), ("standardised", "as if everybody's")])
def test_each_way_is_told_and_only_where_it_is_used(way, words):
    rules = made_year.small_rulebook()
    leaves = [leaf.model_copy(update={"estimate": way}) if leaf.code == "on-time" else leaf for leaf in rules.criterion]
    told = luck(rules.model_copy(update={"criterion": leaves}), SAY)
    assert told[0].startswith(f"On time: {words}")
    assert ("bring no points" in told[1]) == (way != "standardised")


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_one_more_on_time_never_does_harm(good, bad):
    before, after = wilson(np.array([good, good + 1.0]), np.array([good + bad, good + bad + 1.0]))[0]
    assert after > before or (good + bad == 0 and after > 0)
