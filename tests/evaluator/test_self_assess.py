"""A self-assessment is the judges' run of one participant's log: the same indicators and scores, to the last digit."""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest
import small_folder
from assessed_logs import cut_out, lines, named

from criteria.editions import edition_text
from criteria.loading import load
from criteria.rounding import half_up
from evaluator.assess import Asked, assess
from evaluator.assess.asked import supposed_of, told_of
from evaluator.folder import CompetitionFolder
from evaluator.pipeline import open_year, scratch_folder
from evaluator.refusals import WrongUse
from evaluator.rulebooks.find import sound
from evaluator.synth import synthesise
from reports.assessment import Assessment

JAROKELO = (
    Path(__file__).resolve().parents[2].parent / "shared" / "data" / "jarokelo_hu_2023_2024" / "complaints.csv.gz"
)
TOLD = ("kind", "units", "units_connected")


def judged(folder: Path, scratch: Path):
    return open_year(CompetitionFolder(folder), scratch=scratch, progress=lambda *_: None).year


def asked(log: Path, rulebook, **more) -> Assessment:
    return assess(Asked(logs=(log,), rulebook=rulebook, **more), "en", lambda *_: None)


def same(found: Assessment, year, code: str) -> None:
    """Every indicator with its two numbers, bit for bit."""
    for figure in found.figures:
        for mine, theirs in (
            (figure.value, year.indicators.table),
            (figure.numerator, year.indicators.numerators),
            (figure.denominator, year.indicators.denominators),
        ):
            assert np.array_equal(np.float64(np.nan if mine is None else mine), theirs.loc[code, figure.code], True)


def printed(year, code: str, node: str) -> str:
    return f"{year.scores.nodes.loc[code, node]:.9f}"


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assessed") / "tahun"
    synthesise(folder, complaints=600, agencies=4, upps=2, seed=5, dirt=0.01, files=2)
    with scratch_folder() as scratch:
        yield folder, judged(folder, scratch)


def test_every_participant_of_a_year_gets_the_judges_score_to_the_last_digit(synthetic, tmp_path):
    folder, year = synthetic
    rulebook = load(folder / "rulebook.toml")
    panels = [leaf.code for leaf in rulebook.leaves if leaf.panel]
    scores = year.ranking.table.set_index("code")["score"]
    twice = with_ids_of_others(folder, year)
    compared = 0
    for code, who in year.indicators.participants.drop(index=twice).iterrows():
        if code not in set(year.bins["participant"]):
            continue
        log = cut_out((folder / "complaints").glob("*.csv"), tmp_path / f"{code}.csv", [code, who["name"]])
        marks = {leaf: value for leaf in panels if not np.isnan(value := year.scores.inputs.loc[code, leaf])}
        told = {name: f"{who[name]:.0f}" if name != "kind" else who[name] for name in TOLD if who[name] == who[name]}
        found = asked(log, rulebook, who=code, told={**told, "name": who["name"]}, supposed=marks)
        same(found, year, code)
        known = {node.code: node for node in found.what_if.moved}
        for node in found.nodes:
            end = known.get(node.code, node)
            if node.basis == "known":
                assert end.low == half_up(year.scores.nodes.loc[[code], node.code].to_numpy(), 2)[0], (code, node.code)
        if not {node.basis for node in found.nodes} & {"median", "untold"} and len(marks) == len(panels):
            assert found.what_if.low == found.what_if.high == scores[code], code
            compared += 1
    assert compared >= 3


def with_ids_of_others(folder: Path, year) -> set[str]:
    """Who has a complaint number that another has too: both rows are set aside, which none can know by itself."""
    header, found = lines((folder / "complaints").glob("*.csv"))
    at = header.split(",").index("participant")
    codes = {key: code for code, name in year.indicators.participants["name"].items() for key in (code, name)}
    codes = {key.casefold(): code for key, code in codes.items()}
    owners: dict[str, set[str]] = {}
    for line in found:
        if (who := codes.get(named(line, at))) is not None:
            owners.setdefault(line.split(",")[0].strip(), set()).add(who)
    return {code for who in owners.values() if len(who) > 1 for code in who}


