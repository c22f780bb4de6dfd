"""Rules changed within the text of a rulebook, so that its own loader checks them and names lines as people see."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import tomlkit

from criteria.loading import loads
from criteria.refusals import RulebookRefused
from evaluator.changes import Change
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from criteria.rulebook import Rulebook

_PART = re.compile(r'"([^"]+)"|([A-Za-z0-9_-]+)|\[([0-9]+)\]')
_PATH = re.compile(r'(?:"[^"]+"|[A-Za-z0-9_-]+)(?:\.(?:"[^"]+"|[A-Za-z0-9_-]+)|\[[0-9]+\])*')


def changed(text: str, name: str, asked: Sequence[str], engine: str | None) -> tuple[Rulebook, list[Change]]:
    """Return the rules after changes like ``criterion.speed.weight=50``, all made before any is checked.

    A key is written as refusals write it: an entry of a list by its code, or by its number from 1
    (``criterion[2].weight``); a code with a dot in it in quotation marks. The value is TOML; what is none is a text. An
    empty value takes the key, or the entry, away. name: how the file is called. Refusal where the changed rules do not
    hold, with every reason; WrongUse where a key leads nowhere.
    """
    rulebook = _checked(text, name, engine)
    if not asked:
        return rulebook, []
    document = tomlkit.parse(text.removeprefix("\ufeff"))
    changes = [_set(document, one) for one in asked]
    return _checked(tomlkit.dumps(document), name, engine, _("With these changes the rules do not hold:")), changes


def _checked(text: str, name: str, engine: str | None, *heading: str) -> Rulebook:
    try:
        return loads(text, name, engine)
    except RulebookRefused as refused:
        reasons = [f"{problem.says(language())} {problem.mend(language())}" for problem in refused.problems]
        raise Refusal("\n".join([*heading, *reasons])) from refused


def _set(document: Any, asked: str) -> Change:  # noqa: ANN401 (a TOML document holds anything)
    path, equals, value = asked.partition("=")
    if not equals or not _PATH.fullmatch(path.strip()):
        raise WrongUse(_("“{asked}” does not fit: write key.path=value.").format(asked=asked))
    keys = [int(part[3]) - 1 if part[3] else part[1] or part[2] for part in _PART.finditer(path)]
    place = document
    for key in keys[:-1]:
        if isinstance(place, dict) and key not in place:
            place[key] = tomlkit.table()
        place = _entry(place, key, asked)[1]
    if not isinstance(place, (dict, list)):
        raise WrongUse(_nowhere(asked, keys[-1], []))
    return _put(place, keys[-1], value.strip(), asked, path.strip())


def _put(place: Any, last: str | int, value: str, asked: str, path: str) -> Change:  # noqa: ANN401 (as above)
    known = isinstance(place, list) or last in place
    key, before = _entry(place, last, asked) if known else (last, None)
    shown = _("none") if before is None else _shown(before)
    if value:
        place[key] = _parsed(value)
        return Change(path, shown, _shown(place[key]))
    if before is None:
        raise WrongUse(_nowhere(asked, last, list(place)))
    del place[key]
    return Change(path, shown, _("none"))


def _entry(place: Any, key: str | int, asked: str) -> tuple[Any, Any]:  # noqa: ANN401 (as above)
    """The key or position of an entry, and the entry; an entry of a list is called by its code or its number."""
    if isinstance(place, dict) and key in place:
        return key, place[key]
    if isinstance(place, list):
        codes = [str(one.get("code")) if isinstance(one, dict) else "" for one in place]
        at = key if isinstance(key, int) else codes.index(key) if key in codes else -1
        if 0 <= at < len(place):
            return at, place[at]
        raise WrongUse(_nowhere(asked, key, codes))
    raise WrongUse(_nowhere(asked, key, list(place) if isinstance(place, dict) else []))


def _nowhere(asked: str, key: str | int, known: list[str]) -> str:
    shown = f"[{key + 1}]" if isinstance(key, int) else key
    said = _("“{asked}”: the rulebook has no {key} there.").format(asked=asked, key=shown)
    choices = [one for one in known if one]
    return said + (" " + _("There are: {codes}.").format(codes=", ".join(choices)) if choices else "")


def _parsed(value: str) -> Any:  # noqa: ANN401 (as above)
    """A value as TOML; what is no TOML value is a text, for a shell takes quotation marks away."""
    try:
        found = tomllib.loads(f"value = {value}")
    except tomllib.TOMLDecodeError:
        return value
    return found["value"] if len(found) == 1 else value


def _shown(value: Any) -> str:  # noqa: ANN401 (as above)
    """A value in one short line; an entry of a list by its code."""
    if isinstance(value, dict):
        return str(value.get("code", "{…}"))
    return str(value.unwrap() if hasattr(value, "unwrap") else value)
