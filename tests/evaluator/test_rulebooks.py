"""``evaluator rulebook``: what people and programs are told of rulebooks, beside what two real runs publish."""

import json
import shutil

import jsonschema
import pytest
from small_folder import RULEBOOK, build, replace, table
from typer.main import get_command

from criteria.editions import edition_text, list_editions
from criteria.json_schema import json_schema
from criteria.loading import loads
from criteria.rulebook import Assumable, Rulebook, Title
from evaluator.__main__ import main
from evaluator.cli import build as application
from evaluator.rulebooks.shown import further
from reports.in_words import assumed
from reports.speech import Speech

INNER = list(get_command(application()).commands["rulebook"].commands)
FILE = "rulebook.toml"


@pytest.fixture
def home(tmp_path):
    return build(tmp_path / "kecil")


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", INNER)
def test_every_command_has_help_with_examples(call, name, language):
    called = call("rulebook", name, "--help", "--lang", language)
    assert called.code == 0
    assert f"evaluator rulebook {name}" in called.out
    assert {"en": "Examples:", "id": "Contoh:"}[language] in called.out


def test_the_group_by_itself_is_its_help(call):
    assert "Commands:" in call("rulebook").out


# check


def test_sound_rulebooks(call, home):
    called = call("rulebook", "check", home / FILE, "anggakara-2019", "--json")
    first, second = json.loads(called.out)["rulebooks"]
    assert called.code == 0
    assert (first["file"], first["sound"], first["problems"]) == (str(home / FILE), True, [])
    assert (first["code"], first["categories"], first["criteria"], first["awards"]) == ("kecil-2019", 2, 4, 2)
    assert (first["assumed"], len(first["fingerprint"]), second["code"]) == (0, 64, "anggakara-2019")


def test_one_unsound_rulebook_fails_and_the_others_are_told_all_the_same(call, home):
    replace(home, FILE, "weight = 60", 'weight = "60"')
    replace(home, FILE, "winners = 2", "winer = 2")
    called = call("rulebook", "check", home / FILE, "lapor")
    assert called.code == 1
    assert "lapor is sound." in called.out
    said = " ".join(called.out.split())
    assert 'Line 31, column 1, criterion[1].weight: "60" cannot be used here; expected a number.' in said
    assert "award[1].winer: this key is not known here" in said
    found = json.loads(call("rulebook", "check", home / FILE, "--json").out)["rulebooks"]
    assert [(p["row"], p["column"], p["code"]) for p in found[0]["problems"]] == [
        ("31", "criterion[1].weight", "rulebook-value"), ("56", "award[1].winer", "rulebook-key-unknown"),
    ]  # fmt: skip


def test_a_newer_rulebook_is_refused_in_words(call, home):
    replace(home, FILE, "schema = 1", "schema = 2")
    called = call("rulebook", "check", home / FILE)
    said = " ".join(called.out.split())
    assert called.code == 1
    assert "Line 1, column 1, schema: this rulebook was made for a newer version of the program" in said
    assert "Update the program." in said


@pytest.mark.parametrize("command", [("check",), ("show",), ("diff", "lapor")])
def test_a_rulebook_that_is_not_there_is_wrong_use(call, command):
    called = call("rulebook", *command, "nowhere.toml")
    assert (called.code, "There is no rulebook nowhere.toml" in called.err) == (2, True)
    assert call("rulebook", "check").code == 2


def test_what_is_no_file_at_all_is_told(call, tmp_path):
    assert call("rulebook", "check", tmp_path).code == 1
    (tmp_path / "x.toml").write_bytes(b"\xff")
    assert call("rulebook", "show", tmp_path / "x.toml").code == 1


