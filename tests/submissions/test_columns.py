import pytest
from handing_in import places

from submissions.columns import Place, further, match
from submissions.dictionary import COMPLAINTS, ROSTER, SCORES, find_header, folded, known_headers

PLACE = Place("complaints/a.csv", "Data", 3, "sources.complaints.columns")


@pytest.mark.parametrize(
    "header",
    [
        ["complaint_id", "participant", "received_at"],
        ["Complaint ID", " PARTICIPANT ", "received at"],
        ["Nomor Laporan", "Instansi", "Tanggal Masuk"],
        ["NOMOR_LAPORAN", "instansi", "tanggal-masuk"],
    ],
)
def test_our_names_and_labels_are_recognised_whatever_case_and_blanks(header):
    assert match(header, COMPLAINTS, {}, PLACE) == ({"complaint_id": 0, "participant": 1, "received_at": 2}, [])


def test_the_rulebooks_map_comes_first():
    found, problems = match(
        ["complaint_id", "Tracking ID", "Instansi", "Asal", "Tanggal Masuk"],
        COMPLAINTS,
        {"complaint_id": "Tracking ID", "participant": "Asal", "unit": "Instansi"},
        PLACE,
    )
    assert found == {"complaint_id": 1, "participant": 3, "received_at": 4, "unit": 2}
    assert problems == []


def test_missing_columns_are_named_as_the_rulebook_calls_them():
    _, problems = match(["x"], COMPLAINTS, {"complaint_id": "Nomor Tiket"}, PLACE)
    assert places(problems) == [("columns-missing", "Data", 3, "", "")]
    assert problems[0].details["columns"] == "Nomor Tiket, participant, received_at"
    assert "[sources.complaints.columns]" in problems[0].mend("en")


def test_a_mapped_column_that_is_not_there_is_a_warning_unless_ours_is():
    header = ["complaint_id", "participant", "received_at", "status"]
    found, problems = match(header, COMPLAINTS, {"rating": "Bintang", "status": "Keadaan"}, PLACE)
    assert places(problems) == [("column-unmapped", "Data", 3, "Bintang", "")]
    assert found["status"] == 3


def test_a_used_header_twice_is_refused_and_an_unused_one_is_not():
    header = ["complaint_id", "participant", "Received_At", "received at", "x", "x", "", ""]
    _, problems = match(header, COMPLAINTS, {}, PLACE)
    assert places(problems) == [("columns-twice", "Data", 3, "Received_At", "")]


def test_two_labels_of_a_date_are_refused_and_of_a_word_the_first_is_taken():
    header = [
        "complaint_id",
        "participant",
        "received_at",
        "Tanggal Selesai",
        "Tanggal Ditutup",
        "Jenis",
        "Klasifikasi",
    ]
    found, problems = match(header, COMPLAINTS, {}, PLACE)
    assert places(problems) == [
        ("columns-alike", "Data", 3, "Tanggal Selesai", ""),
        ("column-chosen", "Data", 3, "Klasifikasi", ""),
    ]
    assert found["kind"] == 6


def test_further_columns_are_named_and_double_ones_left_out():
    header = ["code", "name", "Pulau", "x", "x", ""]
    assert further(header, {"code": 0, "name": 1}) == ({"Pulau": 2}, ["x"])


def test_a_header_of_signs_alone_is_told_apart():
    assert folded(" # ") == "#"
    assert folded("Kota / Kabupaten") == "kotakabupaten"


def test_the_header_is_the_row_with_most_known_headers():
    known = known_headers(COMPLAINTS, {"complaint_id": "Tracking ID"})
    rows = [["Laporan Tahunan"], ["Status", "Semua"], [], ["Tracking ID", "Instansi", "Status"], ["1", "Status", "x"]]
    assert find_header(rows, known) == 3
    assert find_header([["", ""], ["a", "b"]], known) == 1
    assert find_header([[], [" "]], known) is None


@pytest.mark.parametrize("fields", [COMPLAINTS, ROSTER, SCORES])
def test_no_header_means_two_fields(fields):
    headers = [(folded(header), field.name) for field in fields for header in {folded(h) for h in field.headers}]
    assert len({header for header, _ in headers}) == len(headers)


def test_the_contracts_columns_stand_in_the_dictionary():
    assert [field.name for field in COMPLAINTS if field.needed] == ["complaint_id", "participant", "received_at"]
    events = ["acknowledged_at", "answered_at", "resolved_at", "due_at"]
    words = ["kind", "topic", "channel", "unit", "status"]
    others = ["reopened", "rating", "updated_at", "reporter", "answer_text"]
    assert [field.name for field in COMPLAINTS if not field.needed] == [*events, *words, *others]
    assert {field.name for field in (*COMPLAINTS, *ROSTER, *SCORES) if field.personal} == {
        "topic", "reporter", "answer_text", "judge", "comment",
    }  # fmt: skip


def test_a_column_that_the_map_gives_to_one_field_is_no_label_of_another():
    header = ["complaint_id", "Instansi", "Peserta", "received_at"]
    found, problems = match(header, COMPLAINTS, {"unit": "Instansi"}, PLACE)
    assert (found["participant"], found["unit"], problems) == (2, 1, [])


def test_a_field_that_the_map_says_is_not_there_is_not_looked_for():
    header = ["complaint_id", "participant", "received_at", "Answered"]
    assert "answered_at" in match(header, COMPLAINTS, {}, PLACE)[0]
    found, problems = match(header, COMPLAINTS, {"answered_at": ""}, PLACE)
    assert ("answered_at" in found, problems) == (False, [])
    assert "" not in known_headers(COMPLAINTS, {"answered_at": ""})
