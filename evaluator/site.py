"""The public site of a year, made of its published results: what the pages say is what the files say."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from criteria.loading import fingerprint, load
from criteria.refusals import RulebookRefused
from evaluator import manifest, publish
from evaluator.catalogue import read_made
from evaluator.inputs import digest
from evaluator.refusals import Refusal, WrongUse, of_problems
from evaluator.words import _
from reports.site.pages import assets, pages, with_way_back
from reports.site.public import TABLES, datapackage, public_json
from reports.site.sureness import shares_of

if TYPE_CHECKING:
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder

MARK = "data/datapackage.json"
"""By this file a folder is known to be a site of ours, which may be made anew."""
RESULTS = "results.json"
MARKED = (*TABLES, RESULTS)
"""Files of the results that are published, the last without what is confidential."""
BUNDLE = "bundle.zip"
RULEBOOK = "rulebook.toml"


@dataclass(frozen=True)
class Made:
    """A site: its folder, its first page, how many files it has and how many bytes."""

    folder: str
    first: str
    files: int
    size: int


def make_site(folder: CompetitionFolder, out: Path, bundle: Path | None = None, catalogue: Path | None = None) -> Made:
    """Write the site of the folder's results into ``out``, whole or not at all; same results, same bytes.

    bundle: of the same results (``evaluator.bundle``), to be put among the data. catalogue: the folder of one of the
    same results (``evaluator.catalogue``), to be put beside the pages and linked. Refusal where there are no results,
    where somebody changed them, or where the rules have changed since; WrongUse
    where ``out`` holds something that is no site of ours, or is one of the competition's own folders.
    """
    _free(folder, out)
    results, listed = _published(folder)
    rules = _rules(folder, results)
    published = _public(folder, results)
    data = _data(published, folder.rulebook.read_bytes(), rules, _of_these(bundle, published))
    practices = read_made(catalogue, results) if catalogue else {}
    table = [(name, hashlib.sha256(content).hexdigest(), len(content)) for name, content in sorted(data.items())]
    written = {f"data/{name}": content for name, content in data.items()}
    written |= dict(assets())
    first = rules.edition.language
    written |= {f"catalogue/{name}": with_way_back(name, content, first) for name, content in practices.items()}
    shares = shares_of(published.get("certainty.csv"))
    for name, text in pages(
        results, rules, data=table, inputs=listed["inputs"], catalogue=bool(practices), shares=shares
    ):
        written[name] = text.encode()
    with publish.writing(out.parent):
        out.parent.mkdir(parents=True, exist_ok=True)
    with publish.whole(out) as fresh:
        for name, content in written.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return Made(str(out), str(out / "index.html"), len(written), sum(map(len, written.values())))


def public_files(folder: CompetitionFolder) -> tuple[dict[str, bytes], str | None]:
    """Return what is published of a folder's results, by name, and the stage up to which it was held.

    Refusal where there are no results or somebody changed them.
    """
    results, _listed = _published(folder)
    return _public(folder, results), results["until"]


def _public(folder: CompetitionFolder, results: dict[str, Any]) -> dict[str, bytes]:
    tables = {name: (folder.results / name).read_bytes() for name in TABLES if (folder.results / name).is_file()}
    return {**tables, RESULTS: public_json(results)}


def _of_these(bundle: Path | None, published: dict[str, bytes]) -> Path | None:
    """Return the bundle if it holds just these results."""
    if bundle is None:
        return None
    try:
        with zipfile.ZipFile(bundle) as packed:
            same = all(packed.read(f"published/{name}") == content for name, content in published.items())
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise WrongUse(_("{path} is no bundle of results: evaluator bundle makes one.").format(path=bundle)) from error
    if not same:
        raise Refusal(_("{path} is a bundle of other results: make it again.").format(path=bundle))
    return bundle


def _free(folder: CompetitionFolder, out: Path) -> None:
    """See that nothing is lost when ``out`` is replaced."""
    inside = folder.root.resolve()
    if out.resolve() == inside or out.resolve() in inside.parents or folder.results.resolve() in {
        out.resolve(), *out.resolve().parents,
    }:  # fmt: skip
        raise WrongUse(_("{path} belongs to the competition: name a folder of its own for the site.").format(path=out))
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MARK).is_file())):
        raise WrongUse(_("{path} holds something else than a site: name another folder.").format(path=out))


def _published(folder: CompetitionFolder) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return results.json and manifest.json, if they are as they were written."""
    paths = [folder.results / RESULTS, folder.results / manifest.NAME]
    try:
        results, listed = (json.loads(path.read_bytes()) for path in paths)
        outputs = {one["path"]: one["sha256"] for one in listed["outputs"]}
        changed = [name for name in (RESULTS, *TABLES) if _changed(folder.results / name, outputs.get(name))]
    except FileNotFoundError as error:
        raise Refusal(_("{path} has no results yet: evaluator run makes them.").format(path=folder.root)) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refusal(_damaged(folder.results)) from error
    if changed:
        raise Refusal(_damaged(folder.results / changed[0]))
    return results, listed


def _changed(path: Path, known: str | None) -> bool:
    return (digest(path) if path.is_file() else None) != known


def _damaged(path: Path) -> str:
    return _("{path} is not as evaluator run wrote it: run again, then make the site.").format(path=path)


def _rules(folder: CompetitionFolder, results: dict[str, Any]) -> Rulebook:
    try:
        rules = load(folder.rulebook)
    except RulebookRefused as refused:
        raise of_problems(refused.problems) from refused
    if fingerprint(rules) != results["rulebook"]["fingerprint"]:
        raise Refusal(_("The rules in {path} have changed since the results: run again.").format(path=folder.rulebook))
    return rules.until(results["until"]) if results["until"] else rules


def _data(published: dict[str, bytes], rulebook: bytes, rules: Rulebook, bundle: Path | None) -> dict[str, bytes]:
    """Return the files of ``data/`` by name."""
    tables = {name: content for name, content in published.items() if name in TABLES}
    columns = {name: next(csv.reader([content.decode().partition("\n")[0]])) for name, content in tables.items()}
    digests = {name: (hashlib.sha256(content).hexdigest(), len(content)) for name, content in tables.items()}
    described = datapackage(rules, columns, digests, rules.edition.language)
    more = {BUNDLE: bundle.read_bytes()} if bundle else {}
    return {**published, RULEBOOK: rulebook, "datapackage.json": described, **more}
