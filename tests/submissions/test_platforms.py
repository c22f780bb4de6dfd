"""Each platform's export, in its own header and with its own habits, against a table worked out by hand.

``tests/platforms/<platform>/`` holds exports of our own making; its rulebook is the shipped one. ``expected.csv`` says
per row, in reading order, what must become of it; its days were worked out by hand, from the export and the rulebook.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
from math import nan
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

import submissions
from criteria import measure
from criteria.calendar import days_off
from criteria.editions import edition_text
from criteria.loading import loads
from submissions.handed_in import BINS
from tests import plain

PLATFORMS = Path(__file__).parents[1] / "platforms"
NAMES = sorted(path.name for path in PLATFORMS.iterdir() if (path / "expected.csv").is_file())
DATES = ("received", "acknowledged", "answered", "resolved", "due")


def rulebook(platform, *changes):
    text = edition_text(platform)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return loads(text, platform)


def put(platform, folder):
    """Copy a platform's export into a competition folder; a sheet is written down as CSV and becomes a workbook."""
    for part in ("complaints", "follow_ups"):
        if (PLATFORMS / platform / part).is_dir():
            shutil.copytree(PLATFORMS / platform / part, folder / part)
    if (PLATFORMS / platform / "sheet.csv").is_file():
        (folder / "complaints").mkdir(parents=True)
        workbook(PLATFORMS / platform / "sheet.csv", folder / "complaints" / "export.xlsx")
    return folder


