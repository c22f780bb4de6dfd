"""docs/indicators.md: every indicator stands there once, and its worked example comes out as printed."""

import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest

import submissions
from criteria import measure
from criteria.indicators import INDICATORS
from criteria.loading import loads

PAGE = (Path(__file__).parents[2] / "docs" / "indicators.md").read_text(encoding="utf-8")
RULES = """
schema = 1
[edition]
code = "example"
title = { id = "Contoh", en = "Example" }
[period]
from = 2019-07-01
to = 2019-07-31
cutoff = 2019-08-16
[standards]
acknowledge = 3
answer = 5
resolve = 14
[sources.complaints]
exclude = { kind = ["aspiration"] }
[[category]]
code = "all"
title = { id = "Semua", en = "All" }
[[criterion]]
code = "units"
title = { id = "Unit", en = "Units" }
weight = 100
indicator = "units_connected_share"
scale = { type = "linear", zero = 0, full = 1 }
"""
BETTER = {"higher": ", higher is better", "lower": ", lower is better", "neither": ""}


def tables(page: str) -> list[list[str]]:
    """All rows of all tables of a page, as cells."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"]


ROWS = {row[0].strip("`"): row for row in tables(PAGE) if row[0].startswith("`")}


def test_every_indicator_stands_there_once_and_in_the_contracts_order():
    assert [row[0].strip("`") for row in tables(PAGE) if row[0].startswith("`")] == list(INDICATORS)


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_direction_is_the_catalogues(indicator):
    assert ROWS[indicator.code][3].partition(",")[1:] == BETTER[indicator.better].partition(",")[1:]


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """The page's own log, handed in and measured."""
    folder, scratch = tmp_path_factory.mktemp("year"), tmp_path_factory.mktemp("scratch")
    rows = tables(PAGE)
    first = next(place for place, row in enumerate(rows) if row[0] == "complaint_id")
    log = [rows[first], *(row for row in rows[first + 2 :] if len(row) == len(rows[first]))]
    (folder / "complaints").mkdir()
    with (folder / "complaints" / "log.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["participant", *log[0]], *(["K1", *row] for row in log[1:])])
    (folder / "participants.csv").write_text("code,name,units,units_connected\nK1,Kota Contoh,8,6\n", encoding="utf-8")
    rulebook = loads(RULES, "rulebook.toml")
    return measure(submissions.read(folder, rulebook.terms, scratch=scratch), rulebook)


@pytest.mark.parametrize("code", INDICATORS)
def test_the_example_comes_out_as_printed(measured, code):
    value, printed = measured.table.loc["K1", code], ROWS[code][4]
    if printed == "missing":
        assert math.isnan(value)
        return
    assert value == float(Fraction(printed))
    if "/" in printed:
        assert f"{measured.numerators.loc['K1', code]:g}/{measured.denominators.loc['K1', code]:g}" == printed
