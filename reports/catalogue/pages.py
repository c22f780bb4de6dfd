"""The catalogue as pages in both languages, as one PDF in the edition's, and as data by which a site knows it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, get_args

from markupsafe import Markup

from reports.catalogue.entries import by_problem, entries
from reports.printable import printable, visible
from reports.rendering import environment, render_pdf
from reports.site.pages import FONTS
from reports.speech import Language, Speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reports.catalogue.entries import Told
    from reports.year import Year

PDF = "catalogue.pdf"
MARK = "catalogue.json"
"""By this file a folder is known to be a catalogue, and of which results."""


def catalogue(year: Year, practices: Mapping[str, Sequence[Told]]) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of everything; the same year and practices give the same bytes.

    Raises ``rendering.RenderingError`` where the PDF cannot be made.
    """
    first = year.rulebook.edition.language
    for language in get_args(Language):
        folder = "" if language == first else f"{language}/"
        yield f"{folder}index.html", _page(year, practices, language).encode()
    yield PDF, pdf(year, practices)
    yield MARK, _mark(year, practices)
    yield from _assets()


def pdf(year: Year, practices: Mapping[str, Sequence[Told]]) -> bytes:
    """Return the catalogue as a tagged PDF in the edition's language."""
    style = files("reports").joinpath("templates", "catalogue", "print.css").read_text(encoding="utf-8")
    html = _render(year, practices, year.rulebook.edition.language, "print")
    return render_pdf(html, stylesheet=style, identifier=bytes.fromhex(year.fingerprint)[:16])


def awards(year: Year) -> list[list[str]]:
    """Return who holds what, as a catalogue and results.json both say it: award and code, sorted."""
    table = year.awards.table[["award", "code"]]
    return sorted([str(award), str(code)] for award, code in table.itertuples(index=False, name=None))


def _page(year: Year, practices: Mapping[str, Sequence[Told]], language: Language) -> str:
    return _render(year, practices, language, "index")


def _render(year: Year, practices: Mapping[str, Sequence[Told]], language: Language, template: str) -> str:
    say = Speech(language)
    env = environment("report", language)
    env.finalize = printable if template == "print" else _seen
    home = language == year.rulebook.edition.language
    other = next(one for one in get_args(Language) if one != language)
    found = entries(year, practices, say)
    return env.get_template(f"catalogue/{template}.html.j2").render(
        say=say,
        edition=year.rulebook.edition,
        fingerprint=year.fingerprint,
        entries=found,
        problems=by_problem(found),
        up="" if home else "../",
        across=f"{other}/" if home else "../",
        other=other,
        pdf=PDF,
    )


def _seen(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _mark(year: Year, practices: Mapping[str, Sequence[Told]]) -> bytes:
    told = {code: len(mine) for code, mine in sorted(practices.items())}
    content = {
        "schema": 1,
        "edition": year.rulebook.edition.code,
        "rulebook": year.fingerprint,
        "awards": awards(year),
        "practices": told,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _assets() -> Iterator[tuple[str, bytes]]:
    templates = files("reports").joinpath("templates")
    yield "assets/site.css", templates.joinpath("site", "site.css").read_bytes()
    yield "assets/filter.js", templates.joinpath("site", "filter.js").read_bytes()
    yield "assets/catalogue.css", templates.joinpath("catalogue", "catalogue.css").read_bytes()
    fonts = files("reports").joinpath("fonts")
    for name, family in FONTS.items():
        yield f"assets/{name}", fonts.joinpath(family, name).read_bytes()
        yield f"assets/{family}-OFL.txt", fonts.joinpath(family, "OFL.txt").read_bytes()
