"""What does not fit the models of a file of ours, in words: each of pydantic's errors becomes a fault at its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from criteria.refusals import Fault, hint, placed, quoted
from criteria.rulebook import Rulebook

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from criteria.positions import Path

KEY_UNKNOWN = placed(
    "rulebook-key-unknown",
    "kunci ini tidak dikenal di sini; diharapkan salah satu dari {known}.",
    "this key is not known here; expected one of {known}.",
    "{hint_id}Perbaiki ejaannya atau hapus kunci ini.",
    "{hint_en}Mend its spelling or remove the key.",
)
KEY_MISSING = placed(
    "rulebook-key-missing",
    "kunci ini tidak ada, padahal wajib.",
    "this key is missing, and it is needed.",
    "Tambahkan kunci “{key}”.",
    "Add the key “{key}”.",
)
VALUE = placed(
    "rulebook-value",
    "{shown} tidak dapat dipakai di sini; diharapkan {expected_id}.",
    "{shown} cannot be used here; expected {expected_en}.",
    "{hint_id}Tulis {expected_id}.",
    "{hint_en}Write {expected_en}.",
)
TIMEZONE = placed(
    "rulebook-timezone",
    "zona waktu {shown} tidak dikenal.",
    "the time zone {shown} is not known.",
    "Tulis nama dari pangkalan data IANA, misalnya “Asia/Jakarta”.",
    "Write a name of the IANA database, such as “Asia/Jakarta”.",
)
PERIOD = placed(
    "rulebook-period-order",
    "{key} mendahului {earlier}; diharapkan from ≤ to ≤ cutoff.",
    "{key} is before {earlier}; expected from ≤ to ≤ cutoff.",
    "Perbaiki tanggal-tanggal di [period].",
    "Mend the dates in [period].",
)

_TABLE = ("sebuah tabel {{ kunci = nilai }}", "a table {{ key = value }}")
EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": ("teks di antara tanda kutip", "text in quotation marks"),
    "string_pattern_mismatch": (
        "kode dari huruf kecil, angka, titik, garis bawah, atau tanda hubung, diawali huruf atau angka",
        "a code of small letters, digits, dots, underscores or hyphens that begins with a letter or a digit",
    ),
    "string_too_short": ("teks yang tidak kosong", "text that is not empty"),
    "string_too_long": ("paling banyak {max_length} huruf", "at most {max_length} characters"),
    "int_type": ("bilangan bulat", "a whole number"),
    "float_type": ("sebuah angka", "a number"),
    "finite_number": ("angka biasa, bukan nan atau inf", "an ordinary number, not nan or inf"),
    "greater_than": ("angka di atas {gt}", "a number above {gt}"),
    "greater_than_equal": ("angka paling kecil {ge}", "a number of at least {ge}"),
    "less_than": ("angka di bawah {lt}", "a number below {lt}"),
    "less_than_equal": ("angka paling besar {le}", "a number of at most {le}"),
    "bool_type": ("true atau false tanpa tanda kutip", "true or false without quotation marks"),
    "date_type": (
        "tanggal seperti 2019-10-31, tanpa jam dan tanpa tanda kutip",
        "a date such as 2019-10-31, without a time and without quotation marks",
    ),
    "list_type": ("sebuah daftar [ ... ]", "a list [ ... ]"),
    "too_short": ("sekurangnya satu", "at least one"),
    "too_long": ("paling banyak {max_length}", "at most {max_length} of them"),
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "literal_error": ("salah satu dari {words}", "one of {words}"),
    "union_tag_invalid": ("salah satu dari {words}", "one of {words}"),
}


def faults(error: ValidationError, data: Mapping[str, Any], model: type[BaseModel] = Rulebook) -> Iterator[Fault]:
    """Yield a fault for each error; ``data`` is what was validated, ``model`` by what."""
    for one in error.errors(include_url=False):
        path, around = _place(one["loc"], model)
        yield from _fault(one, path, around, data)


def _fault(error: ErrorDetails, path: Path, around: Any, data: Mapping[str, Any]) -> Iterator[Fault]:  # noqa: ANN401 (an annotation)
    kind = error["type"]
    if kind == "extra_forbidden":
        known = _keys(around)
        yield Fault(KEY_UNKNOWN, path, {"known": quoted(known), **hint(str(path[-1]), known)})
    elif kind == "missing":
        yield Fault(KEY_MISSING, path, {"key": str(path[-1])}, value="")
    elif kind == "union_tag_not_found":
        yield Fault(KEY_MISSING, (*path, "type"), {"key": "type"}, value="")
    elif kind == "value_error" and path == ("period",):
        yield from _period(data["period"])
    elif kind == "value_error":
        yield Fault(TIMEZONE, path)
    else:
        yield _value(error, (*path, "type") if kind == "union_tag_invalid" else path)


def _value(error: ErrorDetails, path: Path) -> Fault:
    context = error.get("ctx", {})
    words = re.findall(r"'([^']*)'", str(context.get("expected", context.get("expected_tags", ""))))
    expected = EXPECTED.get(error["type"], (error["msg"], error["msg"]))
    facts = {key: f"{value:g}" if isinstance(value, float) else str(value) for key, value in context.items()}
    expected_id, expected_en = (text.format_map({**facts, "words": quoted(words)}) for text in expected)
    meant = str(context.get("tag", error["input"] if isinstance(error["input"], str) else ""))
    return Fault(VALUE, path, {"expected_id": expected_id, "expected_en": expected_en, **hint(meant, words)})


def _period(period: Mapping[str, Any]) -> Iterator[Fault]:
    for earlier, key in (("from", "to"), ("to", "cutoff")):
        if period[key] < period[earlier]:
            yield Fault(PERIOD, ("period", key), {"key": key, "earlier": earlier}, others=(("period", earlier),))


def _place(loc: tuple[int | str, ...], model: type[BaseModel]) -> tuple[Path, Any]:
    """Return the path in the file (pydantic puts the tags of unions into its own) and the type around the last step."""
    path: Path = ()
    around: Any = model
    here: Any = model
    for part in loc:
        if get_origin(here) in (Union, UnionType):
            here = _bare(next((arm for arm in get_args(here) if _tag(arm) == part), None))
            continue
        path, around, here = (*path, part), here, _bare(_into(here, part))
    return path, around


def _bare(annotation: Any) -> Any:  # noqa: ANN401 (annotations)
    """Return a type without Annotated and without "or None"."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        arms = [arm for arm in get_args(annotation) if arm is not type(None)]
        return _bare(arms[0]) if len(arms) == 1 else Union[tuple(arms)]  # noqa: UP007 (arms known when it runs)
    return annotation


def _into(annotation: Any, part: int | str) -> Any:  # noqa: ANN401 (annotations)
    """Return the type of a field, of a list's elements, or of a table's values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = {field.alias or name: field for name, field in annotation.model_fields.items()}
        return fields[part].annotation if part in fields else None
    return get_args(annotation)[-1] if get_args(annotation) else None


def _tag(arm: Any) -> str:  # noqa: ANN401 (an annotation)
    """Return the tag by which pydantic names this arm of a union."""
    if get_origin(arm) is Annotated:
        return next((meta.tag for meta in get_args(arm) if isinstance(meta, Tag)), "")
    kind = getattr(arm, "model_fields", {}).get("type")
    return str(get_args(kind.annotation)[0]) if kind else ""


def _keys(model: Any) -> list[str]:  # noqa: ANN401 (an annotation)
    return [field.alias or name for name, field in getattr(model, "model_fields", {}).items()]
