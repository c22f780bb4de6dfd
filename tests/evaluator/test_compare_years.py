import csv
import json
from decimal import Decimal

import pytest
import small_folder
import two_years

INTERVIEW = """[[criterion]]
code = "interview"
title = { id = "Wawancara", en = "Interview" }
weight = 20
panel = { min = 0, max = 10 }
[[award]]
code = "best-agency"
"""


@pytest.fixture
def years(tmp_path):
    return two_years.build(tmp_path)


def told(call, years):
    called = call("compare", *years, "--json")
    assert called.code == 0, called.err
    return json.loads(called.out)


def of(document, code):
    return next(person for person in document["participants"] if person["code"] == code)


def new_rules(folder):
    """The weights 60 and 40 become 50 and 30, and an interview has 20."""
    two_years.rewrite(
        folder, "rulebook.toml",
        ("weight = 60", "weight = 50"), ("weight = 40", "weight = 30"),
        ('[[award]]\ncode = "best-agency"\n', INTERVIEW),
    )  # fmt: skip
    marks = [f"J1,{code},interview,{at + 2}" for at, code in enumerate(small_folder.PEOPLE)]
    small_folder.add(folder, small_folder.MARKS, *marks)


def test_new_marks_are_ones_own_change(call, years):
    """40 % of 15 more points by one of two judges is 3.00; nobody else has moved."""
    small_folder.replace(years[1], small_folder.MARKS, "J1,A3,judged,71", "J1,A3,judged,86")
    small_folder.replace(years[0], "rulebook.toml", "at_least = 10", "at_least = 11")  # rules, but they touch nobody
    before = json.loads(call("explain", years[0], "A3", "--json").out)["score"]
    after = json.loads(call("explain", years[1], "A3", "--json").out)["score"]
    found = of(told(call, years), "A3")
    assert (found["score_1"], found["score_2"]) == (before, after)
    assert (found["score_rules"], found["score_others"]) == (0, 0)
    assert Decimal(f"{found['score_own']:.2f}") == Decimal(f"{after:.2f}") - Decimal(f"{before:.2f}")
    two_years.rewrite(years[1], small_folder.MARKS, ("J1,A3,judged,86", "J1,A3,judged,71"))
    assert of(told(call, years), "A3")["score_2"] == pytest.approx(after - 3.0)


def test_a_new_standard_is_a_change_of_rules(call, years):
    """The same records a year later under a standard of one day: A2's answers are late now."""
    two_years.rewrite(years[1], "rulebook.toml", ("answer = 5", "answer = 1"))
    found = of(told(call, years), "A2")
    assert found["score_change"] < -10
    assert found["score_rules"] == pytest.approx(found["score_change"], abs=3)
    assert abs(found["score_own"]) < 3  # weekends and holidays fall otherwise
    assert [person["score_others"] for person in told(call, years)["participants"]] == [0] * 6


def test_everything_adds_up_and_newcomers_and_the_gone_are_listed(call, years, tmp_path):
    new_rules(years[1])
    for name in (small_folder.LOG, small_folder.ROSTER):
        two_years.rewrite(years[1], name, ("Kabupaten Empat", "Kabupaten Lima"))
    for name in (small_folder.ROSTER, small_folder.MARKS):
        two_years.rewrite(years[1], name, ("A4,", "A5,"))
    called = call("compare", *years, "--csv", tmp_path / "movements.csv", "--first", "2")
    assert called.code == 0
    assert "Kabupaten Lima (A5)" in called.out
    assert "Kabupaten Empat (A4)" in called.out
    assert "… and 3 more" in called.out
    document = told(call, years)
    assert [person["code"] for person in document["new"]] == ["A5"]
    assert [person["code"] for person in document["gone"]] == ["A4"]
    assert any("“Interview” (interview)" in note for note in document["notes"])
    with (tmp_path / "movements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["code"] for row in rows] == [person["code"] for person in document["participants"]]
    for row in rows:
        for what in ("rank", "score"):
            change, *parts = (Decimal(row[f"{what}_{part}"]) for part in ("change", "own", "rules", "others"))
            assert change == sum(parts)
        assert Decimal(row["score_change"]) == Decimal(row["score_2"]) - Decimal(row["score_1"])
        assert int(row["rank_change"]) == int(row["rank_1"]) - int(row["rank_2"])


def test_a_new_criterion_that_only_one_year_can_tell_is_a_change_of_rules(call, years):
    """The records are alike but for days off, so what A1 loses by an interview of 2 of 10 is all by the rules."""
    new_rules(years[1])
    found = of(told(call, years), "A1")
    # 81.60 = 60 % of 95 + 40 % of 61.5; then 50 % of 95 + 30 % of 61.5 + 20 % of 20 = 69.95
    assert (found["score_1"], found["score_2"]) == (81.6, 69.95)
    assert (found["score_own"], found["score_rules"], found["score_others"]) == (0, -11.65, 0)


def test_a_renamed_participant_and_other_counting_are_said(call, years):
    two_years.rewrite(years[1], small_folder.ROSTER, ("Kota Tiga", "Kota Sembilan"))
    two_years.rewrite(years[1], "rulebook.toml", ('["aspiration"]', '["aspiration", "information"]'))
    notes = "\n".join(told(call, years)["notes"])
    assert "1 code has another name in the later year" in notes
    assert "A3: Kota Tiga → Kota Sembilan" in notes
    assert "What counts as a complaint" in notes
    assert "Both years have the same rules." in notes


def test_refusals_say_what_is_wrong(call, years, tmp_path):
    assert "There is no folder" in call("compare", years[0], tmp_path / "none").err
    two_years.rewrite(years[1], "rulebook.toml", ("weight = 40", "weight = 41"))
    called = call("compare", *years)
    assert (called.code, "There is no ranking to compare: 1 blocking problem" in called.err) == (1, True)


def test_nobody_in_both_years(call, years):
    for name in (small_folder.ROSTER, small_folder.MARKS):
        two_years.rewrite(years[1], name, *((f"{code},", f"X{code},") for code in small_folder.PEOPLE))
    two_years.rewrite(years[1], small_folder.LOG, *((f",{code},", f",X{code},") for code in ("A2", "A3", "U1", "U2")))
    assert "No participant is in both years" in call("compare", *years).err


def test_it_speaks_indonesian(call, years):
    assert "diri sendiri" in call("compare", *years, "--lang", "id").out
