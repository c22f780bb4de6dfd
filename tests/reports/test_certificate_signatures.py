"""Pictures of signatures: above the name whose they are, by order or by name, within the room to sign."""

from io import BytesIO

import pypdf
import pypdfium2
import pytest

from reports.batch import made_from
from reports.certificate import render_certificate
from reports.certificate_text import Signatory, Title
from reports.sheet import SHEETS
from reports.theming import Theme
from tests.reports.certificate_samples import MINISTER, PANGKAJENE, PLAIN, text
from tests.reports.scribbles import drawn, scribble

CHAIR = Signatory("Prof. Nama Lain, Ph.D.", Title("Ketua Panitia", "Chair of the Committee"))
RASTERS = {"png": scribble(), "jpeg": scribble(kind="jpeg")}
TALL = Signatory(
    "Nama Ketiga", Title("Ketua Panitia Kompetisi Pengelolaan Pengaduan Pelayanan Publik", "Chair of it all")
)


def themed(signatures, size="A4"):
    return Theme(ink="#000000", gold="#777777", size=size, signatures=signatures)


def boxes(pdf):
    """The pictures on the page but the QR, as (left, bottom, right, top) from its lower left corner."""
    document = pypdfium2.PdfDocument(pdf)
    found = [
        one.get_bounds() for one in document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=9)
    ]
    document.close()
    return sorted(box for box in found if box[0] > 200)


def lines(pdf):
    """Where words begin, and their baseline: {words: (left, baseline)}, all of each."""
    found = {}

    def see(words, cm, tm, _font, _size):
        if words.strip():
            at = (tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5])
            found.setdefault(words.strip(), []).append(at)

    pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=see)
    return found


def alternatives(document):
    def walk(node):
        node = node.get_object()
        if isinstance(node, dict):
            yield from ([node["/Alt"]] if "/Alt" in node else [])
            kids = node.get("/K", [])
            yield from (alt for kid in (kids if isinstance(kids, list) else [kids]) for alt in walk(kid))

    return list(walk(document.trailer["/Root"]["/StructTreeRoot"]))


@pytest.mark.parametrize("kind", RASTERS)
@pytest.mark.parametrize("size", SHEETS)
def test_it_stands_between_the_office_and_the_name(kind, size):
    made = render_certificate(text(signatories=(MINISTER, TALL)), themed({"2": RASTERS[kind]}, size))
    ((left, bottom, right, top),) = boxes(made)
    told = lines(made)
    ((name_left, name),) = told["Nama Ketiga"]
    ((_left, office),) = told["Chair of it all"]
    assert name + 7 <= bottom < top <= office
    assert left < name_left + 30 < right
    assert (right - left) / (top - bottom) == pytest.approx(3, rel=0.02)  # as it was drawn: 600 by 200
    assert top - bottom >= 20


def test_nothing_else_moves_for_it():
    signed = render_certificate(PLAIN, themed({"1": scribble()}))
    bare = render_certificate(PLAIN, themed({}))
    moved = [
        abs(now - then)
        for words, places in lines(bare).items()
        for (_l, then), (_m, now) in zip(places, lines(signed)[words], strict=True)
    ]
    assert max(moved) <= 0.05
    assert lines(bare).keys() == lines(signed).keys()


def test_twelve_are_twelve_and_none_touches_another():
    twelve = text(recipient=PANGKAJENE, signatories=(MINISTER,) * 12, synthetic=True)
    found = boxes(render_certificate(twelve, themed({str(order): scribble(order) for order in range(1, 13)})))
    assert len(found) == 12
    for place, (left, bottom, right, top) in enumerate(found):
        others = found[:place] + found[place + 1 :]
        assert not any(left < r and l < right and bottom < t and b < top for l, b, r, t in others)  # noqa: E741 (left)


def test_a_name_goes_before_a_number_and_what_is_drawn_is_no_picture_of_dots():
    by_both = themed({"1": scribble(2), "Prof. Nama Lain, Ph.D.": scribble(7), "2": drawn()})
    assert by_both.signed([MINISTER.name, CHAIR.name]) == {1: scribble(2), 2: scribble(7)}
    assert by_both.signed([CHAIR.name]) == {1: scribble(7)}
    assert by_both.unsigned([CHAIR.name, MINISTER.name]) == []
    assert themed({"0": b"", "3": b"", "1": b""}).unsigned([CHAIR.name, MINISTER.name]) == ["0", "3"]
    assert by_both.unsigned([MINISTER.name]) == ["Prof. Nama Lain, Ph.D.", "2"]
    made = render_certificate(PLAIN, themed({"1": drawn()}))
    assert boxes(made) == []
    assert made != render_certificate(PLAIN, themed({}))


def test_it_is_told_to_who_cannot_see_it_and_nobody_signs_without_a_name():
    document = pypdf.PdfReader(BytesIO(render_certificate(PLAIN, themed({"1": scribble()}))))
    assert "Tanda tangan Dr. NAMA CONTOH, M.A." in alternatives(document)
    assert boxes(render_certificate(text(signatories=()), themed({"1": scribble()}))) == []


def test_same_picture_same_bytes_and_another_is_printed_anew():
    assert render_certificate(PLAIN, themed({"1": scribble()})) == render_certificate(PLAIN, themed({"1": scribble()}))
    assert made_from(PLAIN, themed({"1": scribble(3)})) != made_from(PLAIN, themed({"1": scribble(4)}))
