import numpy as np
import pandas as pd
from small_year import TITLE, leaf, rulebook

from criteria.categories import assign_categories, figures

ROSTER = pd.DataFrame(
    {"kind": [" City", "PROVINCE", "upp", "", "city"], "region": ["java", "java", "java", "java", "bali"]},
    index=pd.Index(["C1", "C2", "C3", "C4", "C5"], name="code"),
)


def categories(*rules):
    book = rulebook([leaf("a", 100)], categories=[{"code": c, "title": TITLE, "where": w} for c, w in rules])
    return assign_categories(ROSTER, book).to_dict()


def test_the_first_that_fits():
    found = categories(
        ("javan-city", {"kind": ["city"], "region": ["Java"]}), ("local", {"kind": ["City ", "province"]})
    )
    assert found == {"C1": "javan-city", "C2": "local", "C3": "", "C4": "", "C5": "local"}


def test_without_conditions_everybody_fits():
    assert categories(("upp", {"kind": ["upp"]}), ("rest", {})) == dict.fromkeys(["C1", "C2", "C4", "C5"], "rest") | {
        "C3": "upp"
    }


def test_a_field_that_the_roster_lacks_fits_nobody():
    assert set(categories(("a", {"size": ["large"]})).values()) == {""}


def test_participants_may_be_named_by_code():
    assert categories(("earlier-winners", {"code": ["c2"]}), ("rest", {}))["C2"] == "earlier-winners"


def test_figures_of_a_roster_field():
    text = ["12", " 3.5 ", "-4", "", None, "many", "1e5", "12,5", "nan", "1_000", "٣", "9" * 400, "inf"]
    roster = pd.DataFrame({"staff": text, "units": [1e300, 2.0] + [np.nan] * 11})
    assert figures(roster, "staff").dropna().to_dict() == {0: 12.0, 1: 3.5, 2: -4.0}
    assert figures(roster, "units").dropna().to_dict() == {1: 2.0}
    assert figures(roster, "unknown").isna().all()