def workbook(source, path):
    """Write a workbook: ``number:``, ``date:`` and ``datetime:`` before a value say its type, all else is text."""
    with xlsxwriter.Workbook(path) as book, source.open(encoding="utf-8", newline="") as file:
        sheet, day, moment = book.add_worksheet(), *map(_style(book), ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
        for row, cells in enumerate(csv.reader(file)):
            for column, cell in enumerate(cells):
                kind, _, value = cell.partition(":")
                if kind == "number":
                    sheet.write_number(row, column, float(value))
                elif kind in {"date", "datetime"}:
                    sheet.write_datetime(
                        row, column, dt.datetime.fromisoformat(value), day if kind == "date" else moment
                    )
                elif cell:
                    sheet.write_string(row, column, cell)


def _style(book):
    return lambda form: book.add_format({"num_format": form})


def read(folder, rules):
    scratch = folder.parent / f"{folder.name}-scratch"
    scratch.mkdir()
    return submissions.read(folder, rules.terms, scratch=scratch, details=True)


def expected(platform, name="expected.csv"):
    with (PLATFORMS / platform / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found(handed_in):
    """What became of every row, in the words of ``expected.csv``; of one not used only who, when and the bin."""
    table = handed_in.complaints.order_by("file", "row").to_pandas()
    rows = []
    for row in table.to_dict("records"):
        told = {name: "" if pd.isna(row[name]) else str(row[name])[:10] for name in DATES}
        who = row["participant"]
        told |= {
            "id": row["complaint_id"] or "", "participant": "" if pd.isna(who) else handed_in.roster.index[int(who)],
            "kind": row["kind"] or "", "reopened": "" if pd.isna(row["reopened"]) else str(int(row["reopened"])),
            "rating": "" if pd.isna(row["rating"]) else f"{row['rating'] / 100:g}", "bin": BINS[row["bin"]],
        }  # fmt: skip
        rows.append(_as_far_as_it_matters(told))
    return rows


def _as_far_as_it_matters(row):
    kept = row if row["bin"] == "used" else {name: row[name] for name in ("id", "participant", "received", "bin")}
    return {name: value for name, value in sorted(kept.items()) if value or name == "bin"}


def table_of(rows):
    return [_as_far_as_it_matters(row) for row in rows]


@pytest.mark.parametrize("platform", NAMES)
def test_every_row_becomes_what_was_worked_out_by_hand(platform, tmp_path):
    handed_in = read(put(platform, tmp_path / "year"), rulebook(platform))
    assert found(handed_in) == table_of(expected(platform))
    assert not handed_in.blocked
    assert [p.kind.code for p in handed_in.problems if "column" in p.kind.code] == []


@pytest.mark.parametrize("platform", NAMES)
def test_indicators_are_those_of_a_plain_calculation_on_the_table_made_by_hand(platform, tmp_path):
    rules = rulebook(platform)
    handed_in = read(put(platform, tmp_path / "year"), rules)
    rows = expected(platform)
    placed = [("", row["participant"], row["bin"], _as_the_contract_has_it(row)) for row in rows]
    off = set(days_off(rules.calendar, range(rules.period.from_.year, rules.period.cutoff.year + 1)))
    standards = {step: getattr(rules.standards, step) for step in plain.STEPS}
    period = (rules.period.from_, rules.period.to, rules.period.cutoff)
    wanted = plain.indicators(placed, sorted(handed_in.roster.index), plain.Rules(period, off, standards))
    _leave_out_what_is_not_in_the_export(wanted, handed_in.columns)
    table = measure(handed_in, rules).table
    for who, figures in wanted.items():
        for name, value in figures.items():
            assert table.loc[who, name] == pytest.approx(value, abs=0, rel=0, nan_ok=True), (who, name)


def _as_the_contract_has_it(row):
    columns = {name: f"{name}_at" for name in DATES} | {"id": "complaint_id"}
    return {columns.get(name, name): value for name, value in row.items()}


def _leave_out_what_is_not_in_the_export(wanted, columns):
    absent = {"reopened": ["reopened_share"], "rating": ["rated_share", "satisfaction_mean"]}
    for step, done in plain.STEPS.items():
        absent[f"{done}_at"] = [name for name in next(iter(wanted.values())) if done in name or f"_{step}_" in name]
    later = {"acknowledged_at": {"answered_at", "resolved_at"}, "answered_at": {"resolved_at"}}
    for column, names in absent.items():
        if not columns & ({column} | later.get(column, set())):
            for figures in wanted.values():
                figures.update(dict.fromkeys(names, nan))


def test_reports_without_their_updates_tell_less(tmp_path):
    folder = put("fixmystreet", tmp_path / "year")
    shutil.rmtree(folder / "follow_ups")
    handed_in = read(folder, rulebook("fixmystreet"))
    assert found(handed_in) == table_of(expected("fixmystreet", "expected-alone.csv"))


def test_what_has_no_complaint_in_the_log_is_told(tmp_path):
    for platform in ("lapor", "fixmystreet"):
        handed_in = read(put(platform, tmp_path / platform), rulebook(platform))
        (alone,) = [p for p in handed_in.problems if p.kind.code == "follow-ups-without-complaint"]
        assert alone.details["rows"] == "1"


def test_the_interface_and_its_fields_as_csv_are_the_same(tmp_path):
    folder = tmp_path / "csv"
    (folder / "complaints").mkdir(parents=True)
    shutil.copyfile(PLATFORMS / "open311" / "requests.csv", folder / "complaints" / "requests.csv")
    assert found(read(folder, rulebook("open311"))) == table_of(expected("open311"))


STYLES = {"dmy": "%d/%m/%Y %H.%M.%S", "mdy": "%m/%d/%Y %I:%M:%S %p", "names": "%d %b %Y %H:%M:%S"}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("platform", ["zendesk", "freshdesk", "znuny"])
def test_the_same_export_in_another_style_of_dates_is_the_same(platform, style, tmp_path):
    folder = put(platform, tmp_path / "year")
    (log,) = (folder / "complaints").iterdir()
    text = log.read_text(encoding="utf-8")
    written = re.sub(r"\b\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?", lambda m: _in_style(m[0], STYLES[style]), text)
    assert written != text
    log.write_text(written, encoding="utf-8")
    order = "dmy" if style == "names" else style
    handed_in = read(folder, rulebook(platform, ('date_order = "ymd"', f'date_order = "{order}"')))
    assert found(handed_in) == table_of(expected(platform))


def _in_style(text, style):
    try:
        return dt.datetime.fromisoformat(text).strftime(style)
    except ValueError:  # the thirtieth of February stays what it is
        return text


def test_hours_of_the_helpdesk_tell_the_same_days_where_it_never_closes(tmp_path):
    moments = ('answered_at  = "Initial response time"', ""), ('resolved_at  = "Resolved time"', "")
    durations = (
        '[sources.complaints.durations]\nanswered_at = { column = "First response time (in hrs)", unit = "clock" }\n'
        'resolved_at = { column = "Resolution time (in hrs)", unit = "clock" }\n\n[sources.complaints.nulls]'
    )
    rules = rulebook("freshdesk", *moments, ("[sources.complaints.nulls]", durations))
    handed_in = read(put("freshdesk", tmp_path / "year"), rules)
    early = {"209"}  # its first response lies before the ticket, which no duration can say
    assert [row for row in found(handed_in) if row["id"] not in early] == [
        row for row in table_of(expected("freshdesk")) if row["id"] not in early
    ]


def test_newer_headers_of_nyc_are_told_and_read(tmp_path):
    folder = put("nyc311", tmp_path / "year")
    log = folder / "complaints" / "311.csv"
    renamed = {
        "Complaint Type": "Problem (formerly Complaint Type)",
        "Descriptor": "Problem Detail (formerly Descriptor)",
    }
    text = log.read_text(encoding="utf-8")
    for old, new in renamed.items():
        text = text.replace(f"{old},", f"{new},", 1)
    log.write_text(text, encoding="utf-8")
    changed = rulebook("nyc311", *((f'"{old}"', f'"{new}"') for old, new in renamed.items()))
    assert found(read(folder, changed)) == table_of(expected("nyc311"))
