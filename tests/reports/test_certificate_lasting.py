"""A certificate for the archive, for readers for the blind and for machines: judged by checkers that are not ours.

page-validation knows PDF/A-3a and PDF/UA-1; pikepdf's own validator knows 3b alone, permits nothing that it does not
know, and so must have nothing to say but what is told of here; outloud reads as a reader for the blind does; qpdf sees
the syntax. openbadgeslib reads the credential, and PyLD expands it with the contexts of W3C and 1EdTech.
"""

import dataclasses
import json
import re
import subprocess
from io import BytesIO

import outloud
import page
import pikepdf
import pytest
from openbadgeslib.ob3 import OpenBadgeCredential
from openbadgeslib.ob3.contexts import document_loader
from pikepdf.pdfa import validate_written
from PIL import Image
from pyld import jsonld
from signing_keys import NOW, pair

from reports.certificate import render_certificate
from reports.certificate_text import Title
from reports.copies import as_copy
from reports.credential import NAME, attached, credential
from reports.signing import holders
from reports.signing.seal import Told, seal_of
from reports.theming import Fonts, Theme, load_theme
from tests.reports.box_fonts import box_font
from tests.reports.certificate_samples import CODE, MINISTER, PANGKAJENE, PLAIN, rendered, text, words
from tests.reports.scribbles import drawn, scribble

VARIANTS = {
    "plain": PLAIN,
    "much": text(recipient=PANGKAJENE, signatories=(MINISTER,) * 12, synthetic=True),
    "little": text(organiser=None, category=None, place=None, date=None, signatories=()),
    "hostile": text(recipient='Kota "</rdf:RDF>" & ‘Awan’', award=Title("Terbaik \\(1) <<", "Best \\(1) <<")),
}
NOT_KNOWN_TO_PIKEPDF = (
    "/Pattern: patterns are not supported",  # an empty dictionary
    "/Shading: shadings are not supported",  # an empty dictionary
    "pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfuaid",  # names of PDF/UA and their declaration
    "CIDFontType0 with a non-CID-keyed CFF",  # an OTF of the theme's: its shapes are then numbered as they stand in it
    "pdfaid:conformance is 'A', expected 'B'",  # A is more than B
)  # fmt: skip


def signed(of):
    return seal_of(holders.KeyFile(pair().key, pair().chain), Told("Piagam", "Jakarta"), NOW).sign(rendered(of))


def themed():
    """With an emblem that is clear in places, and so is a signature."""
    picture = BytesIO()
    Image.new("RGBA", (60, 80), (120, 16, 32, 90)).save(picture, "png")
    return render_certificate(
        PLAIN, Theme(ink="#000000", gold="#555555", emblem=picture.getvalue(), signatures={"1": scribble()})
    )


OWN_FONTS = Fonts(heading=box_font(), text=box_font(cff=True, name="Lain"))
FILES = {name: rendered(of) for name, of in VARIANTS.items()} | {
    "themed": themed(),
    "own fonts, folio": render_certificate(
        PLAIN, Theme(ink="#000000", gold="#555555", fonts=OWN_FONTS, size="F4", signatures={"1": drawn()})
    ),
    "copy": as_copy(rendered(PLAIN), load_theme()),
    "signed": signed(PLAIN),
}


def faults(pdf, profile):
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert report.rules.total > 100
    return [(fault.rule_id, fault.message) for fault in report.failures]


@pytest.mark.parametrize("name", FILES)
def test_each_is_pdf_a_3a_and_pdf_ua_1_to_independent_checkers(name, tmp_path):
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert faults(FILES[name], profile) == []
    path = tmp_path / "certificate.pdf"
    path.write_bytes(FILES[name])
    wrong = [one.rule for one in outloud.check(str(path)).findings]
    assert wrong == (
        ["FRM-003"] if name == "signed" else []
    )  # the signature's field lies outside the page: no part of it
    assert subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0
    if name != "signed":  # of which it looks at the first part alone
        found = [str(one) for one in validate_written(BytesIO(FILES[name]), "3b").findings]
        assert [one for one in found if not any(known in one for known in NOT_KNOWN_TO_PIKEPDF)] == []


def test_the_checkers_see_what_is_wrong():
    """Each of these is a promise that a certificate makes, broken."""
    for break_it, profile in (
        (lambda root: root.__delattr__("OutputIntents"), page.ValidationProfile.PDF_A_3A),
        (lambda root: root.__delattr__("StructTreeRoot"), page.ValidationProfile.PDF_A_3A),
        (lambda root: root.__delattr__("AF"), page.ValidationProfile.PDF_A_3A),
        (lambda root: root.__delattr__("Lang"), page.ValidationProfile.PDF_UA_1),
        (lambda root: root.__delattr__("ViewerPreferences"), page.ValidationProfile.PDF_UA_1),
    ):
        with pikepdf.open(BytesIO(rendered(PLAIN))) as document:
            break_it(document.Root)
            out = BytesIO()
            document.save(out)
        assert faults(out.getvalue(), profile)


