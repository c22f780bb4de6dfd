"""docs/rulebook.md, made from the rulebook's models: ``python -m criteria.reference > docs/rulebook.md``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from criteria.json_schema import Schema, prose
from criteria.key_examples import EXAMPLES
from criteria.meanings import MEANINGS
from criteria.needed import NEEDED
from criteria.rulebook import Rulebook
from criteria.vocabulary import Assumable

HEAD = """# The rulebook

Every key of `rulebook.toml`. Made from the code by `python -m criteria.reference > docs/rulebook.md`; a test holds it
to that. A whole rulebook with comments that teach is [anggakara-2019.toml](../criteria/editions/anggakara-2019.toml);
`evaluator init` puts a copy into a new folder. Keys that are not listed here are refused, with their line.

A *code* is made of small letters, digits, `.`, `_` and `-`, and begins with a letter or a digit. A date is written
without quotation marks: `2019-10-31`. Under *needed*, "no" means that the default stands in; anything else says when
the key must be there, or when it has no meaning.

`evaluator rulebook check` tells what is wrong with a file, `evaluator rulebook show` what it says in words. For help
while you write, in editors that know schemas of TOML (Taplo; Even Better TOML in Visual Studio Code), put the schema
beside the rulebook and name it on the first line:

```sh
evaluator rulebook schema > rulebook.schema.json
```

```toml
#:schema ./rulebook.schema.json
```
"""
SECTIONS = {
    "Rulebook": "The whole file",
    "Edition": "`[edition]`",
    "Period": "`[period]`",
    "Calendar": "`[calendar]`",
    "DayOff": "An entry of `calendar.add`",
    "Standards": "`[standards]`",
    "Participants": "`[participants]`",
    "Sources": "`[sources]`",
    "ComplaintSource": "`[sources.complaints]`",
    "Duration": "An entry of `durations`",
    "Statuses": "`[sources.complaints.statuses]`",
    "StepWords": "`steps` of a log",
    "FollowUps": "`[sources.follow_ups]`",
    "MarkSource": "`[sources.scores]`",
    "RosterSource": "`[sources.participants]`",
    "ChecklistSource": "`[sources.checklists]`",
    "Engine": "`[engine]`",
    "Category": "`[[category]]`",
    "Gate": "`[[gate]]`",
    "Criterion": "`[[criterion]]`",
    "Panel": "A criterion's `panel`",
    "Anchor": "A line of a `rubric`",
    "Question": "`[[question]]`",
    "CaseMix": "`[case_mix]`",
    "Checklists": "`[checklists]`",
    "Linear": 'A `scale` of `type = "linear"`',
    "Steps": 'A `scale` of `type = "steps"`',
    "Step": "An entry of `steps`",
    "Target": 'A `scale` of `type = "target"`',
    "Percentile": 'A `scale` of `type = "percentile"`',
    "Stage": "`[[stage]]`",
    "Quota": "A stage's `quota`",
    "Lot": "`[lot]`",
    "Ranking": "`[ranking]`",
    "Award": "`[[award]]`",
    "Thresholds": "`[integrity]`",
    "Resampling": "`[certainty]`",
    "Certificate": "`[certificate]`",
    "Signatory": "`[[certificate.signatories]]`",
    "Title": "A title",
    "Assumable": "Where a rule comes from",
}
"""What each model is called on the page, in the page's order."""
SPECIAL = {r"^[a-z0-9][a-z0-9._-]*$": "code"}
"""Patterns in words."""


def models() -> dict[str, Schema]:
    """Return the JSON Schema of every model of a rulebook, by its name, the rulebook itself among them."""
    whole = Rulebook.model_json_schema()
    return {"Rulebook": whole, **whole["$defs"], "Assumable": Assumable.model_json_schema()}


def render() -> str:
    """Return the page: per model what it is for and a table of its keys."""
    found = models()
    return "\n".join([HEAD, *(_section(name, title, found[name]) for name, title in SECTIONS.items())])


def _section(name: str, title: str, model: Schema) -> str:
    keys: dict[str, Schema] = model["properties"]
    origin = list(Assumable.model_fields)
    shared = name != "Assumable" and set(origin) <= set(keys)
    lines = [f"## {title}", "", prose(model["description"]), ""]
    lines += ["| key | needed | what it is | default | example | meaning |", "|---|---|---|---|---|---|"]
    needed = model.get("required", [])
    lines += [_row(name, key, schema, key in needed) for key, schema in keys.items() if not shared or key not in origin]
    if shared:
        lines += ["", "It may also say [where it comes from](#where-a-rule-comes-from)."]
    return "\n".join(lines) + "\n"


def _row(model: str, key: str, schema: Schema, needed: bool) -> str:
    default = "–" if needed else _default(schema)
    when = "yes" if needed else NEEDED.get(model, {}).get(key, "no")
    example = EXAMPLES.get(model, {}).get(key)
    cells = (f"`{key}`", when, what(schema), default, f"`{example}`" if example else "–", MEANINGS[model][key])
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(schema: Schema) -> str:
    value = schema["default"]
    if value is None:
        return "none"
    if isinstance(value, dict):
        return "its own defaults" if value else "empty"
    return f"`{json.dumps(value, ensure_ascii=False)}`" if value != [] else "empty"


def what(schema: Schema) -> str:
    """Return in words what may stand at a place of a rulebook."""
    if "$ref" in schema:
        return _link(schema["$ref"].rpartition("/")[2])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return ", or ".join(what(one) for one in schema[several] if one != {"type": "null"})
    if "enum" in schema:
        return " or ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    return _TYPES[schema["type"]](schema)


def _link(model: str) -> str:
    title = SECTIONS[model]
    anchor = "".join(sign for sign in title.lower() if sign.isalnum() or sign in " -_").replace(" ", "-")
    return f"[{title.replace('[', '').replace(']', '')}](#{anchor})"


def _text(schema: Schema) -> str:
    if "pattern" in schema:
        return SPECIAL[schema["pattern"]]
    if schema.get("format") == "date":
        return "date"
    return f"text, 1 to {schema['maxLength']} characters" if "maxLength" in schema else "text"


def _number(word: str, schema: Schema) -> str:
    low, high, above = (schema.get(key) for key in ("minimum", "maximum", "exclusiveMinimum"))
    if above is not None:
        return f"{word} above {above:g}"
    if low is None or (high is not None and abs(high) >= 1e12):
        return word
    if high is None:
        return f"{word}, {low:g} or more"
    return f"{low:g}" if low == high else f"{word}, {low:g} to {high:.0f}"


def _list(schema: Schema) -> str:
    return ("one or more: " if schema.get("minItems") else "list of: ") + what(schema["items"])


_TYPES: dict[str, Callable[[Schema], str]] = {
    "string": _text,
    "integer": lambda schema: _number("whole number", schema),
    "number": lambda schema: _number("number", schema),
    "boolean": lambda _schema: "`true` or `false`",
    "array": _list,
    "object": lambda schema: f"table: name = {what(schema['additionalProperties'])}",
}


if __name__ == "__main__":
    sys.stdout.write(render())
