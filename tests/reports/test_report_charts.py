"""The report's charts: figures worked out by hand, letters that stay letters, hostile names, the same bytes."""

from __future__ import annotations

import dataclasses
import html
import re
from io import BytesIO
from types import SimpleNamespace

import made_year
import pandas as pd
import pytest
from pypdf import PdfReader
from test_feedback import with_months
from test_papers import HOSTILE

from reports import report, report_charts
from reports.charts.ranks import Whisker, ranks
from reports.charts.reasons import reasons
from reports.rendering import render_pdf
from reports.set_aside import by_reason
from reports.speech import Speech
from submissions import kinds
from submissions.problems import COLUMNS, Severity

EN = Speech("en")


def drawn(year, intervals):
    """The year with rank intervals, as chance would have them."""
    codes = sorted(intervals)
    table = pd.DataFrame([intervals[c] for c in codes], columns=["rank_low", "rank_high"], index=codes, dtype="Int64")
    sure = SimpleNamespace(drawn=SimpleNamespace(ranks=table, awarded=pd.Series(0.5, index=codes)))
    return dataclasses.replace(year, sure=sure)


@pytest.fixture(scope="module")
def year():
    return with_months(made_year.small_year())


@pytest.fixture(scope="module")
def sure(year):
    return drawn(year, {"02": (1, 1), "05": (2, 4), "01": (2, 3), "09": (1, 2), "06": (1, 9)})


def test_months_of_a_category_are_those_of_the_compared(year):
    (agencies,) = report_charts.pictures(year, EN).months  # nobody of the units has a month
    assert agencies.category == "Agencies"
    # 01 and 02 in November: 60 complaints, shares .75 and 1; not the one of 06, which a gate keeps out
    assert agencies.alt.startswith(
        "Nov 2018: 60 complaints, median 87.5% answered on time; Dec: 0 complaints, median –"
    )
    assert agencies.says == (
        "Of 68 complaints whose answer was due 95.6% were answered on time: "  # 6 + 50 + 9 of 8 + 50 + 10
        "in Oct 2019, the worst month, 90.0%; in Nov 2018, the best, 96.6%."
    )


def test_whiskers_are_of_the_ranked_in_order(sure):
    (agencies,) = report_charts.pictures(sure, EN).ranks  # one unit alone has an interval, and 06 has no rank
    assert [text.split(" · ")[1] for text in agencies.alt.split("; ")] == ["02: 1 (1–1)", "05: 2 (2–4)", "01: 3 (2–3)"]
    assert agencies.says == "Half of the 3 intervals reach over 2 ranks or more; of a single rank are 1."  # 1, 2, 3
    assert (agencies.shown, agencies.more) == (3, 0)
    text = agencies.svg().decode()
    assert made_year.LONG_NAME not in text
    assert re.search(r"Dinas Penanaman Modal dan Pelayanan T[^<]*… · 02<", text)
    assert "2–4" in text


def test_who_is_left_out_of_a_chart_is_counted(sure, monkeypatch):
    monkeypatch.setattr(report_charts, "ROWS", 2)
    (agencies,) = report_charts.pictures(sure, EN).ranks
    assert (agencies.shown, agencies.more) == (2, 1)
    assert b"Contoh Satu" not in agencies.svg()


def test_nothing_drawn_anew_no_whiskers(year):
    assert report_charts.pictures(year, EN).ranks == ()


def test_reasons_add_up_to_the_rows_set_aside(year):
    # 3 of the first participant and 24 of nobody known were set aside; of three the problems say why
    assert by_reason(year, EN) == [("participant not in the roster", 3), ("other reasons", 24)]
    assert "participant not in the roster: 3; other reasons: 24" in page(year)


def test_reasons_of_other_files_are_none_of_complaints(year):
    marks = year.problems.assign(file="scores/juri.csv")
    assert by_reason(dataclasses.replace(year, problems=marks), EN) == [("other reasons", 27)]


def test_two_reasons_for_one_row_are_no_parts_of_a_whole(year):
    many = year.problems.assign(count="10")
    assert by_reason(dataclasses.replace(year, problems=many), EN) == []
    assert "Why rows were set aside" not in page(dataclasses.replace(year, problems=many))


def test_the_rarest_reasons_are_one(year):
    rows = [("set aside", "complaints/lapor.csv", "", "2", f"c{n:02}", "", "", "", "date-unreadable", "1")
            for n in range(12)]  # fmt: skip
    found = by_reason(dataclasses.replace(year, problems=pd.DataFrame(rows, columns=list(COLUMNS))), EN)
    assert found[0] == ("date that cannot be read: c00", 1)
    assert [rows for _, rows in found] == [1] * 10 + [17]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_has_few_words(year, language):
    rooms = (kinds.of_complaints, kinds.of_engines, kinds.of_files)
    codes = [k.code for room in rooms for k in vars(room).values()
             if isinstance(k, kinds.Kind) and k.severity is Severity.SET_ASIDE]  # fmt: skip
    assert len(codes) > 15
    for code in codes:
        problems = year.problems.head(1).assign(code=code, problem="As the catalogue says it.", column="received_at")
        reason, _ = by_reason(dataclasses.replace(year, problems=problems), Speech(language))[-2]
        assert reason != "As the catalogue says it."
        assert len(reason) < 60


def test_the_report_holds_the_charts_and_their_words(year):
    text = page(year)
    assert "How fast were answers given, month by month?" in text
    pages = [one.extract_text() for one in PdfReader(BytesIO(report.report(year))).pages]
    (months,) = (text for text in pages if "month by month?" in text)
    assert "answered on time, percent" in months  # letters of the picture
    assert any("participant not in the roster" in text and "24 · 89%" in text for text in pages)


def page(year):
    return html.unescape(re.sub(r"\s+", " ", report.html(year)))


def test_hostile_names_stay_text(year):
    whiskers = [Whisker(text, text[:9], n, 1, n + 1, n % 2 == 0)
                for n, text in enumerate([*HOSTILE, "$\\frac{1}", "$x^2$"], 1)]  # fmt: skip
    pictures = {"a.svg": ranks(whiskers, EN), "b.svg": reasons([(w.name, w.rank) for w in whiskers], 99, EN)}
    document = '<html lang="en"><title>x</title><img src="asset:a.svg" alt="a"><img src="asset:b.svg" alt="b">'
    reader = PdfReader(BytesIO(render_pdf(document, assets=pictures)))
    assert not reader.attachments
    assert "root:" not in "".join(one.extract_text() for one in reader.pages)
    assert b"<script" not in b"".join(pictures.values())


def test_the_same_figures_give_the_same_pictures(sure):
    one, two = (report_charts.pictures(sure, EN).drawn() for _ in range(2))
    assert one == two
    assert sorted(one) == ["months-agency.svg", "ranks-agency.svg", "set-aside.svg"]
    assert all(b"</text>" in svg and b"<dc:date" not in svg for svg in one.values())
