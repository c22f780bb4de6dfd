"""Names that are attacks, in every document: nothing is fetched, opened, linked or computed, and none is dropped."""

from __future__ import annotations

import csv
import html
import json
import re
import socket
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import hostile_folder as hostile
import pandas as pd
import pytest
import small_folder as small
from pypdf import PdfReader
from reading import Page, cells, every, plain, printed, shown, written
from test_privacy import contents

from reports import rendering
from reports.credential import NAME as ATTACHED

ROOT = Path(__file__).resolve().parents[2]
ALIVE = {"/URI", "/Launch", "/JavaScript", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/RichMedia", "/Movie"}
PRIVATE = {"feedback", "minutes", "participants", "judges"}
"""Folders of documents that go to one person, or into a file."""
watching: list[tuple[str, str]] | None = None


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note every file that is opened, every address that is asked for, every program that is started."""
    if watching is not None and (event == "open" or event.startswith(("socket.", "urllib.", "subprocess.", "os.exec"))):
        watching.append((event, str(arguments[0] if event in {"open", "subprocess.Popen"} else arguments)))


sys.addaudithook(watch)


class Made:
    """All that was written, what was called how, and what was asked for meanwhile."""

    def __init__(self, root: Path, bait: Path, names: dict[str, str]) -> None:
        self.root, self.bait, self.names = root, bait, names
        self.refused: list[list[str]] = []
        self.asked: list[tuple[str, str]] = []

    def files(self, *kinds: str) -> list[Path]:
        handed_in = self.root / "kecil"
        found = [path for path in sorted(self.root.rglob("*")) if path.suffix in kinds and path.is_file()]
        return [
            path for path in found if path.parent not in {handed_in, *map(handed_in.joinpath, ("scores", "complaints"))}
        ]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder, and every document that this program makes of it, in this one process."""
    global watching  # noqa: PLW0603 (an audit hook stays for good)
    from evaluator import bundle, catalogue, certify_sets, documents, feedback, site  # noqa: PLC0415
    from evaluator.__main__ import main  # noqa: PLC0415
    from evaluator.cli.run import run  # noqa: PLC0415 (after the fixtures have chosen the language)
    from evaluator.folder import existing  # noqa: PLC0415

    root = tmp_path_factory.mktemp("hostile")
    with tempfile.TemporaryDirectory(prefix="u") as short, pytest.MonkeyPatch.context() as patch:
        bait = Path(short) / "b"
        done = Made(root, bait, hostile.build(root / "kecil", bait))
        fetcher = rendering._fetcher

        def counting(assets, refused):
            done.refused.append(refused)
            return fetcher(assets, refused)

        patch.setattr(rendering, "_fetcher", counting)
        home, quiet = root / "kecil", {"progress": lambda *_: None}
        for module in (documents, certify_sets, feedback):
            patch.setattr(module, "processes", lambda: 1)
        rendering._weasyprint()  # as it is loaded it looks for its libraries
        watching = done.asked
        try:
            assert run(home, documents=True)["published"]
            folder = existing(home)
            certify_sets.certify_sets(folder, ["honourable"], None, language="en", **quiet)
            feedback.make_feedback(folder, ["A8"], None, **quiet)
            catalogue.make_catalogue(folder, **quiet)
            bundle.make_bundle(folder, root / "bundle.zip", **quiet)
            site.make_site(folder, root / "public", root / "bundle.zip", folder.catalogue)
            itself = ["self-assess", home / small.LOG, "--rulebook", folder.rulebook, "--as", "A1"]
            told = ["--set", f"name={done.names['A1']}", "--set", "kind=city"]
            with pytest.raises(SystemExit) as end:
                main([str(one) for one in (*itself, *told, "--html", root / "own.html", "--json")])
            assert not end.value.code
        finally:
            watching = None
    return done


def test_nothing_is_fetched_read_or_started(made):
    assert len(made.refused) > 10  # as many documents as asked
    assert [url for refused in made.refused for url in refused] == []
    assert [event for event in made.asked if event[0] != "open"] == []
    opened = {path for event, path in made.asked if event == "open"}
    assert len(opened) > 10
    assert str(made.bait) not in opened
    everything = made.files(".pdf", ".docx", ".xlsx", ".html", ".csv", ".json", ".zip", ".svg", ".css", ".js")
    assert len(everything) > 60
    secrets = (hostile.BAIT, str(made.root), str(ROOT), str(Path.home()) + "/", socket.gethostname())
    for path in everything:
        content = contents(path)
        assert [one for one in secrets if len(one) > 6 and one.encode() in content] == [], path


def test_pdfs_link_attach_and_start_nothing(made):
    pdfs = made.files(".pdf")
    assert {path.parent.name for path in pdfs} >= {"minutes", "feedback", "judges", "participants", "best-agency"}
    for path in pdfs:
        reader = PdfReader(path)
        found = [key for one in every(reader) for key, value in one.items() if ALIVE & {key, value}]
        assert found == [], path
        ours = [ATTACHED] if {"certificates", "certificate-sets"} & {*path.parts} else []
        assert [*reader.attachments] == ours, path


def test_workbooks_and_letters_hold_no_formula_link_or_field_of_theirs(made):
    for path in made.files(".xlsx"):
        with zipfile.ZipFile(path) as packed:
            parts = {name: packed.read(name).decode() for name in packed.namelist()}
        assert not [name for name in parts if "externalLink" in name or "connection" in name]
        assert not [name for name, text in parts.items() if "<hyperlink" in text or 'TargetMode="External"' in text]
        formulas = [text for one in parts.values() for text in re.findall(r"<f[ >].*?</f>", one)]
        assert not [text for text in formulas if re.search(r"HYPERLINK|cmd|DDE|evil|WEBSERVICE", text)]
    for path in made.files(".docx"):
        with zipfile.ZipFile(path) as packed:
            text = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels")))
        assert not re.search(r"<w:hyperlink|TargetMode=.External|instrText|altChunk|attachedTemplate", text)
        assert set(re.findall(r'<w:fldSimple w:instr="(.*?)"', text)) <= {"PAGE", "NUMPAGES"}


def test_no_cell_of_a_table_begins_a_formula(made):
    for path in made.files(".csv"):
        with path.open(encoding="utf-8", newline="") as file:
            begun = [cell for row in csv.reader(file) for cell in row if cell[:1] in {*"=+-@\t\r"} and not number(cell)]
        assert begun == [], path


def number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell))


