"""Every flag on a log that deserves it and on one that does not, worked out by hand."""

import pandas as pd
import pytest
from pydantic import ValidationError

from criteria.integrity import FLAGS, Thresholds, complaints_behind, flags
from tests.criteria.small_logs import COLUMNS, complaint, handed_in, rulebook
from tests.criteria.small_year import TITLE

EVEN = [3 * n for n in range(100)]
"""Days of receipt, spread over ten months."""
SCATTERED = [1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 9, 11, 13, 16, 17]
"""Days until the answer as honest work scatters them."""


def honest(who, count=100, **more):
    """Received every third day, acknowledged, answered and resolved as it comes."""
    return [
        complaint(who, EVEN[n], n % 2, SCATTERED[n % 15], SCATTERED[n % 15] + n % 7 + 1, rating=100 * (n % 5 + 1))
        | more
        for n in range(count)
    ]


def raised(rows, rules=None, columns=COLUMNS, roster=None, **thresholds):
    """The flags of a log, each as (code, flag): row; the complaints behind each are counted once more."""
    handed, rules, limits = handed_in(rows, columns, roster), rules or rulebook(), Thresholds(**thresholds)
    found = flags(handed, rules, limits)
    for row in found.itertuples():
        behind = complaints_behind(handed, rules, limits, row.code, row.flag, row.detail).to_pandas()
        assert len(behind) == row.complaints
        assert behind["complaint_id"].tolist() == [f"C{number}" for number in behind["row"]]
    return {(row.code, row.flag): row for row in found.itertuples()}


def test_honest_logs_raise_nothing():
    assert raised(honest("A") + honest("B")) == {}


def test_no_logs_no_flags():
    table = flags(handed_in(honest("A", 1)), rulebook(), Thresholds())
    assert table.empty
    assert list(table) == ["code", "flag", "statistic", "reference", "threshold", "complaints", "detail"]


def test_every_step_on_the_day_of_receipt():
    rows = [complaint("A", 6 * n, 0, 0, 0) for n in range(58)] + [complaint("A", 5, 0, 0, 2), complaint("A", 6, 0, 1)]
    rows += [complaint("A", 7, 4)] * 5  # only acknowledged: no answer of which to ask when
    found = raised(rows + honest("B"))
    assert list(found) == [("A", "no-delay")]
    row = found["A", "no-delay"]
    assert (row.statistic, row.threshold, row.complaints) == (pytest.approx(58 / 60), 0.95, 58)
    # of the others' hundred answers, none was given without delay
    assert row.reference == 0
    assert raised(rows[3:] + honest("B"), no_delay=0.97) == {}


def test_all_three_steps_on_one_later_day():
    rows = [complaint("A", day, 4 + n % 5, 4 + n % 5, 4 + n % 5) for n, day in enumerate(EVEN[:40])]
    found = raised(rows + honest("B"))
    assert [key for key in found if key[1] == "one-day"] == [("A", "one-day")]
    assert found["A", "one-day"].statistic == 1
    assert ("A", "one-day") not in raised(rows + honest("B"), columns=COLUMNS - {"acknowledged_at"})
    two_steps = [row | {"acknowledged": None} for row in rows]
    assert ("A", "one-day") not in raised(two_steps + honest("B"))


def test_one_answer_time_over_and_over():
    same = [complaint("A", day, 0, 14) for day in EVEN[:30]]
    found = raised(same + honest("A") + honest("B"))
    assert list(found) == [("A", "one-answer-time")]
    row = found["A", "one-answer-time"]
    assert (row.statistic, row.threshold, row.complaints, row.detail) == (30 / 130, 0.2, 30, "14")
    assert row.reference == 0


def test_an_answer_time_that_all_share_is_not_flagged():
    rows = [complaint(who, day, 0, 14) for who in "ABC" for day in EVEN[:30]]
    assert raised(rows + honest("A") + honest("B") + honest("C")) == {}


def test_quick_answers_lie_close_together_and_are_not_flagged():
    """Half of A's answers after two days: 1.6 / 2 would be odd; of C's nine tenths after two days: that is."""
    quick = [complaint("A", day, 0, [2, 2, 2, 1, 3, 0][n % 6]) for n, day in enumerate(EVEN)]
    found = raised(quick + honest("B"))
    assert found == {}
    fixed = [complaint("C", day, 0, 2 if n % 10 else 3) for n, day in enumerate(EVEN)]
    row = raised(fixed + honest("B"))["C", "one-answer-time"]
    assert (row.statistic, row.threshold, row.detail) == (0.9, 0.8, "2")


