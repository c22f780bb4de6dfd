"""From the year's outcome to the texts of its certificates, in sets, and the names of their files."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.honourable import honourable
from criteria.rank import ADVANCED
from reports.certificate_blocks import in_both
from reports.certificate_text import CertificateText
from reports.codes import certificate_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from reports.certificate_text import Bilingual
    from reports.year import Year

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_FIELD = re.compile(r"\{(sequence|award|year|edition)(?::(0?[1-9]?d?))?\}")


SETS = ("winners", "honourable", "finalists", "participants", "judges")
"""In the order in which {sequence} counts through them, so that no two certificates of a year have one number."""
SET_FOLDER = "certificate-sets"
Named = list[tuple[str, CertificateText]]


def texts_for(year: Year, key: bytes) -> Named:
    """Return each award's certificate with its path under the results folder, in the order of the table of awards."""
    return sets_for(year, key, ["winners"])


def sets_for(year: Year, key: bytes, names: Iterable[str]) -> Named:
    """Return the certificates of these sets with their paths under the results folder.

    key: the secret of the codes. The place is printed where an award has several winners; {sequence} counts from 1
    through all sets, whichever are asked for. Judges are those of ``year.sittings``; without it there are none.
    """
    wanted, found, count = set(names), Named(), 0
    for name in SETS:
        people = list(_people(year, name))
        if name in wanted:
            found += [_named(year, key, one, place) for place, one in enumerate(people, start=count + 1)]
        count += len(people)
    return found


@dataclass(frozen=True, slots=True)
class _Person:
    """Who gets a certificate for what. of: the award's code, or the set's."""

    path: str
    of: str
    code: str
    name: str
    award: Bilingual
    category: Bilingual | None
    place: int | None = None
    appreciation: bool = False


def _people(year: Year, name: str) -> Iterator[_Person]:
    categories = {category.code: category.title for category in year.rulebook.category}
    if name == "winners":
        yield from _winners(year, categories)
    elif name == "judges":
        for number, (code, called) in enumerate(judges(year), start=1):  # a path tells no name: it stands in lists
            yield _Person(
                f"{SET_FOLDER}/judges/{number:02d}.pdf", name, code, called, in_both("Judge"), None, appreciation=True
            )
    else:
        table, said = _members(year, name), in_both(_SAID[name])
        for code, category, called in table[["code", "category", "name"]].itertuples(index=False):
            path = f"{SET_FOLDER}/{name}/{safe_name(str(code))}.pdf"
            among = categories.get(str(category))
            yield _Person(path, name, str(code), str(called), said, among, appreciation=name == "participants")


def _(message: str) -> str:
    """Mark a msgid of the catalogue of certificates."""
    return message


_SAID = {
    "honourable": _("Recipient of an Honourable Mention"),
    "finalists": _("Finalist"),
    "participants": _("Participant"),
}


def _members(year: Year, name: str) -> pd.DataFrame:
    """Return code, category and name of a set's participants, finalists and mentions by rank, all by code."""
    if name == "participants":
        return year.indicators.participants.rename_axis("code").reset_index().sort_values("code")
    if name == "honourable":
        return honourable(year.ranking, year.awards, year.rulebook.certificate.honourable)
    cuts = [stage.code for stage in year.rulebook.stage if stage.cuts]
    table = year.stages.table
    return table[(table["stage"] == (cuts[-1] if cuts else "")) & (table["status"] == ADVANCED)]


def judges(year: Year) -> list[tuple[str, str]]:
    """Return what score sheets call each judge who has marked, with its name: that of session.toml where it is told."""
    if year.sittings is None:
        return []
    marked = year.sittings.judges[year.sittings.judges["marked"] > 0]
    known: dict[str, str] = {}
    for code in sorted(set(map(str, marked["judge"]))):
        person = year.sittings.sessions.find(code)
        known.setdefault(person.name if person else code, code)
    return [(code, name) for name, code in known.items()]


def _winners(year: Year, categories: Mapping[str, Bilingual]) -> Iterator[_Person]:
    awards = {award.code: award for award in year.rulebook.award}
    for row in year.awards.table.to_dict("records"):
        award, code = awards[row["award"]], str(row["code"])
        path = f"certificates/{award.code}/{row['place']}-{safe_name(code)}.pdf"
        place = int(row["place"]) if award.winners > 1 else None
        yield _Person(path, award.code, code, str(row["name"]), award.title, categories[row["category"]], place)


def _named(year: Year, key: bytes, person: _Person, sequence: int) -> tuple[str, CertificateText]:
    settings, edition = year.rulebook.certificate, year.rulebook.edition
    decided = settings.date.year if settings.date else year.rulebook.period.to.year
    fields: dict[str, str | int] = {
        "sequence": sequence, "award": person.of, "year": decided, "edition": edition.code,
    }  # fmt: skip
    return person.path, CertificateText(
        edition_code=edition.code,
        edition=edition.title,
        organiser=edition.organiser,
        recipient=person.name,
        award=person.award,
        category=person.category,
        place=person.place,
        number=certificate_number(settings.number, fields),
        code=certificate_code(key, edition.code, _distinct(person), person.code, person.name),
        date=settings.date,
        city=settings.place,
        signatories=tuple(settings.signatories),
        synthetic=edition.synthetic,
        appreciation=person.appreciation,
    )


def _distinct(person: _Person) -> str:
    """Return what a code is of: an award, or a set, even where an award's code is a set's name."""
    return f"{SET_FOLDER}/{person.of}" if person.path.startswith(SET_FOLDER) else person.of


def certificate_number(pattern: str, fields: dict[str, str | int]) -> str:
    """Return the number by the rulebook's pattern of {sequence}, {sequence:03d}, {award}, {year} and {edition}.

    Anything else in braces stays as it is written, for a pattern is text that was handed in.
    """

    def filled(match: re.Match[str]) -> str:
        return format(fields[match[1]], match[2] or "") if match[1] == "sequence" else str(fields[match[1]])

    return _FIELD.sub(filled, pattern)


def safe_name(code: str) -> str:
    """Return a participant's code as (part of) the name of a file; one that is not plain is marked by its hash."""
    if _PLAIN.fullmatch(code):
        return code
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", code).strip(".-")[:40]
    return f"{plain}~{hashlib.sha256(code.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