def test_a_log_of_several_is_assessed_like_ones_own(synthetic, tmp_path):
    folder, year = synthetic
    whole = cut_out((folder / "complaints").glob("*.csv"), tmp_path / "all.csv", [])
    code = "A0003"
    name = year.indicators.participants.loc[code, "name"]
    found = asked(whole, load(folder / "rulebook.toml"), who=code, told={"kind": "city", "name": name})
    same_but_for_units = [figure for figure in found.figures if figure.code != "units_connected_share"]
    for figure in same_but_for_units:
        value = year.indicators.table.loc[code, figure.code]
        assert figure.value == (None if np.isnan(value) else value), figure.code
    assert code not in dict(found.others)
    assert len(found.others) >= 6


@pytest.mark.skipif(not JAROKELO.is_file(), reason="the real log is not here")
def test_real_institutions_get_the_judges_score_to_the_last_digit(tmp_path):
    rulebook = sound("jarokelo")
    folder = tmp_path / "year"
    (folder / "complaints").mkdir(parents=True)
    (folder / "complaints" / "log.csv.gz").write_bytes(JAROKELO.read_bytes())
    (folder / "rulebook.toml").write_text(edition_text("jarokelo"), encoding="utf-8")
    with scratch_folder() as scratch:
        year = judged(folder, scratch)
        table = year.ranking.table.set_index("code")
        for code in table.index[::70]:
            log = cut_out([JAROKELO], tmp_path / "mine.csv", [code], "institution")
            found = asked(log, rulebook)
            same(found, year, code)
            assert found.low == found.high
            assert np.array_equal(np.float64(np.nan if found.low is None else found.low), table["score"][code], True)


@pytest.fixture
def log(tmp_path) -> Path:
    """The log of A4 of a clean small competition."""
    return cut_out(
        [small_folder.build(tmp_path / "kecil") / small_folder.LOG], tmp_path / "A4.csv", ["A4", "Kabupaten Empat"]
    )


@pytest.fixture
def rules(tmp_path, log):
    return load(tmp_path / "kecil" / "rulebook.toml")


A4 = {"who": "A4", "told": {"name": "Kabupaten Empat", "kind": "regency"}}


def test_the_total_lies_between_the_worst_and_the_best_that_judges_can_give(log, rules):
    found = asked(log, rules, **A4)
    nodes = {node.code: node for node in found.nodes}
    assert (nodes["judged"].basis, nodes["judged"].low, nodes["judged"].high) == ("marks", 0.0, 100.0)
    assert nodes["speed"].low == nodes["speed"].high
    assert found.high - found.low == pytest.approx(40.0)  # the panel weighs 40
    assert found.low == pytest.approx(0.6 * nodes["speed"].low, abs=0.005)
    assert found.known_weight == 60.0
    for low, high, end in (("low", "points_low", 0), ("high", "points_high", 1)):
        points = [getattr(node, high) for node in found.nodes if node.code in {"answered", "days", "judged"}]
        assert f"{sum(points):.2f}" == f"{getattr(found, low):.2f}", end


def test_improvements_are_what_the_weights_say(log, rules):
    """By hand: answered on time weighs 30 % of the total, its score is the share itself."""
    found = asked(log, rules, **A4)
    figures = {figure.code: figure for figure in found.figures}
    levers = {lever.code: lever for lever in found.levers}
    share = figures["answered_on_time_share"]
    lever = levers["answered_on_time_share"]
    more = min(int(np.ceil(share.denominator / 10)), share.denominator - share.numerator)
    assert (lever.more, lever.out_of) == (more, share.denominator)
    assert lever.gain == pytest.approx(30 * more / share.denominator)
    days = figures["days_to_resolve_median"].value
    fewer = max(1, round(days / 10))
    assert levers["days_to_resolve_median"].gain == pytest.approx(30 * fewer / 30)
    assert levers["judged"].gain == pytest.approx(4.0)  # ten marks of a hundred, at 40 %
    gains = [lever.gain for lever in found.levers if lever.mine]
    assert gains == sorted(gains, reverse=True)
    assert [lever.code for lever in found.levers if not lever.mine] == ["judged"]


