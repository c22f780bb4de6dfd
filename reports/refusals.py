"""Why a certificate was not made, in both languages; the rest of the batch goes on without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.letters import named
from reports.wording import catalogue


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong and what to do, as msgids of the certificate catalogue that are filled from ``details``."""

    code: str
    problem: str
    remedy: str
    details: Mapping[str, str] = field(default_factory=dict)

    def says(self, language: str) -> str:
        """Return what is wrong, as one sentence in the language ("id" or "en")."""
        return self._filled(self.problem, language)

    def mend(self, language: str) -> str:
        """Return what to do about it, as one sentence in the language ("id" or "en")."""
        return self._filled(self.remedy, language)

    def _filled(self, message: str, language: str) -> str:
        translate = catalogue("reports", "certificate", language).gettext
        details = {name: translate(text) if name == "field" else text for name, text in self.details.items()}
        return translate(message).format_map(details)


class CertificateRefusedError(Exception):
    """The certificate of one text cannot be made; ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal

    def __str__(self) -> str:
        return self.refusal.says("en")


def _(message: str) -> str:
    """Mark a msgid of the catalogue."""
    return message


FIELDS = {
    "recipient": _("the recipient's name"),
    "award": _("the award"),
    "category": _("the category"),
    "edition": _("the category or the edition's title"),
    "organiser": _("the organiser"),
    "number": _("the number"),
    "title": _("the theme's own words"),
    "subtitle": _("the theme's own words"),
    "phrase": _("the theme's own words"),
    "place": _("the theme's own words"),
    "city": _("the place of the decision"),
    "decided": _("the place of the decision"),
    "signatory": _("a signatory"),
    "page": _("all that is to stand there together"),
}
"""The parts of a certificate by the names they have in the code."""


def missing_glyphs(recipient: str, characters: tuple[str, ...]) -> Refusal:
    """Return the refusal of characters that neither a shipped font has nor one of the theme's."""
    return Refusal(
        "missing-glyphs",
        _('Certificate of "{recipient}": no font has {characters}.'),
        _(
            "Write the text without these characters (Latin, Greek and Cyrillic can be printed), or give the theme a"
            " font that has them."
        ),
        {"recipient": _short(recipient), "characters": _named(characters)},
    )


def unprintable(recipient: str, field_name: str, characters: tuple[str, ...]) -> Refusal:
    """Return the refusal of control characters and marks that change the reading direction."""
    return Refusal(
        "unprintable",
        _('Certificate of "{recipient}": {field} holds invisible characters that cannot be printed: {characters}.'),
        _("Remove them, for example by typing the text anew."),
        {"recipient": _short(recipient), "field": FIELDS[field_name], "characters": _named(characters)},
    )


def too_long(recipient: str, field_name: str) -> Refusal:
    """Return the refusal of a text that does not fit in a size that can be read."""
    return Refusal(
        "too-long",
        _('Certificate of "{recipient}": {field} does not fit on the page in a size that can be read.'),
        _("Shorten {field}."),
        {"recipient": _short(recipient), "field": FIELDS[field_name]},
    )


def empty(recipient: str, field_name: str) -> Refusal:
    """Return the refusal of a text that must not be empty."""
    return Refusal(
        "empty",
        _('Certificate of "{recipient}": {field} is empty.'),
        _("Fill in {field}."),
        {"recipient": _short(recipient), "field": FIELDS[field_name]},
    )


def other(recipient: str, reason: str) -> Refusal:
    """Return the refusal of anything that the page or the disk would not take; ``reason`` is the library's word."""
    return Refusal(
        "not-made",
        _('Certificate of "{recipient}": it could not be made ({reason}).'),
        _("Try again; if it stays, report this message."),
        {"recipient": _short(recipient), "reason": reason},
    )


def _short(text: str) -> str:
    shown = "".join(character if character.isprintable() else "\ufffd" for character in text)
    return shown if len(shown) <= 60 else shown[:59] + "…"


def _named(characters: tuple[str, ...]) -> str:
    return ", ".join(named(character) for character in characters)
