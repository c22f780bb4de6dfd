"""A participant's feedback: figures of a year worked out by hand, two pages whatever was handed in, the same bytes."""

from __future__ import annotations

import dataclasses
import html
import re
from io import BytesIO
from types import SimpleNamespace

import made_year
import numpy as np
import pandas as pd
import pytest
from pypdf import PdfReader
from test_papers import HOSTILE, rules

from reports.feedback import charts, paper
from reports.feedback.ground import Ground
from reports.feedback.telling import FAULTS, LEAVES, heaviest, tell
from reports.feedback.told import Fault, Leaf
from reports.speech import Speech

EN = Speech("en")
FAULT = Fault(3, "complaints/lapor.csv", "Data", 14, "received_at", "31/02", "The date is not one.", "Mend it.")


@pytest.fixture(scope="module")
def ground():
    return Ground(with_months(made_year.small_year()), EN)


def with_months(year):
    """01 has answers due in three months, 02 in one, 06 (kept out by a gate) in one."""
    rows = [
        ("01", "2018-11", 10, 6, 8, 9), ("01", "2019-01", 4, 0, 0, 4), ("01", "2019-10", 30, 9, 10, 20),
        ("02", "2018-11", 50, 50, 50, 50), ("06", "2018-11", 1, 0, 1, 1),
    ]  # fmt: skip
    columns = ["code", "month", "complaints", "answered_on_time", "answered_due", "resolved"]
    months = pd.DataFrame(rows, columns=columns)
    return dataclasses.replace(year, indicators=dataclasses.replace(year.indicators, months=months))


def said(told):
    text = html.unescape(re.sub(r"<[^>]*>", " ", paper.html(told)))
    return " ".join(text.split())


def test_leaves_are_compared_with_the_ranked_of_the_category(ground):
    leaves = {leaf.title: leaf for leaf in tell(ground, "01", []).leaves}
    # ranked agencies, on time: 50 50 60 70 90 90 97; awarded are 02, 05 and, by change, 02 again
    assert leaves["On time"] == Leaf("On time", 30.0, 90.0, 55.0, 70.0, 90.0, 93.5, "90%")
    assert leaves["Connected"].weight == pytest.approx(16)
    assert (leaves["Connected"].low, leaves["Connected"].high) == (50, 68.75)  # 25 50 50 50 75 90


def test_a_leaf_that_is_no_part_has_no_weight_and_the_others_have_more(ground):
    leaves = {leaf.title: leaf for leaf in tell(ground, "05", []).leaves}
    assert np.isnan(leaves["Connected"].weight)
    assert np.isnan(leaves["Connected"].own)
    assert leaves["Judged"].weight == pytest.approx(40)


def test_what_would_have_lifted_most(ground):
    # 08 has 60, 40, 0, 75 of weights 30, 30, 24, 16: in all 42; a quarter has 90, 75, 80, 68.75
    lifts = tell(ground, "08", []).lifts
    assert [(lift.title, lift.points, lift.rank) for lift in lifts] == [
        ("Judged", pytest.approx(19.2), 4), ("Working days", pytest.approx(10.5), 4), ("On time", pytest.approx(9), 4),
    ]  # fmt: skip
    assert (lifts[1].now, lifts[1].then) == ("score 40.0 (12 working days)", "score 75.0")
    assert lifts[0].now == "score 0.0"


def test_points_may_bring_no_better_rank(ground):
    (lift,) = tell(ground, "01", []).lifts
    assert (lift.title, lift.points, lift.rank) == ("Connected", pytest.approx(3.0), 3)  # 79.7 is still below 81.5


def test_who_is_not_ranked_is_told_points_and_no_rank(ground):
    told = tell(ground, "06", [])
    assert {lift.rank for lift in told.lifts} <= {None}
    assert told.standing[0] == "Not ranked: does not meet: At least 30 complaints (measured: 1)."
    assert "do not allow a fair comparison" in told.standing[-1]
    assert [peer.code for peer in told.peers] == ["03", "01", "05"]  # of the better half, the nearest first


