"""Two years with stages compared: who went through both is split exactly, who was out is told and not compared."""

import json
import re
import shutil

import pytest

from evaluator.synth import synthesise

SIZE = {"complaints": 9_000, "agencies": 60, "upps": 30, "dirt": 0.01, "files": 1}


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    root = tmp_path_factory.mktemp("staged")
    synthesise(root / "2020", **SIZE, seed=5, edition="anggakara-2020")
    shutil.copytree(root / "2020", root / "later")
    rules = root / "later" / "rulebook.toml"
    text = rules.read_text(encoding="utf-8")
    changed, times = re.subn(r"answer( +)= 5", r"answer\1= 9", text)
    assert times == 1
    rules.write_text(changed, encoding="utf-8")
    return root


def compared(call, first, second):
    told = call("compare", first, second, "--json")
    assert told.code == 0, told.err
    return json.loads(told.out)


def parts(one, kind):
    return [one[f"{kind}_{name}"] for name in ("change", "own", "rules", "others")]


def test_a_rule_alone_moves_those_who_went_through_and_adds_up(call, homes):
    found = compared(call, homes / "2020", homes / "later")
    split = [one for one in found["participants"] if one["score_change"] is not None]
    assert len(split) > 10
    for one in split:
        for kind in ("score", "rank"):
            change, own, rules, others = parts(one, kind)
            if change is not None:
                assert round(own + rules + others, 6) == round(change, 6), one
        assert parts(one, "score")[1] == 0  # its records are the same
    assert any(one["score_rules"] != 0 for one in split)


def test_who_was_out_at_a_stage_is_not_compared_and_it_is_said(call, homes):
    found = compared(call, homes / "2020", homes / "later")
    out = [one for one in found["participants"] if "not ranked: documents" in (one["status_1"], one["status_2"])]
    assert out
    assert all(one["score_change"] is None and one["rank_change"] is None for one in out)
    assert any("whoever was out at a stage" in note for note in found["notes"])


def test_a_year_compared_with_itself_moves_nobody(call, homes):
    found = compared(call, homes / "2020", homes / "2020")
    moved = [parts(one, kind) for one in found["participants"] for kind in ("score", "rank")]
    assert {value for four in moved for value in four} == {0, None}