def test_several_suppositions_count_together(log, rules):
    supposed = supposed_of(["answered_on_time_share=95 %", "judged=80", "days_to_resolve_median=3"], rules)
    found = asked(log, rules, **A4, supposed=supposed)
    assert found.what_if.low == found.what_if.high == 30 * 0.95 + 30 * 0.9 + 40 * 0.8
    assert [one.after for one in found.what_if.suppositions] == [0.95, 80.0, 3.0]
    assert {node.code for node in found.what_if.moved} == {"speed", "answered", "days", "judged"}
    assert found.low == asked(log, rules, **A4).low  # what is, stays as it is


def test_a_place_among_last_years_results_is_told_from_worst_to_best(log, rules, tmp_path):
    """By hand: of 90, 50 and 10 those above stand before it; who is not ranked, or elsewhere, does not count."""
    ranking = "category,rank,code,name,score,status,award,speed,answered,days,judged\n"
    rows = ["agency,1,X1,X,90.00,ranked,best-agency,1,1,1,1", "agency,2,X2,X,50.00,ranked,best-agency,1,1,1,1"]
    rows += ["agency,3,X3,X,10.00,ranked,,1,1,1,1", "agency,,X4,X,99.00,not ranked: enough,,1,1,1,1"]
    rows += ["agency,4,A4,X,5.00,ranked,,1,1,1,1", "upp,1,X5,X,99.00,ranked,,1,1,1,1"]
    (tmp_path / "ranking.csv").write_text(ranking + "\n".join(rows) + "\n")
    found = asked(log, rules, **A4, last_year=tmp_path / "ranking.csv")
    totals = (90.0, 50.0, 10.0)
    assert found.placed.of == 3
    assert found.placed.first == 1 + sum(score > found.high for score in totals)
    assert found.placed.last == 1 + sum(score > found.low for score in totals)
    assert (found.placed.best, found.placed.middle, found.placed.winners) == (90.0, 50.0, 50.0)
    assert found.placed.same_rules


def test_scales_that_compare_are_open_until_last_years_results_stand_for_the_others(log, rules, tmp_path):
    """Two of three others answered less on time: 100 x (2 + 1/2) / 4 = 62.5 by the percentile's definition."""
    text = (tmp_path / "kecil" / "rulebook.toml").read_text(encoding="utf-8")
    text = text.replace('scale = { type = "linear", zero = 0, full = 1 }', 'scale = { type = "percentile" }', 1)
    (tmp_path / "relative.toml").write_text(text, encoding="utf-8")
    relative = load(tmp_path / "relative.toml")
    nodes = {node.code: node for node in asked(log, relative, **A4).nodes}
    assert (nodes["answered"].basis, nodes["answered"].low, nodes["answered"].high) == ("field", 0.0, 100.0)
    share = next(f.value for f in asked(log, rules, **A4).figures if f.code == "answered_on_time_share")
    (tmp_path / "ranking.csv").write_text("category,rank,code,name,score,status,award,speed\n")
    rows = [f"X{at},X,agency,{share + step}" for at, step in enumerate((-0.2, -0.1, 0.01))]
    (tmp_path / "indicators.csv").write_text("code,name,category,answered_on_time_share\n" + "\n".join(rows) + "\n")
    nodes = {node.code: node for node in asked(log, relative, **A4, last_year=tmp_path).nodes}
    assert (nodes["answered"].basis, nodes["answered"].low) == ("known", 62.5)


def test_how_it_stands_on_a_day_is_the_judges_run_with_that_cutoff(log, rules, tmp_path):
    day = dt.date(2019, 6, 14)
    small_folder.replace(
        tmp_path / "kecil", "rulebook.toml", "to = 2019-10-31\ncutoff = 2019-11-01", f"to = {day}\ncutoff = {day}"
    )
    with scratch_folder() as scratch:
        year = judged(tmp_path / "kecil", scratch)
        same(asked(log, rules, **A4, as_of=day), year, "A4")


