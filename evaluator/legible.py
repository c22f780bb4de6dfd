"""Letters that no font of the certificates has, told before anything is printed: whose, which, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.refusals import Refusal
from evaluator.theme import theme_in
from evaluator.words import language, plural
from reports.letters import missing, named
from submissions.problems import Kind, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from evaluator.winners import Winner
    from submissions.handed_in import HandedIn

RULEBOOK = "rulebook.toml"
LETTERS_MISSING = Kind(
    "letters-missing",
    Severity.WARNING,
    {
        "id": "{whose}: tidak ada huruf piagam yang memiliki {letters}; piagam untuknya tidak dapat dicetak.",
        "en": "{whose}: no font of the certificates has {letters}; no certificate can be printed for it.",
    },
    {
        "id": "Tulis dengan huruf Latin, atau tambahkan huruf (font) yang memilikinya pada tema: [fonts] also.",
        "en": "Write it in Latin letters, or give the theme a font that has them: [fonts] also.",
    },
)
TEXTS_MISSING = Kind(
    "letters-missing-everywhere",
    Severity.WARNING,
    {
        "id": "“{whose}”: tidak ada huruf piagam yang memiliki {letters}; piagam yang memuatnya tidak dapat dicetak.",
        "en": "“{whose}”: no font of the certificates has {letters}; no certificate with it can be printed.",
    },
    LETTERS_MISSING.mend,
)


def in_year(rulebook: Rulebook, handed_in: HandedIn, theme: Path) -> list[Problem]:
    """Return a problem for each participant, and each text of the rulebook, that certificates cannot show.

    theme: the folder whose fonts may have more letters; one that is unsound has none here, and is refused elsewhere.
    """
    fonts = _fonts(theme)
    roster = handed_in.roster
    names = {str(code): str(name) for code, name in roster["name"].items()} if "name" in roster else {}
    file = next((one.path for one in handed_in.files if one.path.startswith("participants.")), "")
    return [*of_people(names, file, fonts), *_of_rules(rulebook, fonts)]


def in_list(winners: Iterable[Winner], fonts: Sequence[bytes]) -> list[Problem]:
    """Return a problem for each cell of a list of winners that certificates cannot show."""
    found = []
    for winner in winners:
        cells = {"name": winner.name, "award": winner.award, "award_en": winner.award_en, "number": winner.number}
        cells |= {"category": winner.category, "category_en": winner.category_en}
        for column, text in cells.items():
            if lacking := missing([text], fonts):
                found.append(_problem(LETTERS_MISSING, winner.name, lacking, column=column, value=text, row=winner.row))
    return found


def of_people(names: Mapping[str, str], file: str, fonts: Sequence[bytes]) -> Iterator[Problem]:
    """Yield a problem for each participant (name by code) whose name certificates cannot show; file: of the roster.

    fonts: the content of those of the theme.
    """
    for code, name in names.items():
        if lacking := missing([name], fonts):
            yield _problem(LETTERS_MISSING, f"{name} ({code})", lacking, file=file, column="name", value=name)


def told(problems: Iterable[Problem]) -> str:
    """Return, for whoever is about to print, all of those problems in words, one a line; empty where there is none."""
    found = [one.says(language()) for one in problems if one.kind in (LETTERS_MISSING, TEXTS_MISSING)]
    if not found:
        return ""
    head = plural(
        "{count} text has letters that cannot be printed; all else is made.",
        "{count} texts have letters that cannot be printed; all else is made.",
        len(found),
    )
    return "\n".join([head, *(f"• {line}" for line in found)])


def _fonts(theme: Path) -> tuple[bytes, ...]:
    try:
        return theme_in(theme).fonts.all
    except Refusal:
        return ()


def _of_rules(rulebook: Rulebook, fonts: Sequence[bytes]) -> Iterator[Problem]:
    for place, text in _texts(rulebook):
        if lacking := missing([text], fonts):
            yield _problem(TEXTS_MISSING, text, lacking, file=RULEBOOK, column=place, value=text)


def _texts(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield the key and the text of everything of the rulebook that stands on certificates."""
    edition, settings = rulebook.edition, rulebook.certificate
    titles = {"edition.title": edition.title, "edition.organiser": edition.organiser}
    titles |= {f"category.{one.code}": one.title for one in rulebook.category}
    titles |= {f"award.{one.code}": one.title for one in rulebook.award}
    yield from (("certificate.place", settings.place), ("certificate.number", settings.number))
    for number, signer in enumerate(settings.signatories, start=1):
        key = f"certificate.signatories.{number}"
        titles[f"{key}.position"] = signer.position
        yield from ((f"{key}.name", signer.name), (f"{key}.identity", signer.identity))
    for place, title in titles.items():
        if title is not None:
            yield from ((place, words) for words in dict.fromkeys((title.id, title.en)))


def _problem(
    kind: Kind,
    whose: str,
    lacking: tuple[str, ...],
    *,
    column: str,
    value: str,
    file: str = "",
    row: int | None = None,
) -> Problem:
    letters = ", ".join(map(named, lacking))
    return Problem(kind, file=file, row=row, column=column, value=value, details={"whose": whose, "letters": letters})
