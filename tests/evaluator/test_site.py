"""The public site: what it says, what it keeps to itself, and when it refuses."""

import csv
import html.parser
import json
import re
import shutil
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from urllib.parse import unquote

import frictionless
import pytest
from accessible import faults
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
VOID = {"meta", "link", "input", "br", "circle", "path", "col"}


@pytest.fixture(scope="module")
def published(made_year, tmp_path_factory):
    """A year that was run, with flags for the panel and a hostile name that must do no harm."""
    from evaluator.cli.run import run  # noqa: PLC0415 (after the fixtures have chosen the language)

    folder = tmp_path_factory.mktemp("site") / "tahun"
    shutil.copytree(made_year, folder)
    roster = folder / "participants.csv"
    with roster.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("name")] = "<script>alert(1)</script> & Kota {{ 7*7 }} \u202e naik"
    with roster.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    rules = folder / "rulebook.toml"
    easily = "\n[integrity]\nset_aside = 0.001\nchance = 0.99\n"
    rules.write_text(rules.read_text(encoding="utf-8") + easily, encoding="utf-8")
    summary = run(folder, documents=False)
    assert summary["published"]
    (folder / "told.json").write_text(json.dumps(summary["certainty"]), encoding="utf-8")
    return folder


@pytest.fixture
def site(published, call, tmp_path):
    made = call("site", published, "--out", tmp_path / "public")
    assert made.code == 0, made.err
    return tmp_path / "public"


