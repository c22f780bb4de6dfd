"""Whether there is a certificate for each award of results.json, and none that says otherwise."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reports.agreement import Disagreement
from reports.awarded import SET_FOLDER, safe_name
from reports.certificates_json import NAME as INDEX
from reports.credential import NAME as ATTACHED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def in_certificates(results: Path, document: dict[str, Any]) -> Iterator[Disagreement]:
    """Compare the index, the files and what is attached to them with the awards.

    A certificate that could not be made is in none of them, and a problem of its own.
    """
    if not (results / INDEX).exists():
        return
    listed = {entry["path"]: entry for entry in json.loads((results / INDEX).read_bytes())["certificates"]}
    for award in document["awards"]:
        for winner in award["winners"]:
            path = f"certificates/{award['code']}/{winner['place']}-{safe_name(winner['code'])}.pdf"
            entry = listed.pop(path, None)
            if entry is not None:
                yield from _compared(results, path, entry, winner, award)
            elif (results / path).exists():
                yield Disagreement(INDEX, "certificate", winner["code"], "", path)
    people = {safe_name(one["code"]): one for one in document["participants"]}
    for path, entry in listed.items():
        if path.startswith(f"{SET_FOLDER}/"):
            yield from _in_set(results, path, entry, people)
            continue
        yield Disagreement(INDEX, "certificate", entry["name"], path, "")


def _in_set(
    results: Path, path: str, entry: dict[str, Any], people: dict[str, dict[str, Any]]
) -> Iterator[Disagreement]:
    """Compare a certificate that goes with no award: its file is the one listed, its name its participant's."""
    digest = hashlib.sha256((results / path).read_bytes()).hexdigest()
    if digest != entry["sha256"]:
        yield Disagreement(INDEX, "sha256", entry["name"], entry["sha256"], digest)
    _folder, of, file = path.split("/")
    if of == "judges":  # results.json does not say what they are called
        return
    person = people.get(file.removesuffix(".pdf"))
    if person is None or person["name"] != entry["name"]:
        yield Disagreement(INDEX, "name", file.removesuffix(".pdf"), entry["name"], person["name"] if person else "")


def _compared(
    results: Path, path: str, entry: dict[str, Any], winner: dict[str, Any], award: dict[str, Any]
) -> Iterator[Disagreement]:
    content = (results / path).read_bytes()
    title = award["title"]
    alone = len(award["winners"]) == 1  # where an award has one winner, its place need not be printed
    places = {winner["place"], *([None] if alone else [])}
    attached = _attached(content)
    pairs = [
        (INDEX, "name", entry["name"], {winner["name"]}),
        (INDEX, "place", entry["place"], places),
        (INDEX, "award", entry["award"]["id"], {title["id"]}),
        (INDEX, "sha256", entry["sha256"], {hashlib.sha256(content).hexdigest()}),
    ]
    if attached:
        subject = attached["credentialSubject"]
        place = int(subject["result"][0]["value"]) if "result" in subject else None
        pairs += [
            (path, "name", subject["identifier"][0]["identityHash"], {winner["name"]}),
            (path, "place", place, places),
            (path, "award", subject["achievement"]["name"], {title["id"]}),
        ]
    for file, figure, found, expected in pairs:
        if found not in expected:
            one = next(iter(expected - {None}))
            yield Disagreement(file, figure, winner["code"], "" if found is None else str(found), str(one))


def _attached(content: bytes) -> dict[str, Any] | None:
    """Return the credential within a certificate; None where there is none."""
    import pikepdf  # noqa: PLC0415 (start-up)

    with pikepdf.open(BytesIO(content)) as pdf:
        if ATTACHED not in pdf.attachments:
            return None
        found: dict[str, Any] = json.loads(pdf.attachments[ATTACHED].get_file().read_bytes())
        return found
