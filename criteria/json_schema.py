"""The JSON Schema of a rulebook, for completion and help in editors; ``loading`` alone decides what is sound.

Draft 7, the newest that editors of TOML know everywhere. Checks across keys (sums of weights, references to codes) and
across the types of TOML (a date is a text there) are beyond it.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Any

from criteria.indicators import INDICATORS
from criteria.key_examples import EXAMPLES
from criteria.meanings import MEANINGS
from criteria.needed import NEEDED
from criteria.rulebook import Rulebook
from criteria.soundsources import (
    COMPLAINT_COLUMNS,
    EVENT_COLUMNS,
    EVENTS,
    FIXED,
    FOLLOW_UP_COLUMNS,
    WORD_COLUMNS,
)
from criteria.vocabulary import Assumable

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
COLUMNS = tuple(dict.fromkeys((*COMPLAINT_COLUMNS, *EVENT_COLUMNS)))
NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "ComplaintSource": {
        "columns": COLUMNS,
        "nulls": (*COLUMNS, "*"),
        "exclude": WORD_COLUMNS,
        "fixed": FIXED,
        "durations": EVENTS,
    },
    "FollowUps": {"columns": FOLLOW_UP_COLUMNS, "nulls": (*FOLLOW_UP_COLUMNS, "*")},
}
"""Tables whose names are columns of ours, by model and key."""


def json_schema(model: type[Rulebook] = Rulebook) -> Schema:
    """Return the schema of a whole file: ranges, words to choose from, meanings, defaults and examples of all keys."""
    whole = model.model_json_schema(ref_template="#/definitions/{model}")
    definitions = {name: _model(name, inner) for name, inner in whole.pop("$defs").items()}
    title = "Rulebook of a competition of complaint handling"
    return {"$schema": DIALECT, **_model("Rulebook", whole), "title": title, "definitions": definitions}


def plain(value: Any) -> Any:  # noqa: ANN401 (a value of a TOML document)
    """Return a value of a TOML document as JSON has it: dates as ISO texts."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def prose(docstring: str) -> str:
    """Return the words of a docstring as one paragraph of Markdown."""
    return " ".join(docstring.replace("``", "`").split())


def example(model: str, key: str) -> str | None:
    """Return an example of the key as TOML writes it, None where there is none."""
    return EXAMPLES.get("Assumable" if _shared(model, key) else model, {}).get(key)


def _shared(model: str, key: str) -> bool:
    return key in Assumable.model_fields and key not in MEANINGS.get(model, {})


def _model(name: str, schema: Schema) -> Schema:
    keys = {key: _key(name, key, inner) for key, inner in schema["properties"].items()}
    result = {**schema, "properties": keys, "description": prose(schema["description"])}
    result.pop("title", None)
    return result


def _key(model: str, key: str, schema: Schema) -> Schema:
    result = _without_null(schema)
    if model in NAMES and key in NAMES[model]:
        value = result.pop("additionalProperties")
        result |= {"properties": dict.fromkeys(NAMES[model][key], value), "additionalProperties": False}
    if key == "indicator":
        result["enum"] = list(INDICATORS)
    if "$ref" in result:  # whatever stands beside a reference is passed over in this dialect
        result["allOf"] = [{"$ref": result.pop("$ref")}]
    result["description"] = _told(model, key)
    if (text := example(model, key)) is not None:
        result["examples"] = [plain(tomllib.loads(f"example = {text}")["example"])]
    return result


def _told(model: str, key: str) -> str:
    meaning = MEANINGS["Assumable" if _shared(model, key) else model].get(key, "")
    when = NEEDED.get(model, {}).get(key)
    return f"{meaning} Needed: {when}." if when else meaning


def _without_null(schema: Schema) -> Schema:
    """Return a key's schema without titles made of its name, and without null, which TOML has not."""
    result = {name: value for name, value in schema.items() if name not in {"title", "discriminator"}}
    arms = [arm for arm in result.get("anyOf", []) if arm != {"type": "null"}]
    if len(arms) == 1:
        result.pop("anyOf")
        result = {**_without_null(arms[0]), **result}
    if result.get("default", "") is None:
        del result["default"]
    return result
