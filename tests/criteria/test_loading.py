import json
import os
import tomllib
from contextlib import suppress

import pytest
from broken_rules import CHECKS, PLAIN, SHAPES, broken, places, refusal
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria import (
    consistency,
    loading,
    misfits,
    refusals,
    soundchecklists,
    soundness,
    soundscales,
    soundsources,
    soundstages,
    toml_text,
)
from criteria.loading import fingerprint, load, loads
from criteria.refusals import MOST, RulebookRefused
from criteria.rulebook import Rulebook
from criteria.toml_text import LARGEST
from submissions.problems import Kind


@pytest.mark.parametrize("case", SHAPES, ids=lambda case: case[1][:40])
def test_what_does_not_fit_is_named_with_line_and_key_path(case):
    old, new, said = case
    assert places(broken((old, new))) == said


def test_whole_numbers_are_accepted_where_fractions_are():
    assert loads(PLAIN, "plain").criterion[0].weight == 60.0


def test_a_sound_rulebook_reads_the_same_from_a_file_with_windows_habits(tmp_path):
    file = tmp_path / "rulebook.toml"
    file.write_bytes(b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode())
    assert load(file) == loads(PLAIN, "plain")


def test_every_sentence_says_line_column_and_key_path_in_both_languages():
    (problem,) = refusal(broken(("weight = 60", 'weight = "sixty"')))
    assert (
        problem.says("en") == 'Line 29, column 1, criterion[1].weight: "sixty" cannot be used here; expected a number.'
    )
    assert problem.says("id").startswith('Baris 29, kolom 1, criterion[1].weight: "sixty" tidak dapat dipakai')
    assert (problem.value, problem.mend("id")) == ('"sixty"', "Tulis sebuah angka.")


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("full = 1", "ful = 1\nfull = 1", "full"),
        ('type = "linear"', 'type = "liner"', "linear"),
        ('by = "speed"', 'by = "sped"', "speed"),
        ('indicator = "complaints"', 'indicator = "complaint"', "complaints"),
        ('complaint_id = "Nomor"', 'Complain_ID = "Nomor"', "complaint_id"),
    ],
)
def test_a_near_miss_is_suggested(old, new, meant):
    (problem,) = refusal(broken((old, new)))
    assert f"Did you mean “{meant}”?" in problem.mend("en")
    assert f"Mungkin maksudnya “{meant}”?" in problem.mend("id")


def test_what_is_far_from_everything_gets_no_suggestion():
    (problem,) = refusal(broken(("schema = 1", "schema = 1\nxyzzy = 1")))
    assert problem.mend("en") == "Mend its spelling or remove the key."


NO_RULEBOOK = [
    ("x = ", "syntax 1 "),
    ("a = 1\nb = = 2", "syntax 2 "),
    ('a = "open', "syntax 1 "),
    ("a = 2019-13-01", "syntax 1 "),
    ("a = 1\nb\x00 = 2", "syntax 2 "),
    ("a = 1\nb = 1\na = 2", "key-twice 3 a"),
    ("[a]\n\n[a]", "key-twice 3 a"),
    ("a = { b = 1, b = 2 }", "key-twice 1 a.b"),
    ("a.b = 1\n[x]\n[a]\nb = 1", "key-twice 4 a.b"),
    ("[[a]]\nx.y = 1\nx.y = 2", "key-twice 3 a[1].x.y"),
    ("\na = " + "1" * 5000, "number-too-long 2 "),
    ("a = " + "[" * 5000, "too-deep None "),
    ("x = 1\n" + '"a" . ' * 16 + "b = 1", "too-deep 2 "),
    ("schema = 1\n# \ud800", "not-utf8 2 "),
    ("schema = 2\n[later]", "newer 1 schema"),
    ("# " + "x" * LARGEST, "too-large None "),
    ("", "; ".join(f"key-missing 1 {key}" for key in ("category", "criterion", "edition", "period"))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), NO_RULEBOOK)
