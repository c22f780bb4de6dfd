import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_year import TITLE, fielded, leaf, rulebook

from criteria import score
from criteria.checklists import aggregate, compared, counted
from submissions.handed_in import CHECKLIST_COLUMNS, HandedIn, no_checklists

QUESTIONS = [
    ("q1", 10.0, "ready", "required"),
    ("q2", 5.0, "ready", "optional"),
    ("q3", 5.0, "ready", "none"),
    ("q4", 4.0, "open", "required"),
]
PEOPLE = pd.Index(["A", "B", "C"], name="code")


def rules(unverified="unsaid", **ready):
    """Two leaves fed by the questions above; unverified: the rulebook's word, or no table at all."""
    book = rulebook([leaf("ready", 60, checklist=True, **ready), leaf("open", 40, checklist=True)])
    data = book.model_dump(by_alias=True)
    data["question"] = [
        {"code": code, "title": TITLE, "points": points, "criterion": criterion, "evidence": evidence}
        for code, points, criterion, evidence in QUESTIONS
    ]
    for criterion in data["criterion"]:
        criterion["field"] = None
        criterion["scale"] = ready.get("scale")
    if unverified != "unsaid":
        data["checklists"] = {"unverified": unverified}
    return type(book).model_validate(data)


def table(*rows):
    """Rows: participant, question, claimed, verified, evidence."""
    full = [(who, code, "", claimed, found, shown, "", "") for who, code, claimed, found, shown in rows]
    return pd.DataFrame(full, columns=list(CHECKLIST_COLUMNS)).astype({"claimed": "float64", "verified": "float64"})


NONE = float("nan")
HANDED = table(
    ("A", "q1", 8.0, 6.0, "a.pdf"),  # verified, below the claim
    ("A", "q2", 4.0, NONE, ""),
    ("A", "q3", NONE, NONE, ""),
    ("B", "q1", 10.0, NONE, "b.pdf"),  # not verified, evidence named
    ("B", "q2", 5.0, 0.0, ""),  # verified as nothing
    ("B", "q4", 4.0, NONE, ""),  # not verified, no evidence
)


@pytest.mark.parametrize(
    ("unverified", "ready", "open_"),
    [
        ("unsaid", [100 * 10 / 20, 0, NONE], [0, 0, NONE]),  # 6 + 4 of 20; B: q1 asks for evidence
        ("claimed", [100 * 10 / 20, 100 * 10 / 20, NONE], [0, 0, NONE]),  # q4 of B has no evidence
        ("zero", [100 * 6 / 20, 0, NONE], [0, 0, NONE]),
    ],
)
def test_points_worked_out_by_hand(unverified, ready, open_):
    book = rules(unverified)
    assert aggregate(HANDED, "ready", book, PEOPLE).tolist() == pytest.approx(ready, nan_ok=True)
    assert aggregate(HANDED, "open", book, PEOPLE).tolist() == pytest.approx(open_, nan_ok=True)


def test_verified_points_count_without_evidence_and_without_a_claim():
    given_ = table(("A", "q1", NONE, 10.0, ""), ("A", "q4", 1.0, 4.0, ""))
    assert counted(given_, rules("zero")).tolist() == [10, 4]
    assert aggregate(given_, "open", rules(), PEOPLE)["A"] == 100


def test_the_percent_are_the_score_and_a_scale_may_change_them():
    year = fielded({"A": {"x": 1}, "B": {"x": 1}, "C": {"x": 1}})
    handed = HandedIn(pd.DataFrame(), _no_marks(), None, frozenset(), pd.DataFrame(), (), checklists=HANDED)
    found = score(year, handed, rules())
    assert found.inputs["ready"].tolist() == pytest.approx([50, 0, NONE], nan_ok=True)
    assert found.nodes["ready"].tolist() == [50, 0, 0]  # C handed in nothing: missing = "zero"
    assert found.nodes["total"].tolist() == [30, 0, 0]
    steps = {"type": "steps", "steps": [{"value": 50.0, "score": 80.0}], "otherwise": 10.0, "better": "higher"}
    assert score(year, handed, rules(scale=steps)).nodes["ready"].tolist() == [80, 10, 0]


def _no_marks():
    columns = ["stage", "judge", "participant", "criterion", "mark", "status", "comment"]
    return pd.DataFrame(columns=columns).astype({"mark": "float64"})


def test_nobody_handed_in_anything():
    assert aggregate(no_checklists(), "ready", rules(), PEOPLE).isna().all()
    assert compared(no_checklists(), rules()).empty


def test_claimed_verified_and_the_difference_stand_beside_each_other():
    found = compared(HANDED, rules()).set_index(["participant", "question"])
    assert found.loc[("A", "q1")].tolist() == [8, 6, 6, -2, ""]
    assert found.loc[("B", "q2"), "difference"] == -5
    assert found["difference"].isna().sum() == 4
    thirds = compared(table(("A", "q1", 0.3, 0.1, "")), rules())
    assert thirds["difference"].tolist() == [-0.2]


def test_a_question_told_twice_is_refused():
    with pytest.raises(ValueError, match="duplicate"):
        aggregate(table(("A", "q1", 1.0, NONE, ""), ("A", "q1", 2.0, NONE, "")), "ready", rules(), PEOPLE)


points = st.one_of(st.just(NONE), st.integers(0, 40).map(lambda tenths: tenths / 10))
answers = st.dictionaries(
    st.tuples(st.sampled_from("AB"), st.sampled_from([code for code, *_ in QUESTIONS])),
    st.tuples(points, points, st.sampled_from(["", "x.pdf"])),
    min_size=1,
)


@settings(deadline=None)
@given(answers, st.randoms(), st.sampled_from(["unsaid", "claimed", "zero"]))
def test_the_order_of_rows_does_not_matter_and_verifying_upwards_never_harms(given_, random, unverified):
    rows = [(*matter, *said) for matter, said in given_.items()]
    mixed = random.sample(rows, len(rows))
    book = rules(unverified)
    for criterion in ("ready", "open"):
        found = aggregate(table(*rows), criterion, book, PEOPLE)
        assert aggregate(table(*mixed), criterion, book, PEOPLE).equals(found)
        assert found.dropna().between(0, 100).all()
        assert found.isna().tolist() == [who not in {row[0] for row in rows} for who in PEOPLE]
        better = table(*rows).assign(verified=4.0)
        assert (aggregate(better, criterion, book, PEOPLE) >= found).loc[found.notna()].all()
        assert np.isclose(sum(counted(better, book)), 4 * len(rows))
