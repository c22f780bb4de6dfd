"""Texts of certificates for the tests: one plain one, to be changed field by field."""

import dataclasses
import datetime as dt
from functools import cache
from io import BytesIO

import pypdf

from reports.certificate import render_certificate
from reports.certificate_text import CertificateText, Signatory, Title
from reports.codes import certificate_code
from reports.theming import load_theme

PANGKAJENE = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Pangkajene dan Kepulauan"
CODE = certificate_code(b"a key of the tests", "contoh-2019", "sistem", "01", "Kota Awan")
MINISTER = Signatory(
    "Dr. NAMA CONTOH, M.A.", Title("Menteri Contoh", "Minister of Samples"), "NIP 19700101 199503 1 001"
)
PLAIN = CertificateText(
    edition_code="contoh-2019",
    edition=Title("Kompetisi Pengaduan Contoh 2019", "Sample Complaint Competition 2019"),
    organiser=Title("Kementerian Contoh", "Ministry of Samples"),
    recipient="Kota Awan",
    award=Title("Pengelola Sistem Pengaduan Terbaik", "Best Manager of a Complaint System"),
    category=Title("Instansi", "Agencies"),
    place=2,
    number="007/sistem/2019",
    code=CODE,
    date=dt.date(2019, 12, 9),
    city="Jakarta",
    signatories=(MINISTER,),
    synthetic=False,
)


def text(**changes):
    return dataclasses.replace(PLAIN, **changes)


@cache
def rendered(of):
    return render_certificate(of, load_theme())


def pdf(of):
    return pypdf.PdfReader(BytesIO(rendered(of)))


def words(of):
    """What stands on the page, its lines joined by single spaces."""
    return " ".join(pdf(of).pages[0].extract_text().split())