def test_the_best_has_nobody_to_learn_from(ground):
    told = tell(ground, "02", [])
    assert told.peers == ()
    assert "Nobody of your kind stands better: others may learn from you." in said(told)
    assert "Awarded: Best Agency; Driver of Change." in said(told)


def test_peers_are_the_nearest_better_ones_with_what_they_are_ahead_by(ground):
    peers = tell(ground, "08", []).peers
    assert [(peer.code, peer.rank) for peer in peers] == [("04", 4), ("03", 4), ("01", 3)]
    assert peers[0].ahead == ("Judged: 12.0 points more (50)", "Working days: 3.0 points more (10 working days)")


def test_peers_are_of_the_same_kind_where_the_roster_says_it():
    year = made_year.small_year()
    kinds = {"01": "city", "02": "regency", "05": "city", "08": "city"}
    people = year.indicators.participants
    people = people.assign(kind=[kinds.get(code, "province") for code in people.index])
    year = dataclasses.replace(year, indicators=dataclasses.replace(year.indicators, participants=people))
    told = tell(Ground(year, EN), "08", [])
    assert [peer.code for peer in told.peers] == ["01", "05"]
    assert "The nearest of your kind (city) that stand better" in said(told)


def test_months_of_the_period_with_the_median_of_the_category(ground):
    months = tell(ground, "01", []).months
    assert [month.label for month in months][:4] == ["Nov\n2018", "Dec", "Jan\n2019", "Feb"]
    assert len(months) == 12
    assert (months[0].complaints, months[0].on_time, months[0].median) == (10, 0.75, 0.875)  # of .75 and 1, not of 06
    assert (months[2].complaints, np.isnan(months[2].on_time)) == (4, True)
    assert (months[1].complaints, np.isnan(months[1].median)) == (0, True)
    assert tell(ground, "01", []).trend == (
        "Answered on time in the first half of the period: 75.0%; in the second: 90.0%."
    )
    assert tell(ground, "02", []).trend == ""


def test_the_interval_stands_beside_the_rank(ground):
    ranks = pd.DataFrame({"rank_low": [3, 1], "rank_high": [5, 1]}, index=["01", "02"], dtype="Int64")
    year = dataclasses.replace(ground.year, sure=SimpleNamespace(drawn=SimpleNamespace(ranks=ranks)))
    sure = Ground(year, EN)
    assert tell(sure, "01", []).standing[0] == (
        "Rank 3 of 7 in Agencies, with a total of 76.70 of 100. With these data the rank lies between 3 and 5."
    )
    assert tell(sure, "02", []).standing[0].endswith("With these data the rank is 1: chance hardly changes it.")
    assert "With these data" not in " ".join(tell(sure, "05", []).standing)


def test_who_was_out_at_a_stage_is_told_how_near_it_was():
    ground = Ground(made_year.small_year(rules=rules(top={"agency": 3})), EN)
    told = tell(ground, "08", [])
    assert told.standing[0] == "Not ranked: went no further than: Documents."
    assert "Last stage: Documents; below the cut, 34.70 points below the cut." in told.standing  # 42 against 76.7
    assert "fair comparison" not in " ".join(told.standing)
    assert "Last stage: Documents; went on, 26.70 points above the cut." in tell(ground, "01", []).standing  # 50 stayed


def test_rows_and_faults_are_told_as_far_as_there_is_room(ground):
    told = tell(ground, "01", [dataclasses.replace(FAULT, says=f"Fault {n}.") for n in range(FAULTS + 3)])
    text = said(told)
    assert "used: 100 · excluded: 1 · repeated: 3 · outside: 3 · set aside: 3" in text
    assert "3 Fault 0. Mend it. complaints/lapor.csv, Data, row 14, received_at: “31/02”" in text
    assert "And 3 more kinds of problems." in text
    assert f"Fault {FAULTS}." not in text
    assert "No problem was found in rows that are known to be yours." in said(tell(ground, "02", []))


