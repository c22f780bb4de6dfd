"""Invented names: places, agencies and units that exist nowhere, built from roots that sound Indonesian."""

from __future__ import annotations

from evaluator.synth.draws import Stream, shuffled

FIRST = (
    "Arga", "Aruna", "Bahana", "Baskara", "Cahya", "Candra", "Damar", "Dirga", "Embun", "Fajar", "Gading", "Gemala",
    "Harum", "Intan", "Jelita", "Kaluna", "Kanaka", "Kirana", "Laras", "Lembah", "Lintang", "Mahika", "Mentari",
    "Mustika", "Nadira", "Nirmala", "Ombak", "Padma", "Pelita", "Permata", "Puspa", "Rimba", "Rinjana", "Sagara",
    "Samudra", "Sekar", "Senja", "Surya", "Talaga", "Teduh", "Teratai", "Tunjung", "Utama", "Wana", "Wijaya", "Yudha",
    "Zamrud", "Bintang",
)  # fmt: skip
SECOND = (
    "baswara", "dara", "gantari", "gita", "hening", "kencana", "kerta", "laksana", "lestari", "luhur", "manggala",
    "mukti", "nagara", "nirwana", "pertiwi", "raksa", "saksana", "selaras", "sentosa", "tama", "wangsa", "wening",
    "wistara", "yasa",
)  # fmt: skip
SIDES = ("", " Utara", " Selatan", " Timur", " Barat", " Tengah")
MATTERS = (
    "Mercusuar", "Taman Bacaan", "Pasar Terapung", "Jembatan Gantung", "Rumah Pohon", "Layar dan Angin",
    "Hujan dan Embun", "Lentera Kota", "Jalan Setapak", "Permainan Rakyat", "Jam Menara", "Kapal Kayu",
    "Tenun dan Sulam", "Batu Mulia", "Musim Panen", "Peta dan Kompas", "Gerbang Laut", "Cahaya Malam",
    "Sungai Bawah Tanah", "Kincir Air", "Layang-Layang", "Tangga Seribu", "Gema Lembah", "Dermaga Tua",
)  # fmt: skip
LOCAL_UNITS = (
    "Dinas Kependudukan dan Pencatatan Sipil", "RSUD", "Dinas Perhubungan", "Mal Pelayanan Publik", "Dinas Kesehatan",
    "Dinas Pendidikan", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "Dinas Pekerjaan Umum",
    "Dinas Sosial", "Dinas Lingkungan Hidup", "Badan Pendapatan Daerah", "Dinas Tenaga Kerja",
)  # fmt: skip
CENTRAL_UNITS = (
    "Kantor Layanan", "Balai Uji", "Pusat Informasi", "Unit Layanan Terpadu", "Balai Latihan", "Kantor Wilayah",
    "Sekretariat Layanan", "Pusat Data", "Balai Rujukan", "Kantor Pendaftaran", "Loket Bersama", "Pusat Bantuan",
)  # fmt: skip


def places(seed: int, count: int) -> list[str]:
    """Return ``count`` different invented places, in an order drawn from the seed."""
    roots = len(FIRST) * len(SECOND)
    if count > roots * len(SIDES):
        raise ValueError(f"{count} places asked for; {roots * len(SIDES)} can be invented")
    order = shuffled(seed, Stream.NAMES, roots)
    plain = [FIRST[root // len(SECOND)] + SECOND[root % len(SECOND)] for root in order.tolist()]
    return [plain[n % roots] + SIDES[n // roots] for n in range(count)]


def central(kind: str, number: int) -> str:
    """Return the name of the ``number``-th ministry or institution."""
    matter, again = MATTERS[number % len(MATTERS)], number // len(MATTERS)
    forms = {
        "ministry": ("Kementerian Urusan", "Kementerian Muda Urusan"),
        "institution": ("Badan Pengelola", "Lembaga Pengkajian", "Dewan Pengawas"),
    }[kind]
    suffix = f" {again // len(forms) + 1}" if again >= len(forms) else ""
    return f"{forms[again % len(forms)]} {matter}{suffix}"


def local(kind: str, place: str) -> str:
    """Return the name of the agency of this kind (province, city, regency, enterprise) at this place."""
    form = {
        "province": "Pemerintah Provinsi",
        "city": "Pemerintah Kota",
        "regency": "Pemerintah Kabupaten",
        "enterprise": "Perumda Air Minum",
    }[kind]
    return f"{form} {place}"


def unit(agency_kind: str, agency: str, number: int, shift: int) -> str:
    """Return the name of an agency's ``number``-th service unit; ``shift`` varies which kind of unit comes first."""
    forms = CENTRAL_UNITS if agency_kind in ("ministry", "institution", "enterprise") else LOCAL_UNITS
    again = number // len(forms)
    suffix = f" Cabang {again + 1}" if again else ""
    return f"{forms[(number + shift) % len(forms)]} {agency.removeprefix('Pemerintah ')}{suffix}"


def misspelt(name: str) -> str:
    """Return the name with two letters of its last word swapped, as typing does; never the name itself."""
    head, _, last = name.rpartition(" ")
    for at in range(1, len(last) - 1):
        if last[at] != last[at + 1]:
            return f"{head} {last[:at]}{last[at + 1]}{last[at]}{last[at + 2 :]}".strip()
    return f"{name}{last[-1]}"
