"""One thing of a clean competition is spoilt: the message names it, and everything else counts as before."""

import gzip

import pandas as pd
import pytest
import small_folder as small

R = small.FIRST_FREE_ROW


@pytest.fixture
def folder(tmp_path):
    return small.build(tmp_path / "kecil")


def run(call, folder, *, documents=False):
    return call("run", folder, *([] if documents else ["--no-documents"]))


def ranks(folder):
    return {row["code"]: (row["rank"], row["score"]) for row in small.table(folder, "ranking.csv")}


def indicators(folder):
    return (folder / "results" / "indicators.csv").read_bytes()


@pytest.fixture
def clean(call, tmp_path):
    """What the folder gives with nothing spoilt."""
    folder = small.build(tmp_path / "clean")
    assert run(call, folder).code == 0
    assert small.problems(folder) == []
    return folder


LOG = small.LOG
ROWS = [
    # a line that is added to the log, and what problems.csv says of it
    ("901,Kota Lain,2019-03-04,,,,,", ("participant-unknown", LOG, str(R), "participant", "Kota Lain")),
    ("901,<b>Kota Satu</b>,2019-03-04,,,,,", ("participant-unknown", LOG, str(R), "participant", "<b>Kota Satu</b>")),
    (",A1,2019-03-04,,,,,", ("row-without-id", LOG, str(R), "complaint_id", "")),
    ("901,,2019-03-04,,,,,", ("participant-missing", LOG, str(R), "participant", "")),
    ("901,A1,kemarin,,,,,", ("date-unreadable", LOG, str(R), "received_at", "kemarin")),
    ("901,A1,2019-03-04,,,2019-03-01,,", ("event-before-receipt", LOG, str(R), "resolved_at", "2019-03-01")),
    ("901,A1,2019-03-04,,,1900-01-01,,", ("event-before-receipt", LOG, str(R), "resolved_at", "1900-01-01")),
    ("901,A1,2019-03-04,2019-02-30,,,,", ("date-unreadable", LOG, str(R), "acknowledged_at", "2019-02-30")),
    ("901,A1,2019-03-04", ("rows-broken", LOG, str(R), "", "")),
]


@pytest.mark.parametrize(("line", "told"), ROWS, ids=[told[0] + line[:12] for line, told in ROWS])
def test_a_bad_row_is_named_and_the_others_count(call, folder, clean, line, told):
    small.add(folder, LOG, line)
    assert run(call, folder).code == 0
    assert small.problems(folder) == [told]
    assert ranks(folder) == ranks(clean)


def test_a_row_received_in_1900_or_in_the_future_is_outside(call, folder, clean):
    small.add(folder, LOG, "901,A1,1900-01-01,,,,,", "902,A1,2099-01-01,,,,,")
    assert run(call, folder).code == 0
    assert small.problems(folder) == []
    assert indicators(folder) == indicators(clean)


def test_an_answer_in_the_future_has_not_happened(call, folder):
    small.add(folder, LOG, "901,A1,2019-10-31,,2099-01-01,,,")
    assert run(call, folder).code == 0
    before, after = 34, 35  # A1 has 34 of the 200 complaints
    row = next(row for row in small.table(folder, "indicators.csv") if row["code"] == "A1")
    assert (row["complaints"], float(row["answered_share"])) == (str(after), before / after)


def test_the_same_id_with_the_same_content_counts_once(call, folder, clean):
    line = (folder / LOG).read_text(encoding="utf-8").splitlines()[5]
    small.add(folder, LOG, line)
    assert run(call, folder).code == 0
    assert small.problems(folder) == []
    assert indicators(folder) == indicators(clean)


def test_the_same_id_with_different_content_is_set_aside_both_times(call, folder):
    line = (folder / LOG).read_text(encoding="utf-8").splitlines()[5]
    small.add(folder, LOG, line[:-1] + "1")
    assert run(call, folder).code == 0
    number = line.split(",")[0]
    assert small.problems(folder) == [("id-conflict", LOG, row, "complaint_id", number) for row in ("6", str(R))]


