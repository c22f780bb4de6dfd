# ruff: noqa: E501 (rows of logs are easier to read whole)
"""What platforms write in other shapes than one row with a date per step: hand-worked cases."""

import pytest
import whole_folder as whole

HEAD = "complaint_id,participant,received_at"


def test_a_date_and_its_time_and_zone_in_three_columns(tmp_path):
    handed_in = whole.read(
        tmp_path / "f",
        {
            "complaints/a.csv": "complaint_id,participant,Tanggal,Jam,Zona\n"
            "1,A,31/12/2018,23:30,UTC\n2,A,01/02/2019,-,-\n3,A,01/02/2019,08.15,WITA\n4,A,-,08:15,WIB\n"
        },
        '[sources.complaints]\ndate_order = "dmy"\ncolumns.received_at = ["Tanggal", "Jam", "Zona"]\nnulls."*" = ["-"]',
    )
    # 23:30 UTC is half past six of the next day in Jakarta; without a time the day alone is told
    assert [row[3] for row in whole.complaints(handed_in)] == ["01-01", "02-01", "02-01", ""]
    assert whole.problems(handed_in) == [("receipt-missing", "complaints/a.csv", 5, "Tanggal", "")]


def test_a_column_that_is_missing_from_those_to_be_joined_is_told_and_the_rest_read(tmp_path):
    handed_in = whole.read(
        tmp_path / "f",
        {"complaints/a.csv": "complaint_id,participant,Tanggal\n1,A,2019-02-01\n"},
        '[sources.complaints]\ncolumns.received_at = ["Tanggal", "Jam"]',
    )
    assert [row[3] for row in whole.complaints(handed_in)] == ["02-01"]
    assert whole.problems(handed_in) == [("column-unmapped", "complaints/a.csv", 1, "Jam", "")]


@pytest.mark.parametrize(
    ("unit", "texts", "days"),
    [
        ("minutes", ["0", "900", "901.5", "2340,0", "-5", "x", ""], ["01-31", "02-01", "02-01", "02-02", None, None, ""]),
        ("hours", ["14.9", "15", "15,1", "1e3"], ["01-31", "02-01", "02-01", None]),
        ("days", ["0", "1", "27"], ["01-31", "02-01", "02-27"]),
        ("seconds", ["53999", "54000"], ["01-31", "02-01"]),
        ("clock", ["14:59:59", "15:00:00", "15:00", "39:00:00", "1:2", "::"], ["01-31", "02-01", "02-01", "02-02", None, None]),
    ],
)  # fmt: skip
def test_a_duration_is_a_moment_after_receipt(tmp_path, unit, texts, days):
    rows = "".join(f'{n},A,2019-01-31 09:00:00,"{text}"\n' for n, text in enumerate(texts))
    handed_in = whole.read(
        tmp_path / "f",
        {"complaints/a.csv": f"{HEAD},First reply\n{rows}"},
        f'[sources.complaints.durations]\nanswered_at = {{ column = "First reply", unit = "{unit}" }}',
    )
    found = whole.complaints(handed_in)
    assert [row[5] if row[2] == "used" else None for row in found] == days
    wrong = [(n + 2, text) for n, (text, day) in enumerate(zip(texts, days, strict=True)) if day is None]
    assert whole.problems(handed_in) == [
        ("duration-unreadable", "complaints/a.csv", row, "First reply", text) for row, text in wrong
    ]


def test_the_dates_of_two_platforms_stand_beside_each_others_durations(tmp_path):
    handed_in = whole.read(
        tmp_path / "f",
        {
            "complaints/a.csv": f"{HEAD},First reply\n1,A,2019-01-31 09:00,60\n",
            "complaints/b.csv": f"{HEAD},answered_at\n2,B,2019-01-31 09:00,2019-02-04\n",
        },
        '[sources.complaints.durations]\nanswered_at = { column = "First reply", unit = "hours" }',
    )
    assert [row[5] for row in whole.complaints(handed_in)] == ["02-02", "02-04"]


def test_what_the_platform_closed_without_a_solution_stays_open_and_is_told_apart(tmp_path):
    handed_in = whole.read(
        tmp_path / "f",
        {
            "complaints/a.csv": f"{HEAD},resolved_at,status\n1,A,2019-01-31,2019-02-01,Selesai\n"
            "2,A,2019-01-31,2019-02-01, ditutup oleh SISTEM \n3,A,2019-01-31,kapan-kapan,Ditutup oleh Sistem\n"
            "4,A,2019-01-31,2019-02-01,\n"
        },
        '[sources.complaints]\nstatuses.unsolved = ["Ditutup oleh Sistem"]',
    )
    assert [(row[2], row[6], row[7]) for row in whole.complaints(handed_in, "unsolved")] == [
        ("used", "02-01", False), ("used", "", True), ("used", "", True), ("used", "02-01", False),
    ]  # fmt: skip
    assert whole.problems(handed_in) == []