def test_what_is_read_aloud_has_a_language_a_title_and_words_for_pictures():
    with pikepdf.open(BytesIO(rendered(PLAIN))) as document:
        assert document.Root.Lang == "id"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.open_metadata()["dc:title"]) == str(document.docinfo["/Title"])
        elements = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/P" in one]
        assert [str(one.Alt) for one in elements if one.get("/S") == "/Figure"] == [f"Kode QR: {CODE}"]


def test_the_award_is_attached_as_data_of_the_whole_document():
    with pikepdf.open(BytesIO(rendered(PLAIN))) as document:
        assert list(document.attachments) == [NAME]
        spec = document.attachments[NAME]
        assert spec.obj.AFRelationship == "/Data"
        assert [one.objgen for one in document.Root.AF] == [spec.obj.objgen]
        assert spec.get_file().mime_type == "application/ld+json"
        assert spec.description == "Penghargaan ini untuk dibaca mesin (Open Badges 3.0)"
        assert json.loads(spec.get_file().read_bytes()) == credential(PLAIN)


@pytest.mark.parametrize("of", [one for one in VARIANTS.values() if one.date], ids=lambda of: of.recipient[:9])
def test_the_credential_is_an_open_badge_to_others(of):
    document = credential(of)
    read = OpenBadgeCredential.from_vc_document(document)
    assert (read.name, read.issuer.name) == (of.award.id, "Kementerian Contoh")
    assert [(one.identity_hash, one.identity_type, one.hashed) for one in read.identifiers] == [
        (of.recipient, "name", False)
    ]
    assert read.issuance_date.date() == of.date
    assert [one.value for one in read.results] == ["2"]
    assert read.results[0].result_description == read.achievement.result_descriptions[0].id
    # PyLD drops what no context knows: nothing may be missing when it is put together again
    options = {"documentLoader": document_loader(), "safe": True}
    expanded = jsonld.expand(document, options)
    assert (
        jsonld.compact(expanded, {"@context": document["@context"]}, options)["description"]
        == (document["description"])
    )
    assert sorted(strings(expanded)) == sorted(strings({k: v for k, v in document.items() if k != "@context"}))


def strings(value):
    """The texts in JSON that people wrote: no names of types, no identifiers of ours."""
    if isinstance(value, dict):
        found = (one for key, inner in value.items() if key not in {"@type", "type"} for one in strings(inner))
    elif isinstance(value, list):
        found = (one for inner in value for one in strings(inner))
    else:
        found = [value] if isinstance(value, str) else []
    return [one.replace("T00:00:00Z", "") for one in found]


def test_it_says_nothing_that_does_not_stand_on_the_certificate_and_names_nobody_who_signs():
    of = VARIANTS["much"]
    page_says = words(of)
    told = {one for one in strings(credential(of)) if not one.startswith(("urn:uuid:", "https://"))}
    told -= {"Award", "Result", "name", "id", of.date.isoformat()}  # words of the format, and the date
    parts = {part for one in told for part in re.split(" / |: |, ", one)}
    assert {part for part in parts if part.upper() not in page_says.upper()} == set()
    everything = json.dumps(credential(of), ensure_ascii=False)
    assert MINISTER.name not in everything
    assert MINISTER.identity not in everything


def test_made_up_data_say_so_to_machines_too():
    assert "SAMPLE – SYNTHETIC DATA" in credential(text(synthetic=True))["description"]
    assert "SAMPLE" not in json.dumps(credential(PLAIN))


def test_without_a_date_nothing_is_attached_for_nothing_is_made_up():
    assert attached(VARIANTS["little"]) is None
    with pikepdf.open(BytesIO(FILES["little"])) as document:
        assert not list(document.attachments)
    with pytest.raises(ValueError, match="no date"):
        credential(VARIANTS["little"])


def test_one_award_has_one_identifier_and_each_certificate_its_own():
    first, second = credential(PLAIN), credential(text(recipient="Kota Lain", code=CODE[::-1]))
    other = credential(dataclasses.replace(PLAIN, category=Title("UPP", "Units")))
    identifiers = [one["credentialSubject"]["achievement"]["id"] for one in (first, second, other)]
    assert identifiers[0] == identifiers[1] != identifiers[2]
    assert first["id"] != second["id"]
    assert first["issuer"] == second["issuer"]
