"""The catalogue of good practices: by problem, in the winners' words, and hostile words do nothing."""

import csv
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest
import small_folder as small
from accessible import faults

HEADER = ("participant", "title", "problem", "done", "took", "result", "contact")
GOOD = [
    "Kota Satu", "Pilah pagi", "Salah alamat; Lambat dijawab", "<b>Dibaca</b>\nsetiap pagi {{ 7*7 }}", "=1+1",
    '<img src="http://example.org/x.png">', "Bagian\u202e Organisasi",
]  # fmt: skip
OTHER = ["A2", "Papan tenggat", "lambat dijawab", "Papan di ruang rapat", "", "", ""]
LOST = ["U2", "Milik loket", "Antre", "Nomor antrean", "", "", ""]


def write(folder: Path, rows: list[list[str]], header: tuple[str, ...] = HEADER) -> None:
    with (folder / "practices.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small year that was run: A1 and A2 win among agencies, U1 among units."""
    from evaluator.cli.run import run  # noqa: PLC0415 (after the fixtures have chosen the language)

    home = small.build(tmp_path_factory.mktemp("catalogue") / "kecil")
    marks = home / small.MARKS
    marks.write_text(re.sub(r"^J", "Rahasia-", marks.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    text = (home / "rulebook.toml").read_text(encoding="utf-8")
    at = text.rindex("winners = 2")
    (home / "rulebook.toml").write_text(text[:at] + "winners = 1" + text[at + 11 :], encoding="utf-8")
    assert run(home, documents=False)["published"]
    return home


def winners(folder: Path) -> set[str]:
    return {row["code"] for row in small.table(folder, "ranking.csv") if row["award"]}


class Page(HTMLParser):
    """Links, ids, tags and the text of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links, self.ids, self.tags, self.said = [], [], [], ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append(tag)
        self.links += [found[name] for name in ("href", "src") if name in found]
        self.ids += [found["id"]] if "id" in found else []

    def handle_data(self, data):
        self.said += data


@pytest.fixture(scope="module")
def made(folder):
    from evaluator.catalogue import make_catalogue  # noqa: PLC0415
    from evaluator.folder import CompetitionFolder  # noqa: PLC0415

    write(folder, [GOOD, OTHER, LOST])
    return make_catalogue(CompetitionFolder(folder), progress=lambda *_: None)


def test_a_practice_is_found_by_its_problem_and_each_link_leads_somewhere(made, folder):
    assert winners(folder) == {"A1", "A2", "U1"}
    for name in ("index.html", "id/index.html"):
        path = Path(made.folder) / name
        page = Page(path)
        assert len(set(page.ids)) == len(page.ids)
        for link in page.links:
            file, _, anchor = link.partition("#")
            assert "://" not in link
            assert (path.parent / file).exists()
            assert not anchor or anchor in page.ids
        problems = re.findall(r'<span class="problem">(.*?)</span> <ul>(.*?)</ul>', path.read_text(encoding="utf-8"))
        assert [title.casefold() for title, _ in problems] == ["lambat dijawab", "salah alamat"]
        assert ["Pilah pagi" in listed and "Papan tenggat" in listed for _, listed in problems] == [True, False]


def test_the_pages_can_be_read_by_everybody(made):
    assets = Path(made.folder) / "assets"
    styles = [(assets / name).read_text(encoding="utf-8") for name in ("site.css", "catalogue.css")]
    for name in ("index.html", "id/index.html"):
        assert faults((Path(made.folder) / name).read_text(encoding="utf-8"), *styles) == []


def test_words_of_others_are_text(made):
    path = Path(made.folder) / "index.html"
    page, written = Page(path), path.read_text(encoding="utf-8")
    assert "img" not in page.tags
    assert "<b>Dibaca" not in written
    assert "<b>Dibaca</b>\nsetiap pagi {{ 7*7 }}" in page.said
    assert "=1+1" in page.said
    assert "\u202e" not in page.said


def test_only_winners_are_told_and_the_others_counted(made):
    assert (made.winners, made.practices) == (3, 2)
    assert "Milik loket" not in Page(Path(made.folder) / "index.html").said
    assert [(one["code"], one["count"]) for one in made.problems] == [("practice-without-award", "1")]


def test_figures_are_those_of_the_results_beside_the_median_of_the_ranked(made, folder):
    """The medians of two and four figures, worked out here by the plain definition."""
    ranked = {row["code"]: row for row in small.table(folder, "ranking.csv") if row["rank"]}
    measured = {row["code"]: row for row in small.table(folder, "indicators.csv")}
    said = Page(Path(made.folder) / "index.html").said
    for code in winners(folder):
        peers = [c for c, row in ranked.items() if row["category"] == ranked[code]["category"]]
        ordered = sorted(float(measured[peer]["answered_on_time_share"]) for peer in peers)
        middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
        own = float(measured[code]["answered_on_time_share"])
        part = said[said.index(f"{measured[code]['name']} {code}") :]
        shown = re.search(r"Share answered on time\s*([\d.]+)%\s*([\d.]+)%", part)
        assert [float(text) for text in shown.groups()] == pytest.approx([100 * own, 100 * middle], abs=0.051)


def test_the_pdf_is_tagged_titled_and_has_the_practice(made):
    with pikepdf.open(made.pdf) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert "Good practices" in str(pdf.docinfo["/Title"])
    said = subprocess.run(["pdftotext", made.pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert "Pilah pagi" in said
    assert "[U+202E]" in said


def test_the_same_year_gives_the_same_bytes_and_anything_else_is_not_replaced(made, folder, call, tmp_path):
    assert call("catalogue", folder, "--out", tmp_path / "again").code == 0
    first, again = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
        for root in (Path(made.folder), tmp_path / "again")
    )
    assert first == again
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep", encoding="utf-8")
    assert call("catalogue", folder, "--out", tmp_path / "mine").code == 2
    assert call("catalogue", folder, "--out", folder / "results").code == 2
    assert (folder / "results" / "results.json").is_file()


def test_the_public_site_links_it_and_refuses_that_of_other_results(made, folder, call, tmp_path):
    done = call("site", folder, "--out", tmp_path / "public", "--catalogue", made.folder)
    assert done.code == 0, done.err
    for page in ("index.html", "id/index.html", "data.html"):
        path = tmp_path / "public" / page
        (link,) = [one for one in Page(path).links if "catalogue/" in one]
        assert (path.parent / link).is_file()
    for page, back in (("index.html", "../index.html"), ("id/index.html", "../../id/index.html")):
        assert Page(tmp_path / "public" / "catalogue" / page).links.count(back) == 1
        assert back not in Page(Path(made.folder) / page).links, "by itself it has nothing to lead back to"
    mark = Path(made.folder) / "catalogue.json"
    before = mark.read_bytes()
    told = json.loads(before)
    told["awards"] = told["awards"][1:]
    mark.write_text(json.dumps(told), encoding="utf-8")
    try:
        assert call("site", folder, "--out", tmp_path / "public", "--catalogue", made.folder).code == 1
    finally:
        mark.write_bytes(before)
    assert call("site", folder, "--out", tmp_path / "public", "--catalogue", folder).code == 2


def text(path: Path) -> bytes:
    """What a file says: the words of a PDF, the members of an archive."""
    from test_privacy import contents  # noqa: PLC0415

    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout
    return contents(path)


def test_nothing_confidential_is_in_site_catalogue_or_bundle(made, folder, call, tmp_path):
    """Judges, complaints and losers' practices, looked for in all that leaves the house."""
    bundle = tmp_path / "bundle.zip"
    assert call("bundle", folder, "--out", bundle).code == 0
    made_site = call("site", folder, "--out", tmp_path / "public", "--catalogue", made.folder, "--bundle", bundle)
    assert made_site.code == 0, made_site.err
    files = [path for path in (tmp_path / "public").rglob("*") if path.is_file() and path.suffix != ".ttf"]
    everything = {path: text(path) for path in files}
    assert {".pdf", ".zip", ".html", ".csv", ".json"} <= {path.suffix for path in files}
    assert any(b"Pilah pagi" in content for path, content in everything.items() if path.suffix == ".pdf")
    ids = [row[0] for row in small.complaints()]
    for secret in ("Milik loket", "Nomor antrean", *ids):
        word = re.compile(rb"\b" + secret.encode() + rb"\b")
        assert [path for path, content in everything.items() if word.search(content)] == [], secret
    assert [path for path, content in everything.items() if b"Rahasia-" in content] == []


@pytest.mark.parametrize("template", [False, True])
def test_without_practices_the_figures_stand_and_the_file_is_offered(folder, call, tmp_path, template):
    """Whether there is no file, or the one that init makes, in which nobody has written."""
    (folder / "practices.csv").rename(tmp_path / "away.csv")
    if template:
        assert call("init", tmp_path / "new", "--rulebook", "anggakara-2019").code == 0
        (tmp_path / "new" / "practices.csv").rename(folder / "practices.csv")
    try:
        done = call("catalogue", folder, "--out", tmp_path / "bare")
    finally:
        (tmp_path / "away.csv").rename(folder / "practices.csv")
    assert done.code == 0, done.err
    assert ",".join(HEADER) in done.out
    page = Page(tmp_path / "bare" / "index.html")
    assert "No practice was handed in yet" in page.said
    assert "Share answered on time" in page.said