BLOCKED = [
    # file, its new content, what is said of it
    (LOG, "", ("no-complaints", "complaints/")),
    (LOG, "a,b,c\n1,2,3\n", ("columns-missing", LOG)),
    (LOG, "complaint_id,participant,received_at\n", ("no-complaints", "complaints/")),
    (LOG, "complaint_id,participant,received_at\n1,A1,25/12/2018\n", ("dates-in-another-order", LOG)),
    (small.ROSTER, "code,name,kind\nA1,Kota Satu,city\nA1,Kota Dua,city\n", ("code-conflict", small.ROSTER)),
    ("rulebook.toml", small.RULEBOOK.replace("weight = 40", "weight = 41"), ("rulebook-weights", "rulebook.toml")),
]


@pytest.mark.parametrize(("name", "content", "told"), BLOCKED, ids=[told[0] for _, _, told in BLOCKED])
def test_what_forbids_a_ranking_leaves_the_old_results(call, folder, name, content, told):
    assert run(call, folder).code == 0
    old = small.bytes_of(folder)
    (folder / name).write_text(content, encoding="utf-8")
    called = run(call, folder)
    assert called.code == 1
    assert "Traceback" not in called.out + called.err
    found = [(row["code"], row["file"]) for row in small.table(folder, "problems.csv") if row["severity"] == "blocking"]
    assert told in found
    assert small.bytes_of(folder) == old


def test_an_empty_log_beside_another_is_named_and_the_other_counts(call, folder, clean):
    (folder / "complaints" / "nothing.csv").write_bytes(b"")
    assert run(call, folder).code == 0
    assert [problem[:2] for problem in small.problems(folder)] == [("file-empty", "complaints/nothing.csv")]
    assert indicators(folder) == indicators(clean)


def test_no_folder_is_wrong_use_and_an_empty_one_is_bad_data(call, tmp_path):
    assert call("run", tmp_path / "nowhere").code == 2
    (tmp_path / "empty").mkdir()
    assert call("run", tmp_path / "empty").code == 1


def test_a_participant_twice_in_the_roster_with_the_same_content_is_kept_once(call, folder, clean):
    small.add(folder, small.ROSTER, "A1,Kota Satu,city,")
    assert run(call, folder).code == 0
    assert [problem[:3] for problem in small.problems(folder)] == [("code-repeated", small.ROSTER, "8")]
    assert ranks(folder) == ranks(clean)


MARKS = [
    ("J9,A1,judged,101", "mark-outside"),
    ("J9,A1,judged,bagus", "mark-not-number"),
    ("J9,A1,beauty,80", "criterion-unknown"),
    ("J9,Kota Lain,judged,80", "participant-unknown"),
]


@pytest.mark.parametrize(("line", "told"), MARKS, ids=[told for _, told in MARKS])
def test_a_bad_mark_is_set_aside_alone(call, folder, clean, line, told):
    small.add(folder, small.MARKS, line)
    assert run(call, folder).code == 0
    assert [(code, file, row) for code, file, row, _, _ in small.problems(folder)] == [(told, small.MARKS, "14")]
    assert ranks(folder) == ranks(clean)


def test_a_judges_sheet_for_another_criterion_is_named(call, folder, clean):
    (folder / "scores" / "other.csv").write_text("participant,beauty\nA1,80\nA2,70\n", encoding="utf-8")
    assert run(call, folder).code == 0
    assert ("criterion-unknown", "scores/other.csv") in [problem[:2] for problem in small.problems(folder)]
    assert ranks(folder) == ranks(clean)


def test_a_category_without_participants_is_a_warning(call, folder):
    text = (folder / "rulebook.toml").read_text(encoding="utf-8")
    extra = '[[category]]\ncode = "none"\ntitle = { id = "Kosong", en = "Empty" }\nwhere = { kind = ["planet"] }\n'
    (folder / "rulebook.toml").write_text(text.replace("[[gate]]", extra + "[[gate]]", 1), encoding="utf-8")
    assert run(call, folder).code == 0
    assert [code for code, *_ in small.problems(folder)] == ["category-empty"]