def test_a_last_change_is_the_closing_only_under_the_words_that_say_so(tmp_path):
    handed_in = whole.read(
        tmp_path / "f",
        {
            "complaints/a.csv": f"{HEAD},updated,status\n1,A,2019-01-31,2019-02-01,closed\n2,A,2019-01-31,2019-02-01,open\n"
        },
        '[sources.complaints]\ncolumns.resolved_at = "updated"\nstatuses.resolved = ["closed"]',
    )
    assert [row[6] for row in whole.complaints(handed_in)] == ["02-01", ""]


def test_ids_that_became_numbers_lose_their_point_only_where_the_rules_say_so(tmp_path):
    log = {
        "complaints/a.csv": f"{HEAD}\n5049672.0,A,2019-01-31\n007,A,2019-01-31\n1.50,A,2019-01-31\nx.0,A,2019-01-31\n"
    }
    kept = whole.read(tmp_path / "kept", log)
    whole_ids = whole.read(tmp_path / "whole", log, "[sources.complaints]\nwhole_ids = true")
    assert [row[0] for row in whole.complaints(kept)] == ["5049672.0", "007", "1.50", "x.0"]
    assert [row[0] for row in whole.complaints(whole_ids)] == ["5049672", "007", "1.50", "x.0"]


def test_what_an_export_lacks_can_be_fixed_in_the_rules(tmp_path):
    handed_in = whole.read(
        tmp_path / "f",
        {"complaints/a.csv": "complaint_id,received_at\n1,2019-01-31\n"},
        '[sources.complaints]\nfixed = { participant = "Kota Dua", kind = "aduan" }',
    )
    assert whole.complaints(handed_in, "kind") == [("1", "B", "used", "01-31", "", "", "", "aduan")]


def test_the_same_export_in_two_styles_of_dates_is_the_same(tmp_path):
    moments = [
        ("2019-01-31 14:05:00", "31 Jan 2019 14:05", "01/31/2019 02:05:00 PM"),
        ("2019-08-06", "06 Agu 2019", "08/06/2019"),
    ]
    results = []
    for style, order in enumerate(("ymd", "dmy", "mdy")):
        rows = "".join(f"{n},A,{texts[style]}\n" for n, texts in enumerate(moments))
        handed_in = whole.read(
            tmp_path / order, {"complaints/a.csv": f"{HEAD}\n{rows}"}, f'[sources.complaints]\ndate_order = "{order}"'
        )
        results.append(whole.complaints(handed_in))
    assert results[0] == results[1] == results[2]
    assert [row[3] for row in results[0]] == ["01-31", "08-06"]


def test_words_for_nothing_differ_by_column(tmp_path):
    handed_in = whole.read(
        tmp_path / "f",
        {"complaints/a.csv": f"{HEAD},resolved_at,rating,unit\n1,A,2019-01-31,01/01/1900,?,?\n2,A,2019-01-31,2019-02-01,Not Offered,?\n"},
        '[sources.complaints.nulls]\nresolved_at = ["01/01/1900"]\nrating = ["?", "Not Offered"]',
    )  # fmt: skip
    assert [(row[6], row[7]) for row in whole.complaints(handed_in, "unit")] == [("", "?"), ("02-01", "?")]
    assert whole.problems(handed_in) == []


def test_logs_in_folders_are_read_and_parquet_partitions_are_columns(tmp_path):
    import duckdb  # noqa: PLC0415

    base = tmp_path / "f" / "complaints"
    for unit, month in (("Dinas%20Satu", 1), ("Dinas Dua", 2)):
        folder = base / f"unit={unit}" / f"month={month}"
        folder.mkdir(parents=True)
        duckdb.sql(
            f"SELECT '{month}' AS complaint_id, 'A' AS participant, DATE '2019-01-31' AS received_at"
        ).write_parquet(str(folder / "part-0.parquet"))
    (base / "unit=Dinas Dua" / "month=2" / "broken.parquet").write_bytes(b"PAR1 no more")
    handed_in = whole.read(tmp_path / "f", {"complaints/2019/01/a.csv": f"{HEAD}\n3,B,2019-01-31\n"})
    assert sorted(whole.complaints(handed_in, "unit")) == [
        ("1", "A", "used", "01-31", "", "", "", "Dinas Satu"),
        ("2", "A", "used", "01-31", "", "", "", "Dinas Dua"),
        ("3", "B", "used", "01-31", "", "", "", None),
    ]
    assert [problem[:2] for problem in whole.problems(handed_in)] == [
        ("file-unreadable", "complaints/unit=Dinas Dua/month=2/broken.parquet")
    ]
