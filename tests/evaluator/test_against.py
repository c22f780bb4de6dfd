import json
from decimal import Decimal

import pytest
import small_folder

TIES = '[[criterion]]\ncode = "speed"'


@pytest.fixture
def folder(tmp_path):
    return small_folder.build(tmp_path / "kecil")


def printed(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")


def told(call, folder, one, other):
    called = call("explain", folder, one, "--against", other, "--json")
    assert called.code == 0, called.err
    return json.loads(called.out)


def test_everything_adds_up_as_printed_and_to_the_two_scores(call, folder):
    under = {"total": ("speed", "judged"), "speed": ("answered", "days")}
    for one, other in (("A1", "A3"), ("A4", "A2"), ("U1", "U2"), ("A3", "U2")):
        document = told(call, folder, one, other)
        found = document["against"]
        nodes = {node["code"]: node for node in found["criteria"]}
        assert printed(found["difference"]) == printed(document["score"]) - printed(found["score"])
        assert nodes["total"]["difference"] == found["difference"]
        points = {node: printed(nodes[node]["difference"]) for node in nodes}
        assert all(sum(points[child] for child in under[parent]) == points[parent] for parent in under)
        assert all(printed(n["by_score"]) + printed(n["by_weight"]) == points[n["code"]] for n in nodes.values())
        assert found["same_category"] == (one[0] == other[0])


def test_the_sentence_names_what_decided(call, folder):
    """A1 and A3 by hand: days to resolve 3 and 9 weigh 30 %: 30 x 6 / 30 = 6.00; marks 61.5 and 71.5: 40 % of -10."""
    document = told(call, folder, "A3", "A1")
    nodes = {node["code"]: node for node in document["against"]["criteria"]}
    days, answered = nodes["days"], nodes["answered"]
    assert days["difference"] == pytest.approx(days["value"] * -1 + days["other_value"])  # a day is 30 / 30 points
    assert nodes["judged"]["difference"] == 4.0
    assert document["against"]["ahead"] == "A1"
    sentence = document["against"]["verdict"][0]
    assert sentence.startswith("Kota Satu (A1) has 9.36 points more than Kota Tiga (A3): mostly ")
    own, theirs = (f"{100 * answered[name]:.1f} %" for name in ("other_value", "value"))
    assert f"“Answered on time” ({own} against {theirs}) +{-answered['difference']:.2f}" in sentence
    assert sentence.endswith("Kota Tiga (A3) was better in “Judged” (71.5 against 61.5) +4.00.")


def test_equal_totals_say_which_criterion_decides_or_that_none_does(call, folder):
    assert "nothing that the rules look at" in told(call, folder, "A1", "A2")["against"]["verdict"][0]
    small_folder.replace(folder, "rulebook.toml", TIES, f'[ranking]\nties = ["answered", "judged"]\n{TIES}')
    found = told(call, folder, "A1", "A2")["against"]
    assert (found["ahead"], found["decided_by"], found["difference"]) == ("A2", "judged", 0.0)
    assert found["verdict"][0] == (
        "Both have 81.60 points; by the rules the criterion “Judged” decides, where Kabupaten Dua (A2) is better: score"
        " 66.50 against 61.50."
    )


def test_other_categories_and_who_is_not_ranked_are_still_compared(call, folder):
    assert told(call, folder, "A1", "U1")["against"]["verdict"][1:] == [
        "They are in different categories and do not compete with each other."
    ]
    small_folder.replace(folder, "rulebook.toml", "at_least = 10", "at_least = 34")
    verdict = told(call, folder, "A1", "A3")["against"]["verdict"]
    assert verdict[1:] == ["Kota Tiga (A3) is not ranked, whatever its points: see above."]
    assert "Not ranked: the gate “Enough”" in call("explain", folder, "A1", "--against", "A3").out


def test_a_criterion_left_out_shows_what_its_weight_brings(call, folder):
    small_folder.replace(
        folder, "rulebook.toml", "panel = { min = 0, max = 100 }", 'panel = { min = 0, max = 100 }\nmissing = "exclude"'
    )
    marks = folder / small_folder.MARKS
    lines = marks.read_text(encoding="utf-8").splitlines(keepends=True)
    marks.write_text("".join(line for line in lines if ",A2," not in line), encoding="utf-8")
    found = told(call, folder, "A1", "A2")["against"]
    nodes = {node["code"]: node for node in found["criteria"]}
    assert (nodes["judged"]["by_score"], nodes["judged"]["by_weight"]) == (0, 24.6)  # 40 % of A1's 61.5
    assert nodes["judged"]["other_weight"] is None
    out = " ".join(call("explain", folder, "A1", "--against", "A2").out.split())
    assert "by weight" in out
    assert "more than Kota Satu (A1): mostly weights that moved to other criteria +" in out


def test_it_speaks_indonesian_and_lists_complaints_too(call, folder):
    out = call("explain", folder, "A1", "--against", "A3", "--complaints", "open", "--lang", "id").out
    assert "lebih unggul 9,36 poin" in out
    assert "pengaduan (open)" in out
    assert call("explain", folder, "A1", "--against", "nobody").code == 2