def test_nothing_is_left_behind_and_the_files_are_as_they_were(log, rules, tmp_path, monkeypatch):
    room = tmp_path / "temporary"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    before = log.read_bytes()
    asked(log, rules, **A4)
    with pytest.raises(WrongUse):
        asked(log, rules, who="Nobody")
    assert list(room.iterdir()) == []
    assert (log.read_bytes(), log.stat().st_nlink) == (before, 1)


def test_an_export_of_a_known_platform_is_read_by_its_ready_map(log, rules, tmp_path):
    header = "Unique Key,Created Date,Closed Date,Due Date,Complaint Type,Descriptor,Open Data Channel Type,"
    header += "Community Board,Status,Resolution Action Updated Date,Borough"
    rows = [
        ",".join(
            [
                f"{at}", *(f"0{1 + at % 9}/{day}/2019 09:00:00 AM" for day in (15, 18, 28)), "Noise", "Loud", "PHONE",
                "01 BRONX", "Closed", f"0{1 + at % 9}/18/2019 09:00:00 AM", "BRONX",
            ]
        )
        for at in range(40)
    ]  # fmt: skip
    export = tmp_path / "nyc.csv"
    export.write_text("\n".join([header, *rows]) + "\n")
    found = asked(export, rules)
    assert (found.platform, found.code) == ("nyc311", "BRONX")
    assert next(f.value for f in found.figures if f.code == "complaints") == 40


def test_an_unknown_export_whose_rows_are_all_ones_own(tmp_path, rules, call):
    export = tmp_path / "tiket.csv"
    rows = [f"{at},{1 + at % 28:02d}/07/2019,{1 + at % 28:02d}/08/2019,Loket {at % 3}" for at in range(40)]
    export.write_text("No Tiket,Tanggal Masuk,Tanggal Selesai,Loket\n" + "\n".join(rows) + "\n")
    book = tmp_path / "kecil" / "rulebook.toml"
    refused = call("self-assess", export, "--rulebook", book)
    assert refused.code == 1
    assert "--all-mine" in refused.err
    mine = ("--all-mine", "--as", "Kota Satu", "--set", "kind=city", "--json")
    refused = call("self-assess", export, "--rulebook", book, *mine)
    assert (refused.code, "--date-order" in refused.err) == (1, True)  # the rules say: year first
    told = call("self-assess", export, "--rulebook", book, *mine, "--date-order", "dmy")
    assert told.code == 0, told.err
    document = json.loads(told.out)
    assert (document["code"], document["rows"]["used"], document["columns"]) == ("Kota Satu", 40, [])


def test_columns_that_are_not_sure_are_taken_only_when_told_to(tmp_path, rules, call):
    export = tmp_path / "tiket.csv"
    rows = [f"{at},Kota Satu,2019-07-{1 + at % 28:02d},2019-08-{1 + at % 28:02d}" for at in range(40)]
    export.write_text("Nomor Aduan,Instansi,Tgl. Masuk,Tgl. Selesai\n" + "\n".join(rows) + "\n")
    book = tmp_path / "kecil" / "rulebook.toml"
    refused = call("self-assess", export, "--rulebook", book)
    assert refused.code == 1
    assert "received_at = Tgl. Masuk" in " ".join(refused.err.split())
    told = call("self-assess", export, "--rulebook", book, "--take-guesses", "--json")
    assert told.code == 0, told.err
    document = json.loads(told.out)
    assert document["rows"]["used"] == 40
    assert dict(document["columns"]) == {
        "complaint_id": "Nomor Aduan", "participant": "Instansi", "received_at": "Tgl. Masuk",
    }  # fmt: skip
    unfed = [says for says, _mend in document["warnings"]]
    assert any("days_to_resolve_median, every complaint looks as if it were still open" in says for says in unfed)


