"""What a submission holds: its index, which parts may stand in it, and the code that its receipt prints."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from evaluator.parcel import ParcelError
from evaluator.submitting.evidence import name_is_plain
from evaluator.words import _
from reports.awarded import safe_name
from reports.codes import code_of
from submissions.names import key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

SCHEMA = 1
INDEX = "submission.json"
ASSESSMENT = "assessment.json"
COMPLAINTS, FOLLOW_UPS, CHECKLISTS, EVIDENCE = "complaints/", "follow_ups/", "checklists/", "evidence/"
LARGEST_INDEX = 1 << 20
_NUMBERED = re.compile(r"(complaints|follow_ups)/\d{2,3}\.parquet|checklists/\d{2,3}\.(xlsx|csv)")
_Text = Annotated[str, Field(max_length=300)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Part(_Strict):
    """A file within: its place, size in bytes, sha256, and what it was called where it was packed ("" for logs)."""

    path: Annotated[str, Field(max_length=200)]
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    called: _Text = ""


class Index(_Strict):
    """What the file says of itself. rules: fingerprint of the rulebook that it was assessed by; made_at: the moment.

    told: what it says of itself for the roster; the secretariat's roster decides. rows: of its logs, by bin. low, high:
    between what its total will lie, as printed; "" where nothing can be said.
    """

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    edition: _Text
    rules: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    participant: Annotated[str, Field(min_length=1, max_length=100)]
    name: _Text
    told: Annotated[dict[_Text, _Text], Field(max_length=100)]
    made_at: Annotated[AwareDatetime, Field(strict=False)]
    rows: Annotated[dict[_Text, int], Field(max_length=20)]
    low: _Text
    high: _Text
    parts: Annotated[list[Part], Field(max_length=2000)]

    @field_validator("made_at")
    @classmethod
    def _in_utc(cls, value: dt.datetime) -> dt.datetime:
        """Moments are compared, so they are of one zone; those at either end of time are of none."""
        if not 2000 <= value.year < 9999:
            raise ValueError(f"{value.year} is no year in which anything is packed")
        return value.astimezone(dt.UTC)


def checklist_names(called: Mapping[str, str], code: str, names: Collection[str]) -> dict[str, str]:
    """Return the name, without suffix, under which each checklist is read; the code alone tells whose it is.

    called: the names that they had where they were packed, by their place. A checklist may say by its name alone whose
    it is: the one that was called so gets the code, else the first. names: of the participant.
    """
    lists = sorted(called)
    own = {key(one) for one in (code, *names)}
    first = next((place for place in lists if key(called[place].rpartition(".")[0]) in own), next(iter(lists), ""))
    stem = safe_name(code)
    return {
        place: stem if place == first else f"{stem}-{place.rpartition('/')[2].partition('.')[0]}" for place in lists
    }


class Allowed:
    """The names that parts of a submission may have (for ``parcel.unpacked``)."""

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        evidence = name.startswith(EVIDENCE) and name_is_plain(name.removeprefix(EVIDENCE))
        return name in {INDEX, ASSESSMENT} or _NUMBERED.fullmatch(name) is not None or evidence


def written(index: Index) -> bytes:
    """Return the index as it stands in the file: the same index, the same bytes."""
    document = index.model_dump(mode="json", by_alias=True)
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def code(content: bytes) -> str:
    """Return the code of a submission with this index; its sha256s stand there, so it is that of every byte within."""
    return code_of(hashlib.sha256(content).digest())


def read(room: Path, called: str) -> tuple[Index, bytes]:
    """Return the index of an unpacked submission, and its bytes, when every part is as it says; else ParcelError."""
    path = room / INDEX
    if not path.is_file() or path.stat().st_size > LARGEST_INDEX:
        raise ParcelError(_("{path} is no submission of this program: it has no index.").format(path=called))
    content = path.read_bytes()
    try:
        plain = json.loads(content)
        if isinstance(plain, dict) and isinstance(plain.get("schema"), int) and plain["schema"] > SCHEMA:
            raise ParcelError(
                _("{path} was made by a newer version of the program: update it, then try again.").format(path=called)
            )
        index = Index.model_validate(plain)
    except (ValueError, RecursionError, ValidationError) as error:
        raise ParcelError(
            _("{path} is no submission of this program: its index is damaged.").format(path=called)
        ) from error
    there = {one.relative_to(room).as_posix() for one in room.rglob("*") if one.is_file()} - {INDEX}
    listed = {part.path: part for part in index.parts}
    if set(listed) != there or len(listed) != len(index.parts):
        odd = sorted(set(listed) ^ there) or [INDEX]
        raise ParcelError(_("{path} is not whole: {name} is missing or was added.").format(path=called, name=odd[0]))
    for name, part in listed.items():
        if digest(room / name) != part.sha256:
            raise ParcelError(
                _("{name} in {path} is not as it was packed: send the file again.").format(name=name, path=called)
            )
    return index, content


def digest(path: Path) -> str:
    """Return the sha256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
