"""From the year's awards to the texts of its certificates and the names of their files."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from reports.certificate_text import CertificateText
from reports.codes import certificate_code

if TYPE_CHECKING:
    from reports.year import Year

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_FIELD = re.compile(r"\{(sequence|award|year|edition)(?::(0?[1-9]?d?))?\}")


def texts_for(year: Year, key: bytes) -> list[tuple[str, CertificateText]]:
    """Return each award's certificate with its path under the results folder, in the order of the table of awards.

    key: the secret of the codes. The place is printed where an award has several winners; {sequence} counts from 1.
    """
    rulebook = year.rulebook
    settings, edition = rulebook.certificate, rulebook.edition
    awards = {award.code: award for award in rulebook.award}
    categories = {category.code: category.title for category in rulebook.category}
    decided = settings.date.year if settings.date else rulebook.period.to.year
    texts = []
    for sequence, row in enumerate(year.awards.table.to_dict("records"), start=1):
        award, code, name = awards[row["award"]], str(row["code"]), str(row["name"])
        fields: dict[str, str | int] = {
            "sequence": sequence,
            "award": award.code,
            "year": decided,
            "edition": edition.code,
        }
        text = CertificateText(
            edition_code=edition.code,
            edition=edition.title,
            organiser=edition.organiser,
            recipient=name,
            award=award.title,
            category=categories[row["category"]],
            place=int(row["place"]) if award.winners > 1 else None,
            number=certificate_number(settings.number, fields),
            code=certificate_code(key, edition.code, award.code, code, name),
            date=settings.date,
            city=settings.place,
            signatories=tuple(settings.signatories),
            synthetic=edition.synthetic,
        )
        texts.append((f"certificates/{award.code}/{row['place']}-{safe_name(code)}.pdf", text))
    return texts


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
