"""The Indonesian catalogue of certificates has every msgid, nothing else, and the same blanks to fill in."""

import re
from importlib.resources import files

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from reports.wording import catalogue

KEYWORDS = {"_": None, "_words": None, "in_both": None, "gettext": None}
MODULES = ("refusals.py", "certificate_blocks.py", "certificate_background.py", "credential.py", "awarded.py")


def used():
    package = files("reports")
    found = set()
    for name in MODULES:
        with package.joinpath(name).open("rb") as source:
            found |= {message for _, message, _, _ in extract("python", source, keywords=KEYWORDS)}
    with package.joinpath("templates", "certificate.html").open("rb") as source:
        found |= {message for _, message, _, _ in extract("jinja2.ext:babel_extract", source, keywords=KEYWORDS)}
    return {message if isinstance(message, str) else message[0] for message in found}


def test_every_msgid_is_translated_and_none_is_left_over():
    source = files("reports").joinpath("locale", "id", "certificate.po")
    with source.open("rb") as opened:
        translated = {message.id: message.string for message in read_po(opened, locale="id") if message.id}
    assert set(translated) == used()
    assert all(translated.values())
    blanks = re.compile(r"\{\w+\}|%\(\w+\)s")
    for english, indonesian in translated.items():
        assert set(blanks.findall(english)) == set(blanks.findall(indonesian))


def test_both_languages_are_served():
    assert catalogue("reports", "certificate", "id").gettext("Certificate of Award") == "Piagam Penghargaan"
    assert catalogue("reports", "certificate", "en").gettext("Certificate of Award") == "Certificate of Award"