class Page(html.parser.HTMLParser):
    """Links of a page, its ids, its text, and whether what opens also closes."""

    def __init__(self, path):
        super().__init__()
        self.links, self.ids, self.open, self.said, self.language = [], set(), [], [], None
        self.feed(path.read_text(encoding="utf-8"))
        assert self.open == [], path

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.links += [found[name] for name in ("href", "src") if name in found]
        self.ids.add(found.get("id"))
        if tag == "html":
            self.language = found["lang"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.said.append(data)


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_link_leads_to_a_file_of_the_site(site):
    pages = sorted(site.rglob("*.html"))
    assert {page.parent.name for page in pages} == {"public", "en"}
    for page in pages:
        for link in Page(page).links:
            file, _, anchor = link.partition("#")
            assert "://" not in link
            target = page.parent / unquote(file) if file else page
            assert target.is_file(), (page, link)
            assert not anchor or anchor in Page(target).ids


def test_the_method_says_how_luck_is_kept_from_deciding_as_the_report_does(site):
    assert "Few complaints, hard complaints: is that fair?" in (site / "en" / "method.html").read_text(encoding="utf-8")


def test_each_page_says_its_language(site):
    for page in site.rglob("*.html"):
        assert Page(page).language == ("en" if page.parent.name == "en" else "id")


def test_every_page_can_be_read_by_everybody(site):
    style = (site / "assets" / "site.css").read_text(encoding="utf-8")
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        assert faults(page.read_text(encoding="utf-8"), style) == [], page


def test_every_participant_stands_on_a_page_with_its_rank_and_score(site, published):
    said = [" ".join("".join(Page(path).said).split()) for path in (site / "en").glob("*category*.html")]
    ranking = read(published / "results" / "ranking.csv")
    assert any(row["rank"] for row in ranking)
    for row in ranking:
        shown = [text for text in said if f"{row['name']} {row['code']}" in " ".join(text.split())]
        assert len(shown) == 1, row["name"]
        if row["rank"]:
            between = f"{row['rank_low']}–{row['rank_high']}"
            line = rf"\b{row['rank']}\s*{re.escape(row['name'])} {row['code']}\D*{between}\s*{row['score']}"
            assert re.search(line, shown[0]), row


def test_how_sure_each_award_is_stands_there_as_the_run_says_it(site, published):
    """The run says it of the year itself, the site of what was published of it."""
    said = " ".join("".join(Page(site / "en" / "sureness.html").said).split())
    first = " ".join("".join(Page(site / "en" / "index.html").said).split())
    told = json.loads((published / "told.json").read_bytes())
    assert " ".join(told["how"].split()) in said
    assert len(told["awards"]) > 3
    for one in told["awards"]:
        for sentence in (one["verdict"], one["best"]):
            assert " ".join(sentence.split()) in said
        assert " ".join(one["verdict"].split()) in first
        assert " ".join(one["weights"].split()) in said or one["weights"].startswith("No other weights")
    assert any(one["best"] for one in told["awards"])
    assert any(one["weights"] and "No other" not in one["weights"] for one in told["awards"])


def test_every_ranked_participant_has_its_chance_of_an_award(site, published):
    said = " ".join(" ".join("".join(Page(path).said).split()) for path in (site / "en").glob("category-*.html"))
    chances = {row["code"]: row["award_probability"] for row in read(published / "results" / "certainty.csv")}
    assert len(set(chances.values())) > 3
    for row in read(published / "results" / "ranking.csv"):
        if row["rank"]:
            share = (Decimal(chances[row["code"]]) * 100).quantize(Decimal(1), ROUND_HALF_EVEN)
            assert re.search(rf"{row['code']}\D*{row['rank_low']}–{row['rank_high']}\s*{row['score']}\s*{share}%", said)


def test_a_year_that_was_not_drawn_anew_has_no_page_of_it(published, call, tmp_path):
    from evaluator.cli.run import run  # noqa: PLC0415 (after the fixtures have chosen the language)

    folder = Path(shutil.copytree(published, tmp_path / "tahun"))
    rules = folder / "rulebook.toml"
    text, changed = re.subn(r"(?m)^draws( *)= .*", r"draws\1= 0", rules.read_text(encoding="utf-8"))
    rules.write_text(text if changed else text + "\n[certainty]\ndraws = 0\n", encoding="utf-8")
    assert run(folder, documents=False)["published"]
    assert call("site", folder, "--out", tmp_path / "public").code == 0
    assert not (tmp_path / "public" / "sureness.html").exists()
    assert "sureness" not in (tmp_path / "public" / "index.html").read_text(encoding="utf-8")


def test_a_hostile_name_is_text(site):
    shown = [page.read_text(encoding="utf-8") for page in site.rglob("category-*.html")]
    named = [text for text in shown if "alert(1)" in text]
    assert len(named) == 2
    for text in named:
        assert "<script>alert" not in text
        assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt; &amp; Kota {{ 7*7 }}" in text


def test_the_data_are_those_of_the_results_and_described(site, published):
    data = site / "data"
    for name in ("ranking.csv", "indicators.csv"):
        assert (data / name).read_bytes() == (published / "results" / name).read_bytes()
    report = frictionless.Package(str(data / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])


def test_what_is_confidential_is_not_there(site, published):
    original = json.loads((published / "results" / "results.json").read_bytes())
    assert any(one["flags"] for one in original["participants"]), "nothing that could leak"
    public = json.loads((site / "data" / "results.json").read_bytes())
    schema = json.loads((ROOT / "reports" / "results.schema.json").read_bytes())
    Draft202012Validator(schema).validate(public)
    everything = b"".join(path.read_bytes() for path in sorted(site.rglob("*")) if path.suffix not in {"", ".ttf"})
    assert b'"flags"' not in everything
    assert original["judges"], "nothing that could leak"
    assert b'"judges":' not in everything
    judges = {row["judge"] for path in (published / "scores").glob("*.csv") for row in read(path)}
    complaints = {row["complaint_id"] for path in (published / "complaints").glob("*.csv") for row in read(path)}
    assert len(judges) > 2
    assert len(complaints) > 1_000
    for secret in (judges | complaints) - {""}:
        assert secret.encode() not in everything


def test_the_same_results_give_the_same_bytes(site, published, call, tmp_path):
    assert call("site", published, "--out", tmp_path / "again").code == 0
    first, again = (
        {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
        for folder in (site, tmp_path / "again")
    )
    assert first == again


def test_a_site_is_replaced_and_anything_else_is_not(site, published, call, tmp_path):
    (site / "old.html").write_text("old", encoding="utf-8")
    assert call("site", published, "--out", site).code == 0
    assert not (site / "old.html").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("keep", encoding="utf-8")
    refused = call("site", published, "--out", other)
    assert refused.code == 2
    assert "holds something else" in refused.err
    assert (other / "letter.txt").read_text(encoding="utf-8") == "keep"


@pytest.mark.parametrize("place", [".", "results", "results/site", ".."])
def test_the_competition_itself_is_not_overwritten(published, call, place):
    assert call("site", published, "--out", published / place).code == 2
    assert (published / "results" / "results.json").is_file()


def test_changed_results_are_refused(published, call, tmp_path):
    folder = Path(shutil.copytree(published, tmp_path / "tahun"))
    ranking = folder / "results" / "ranking.csv"
    ranking.write_bytes(ranking.read_bytes().replace(b",1,", b",2,", 1))
    refused = call("site", folder, "--out", tmp_path / "public")
    assert (refused.code, (tmp_path / "public").exists()) == (1, False)
    assert "ranking.csv is not as evaluator run wrote it" in " ".join(refused.err.split())


def test_other_rules_than_those_of_the_results_are_refused(published, call, tmp_path):
    folder = Path(shutil.copytree(published, tmp_path / "tahun"))
    rules = folder / "rulebook.toml"
    text, changed = re.subn(r"decimals( +)= 2", r"decimals\1= 1", rules.read_text(encoding="utf-8"))
    assert changed == 1
    rules.write_text(text, encoding="utf-8")
    refused = call("site", folder, "--out", tmp_path / "public")
    assert refused.code == 1
    assert "have changed since the results" in " ".join(refused.err.split())


def test_a_year_without_results_says_what_to_do(year, call, tmp_path):
    refused = call("site", year, "--out", tmp_path / "public")
    assert refused.code == 1
    assert "evaluator run makes them" in " ".join(refused.err.split())