@pytest.mark.parametrize("name", ['Kota "Satu"; Dua', "Kota 🎉 Satu"])  # attacks: test_hostile_names.py
def test_awkward_names_are_kept(call, folder, name):
    quoted = '"' + name.replace('"', '""') + '"'
    small.replace(folder, small.ROSTER, "A3,Kota Tiga", f"A3,{quoted}")
    small_log = (folder / LOG).read_text(encoding="utf-8").replace("Kota Tiga", "A3")
    (folder / LOG).write_text(small_log, encoding="utf-8")
    called = run(call, folder, documents=True)
    assert called.code == 0
    row = next(row for row in small.table(folder, "ranking.csv") if row["code"] == "A3")
    assert row["name"] == name
    certificates = list((folder / "results" / "certificates").rglob("*.pdf"))
    held = sum(bool(row["award"]) for row in small.table(folder, "ranking.csv"))
    refused = [code for code, *_ in small.problems(folder) if code == "certificate-not-made"]
    assert len(certificates) + len(refused) == held > 0


def _rows():
    return small.complaints()


FORMS = {
    "semicolons": lambda: small.as_csv(_rows(), ";").encode(),
    "a byte order mark": lambda: b"\xef\xbb\xbf" + small.as_csv(_rows()).encode(),
    "UTF-16": lambda: small.as_csv(_rows()).encode("utf-16"),
    "Windows letters": lambda: small.as_csv(_rows()).replace("Jalan", "Jalán").encode("cp1252"),
    "carriage returns": lambda: small.as_csv(_rows()).replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_however_the_log_is_written_the_indicators_are_the_same(call, folder, clean, form):
    (folder / LOG).write_bytes(FORMS[form]())
    assert run(call, folder).code == 0
    assert indicators(folder) == indicators(clean)


def test_gzip_workbook_and_parquet_give_the_same_indicators(call, folder, clean):
    frame = pd.DataFrame(_rows(), columns=list(small.COLUMNS))
    log = folder / LOG
    content = log.read_bytes()
    log.unlink()
    for name, write in {
        "log.csv.gz": lambda path: path.write_bytes(gzip.compress(content)),
        "log.xlsx": lambda path: frame.to_excel(path, index=False),
        "log.parquet": lambda path: frame.to_parquet(path, index=False),
    }.items():
        path = folder / "complaints" / name
        write(path)
        assert run(call, folder).code == 0, name
        assert indicators(folder) == indicators(clean), name
        path.unlink()


def test_rows_keep_their_numbers_behind_blank_broken_and_long_lines(call, folder):
    added = ["", '901,A1,2019-03-04,,,,"two\nlines",', "902,A1", "903,Kota Lain,2019-03-04,,,,,"]
    small.add(folder, LOG, *added)
    assert run(call, folder).code == 0
    # in a spreadsheet: R is blank, R+1 the complaint of two lines, R+2 broken, R+3 unknown
    assert [(code, row) for code, _, row, _, _ in small.problems(folder)] == [
        ("rows-broken", str(R + 2)),
        ("participant-unknown", str(R + 3)),
    ]


def test_a_quotation_mark_that_never_closes_costs_its_own_line(call, folder):
    lines = (folder / LOG).read_text(encoding="utf-8").splitlines()
    lines.insert(100, '901,A1,2019-03-04,,,,"open,4')
    (folder / LOG).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run(call, folder).code == 0
    assert [(code, row) for code, _, row, _, _ in small.problems(folder)] == [("quotes-broken", "101")]
    counted = sum(int(row["complaints"]) for row in small.table(folder, "indicators.csv"))
    assert counted == small.COUNT


@pytest.mark.parametrize(("name", "content"), [
    ("cut.csv.gz", gzip.compress(b"complaint_id,participant,received_at\n1,A1,2019-03-04\n" * 50, mtime=0)[:-20]),
    ("cut.parquet", b"PAR1 and nothing more"),
    ("cut.xlsx", b"PK\x03\x04 and nothing more"),
    ("nul.csv", b"complaint_id,participant,received_at\n1,A1,2019-\0003-04\n"),
], ids=["gzip", "parquet", "xlsx", "nul"])  # fmt: skip
def test_a_damaged_file_is_named_and_blocks(call, folder, name, content):
    (folder / "complaints" / name).write_bytes(content)
    called = run(call, folder)
    assert called.code == 1
    assert f"complaints/{name}" in {file for _, file, *_ in small.problems(folder)}
    assert "Traceback" not in called.out + called.err