def test_text_that_is_no_rulebook_at_all(text, said):
    assert places(text) == said


def test_a_key_written_twice_names_both_lines():
    (problem,) = refusal(broken(("weight = 60", "weight = 60\nweight = 50")))
    assert problem.says("en") == "Line 30, column 1, criterion[1].weight: this key already stands on line 29."


def test_a_syntax_error_names_line_column_and_text():
    (problem,) = refusal("schema = 1\n  codé = 'é' oops")
    assert (problem.row, problem.details["column"], problem.value) == (2, "6", "codé = 'é' oops")


FILES = [
    ("missing", lambda path: None),
    ("unreadable", lambda path: path.mkdir()),
    ("unreadable", lambda path: path.symlink_to(os.devnull)),
    ("not-utf8", lambda path: path.write_bytes(PLAIN.encode("utf-16"))),
    ("too-large", lambda path: path.write_bytes(b"#" * (LARGEST + 1))),
]


@pytest.mark.parametrize(("code", "make"), FILES)
def test_a_file_that_cannot_be_read(tmp_path, code, make):
    make(tmp_path / "rulebook.toml")
    with pytest.raises(RulebookRefused) as refused:
        load(tmp_path / "rulebook.toml")
    (problem,) = refused.value.problems
    assert (problem.kind.code, problem.file) == (f"rulebook-{code}", "rulebook.toml")
    assert str(tmp_path) not in problem.says("en") + problem.says("id")


def test_bytes_that_are_not_utf8_are_named_with_their_line(tmp_path):
    (tmp_path / "r.toml").write_bytes(b"schema = 1\n# \xe9t\xe9")
    with pytest.raises(RulebookRefused, match=r"Line 2: sign 14 of “r\.toml” is not UTF-8"):
        load(tmp_path / "r.toml")


def test_a_nul_in_the_path_is_a_refusal(tmp_path):
    with pytest.raises(RulebookRefused):
        load(tmp_path / "a\0b")


def test_of_very_many_faults_the_rest_is_counted():
    problems = refusal(PLAIN + "\n".join(f"k{number} = 1" for number in range(MOST + 7)))
    assert len(problems) == MOST + 1
    assert problems[-1].says("en") == "There are 7 further faults in this file."


def test_what_is_shown_is_short_and_prints():
    (problem,) = refusal(broken(("schema = 1", f'schema = 1\n"\u202e{"k" * 9000}" = "\u009b{"v" * 9000}"')))
    assert len(problem.column) < 80
    assert len(problem.value) <= 40
    assert problem.column.startswith('"\\u202ek')
    assert (problem.value + problem.says("en") + problem.mend("id")).isprintable()


def test_braces_in_what_was_written_are_text():
    (problem,) = refusal(broken(("schema = 1", 'schema = 1\n"{path}{0}" = "{x}"')))
    assert '"{path}{0}"' in problem.says("en")


def test_dotted_and_inline_tables_have_positions_too():
    text = broken((PLAIN[PLAIN.index("[ranking]") :], '[ranking]\nties = [\n  # first\n  "judged",\n  "x",\n]\n'))
    assert places(text) == "code-unknown 54 ranking.ties[2]"
    text = broken(("schema = 1", "schema = 1\nranking.ties = [7]"), ('[ranking]\nties = ["judged", "on-time"]', ""))
    assert places(text) == "value 2 ranking.ties[1]"


def test_a_comment_after_a_value_is_no_part_of_it():
    (problem,) = refusal(broken(("weight = 60", 'weight = "60"   # of a hundred')))
    assert problem.value == '"60"'
    old, new = 'kind = ["aspiration"] }', 'kind = ["aspiration", 7] } # words'
    (problem,) = refusal(broken((old, new)))
    assert (problem.value, problem.details["column"]) == ("7", "35")


def test_the_column_counts_signs_not_bytes():
    (problem,) = refusal(broken(('{ id = "Uji", en', '{ id = "Übung", on')))[-1:]
    assert (problem.column, problem.details["column"]) == ("edition.title.on", "25")