def test_a_broad_hill_is_no_peak():
    """A fifth of the answers each after 19, 20, 21, 22 and 23 days."""
    rows = [complaint("A", day, 0, 19 + n % 5) for n, day in enumerate(EVEN)]
    assert ("A", "one-answer-time") not in raised(rows + honest("B"))


def test_days_to_answer_heaped_at_multiples_of_five():
    """Thirty answers each after 10, 15, 20 and one after every other day up to 62; 10 is left out (8 to 12)."""
    rows = [complaint("A", n * 2, 0, days) for days in (10, 15, 20) for n in range(30)]
    rows += [complaint("A", 100, 0, days) for days in range(8, 63)]
    found = raised(rows + honest("B"), answer_time=1)
    assert list(found) == [("A", "heaping")]
    row = found["A", "heaping"]
    # of 13..62: 50 once each and 60 more, of which at multiples 10 + 60
    assert row.statistic == pytest.approx(5 * 70 / 110)
    assert (row.complaints, row.detail, row.threshold) == (70, "10", 2.0)
    # the others' answers of 13, 16 and 17 days, 10 left out with its window
    assert row.reference == 0
    one_heap = [complaint("A", n * 2, 0, 40) for n in range(60)] + rows[90:]
    assert "heaping" not in {flag for _, flag in raised(one_heap + honest("B"))}


def test_a_dozen_heaped_answers_of_thirty_may_be_chance():
    """Twice what an even spread has, but P(X >= 12) = .0095 of 30 at 1/5; that the others have none proves nothing."""
    rows = [complaint("A", n, 0, 15) for n in range(13)]
    rows += [complaint("A", n, 0, 20 + 5 * n % 35) for n in range(12)] + [complaint("A", n, 0, 21) for n in range(18)]
    others = [complaint("B", n, 0, 21 + n % 4) for n in range(100)]
    assert "heaping" not in {flag for _, flag in raised(rows + others, answer_time=1)}
    assert "heaping" in {flag for _, flag in raised(rows + others, answer_time=1, chance=0.01)}


def test_closings_piled_up_before_the_cut_off():
    """Forty of a hundred closed in the last fourteen days of 365: more than three times 14 / 365."""
    rows = [complaint("A", day, 0, SCATTERED[n % 15], 364 - n % 14 - day) for n, day in enumerate(EVEN[:40])]
    rows += honest("A")[40:]
    found = raised(rows + honest("B"))
    assert list(found) == [("A", "closing-rush")]
    row = found["A", "closing-rush"]
    assert (row.statistic, row.reference) == (0.4, 14 / 365)
    assert row.threshold == pytest.approx(3 * 14 / 365)
    assert row.complaints == 40


def test_a_closing_after_the_cut_off_has_not_happened():
    rows = [complaint("A", day, 0, 1, 370 - day) for day in EVEN]
    assert raised(rows + honest("B")) == {}


def test_resolved_without_an_answer():
    rows = [row | ({"answered": None} if n % 2 else {}) for n, row in enumerate(honest("A"))]
    found = raised(rows + honest("B"))
    assert list(found) == [("A", "resolved-unanswered")]
    row = found["A", "resolved-unanswered"]
    assert (row.statistic, row.reference, row.complaints) == (0.5, 0, 50)
    assert raised(rows + honest("B"), columns=COLUMNS - {"answered_at"}) == {}
    everybody = [row | {"who": who} for who in "AB" for row in rows]
    assert raised(everybody) == {}


def test_closed_by_the_system():
    rows = [row | ({"resolved": None, "unsolved": True} if n % 2 else {}) for n, row in enumerate(honest("A"))]
    found = raised(rows + honest("B"))
    assert list(found) == [("A", "closed-unsolved")]
    assert found["A", "closed-unsolved"].statistic == 0.5
    solved_after_all = [row | {"unsolved": True} for row in honest("A")]
    assert raised(solved_after_all + honest("B")) == {}
    assert raised([row | {"who": who} for who in "AB" for row in rows]) == {}
    assert raised(rows + honest("B"), rules=rulebook(unsolved=())) == {}