# show


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("code", list_editions())
def test_every_shipped_rulebook_is_said_in_words_with_every_assumption_and_source(call, code, language):
    text = call("rulebook", "show", code, "--lang", language).out
    assert max(map(len, text.splitlines())) <= 100
    document = json.loads(call("rulebook", "show", code, "--json", "--lang", language).out)
    rulebook = loads(edition_text(code), code)
    spoken = {"en": "en", "id": "id"}[language]
    assert document["title"] == getattr(rulebook.edition.title, spoken)
    titles = [getattr(criterion.title, spoken) for criterion in rulebook.criterion]
    assert sorted(branch["title"] for branch in document["tree"]) == sorted(titles)
    rules = [rulebook.standards, rulebook.ranking, *rulebook.category, *rulebook.gate, *rulebook.criterion,
             *rulebook.stage, *rulebook.award]  # fmt: skip
    assert {one["reason"] for one in document["assumed"]} == {
        Speech(spoken).reason(rule.reason) for rule in rules if rule.assumed
    }
    assert {one["source"] for one in document["sourced"]} == {
        rule.source for rule in rules if rule.source and not rule.assumed
    }
    counted = sum(len(one["titles"]) for key in ("assumed", "sourced") for one in document[key])
    assert counted == sum(rule.assumed or bool(rule.source) for rule in rules)


def test_weights_are_of_the_parent_and_of_the_total(call, home):
    document = json.loads(call("rulebook", "show", home / FILE, "--json").out)
    assert [(one["code"], one["depth"], one["weight"], one["of_total"]) for one in document["tree"]] == [
        ("speed", 0, 60, 60), ("answered", 1, 50, 30), ("days", 1, 50, 30), ("judged", 0, 40, 40),
    ]  # fmt: skip
    assert document["period"] == {
        "from": "2018-11-01", "to": "2019-10-31", "cutoff": "2019-11-01", "timezone": "Asia/Jakarta",
    }  # fmt: skip
    assert document["gates"][0]["asks"] == "Complaints counted: at least 10"
    assert [award["winners"] for award in document["awards"]] == [2, 1]
    assert document["assumed"] == document["sourced"] == []


class Later(Assumable):
    """A table that this module knows nothing of."""

    code: str
    title: Title
    top: int | None = None
    inputs: list[str] = []  # noqa: RUF012 (pydantic copies defaults)


class Extended(Rulebook):
    """A rulebook with a list of tables and a table of its own more."""

    later: list[Later] = []  # noqa: RUF012 (pydantic copies defaults)
    single: Later | None = None


def test_a_table_without_words_of_its_own_is_shown_key_by_key(home):
    say = Speech("en")
    title = {"id": "Wawancara", "en": "Interview"}
    entry = {"code": "interview", "title": title, "top": 10, "assumed": True, "reason": "Because."}
    plain = loads(RULEBOOK, "x").model_dump(by_alias=True)
    rulebook = Extended.model_validate({**plain, "later": [entry]})
    told = {one["table"]: one["entries"] for one in further(rulebook, say)}
    assert told["later"] == [{"code": "interview", "title": "Interview", "keys": {"top": 10}}]
    assert [(one.kind, one.titles, one.reason) for one in assumed(rulebook, say)] == [
        ("later", ("Interview",), "Because.")
    ]
    assert list(further(loads(RULEBOOK, "x"), say)) == []


# diff


def other(home, *changes):
    text = RULEBOOK
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = home.parent / "other.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_difference_in_words(call, home):
    b = other(home, ("weight = 60", "weight = 55"), ("weight = 40", "weight = 45"), ("at_least = 10", "at_least = 20"))
    called = call("rulebook", "diff", home / FILE, b)
    rows = [" ".join(line.split()) for line in called.out.splitlines()]
    assert called.code == 0
    assert rows[rows.index("code criterion A B points") + 2 :][:4] == [
        "judged Judged 40 45 +5", "speed Speed 60 55 −5", "answered Answered on time 30 27.5 −2.5",
        "days Days to resolve 30 27.5 −2.5",
    ]  # fmt: skip
    assert "gate.enough.at_least Enough 10 20" in rows
    assert "Who would be placed otherwise" not in rows
    document = json.loads(call("rulebook", "diff", home / FILE, b, "--json").out)
    assert (document["same"], document["placed"]) == (False, None)
    assert [one["points"] for one in document["weights"]] == [5, -5, -2.5, -2.5]
    assert document["changes"][0] == {
        "key": "gate.enough.at_least", "title": "Enough", "words": False, "before": 10, "after": 20,
    }  # fmt: skip