def test_pages_hold_no_tag_of_theirs(made):
    pages = made.files(".html")
    assert len(pages) > 10
    for path in pages:
        page = Page(path.read_text(encoding="utf-8"))
        assert [tag for tag, _ in page.tags if tag in {"img", "image", "iframe", "object", "base", "bdo"}] == [], path
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on")], (path, tag)
            links = [attributes[name] or "" for name in ("href", "src", "action", "xlink:href") if name in attributes]
            assert not [link for link in links if ":" in link], (path, tag)
        assert (
            "alert(1)" not in "".join(re.findall(r"<script.*?</script>", path.read_text(encoding="utf-8"), re.S))
            or path.name == "own.html"
        )


def test_no_name_is_dropped(made):
    results = made.root / "kecil" / "results"
    document = json.loads((results / "results.json").read_bytes())
    assert {one["code"]: one["name"] for one in document["participants"]} == made.names
    with (results / "ranking.csv").open(encoding="utf-8", newline="") as file:
        assert {row["code"]: row["name"].removeprefix("'") for row in csv.DictReader(file)} == made.names
    for name in ("summary.xlsx", "ranking.xlsx"):
        assert set(made.names.values()) <= set(cells(results / name))
    report = printed(results / "report.pdf")
    assert [name for name in made.names.values() if shown(name) not in report] == []
    for language in ("", "id/"):
        pages = [path.read_text(encoding="utf-8") for path in (made.root / "public").glob(f"{language}*.html")]
        alone = {html.unescape(name) for page in pages for name in re.findall(r"<bdi>(.*?)</bdi>", page)}
        assert set(made.names.values()) <= alone  # each by itself: its marks of direction turn nothing else around