def test_a_flood_and_a_hole_in_the_months():
    """A hundred complaints a month; in A's June four hundred, in B's June none."""
    rows = [
        complaint(who, start + n % 28, 0, 1 + n % 4)
        for who in "AB"
        for start in range(0, 336, 30)
        for n in range(100)
        if not 151 <= start + n % 28 <= 180
    ]
    flood = [complaint("A", 151 + n % 30, 0, 1 + n % 4) for n in range(400)]
    found = raised(rows + flood)
    assert set(found) == {("A", "month-break"), ("B", "month-break")}
    assert (found["A", "month-break"].detail, found["A", "month-break"].complaints) == ("2019-06", 400)
    assert found["A", "month-break"].statistic > 3
    hole = found["B", "month-break"]
    assert (hole.detail, hole.complaints, hole.statistic) == ("2019-06", 0, 0)
    assert hole.threshold == pytest.approx(1 / 3)


def test_few_complaints_a_month_break_nothing():
    """Three a month, then twelve: Poisson has twelve of three with a probability of 0.00007."""
    rows = [complaint("A", 30 * month + n, 0, n % 4) for month in range(11) for n in range(3)]
    assert raised(rows + [complaint("A", 335 + n, 0, n % 4) for n in range(12)]) == {}


def test_many_rows_set_aside():
    rows = honest("A", 80) + [complaint("A", 3) | {"bin": "set aside"}] * 20 + honest("B")
    found = raised(rows)
    assert list(found) == [("A", "set-aside")]
    assert (found["A", "set-aside"].statistic, found["A", "set-aside"].complaints) == (0.2, 20)
    assert raised(honest("A", 81) + rows[80:]) == {}


def test_ratings_all_the_same():
    rows = [row | {"rating": 500} for row in honest("A", 60)]
    found = raised(rows + honest("B"))
    assert list(found) == [("A", "one-rating")]
    row = found["A", "one-rating"]
    assert (row.statistic, row.detail, row.complaints, row.reference) == (1, "5", 60, 0.2)
    pleased = [row | {"rating": 400 if n % 20 == 0 else 500} for n, row in enumerate(honest("B"))]
    assert raised(rows + pleased) == {}  # .95 to the sixtieth is no wonder


def test_on_few_complaints_nothing_is_flagged():
    rows = [complaint("A", day, 0, 0, 0, rating=500) for day in EVEN[:29]]
    assert raised(rows + honest("B")) == {}
    assert ("A", "no-delay") in raised([*rows, rows[0], *honest("B")])


def test_others_are_those_of_the_category():
    """B and C resolve without an answer, as all of their category do; A alone in its own."""
    silent = [row | {"answered": None} for row in honest("B")]
    rows = honest("A") + silent + [row | {"who": "C"} for row in silent]
    roster = {"A": {"kind": "city"}, "B": {"kind": "upp"}, "C": {"kind": "upp"}}
    categories = [
        {"code": "cities", "title": TITLE, "where": {"kind": ["city"]}},
        {"code": "units", "title": TITLE, "where": {"kind": ["upp"]}},
    ]
    assert raised(rows, rulebook(categories=categories), roster=roster) == {}
    assert set(raised(rows)) == {("B", "resolved-unanswered"), ("C", "resolved-unanswered")}  # A among the others
    alone = raised(rows[:200], rulebook(categories=categories), roster=roster)
    assert pd.isna(alone["B", "resolved-unanswered"].reference)


def test_an_implied_answer_counts_only_where_the_rules_imply():
    rows = [complaint("A", day, 0, None, 14) for day in EVEN]
    assert ("A", "one-answer-time") in raised(rows + honest("B"))
    assert ("A", "one-answer-time") not in raised(rows + honest("B"), rulebook(imply=False))


def test_who_asks_for_what_is_not_there_is_told():
    handed, limits = handed_in(honest("A", 1)), Thresholds()
    for code, flag in (("nobody", "no-delay"), ("A", "nothing")):
        with pytest.raises(KeyError):
            complaints_behind(handed, rulebook(), limits, code, flag)


@pytest.mark.parametrize("wrong", [{"no_delay": 1.2}, {"minimum": 0}, {"month_times": 1.0}, {"chance": 0.0}, {"x": 1}])
def test_thresholds_refuse_what_makes_no_sense(wrong):
    with pytest.raises(ValidationError):
        Thresholds(**wrong)


def test_the_catalogue_is_in_two_languages():
    titles = [flag.title[language] for flag in FLAGS.values() for language in ("id", "en")]
    assert len(set(titles)) == len(titles) == 30