HEAD = "complaint_id,participant,received_at\n"
ONE = f"{HEAD}1,A1,2019-01-01\n"


@pytest.mark.parametrize(
    ("text", "options", "code", "says"),
    [
        ("", (), 1, "This file is empty"),
        (None, (), 2, "There is no file"),
        ("hello\nworld\n", (), 1, "no column that could be Complaint number, Participant, Received at"),
        (HEAD, (), 1, "hold no rows of complaints"),
        (f"{HEAD}1,A1,2015-01-01\n", (), 1, "None of the 1 rows was received from 2018-11-01"),
        (f"{ONE}2,B2,2019-01-01\n", (), 1, "name 2 agencies: A1 (1); B2 (1)"),
        (ONE, ("--as", "Z"), 2, "No row names Z; the files name: A1"),
        (ONE, ("--set", "colour=red"), 2, "no such field of the roster"),
        (ONE, ("--set", "units=x"), 2, "--set units=x: This is no count"),
        (ONE, ("--set", "kind"), 2, "name=value"),
        (ONE, ("--what-if", "judged=101"), 2, "a number from 0 to 100"),
        (ONE, ("--what-if", "x=1"), 2, "no such figure"),
        (ONE, ("--last-year", "/nowhere"), 2, "holds no ranking.csv"),
        (ONE, ("--as-of", "2017-01-01"), 2, "not within the rules' time"),
        (ONE, ("--all-mine",), 2, "--all-mine needs --as"),
    ],
)
def test_what_cannot_be_assessed_is_told_in_words(text, options, code, says, tmp_path, call):
    book = small_folder.build(tmp_path / "kecil") / "rulebook.toml"
    export = tmp_path / "export.csv"
    if text is not None:
        export.write_text(text)
    told = call("self-assess", export, "--rulebook", book, *options)
    assert told.code == code
    assert says in " ".join(told.err.split())
    assert "Traceback" not in told.err


def test_a_rulebook_of_a_newer_program_is_told_as_such(log, tmp_path, call):
    newer = tmp_path / "newer.toml"
    text = (tmp_path / "kecil" / "rulebook.toml").read_text(encoding="utf-8")
    newer.write_text(text.replace("schema = 1", "schema = 9"), encoding="utf-8")
    told = call("self-assess", log, "--rulebook", newer)
    assert (told.code, "made for a newer version of the program" in " ".join(told.err.split())) == (1, True)


def test_the_rows_to_mend_are_ones_own(log, rules, tmp_path):
    with log.open("a", encoding="utf-8") as file:
        file.write("X1,A4,2019-02-30 08:00:00,,,,Jalan,\nX2,A9,2019-02-31 08:00:00,,,,Jalan,\n")
    found = asked(log, rules, **A4)
    places = [(one.count, [place[2:5] for place in one.first]) for one in found.mend if one.grave]
    assert places == [(1, [(found.files[0][2], "received_at", "2019-02-30 08:00:00")])]
    assert found.others == (("A9", 1),)


def test_it_is_told_on_the_screen_in_both_languages(log, tmp_path, call):
    book = tmp_path / "kecil" / "rulebook.toml"
    options = ("--as", "A4", "--set", "name=Kabupaten Empat", "--set", "kind=regency", "--what-if", "judged=50")
    english = call("self-assess", log, "--rulebook", book, *options)
    assert english.code == 0
    for said in ("The score will lie between", "What would help most", "judges mark it", "What if", "passed"):
        assert said in english.out
    assert max(map(len, english.out.splitlines())) <= 100
    indonesian = call("self-assess", log, "--rulebook", book, *options, "--lang", "id")
    for said in ("Nilainya akan berada di antara", "Yang paling membantu", "dinilai juri", "Andaikan", "terpenuhi"):
        assert said in indonesian.out


def test_what_was_told_is_checked(rules):
    assert told_of(["kind=city"], rules) == {"kind": "city"}
    with pytest.raises(WrongUse, match="twice"):
        told_of(["kind=city", "kind=city"], rules)