def test_the_few_that_a_paper_names_stand_on_it(made):
    home = made.root / "kecil"
    won = {shown(made.names[code]) for code in ("A1", "A2", "U1")}
    sat = {shown(f"{hostile.SECRET['sat']} {made.names[code]}") for code in ("A3", "U4")}
    ranked = {shown(made.names[code]) for code in ("A1", "A2", "A3", "A4", "U1", "U2")}
    minutes = home / "results" / "minutes" / "final"
    for text, named in (
        (printed(minutes.with_suffix(".pdf")), won | sat),
        (written(minutes.with_suffix(".docx")), won | sat),
        (printed(home / "results" / "annex.pdf"), won),
        (written(home / "results" / "annex.docx"), won),
        (printed(home / "results" / "summary.pdf"), ranked),
        (printed(home / "feedback" / "A8.pdf"), {shown(made.names["A8"])}),
        (printed(home / "catalogue" / "catalogue.pdf"), won),
        (plain(Page((home / "catalogue" / "index.html").read_text(encoding="utf-8")).said), won),
        (plain(Page((made.root / "own.html").read_text(encoding="utf-8")).said), {shown(made.names["A1"])}),
    ):
        assert [name for name in named if name not in text] == []


def test_certificates_bear_the_name_and_those_that_cannot_are_told(made):
    results = made.root / "kecil" / "results"
    index = {
        one["path"]: one["name"] for one in json.loads((results / "certificates.json").read_bytes())["certificates"]
    }
    for path, name in index.items():
        assert shown(name) in printed(results / path)
    with (results / "problems.csv").open(encoding="utf-8", newline="") as file:
        refused = {
            row["file"].removeprefix("results/")
            for row in csv.DictReader(file)
            if row["code"] == "certificate-not-made"
        }
    assert set(index) | refused >= {f"certificate-sets/participants/{code}.pdf" for code in made.names}
    assert {Path(path).stem for path in refused if "participants" in path} == {"A3", "A8", "A9"}
    assert {
        index[f"certificates/{path}.pdf"] for path in ("best-agency/1-A1", "best-agency/1-A2", "best-unit/1-U1")
    } == {made.names[code] for code in ("A1", "A2", "U1")}


def test_what_is_confidential_stays_in_the_house(made):
    """Each secret is in some file of the committee's, so that looking for it means something, and in no public one."""
    home, public = made.root / "kecil", made.root / "public"
    ours = [path for path in home.rglob("*") if path.is_file()]
    inside = {path: told(path) for path in ours if path.suffix != ".pdf" or path.parent.name == "feedback"}
    outside = {path: told(path) for path in (made.root / "bundle.zip", *public.rglob("*")) if path.is_file()}
    assert {"catalogue.pdf", "bundle.zip", "results.json", "index.html"} <= {path.name for path in outside}
    index = json.loads((home / "results" / "certificates.json").read_bytes())["certificates"]
    secrets = {*hostile.SECRET.values(), "CONFIDENTIAL:forA8alone", "certificate-sets", "feedback/"}
    secrets |= {one[key] for one in index for key in ("code", "path", "sha256", "number")}
    for secret in secrets - {"feedback/"}:
        assert [path for path, content in inside.items() if secret.encode() in content], secret
    for secret in secrets:
        assert [path for path, content in outside.items() if secret.encode() in content] == [], secret
    own = {path.read_bytes() for path in ours if path.parent.name in PRIVATE}
    assert len(own) > 12
    assert not own & {path.read_bytes() for path in outside}


def told(path: Path) -> bytes:
    """Return all that a file says: as it lies there, unpacked, and as a reader sees it."""
    content = contents(path)
    if path.suffix == ".pdf":
        return content + "".join(str(file) for file in PdfReader(path).attachments).encode() + printed(path).encode()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as packed:
            tables = [packed.read(name) for name in packed.namelist() if name.endswith(".parquet")]
            names = " ".join(packed.namelist())
        return content + names.encode() + b"".join(pd.read_parquet(BytesIO(one)).to_csv().encode() for one in tables)
    return content