def test_every_kind_of_misfit_of_the_models_has_words():
    """No sentence of pydantic's (English only) reaches a user: all its constraints in our schema are in the table."""
    told = {"missing", "extra_forbidden", "union_tag_not_found", "value_error", *misfits.EXPECTED}
    schema = json.dumps(Rulebook.__pydantic_core_schema__, default=str)
    constraints = {"gt": "greater_than", "ge": "greater_than_equal", "le": "less_than_equal", "lt": "less_than",
                   "multiple_of": "multiple_of", "pattern": "string_pattern_mismatch"}  # fmt: skip
    assert {name for key, name in constraints.items() if f'"{key}":' in schema} <= told


def test_every_kind_of_refusal_is_tried_here_and_speaks_two_languages():
    modules = (
        consistency, loading, misfits, refusals, soundchecklists, soundness, soundscales, soundsources, soundstages,
        toml_text,
    )  # fmt: skip
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, Kind)]
    codes = {kind.code.removeprefix("rulebook-") for kind in kinds}
    said = "; ".join(case[-1] for case in [*SHAPES, *CHECKS, *NO_RULEBOOK])
    assert {part.split()[0] for part in said.split("; ")} | {code for code, _ in FILES} | {"more"} == codes
    assert all(set(kind.says) == set(kind.mend) == {"id", "en"} for kind in kinds)


def reordered(value):
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(entry) for entry in value] if isinstance(value, list) else value


def test_the_fingerprint_ignores_layout_and_comments():
    other = "# a comment\n" + broken(("weight = 60", "weight   =   60.0   # more"))
    assert fingerprint(loads(other, "a")) == fingerprint(loads(PLAIN, "b"))


def test_the_fingerprint_ignores_the_order_of_keys():
    plain = Rulebook.model_validate(tomllib.loads(PLAIN))
    assert fingerprint(Rulebook.model_validate(reordered(tomllib.loads(PLAIN)))) == fingerprint(plain)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cutoff = 2030-01-10", "cutoff = 2030-01-11"),
        ("inspection = 60", "inspection = 59"),
        ("zero = 0.5", "zero = 0.5000001"),
        ('ties = ["judged", "on-time"]', 'ties = ["on-time", "judged"]'),
        ('"*" = ["-"]', '"*" = ["-", "?"]'),
        ("[ranking]", "[calendar]\nremove = [2029-05-01]\n[ranking]"),
    ],
)
def test_the_fingerprint_changes_with_any_rule(old, new):
    assert fingerprint(loads(broken((old, new)), "a")) != fingerprint(loads(PLAIN, "b"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(PLAIN)), st.integers(0, 40))
def test_no_bytes_bring_it_down(tmp_path_factory, junk, at, cut):
    plain = PLAIN.encode()
    file = tmp_path_factory.getbasetemp() / "fuzz.toml"
    for data in (junk, plain[:at] + junk + plain[at + cut :], plain[:at] + plain[at + cut :]):
        file.write_bytes(data)
        with suppress(RulebookRefused):
            load(file)


LINES = PLAIN.splitlines()
VALUES = st.recursive(
    st.sampled_from(["1", "-1", "0.5", "nan", "inf", "true", '""', '"speed"', "2029-01-01", "1e300", "12:00:00"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda values: f"[{', '.join(values)}]"),
        st.lists(inner, max_size=2).map(lambda v: "{" + ", ".join(f"k{i} = {x}" for i, x in enumerate(v)) + "}"),
    ),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_value_anywhere_brings_it_down(data):
    index = data.draw(st.sampled_from([i for i, line in enumerate(LINES) if " = " in line]))
    key = LINES[index].split(" = ")[0]
    lines = [*LINES[:index], f"{key} = {data.draw(VALUES)}", *LINES[index + 1 :]]
    for problem in refusal("\n".join(lines)):
        assert problem.row == index + 1 or problem.kind.code != "rulebook-value"
        assert problem.says("id")
        assert problem.mend("en")