@pytest.mark.parametrize("code", ["01", "02", "05", "06", "07", "12"])
def test_two_pages_for_everybody(ground, code):
    pages = PdfReader(BytesIO(paper.render_feedback(tell(ground, code, [FAULT])))).pages
    assert len(pages) == 2
    for page in pages:
        assert f"CONFIDENTIAL: for {code} alone" in page.extract_text()
        assert "SYNTHETIC DATA" in page.extract_text()


def test_two_pages_for_a_year_of_many_criteria_and_long_words():
    ground = Ground(made_year.seeded_year(60), Speech("id"))
    code = next(code for code, placed in ground.placed.items() if placed.name == made_year.LONG_NAME and placed.rank)
    long = [dataclasses.replace(FAULT, says="Kalimat panjang. " * 9, mend="Perbaiki. " * 9)] * (FAULTS + 1)
    told = tell(ground, code, long)
    many = dataclasses.replace(
        told, leaves=tuple(dataclasses.replace(told.leaves[0], title="Kriteria " * 30) for _ in range(LEAVES))
    )
    assert len(PdfReader(BytesIO(paper.render_feedback(many))).pages) == 2
    assert "RAHASIA" in said(told)


def test_of_very_many_criteria_the_heaviest_are_shown(ground):
    leaves = [Leaf(str(n), float(n % 7), *(0.0,) * 5, "") for n in range(LEAVES + 2)]
    left_out = {leaf.title for leaf in leaves} - {leaf.title for leaf in heaviest(leaves)}
    assert left_out == {"21", "28"}  # of the lightest, 0 7 14 21 28, the last


def test_hostile_text_stays_text(ground):
    told = tell(ground, "03", [])
    typed = [text for text in HOSTILE if text.strip()]
    leaves = tuple(Leaf(text, 5.0, 50.0, 40.0, 50.0, 60.0, 70.0, text) for text in [*typed, "$\\frac{1}", "$x^2$"])
    faults = tuple(dataclasses.replace(FAULT, file=text, says=text, column=text) for text in typed)
    for text in (" ".join(typed[::2]), " ".join(typed[1::2])):
        hostile = dataclasses.replace(told, name=text, code=text[:50], leaves=leaves, faults=faults[:6], kind=text)
        reader = PdfReader(BytesIO(paper.render_feedback(hostile)))
        assert not reader.attachments
        assert "root:" not in "".join(page.extract_text() for page in reader.pages)
        assert not [one for page in reader.pages for one in page.get("/Annots", []) or []]
        faults = faults[6:]
    text = said(dataclasses.replace(told, name="{{ 7*7 }}<b>"))
    assert "{{ 7*7 }}<b>" in text


def test_the_same_figures_give_the_same_bytes(ground):
    told = tell(ground, "01", [FAULT])
    assert paper.render_feedback(told) == paper.render_feedback(tell(ground, "01", [FAULT]))
    assert paper.identifier(told) != paper.identifier(dataclasses.replace(told, trend="other"))


def test_charts_keep_letters_as_letters_and_say_nothing_of_when_they_were_made(ground):
    told = tell(ground, "01", [])
    for svg in (charts.criteria(told.leaves, 2, EN), charts.months(told.months, EN)):
        assert b"<dc:date" not in svg
        assert b"</text>" in svg
    assert b"On time" in charts.criteria(told.leaves, 2, EN)
    alone = charts.months(told.months[:1], EN)  # a period of one month
    assert b"</text>" in alone


def test_the_pictures_are_told_to_who_cannot_see_them(ground):
    page = paper.html(tell(ground, "01", []))
    assert 'alt="On time: you 90.0, median 70.0, winners 93.5; ' in page
    assert "Nov 2018: 10 complaints, 75.0% answered on time; " in page
    assert "No complaint of yours counted." in said(tell(Ground(made_year.small_year(), EN), "01", []))
