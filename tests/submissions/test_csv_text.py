import gzip
import itertools
from dataclasses import replace

import pytest
from handing_in import codes, put

from submissions import csv_text
from submissions.csv_text import CsvForm, inspect, settle
from submissions.dictionary import COMPLAINTS, known_headers
from submissions.problems import Problem

KNOWN = known_headers(COMPLAINTS, {})
TABLE = "Nomor Laporan;Instansi;Tanggal Masuk\r\n007;Dinas Perumahan é;2019-01-02\r\n"


def form_of(tmp_path, content, name="a.csv") -> CsvForm:
    form = inspect(put(tmp_path, name, content), name, scratch=tmp_path, known=KNOWN)
    assert isinstance(form, CsvForm), form
    return form


def refusal(tmp_path, content, name="a.csv") -> tuple[str, int | None]:
    problem = inspect(put(tmp_path, name, content), name, scratch=tmp_path)
    assert isinstance(problem, Problem)
    assert problem.file == name
    assert problem.says("id")
    assert problem.mend("en")
    return problem.kind.code, problem.row


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_encodings_and_packing(tmp_path, encoding, said, pack):
    form = form_of(tmp_path, pack(TABLE.encode(encoding)))
    assert (form.encoding, form.delimiter, form.header_row, form.first_row) == (said, ";", 1, 2)
    assert form.header == ["Nomor Laporan", "Instansi", "Tanggal Masuk"]
    with csv_text.opened(form.path, form.compression) as file:
        assert file.read().decode("utf-8-sig") == TABLE
    assert codes(list(form.notes)) == (["encoding-assumed"] if encoding == "cp1252" else [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found_below_titles(tmp_path, delimiter):
    lines = ["Laporan, tahun 2019", "", delimiter.join(["Nomor Laporan", "Instansi", "Tanggal Masuk"])]
    lines += [delimiter.join([str(n), '"Kota, Barat; a|b\tc"', "2019-01-02"]) for n in range(5)]
    form = form_of(tmp_path, "\n".join(lines))
    assert (form.delimiter, form.header_row, form.first_row, len(form.header)) == (delimiter, 3, 4, 3)


def test_excels_first_line_names_the_delimiter(tmp_path):
    form = form_of(tmp_path, "sep=|\r\na,b|c\r\n1,1|2\r\n")
    assert (form.delimiter, form.header, form.header_row, form.first_row) == ("|", ["a,b", "c"], 2, 3)


def test_a_header_over_two_lines(tmp_path):
    form = form_of(tmp_path, '"a\nb",c\n1,2\n')
    assert (form.header, form.header_row, form.first_row) == (["a\nb", "c"], 1, 3)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("file-empty", None)),
        (b" \r\n\r\n", ("file-empty", None)),
        (b"\xef\xbb\xbf", ("file-empty", None)),
        (b"a,b\n1,2\n3,\x004\n", ("nul-bytes", 3)),
        (bytes(range(256)), ("encoding-unknown", None)),
        ("a,b".encode("utf-32"), ("encoding-unknown", None)),
        ("番号,機関\n".encode("shift-jis") * 9, ("encoding-unknown", None)),
        (b"PK\x03\x04 a workbook called .csv", ("file-unreadable", None)),
        (b"a" * (csv_text.SAMPLE + 1), ("line-too-long", 1)),
        (b"a,b\n" + b"1" * (csv_text.LONGEST_LINE + 1), ("line-too-long", 2)),
        (gzip.compress(TABLE.encode() * 99, mtime=0)[:-9], ("file-truncated", None)),
        (gzip.compress(TABLE.encode() * 99, mtime=0)[:20], ("file-truncated", None)),
        (b"\x1f\x8b\x08\x00" + b"x" * 99, ("file-truncated", None)),
    ],
)
def test_what_can_be_no_table_is_refused_by_name(tmp_path, content, expected):
    assert refusal(tmp_path, content) == expected


def test_gzip_in_name_only_is_refused(tmp_path):
    assert refusal(tmp_path, b"a,b\n1,2\n", "a.csv.gz") == ("file-truncated", None)


def test_a_gzip_bomb_is_refused_by_what_it_says_of_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_text, "_SWOLLEN", 1 << 20)  # a real one takes seconds to make
    bomb = gzip.compress(b"1,2\n" * 2_000_000)
    assert refusal(tmp_path, bomb) == ("file-too-large", None)
    # a file cut off says anything of its size
    cut = gzip.compress(TABLE.encode() * 99)[:-4] + (2 << 30).to_bytes(4, "little")
    assert refusal(tmp_path, cut) == ("file-truncated", None)


def test_a_missing_file_is_refused(tmp_path):
    problem = inspect(tmp_path / "no.csv", "no.csv", scratch=tmp_path)
    assert isinstance(problem, Problem)
    assert problem.kind.code == "file-unreadable"


def test_broken_characters_in_utf8_leave_it_utf8(tmp_path):
    assert form_of(tmp_path, "a,b\né,1\né,2\n".encode() + b"\xff,3\n").encoding == "utf-8"


def test_accents_after_the_sample_are_settled_by_the_whole_file(tmp_path):
    row = b"1,Kota,2019-01-02\n"
    content = b"complaint_id,participant,received_at\n" + row * (csv_text.SAMPLE // len(row) + 99)
    form = form_of(tmp_path, content)
    assert settle(form, tmp_path) == replace(form, ascii=False)
    form = form_of(tmp_path, content + b"2,Caf\xe9,2019-01-02\n")
    assert form.ascii
    settled = settle(form, tmp_path)
    assert isinstance(settled, CsvForm)
    assert (settled.encoding, settled.ascii) == ("cp1252", False)
    assert settled.path.read_bytes().endswith("2,Café,2019-01-02\n".encode())


def test_a_sign_cut_by_the_end_of_the_sample_is_no_fault(tmp_path):
    for shift in range(3):
        rows = b"x" * shift + "a,€\n".encode() * (csv_text.SAMPLE // 6 + 9)
        assert form_of(tmp_path, rows).encoding == "utf-8"


def test_lines_may_end_in_any_way(tmp_path):
    for end, delimiter in itertools.product(["\n", "\r\n", "\r"], [",", ";"]):
        form = form_of(tmp_path, end.join([f"a{delimiter}b", f"1{delimiter}2", ""]))
        assert (form.header, form.delimiter, form.first_row) == (["a", "b"], delimiter, 2)
