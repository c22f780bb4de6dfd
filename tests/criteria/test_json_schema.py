"""The schema for editors: it takes every shipped rulebook, and refuses what one key alone makes unsound."""

import tomllib
from pathlib import Path

import jsonschema
import pytest
from broken_rules import CHECKS, PLAIN, SHAPES, broken, refusal
from pydantic import TypeAdapter

from criteria import rulebook, stage_rules
from criteria.editions import edition_text, list_editions
from criteria.indicators import INDICATORS
from criteria.json_schema import json_schema, plain
from criteria.key_examples import EXAMPLES
from criteria.needed import NEEDED
from criteria.reference import models
from criteria.vocabulary import Assumable
from submissions import sources

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)

BEYOND = {
    "a date is a text there": {
        'from = "2029-01-01"'
    },
    "it knows no time zones": {'timezone = "Asia/Jogja"', 'timezone = "../Jakarta"'},
    "a whole number may have a point there": {"default = 14.0"},
    "not a number is no number to compare": {"weight = nan"},
    "two keys would have to be compared": {"to = 2028-12-31", "cutoff = 2029-12-30"},
}  # fmt: skip
"""Misfits of the models that the schema cannot refuse, by why."""


def fits(text):
    return VALIDATOR.is_valid(plain(tomllib.loads(text)))


def test_it_is_a_schema_of_its_dialect():
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("code", list_editions())
def test_every_shipped_rulebook_fits(code):
    VALIDATOR.validate(plain(tomllib.loads(edition_text(code))))


def test_every_rulebook_file_of_the_repository_fits():
    found = sorted(Path(__file__).parents[2].glob("examples/*/rulebook.toml"))
    assert found
    assert [file.parent.name for file in found if not fits(file.read_text(encoding="utf-8"))] == []


def test_the_sound_rulebook_of_the_tests_fits():
    assert fits(PLAIN)


@pytest.mark.parametrize("case", SHAPES, ids=lambda case: case[1][:40])
def test_what_does_not_fit_the_models_does_not_fit_the_schema(case):
    """More than forty of them; both ways: what is listed as beyond the schema is indeed accepted by it."""
    old, new, _said = case
    text = broken((old, new))
    assert refusal(text)
    beyond = any(shown in new for listed in BEYOND.values() for shown in listed)
    assert fits(text) is beyond


def test_columns_and_indicators_that_are_not_known_do_not_fit():
    """Of the checks across keys those that concern one key alone; exclude and steps differ by the shape of the log."""
    cases = [(old, new) for old, new, said in CHECKS if "column-unknown" in said or '"complaint"' in new]
    cases += [(old, new) for old, new, _said in CHECKS if "answer_on_time_share" in new]
    assert len(cases) >= 8
    assert [new for old, new in cases if fits(broken((old, new)))] == []


def test_what_an_editor_shows_of_a_key():
    keys = SCHEMA["definitions"]["Criterion"]["properties"]
    assert keys["weight"] == {
        "description": "Percent of its parent; those under one parent add up to 100.",
        "examples": [60], "exclusiveMinimum": 0, "maximum": 1e12, "type": "number",
    }  # fmt: skip
    assert keys["missing"]["enum"] == ["zero", "exclude", "median"]
    assert keys["missing"]["default"] == "zero"
    assert keys["indicator"]["enum"] == list(INDICATORS)
    assert keys["scale"]["description"].endswith("Needed: with `indicator` or `field`.")
    assert keys["reason"]["description"] == "Why it was chosen."
    assert "from" in SCHEMA["definitions"]["Period"]["properties"]
    assert set(SCHEMA["required"]) == {"edition", "period", "category", "criterion"}


def test_every_key_says_what_it_means():
    for name, model in {"Rulebook": SCHEMA, **SCHEMA["definitions"]}.items():
        assert [key for key, schema in model["properties"].items() if not schema["description"]] == [], name


def inner_table(schema):
    """Whether the key holds a table, or tables, with a section of their own."""
    arms = [schema, *schema.get("anyOf", []), schema.get("items", {})]
    return any("$ref" in arm for arm in arms)


def test_every_key_has_an_example_and_no_example_is_left_over():
    for name, model in models().items():
        shared = set(Assumable.model_fields) if name != "Assumable" else set()
        keys = {key: schema for key, schema in model["properties"].items() if key not in shared}
        needed = {key for key, schema in keys.items() if not inner_table(schema)}
        assert needed <= set(EXAMPLES.get(name, {})) <= set(keys), name
    assert set(EXAMPLES) <= set(models())


CASES = [(model, key, text) for model, keys in EXAMPLES.items() for key, text in keys.items()]


@pytest.mark.parametrize(("model", "key", "text"), CASES, ids=[f"{model}.{key}" for model, key, _text in CASES])
def test_every_example_is_accepted_by_its_model(model, key, text):
    kind = next(found for room in (rulebook, stage_rules, sources) if (found := getattr(room, model, None)))
    if model == "Panel":  # reading has one of the same name
        kind = rulebook.Panel
    (field,) = [field for name, field in kind.model_fields.items() if (field.alias or name) == key]
    value = tomllib.loads(f"example = {text}")["example"]
    TypeAdapter(field.rebuild_annotation() if field.metadata else field.annotation).validate_python(value, strict=True)


def test_conditions_name_keys_that_exist_and_may_be_left_out():
    for name, keys in NEEDED.items():
        model = models()[name]
        assert set(keys) <= set(model["properties"]) - set(model.get("required", [])), name


SPARK, LOCAL = '[engine]\nname = "spark"\n', "[engine]\n"
CONDITIONS = {
    ("ComplaintSource", "steps"): ["steps-idle", "steps-missing"],
    ("FollowUps", "steps"): ["steps-missing"],
    ("Gate", "indicator"): ["feed"],
    ("Gate", "field"): ["feed"],
    ("Gate", "at_least"): ["gate-open"],
    ("Gate", "at_most"): ["gate-open"],
    ("Criterion", "indicator"): ["feed"],
    ("Criterion", "panel"): ["feed"],
    ("Criterion", "field"): ["feed"],
    ("Criterion", "scale"): ["scale-missing"],
    ("Criterion", "estimate"): ["estimate"],
    ("Panel", "trim"): ["trim"],
    ("Engine", "table"): ["engine-place", "engine-places"],
    ("Engine", "path"): ["engine-place"],
}
"""By which refusals each condition is held."""


def test_every_condition_is_held_by_a_refusal_that_is_tried():
    tried = {part.split()[0] for case in CHECKS for part in case[-1].split("; ")}
    assert set(CONDITIONS) == {(model, key) for model, keys in NEEDED.items() for key in keys}
    assert {code for codes in CONDITIONS.values() for code in codes if not code.startswith("engine")} <= tried
    engines = [f'{LOCAL}table = "a.b"', f'{LOCAL}path = "/x"', f'{SPARK}table = "a.b"\npath = "/x"']
    told = {problem.kind.code for text in engines for problem in refusal(f"{PLAIN}\n{text}\n")}
    assert told == {"rulebook-engine-place", "rulebook-engine-places"}