def test_what_decides_comes_before_what_is_said_of_it(call, home):
    b = other(home, ('en = "Enough"', 'en = "Many"'), ("winners = 2", 'winners = 3\nassumed = true\nreason = "Why"'))
    out = call("rulebook", "diff", home / FILE, b).out
    rules, _, words = out.partition("What is said of the rules")
    assert "award.best-agency.winners" in rules
    assert all(key in words for key in ("gate.enough.title.en", "award.best-agency.assumed", "award.best-agency.reas"))
    assert "gate.enough" not in rules


def test_the_same_rules_are_said_to_be_the_same(call, home):
    called = call("rulebook", "diff", home / FILE, home / FILE, "--folder", home, "--lang", "id")
    assert "Keduanya mengatakan hal yang sama." in called.out
    assert "Yang hasilnya lain: 0 dari 6 peserta." in called.out


def published(home):
    """Rank, status and awards of everybody, as a run wrote them."""
    ranking = {row["code"]: (row["rank"], row["status"]) for row in table(home, "ranking.csv")}
    awards = json.loads((home / "results" / "results.json").read_text(encoding="utf-8"))["awards"]
    given = {
        code: sorted(one["code"] for one in awards if code in {winner["code"] for winner in one["winners"]})
        for code in ranking
    }
    return {code: (*ranking[code], given[code]) for code in ranking}


CHANGES = {
    "weights": [("weight = 60", "weight = 5"), ("weight = 40", "weight = 95")],
    "gate": [("at_least = 10", "at_least = 34")],
    "category": [('kind = ["city", "regency"]', 'kind = ["city"]')],
    "awards": [("winners = 2", "winners = 4")],
    "period": [("to = 2019-10-31", "to = 2018-11-20"), ("at_least = 10", "at_least = 2")],
    "feed": [('panel = { min = 0, max = 100 }', 'indicator = "resolved_share"\nscale = { type = "percentile" }')],
}  # fmt: skip


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """What a run publishes of the folder as it is."""
    home = build(tmp_path_factory.mktemp("usual") / "kecil")
    with pytest.raises(SystemExit):
        main(["run", str(home), "--no-documents"])
    return published(home)


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_who_is_placed_otherwise_is_what_two_runs_publish(call, home, tmp_path, usual, changes):
    b = other(home, *changes)
    twin = shutil.copytree(home, tmp_path / "twin")
    shutil.copyfile(b, twin / FILE)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    called = call("rulebook", "diff", home / FILE, b, "--folder", home, "--json")
    assert called.code == 0
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before, "nothing is written"
    call("run", twin, "--no-documents")
    old, new = usual, published(twin)
    placed = json.loads(called.out)["placed"]
    assert placed["participants"] == 6
    told = {one["code"]: (one["before"], one["after"]) for one in placed["otherwise"]}
    assert set(told) == {code for code in old if old[code] != new[code]} != set()
    for code, sides in told.items():
        for side, run in zip(sides, (old[code], new[code]), strict=True):
            rank = "" if side["rank"] is None else str(side["rank"])
            assert (rank, side["status"], sorted(one["code"] for one in side["awards"])) == run


def test_the_folders_own_rulebook_does_not_matter(call, home):
    b = other(home, *CHANGES["weights"])
    told = call("rulebook", "diff", home / FILE, b, "--folder", home, "--json").out
    a = home.parent / "a.toml"
    shutil.move(home / FILE, a)
    (home / FILE).write_text("no rulebook", encoding="utf-8")
    again = json.loads(call("rulebook", "diff", a, b, "--folder", home, "--json").out)
    assert again["placed"] == json.loads(told)["placed"]


def test_a_rulebook_under_which_there_is_no_ranking_is_told(call, home):
    b = other(home, ("[sources.complaints]", '[sources.complaints]\ncolumns.received_at = ""'))
    called = call("rulebook", "diff", home / FILE, b, "--folder", home)
    assert called.code == 1
    assert "Under kecil-2019 there is no ranking" in " ".join(called.err.split())
    assert call("rulebook", "diff", home / FILE, b, "--folder", home / "nowhere").code == 2


# new


