"""Why a rule is assumed is told in the language of the report, for the rules of the competition's editions."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO

from babel.messages.pofile import read_po

from criteria.editions import edition_text, list_editions
from criteria.loading import loads
from reports import in_words
from reports.speech import Speech


def reasons(say):
    """Every reason of every edition of the competition, in the words of ``say``."""
    rules = [loads(edition_text(code), f"{code}.toml") for code in list_editions() if code.startswith("anggakara")]
    return {ground.reason for book in rules for ground in in_words.assumed(book, say)}


def test_every_reason_of_the_competition_has_its_indonesian_and_the_catalogue_holds_no_other():
    source = files("reports").joinpath("locale", "id", "editions.po").read_bytes()
    catalogue = {one.id: one.string for one in read_po(BytesIO(source), abort_invalid=True) if one.id}
    assert set(catalogue) == reasons(Speech("en")) - {""}
    assert reasons(Speech("id")) - {""} == set(catalogue.values())
    assert not set(catalogue) & set(catalogue.values())


def test_a_reason_of_ones_own_is_printed_as_it_is_written():
    assert Speech("id").reason("Menurut rapat panitia.") == "Menurut rapat panitia."
    assert Speech("id").reason("") == ""  # a catalogue has its own heading under the empty message
    assert Speech("en").reason("Its weight is not published.") == "Its weight is not published."
    assert Speech("id").reason("Its weight is not published.") == "Bobotnya tidak diumumkan."