def test_a_new_year_keeps_every_line_but_those_that_are_told(call, tmp_path):
    out = tmp_path / "mine.toml"
    called = call("rulebook", "new", "--from", "anggakara-2019", "--code", "mine", "--year", 2026, out, "--json")
    told = json.loads(called.out)
    old, new = edition_text("anggakara-2019").splitlines(), out.read_text(encoding="utf-8").splitlines()
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert [b.partition("=")[0].strip() for _a, b in changed] == ["code", "title", "from", "to", "cutoff"]
    assert [(one["key"], one["after"]) for one in told["changed"] if "title" not in one["key"]] == [
        ("edition.code", "mine"), ("period.from", "2025-11-01"), ("period.to", "2026-10-31"),
        ("period.cutoff", "2026-11-01"),
    ]  # fmt: skip
    assert loads(out.read_text(encoding="utf-8"), "mine").edition.title.en.endswith("2026")
    assert told["dates"] == [{"key": "certificate.date", "date": "2019-12-09"}]
    assert sum(len(one["titles"]) for one in told["assumed"]) == 36
    assert out.stat().st_mode & 0o444 == 0o444 & out.stat().st_mode


@pytest.mark.parametrize("code", list_editions())
def test_a_new_year_of_every_shipped_rulebook_is_sound(call, tmp_path, code):
    out = tmp_path / "new.toml"
    called = call("rulebook", "new", "--from", code, "--code", "next", "--year", 2031, out)
    assert (called.code, call("rulebook", "check", out).code) == (0, 0)
    old, new = loads(edition_text(code), code), loads(out.read_text(encoding="utf-8"), "new")
    assert new.period.to.year == 2031
    assert new.period.from_.year - old.period.from_.year == new.period.to.year - old.period.to.year
    plain = {"edition", "period"}
    assert new.model_dump(exclude=plain) == old.model_dump(exclude=plain)
    assert {"Still to be looked at", "What next"} <= set(called.out.splitlines())


def test_the_last_of_february_stays_the_last(call, home):
    replace(home, FILE, "to = 2019-10-31", "to = 2019-02-28")
    for year, last in ((2024, "2024-02-29"), (2023, "2023-02-28")):
        out = home / f"{year}.toml"
        call("rulebook", "new", "--from", home / FILE, "--code", "mine", "--year", year, out)
        assert str(loads(out.read_text(encoding="utf-8"), "x").period.to) == last


def test_other_years_and_longer_numbers_in_titles_stay(call, home):
    replace(home, FILE, '"Small Competition 2019"', '"After 2015: No. 20190, 2019 (and 2018)"')
    out = home / "new.toml"
    call("rulebook", "new", "--from", home / FILE, "--code", "mine", "--year", 2026, out)
    title = loads(out.read_text(encoding="utf-8"), "x").edition.title.en
    assert title == "After 2015: No. 20190, 2026 (and 2025)"


def test_windows_habits_and_other_ways_to_write_keys(call, home):
    text = RULEBOOK.replace('title = { id = "Kompetisi Kecil 2019", en = "Small Competition 2019" }\nlang',
                            'title.id = "“Kecil” 2019" # ü\ntitle."en" = \'Small 2019\'\nlang')  # fmt: skip
    (home / FILE).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    out = home / "new.toml"
    assert call("rulebook", "new", "--from", home / FILE, "--code", "mine", "--year", 2026, out).code == 0
    assert 'title.id = "“Kecil” 2026" # ü\ntitle."en" = "Small 2026"\n' in out.read_text(encoding="utf-8")


def test_nothing_is_overwritten_and_nothing_unsound_is_written(call, home):
    new = ("rulebook", "new", "--from", home / FILE, "--year", 2026, "--code")
    before = (home / FILE).read_bytes()
    assert call(*new, "mine", home / FILE).code == 2
    assert (home / FILE).read_bytes() == before
    out = home / "new.toml"
    called = call(*new, "Not A Code", out)
    assert (called.code, "edition.code" in called.err) == (1, True)
    assert call(*new, "mine", home / "nowhere" / "new.toml").code == 2
    assert not out.exists()


# schema


def test_the_schema_is_printed_and_takes_what_is_shipped(call):
    called = call("rulebook", "schema")
    assert (called.code, json.loads(called.out)) == (0, json_schema())
    jsonschema.Draft7Validator.check_schema(json.loads(called.out))
