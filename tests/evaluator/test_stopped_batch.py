"""Certificates of a run that is stopped, killed, or finds no room half-way: the finished ones are kept and used."""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from evaluator.certify import UNFINISHED
from evaluator.cli.screen import time_left
from reports import batch, finished
from reports.certificate_text import Title
from reports.theming import load_theme
from tests.reports.certificate_samples import PLAIN, text

ROWS = 7
KILLED = """
import os, sys
from evaluator.__main__ import main
from reports import batch
rendered, times = batch.render_certificate, []
def render(*given):
    times.append(1)
    return os.kill(os.getpid(), 9) if len(times) == 4 else rendered(*given)
batch.render_certificate = render
main(sys.argv[1:])
"""


@pytest.fixture
def command(tmp_path):
    listed = tmp_path / "list.csv"
    listed.write_text("name,award,date\n" + "".join(f"Kota {n},Terbaik,2019-12-09\n" for n in range(ROWS)))
    return ("certify", "--list", listed, "--edition", "Kompetisi Contoh", "--out", tmp_path / "out", "--json")


@pytest.fixture
def stop_at(monkeypatch):
    """Let something happen in place of printing the n-th certificate; count those that are printed."""
    rendered = batch.render_certificate

    def arrange(number, happens):
        printed = []

        def render(*given):
            if len(printed) + 1 == number:
                happens()
            printed.append(given[0].recipient)
            return rendered(*given)

        monkeypatch.setattr(batch, "render_certificate", render)
        return printed

    return arrange


def certificates(folder):
    """What is there by name; each must be whole."""
    found = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    for content in found.values():
        with pikepdf.open(BytesIO(content)) as document:
            assert len(document.pages) == 1
    return found


def leftovers(folder):
    return [path.name for path in folder.rglob("*") if path.name.endswith(".part") or path.name == UNFINISHED]


def goes_on(call, command, printed, kept):
    """Run again: only what is missing is printed, and all is as if nothing had happened."""
    printed.clear()
    called = call(*command)
    told = json.loads(called.out)
    assert (called.code, told["kept"], len(printed)) == (0, kept, ROWS - kept)
    out = Path(told["files"][0]).parent
    assert leftovers(out) == []
    there = certificates(out)
    listed = json.loads((out / "manifest.json").read_bytes())
    assert {one["path"]: one["sha256"] for one in listed["outputs"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in there.items()
    }
    assert [one["sha256"] for one in listed["inputs"]] == [hashlib.sha256(command[2].read_bytes()).hexdigest()]
    undisturbed = [*command[:6], out.parent / "undisturbed", command[7]]
    assert json.loads(call(*undisturbed).out)["kept"] == 0
    assert certificates(out.parent / "undisturbed") == there
    assert len(there) == ROWS


def test_killed_half_way_and_run_again(call, command, stop_at):
    killed = subprocess.run([sys.executable, "-c", KILLED, *map(str, command)], check=False, capture_output=True)
    assert killed.returncode == -9
    assert len(certificates(command[6])) == 3
    goes_on(call, command, stop_at(0, None), 3)


def no_room():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def may_not():
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def interrupt():
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("happens", "code", "said"),
    [
        (no_room, 1, ("The disk is full", "4 certificates are finished and kept")),
        (may_not, 1, ("may not be written to", "4 certificates are finished and kept")),
        (interrupt, 130, ("Stopped",)),
    ],
)
def test_stopped_half_way_and_run_again(call, command, stop_at, happens, code, said):
    printed = stop_at(5, happens)
    called = call(*command)
    assert called.code == code
    assert all(words in " ".join(called.err.split()) for words in said)
    assert len(certificates(command[6])) == 4
    assert not (command[6] / "manifest.json").exists()
    assert len(printed) == 4
    goes_on(call, command, stop_at(0, None), 4)


@pytest.fixture
def little_disk(tmp_path):
    """A file system of its own with little room, where the user may have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=180k", "tmpfs", place], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a file system")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_a_disk_that_is_full_or_becomes_read_only(call, command, stop_at, little_disk, trouble):
    def remount(option):
        subprocess.run(["mount", "-o", f"remount,{option}", little_disk], check=True)

    out = little_disk / "out"
    command = [*command[:6], out, command[7]]
    stop_at(4 if trouble == "read-only" else 0, lambda: remount("ro"))
    called = call(*command)
    assert called.code == 1
    assert ("disk is full" if trouble == "full" else "may not be written to") in " ".join(called.err.split())
    there = certificates(out)
    assert 3 <= len(there) < ROWS
    assert f"{len(there)} certificates are finished" in " ".join(called.err.split())
    assert [name for name in leftovers(out) if name != UNFINISHED] == []
    remount("rw,size=4m")
    goes_on(call, command, stop_at(0, None), len(there))


def test_a_run_that_was_stopped_goes_on_and_the_old_results_stay_until_then(call, published_year, tmp_path, stop_at):
    folder = shutil.copytree(published_year, tmp_path / "kecil")
    results = {path.relative_to(folder): path.read_bytes() for path in (folder / "results").rglob("*.pdf")}
    ours = len(list((folder / "results" / "certificates").rglob("*.pdf")))
    assert ours >= 3
    stop_at(ours, interrupt)
    assert call("run", folder).code == 130
    assert {path.relative_to(folder): path.read_bytes() for path in (folder / "results").rglob("*.pdf")} == results
    kept = sorted((folder / UNFINISHED).iterdir())
    assert len(kept) == ours - 1
    kept[0].write_bytes(kept[0].read_bytes()[:-1])  # torn: it is made anew
    printed = stop_at(0, None)
    assert call("run", folder).code == 0
    assert len(printed) == 2
    assert leftovers(folder) == []
    assert {path.relative_to(folder): path.read_bytes() for path in (folder / "results").rglob("*.pdf")} == results


def test_what_says_or_looks_otherwise_is_never_taken_for_it(tmp_path, monkeypatch):
    theme = load_theme()
    others = [
        (text(recipient="Kota Lain"), theme),
        (text(award=Title("Terbaik", "Best")), theme),
        (text(synthetic=True), theme),
        (PLAIN, theme.model_copy(update={"ink": "#000000"})),
    ]
    assert len({batch.made_from(*one) for one in [(PLAIN, theme), *others]}) == 1 + len(others)
    assert batch.made_from(text(), load_theme()) == batch.made_from(PLAIN, theme)
    finished.finish(b"%PDF", "a", tmp_path / "kept", tmp_path / "out" / "1.pdf")
    assert list(finished.found(tmp_path / "kept")) == ["a"]
    monkeypatch.setattr(os, "link", lambda *_: may_not())  # a file system without second names
    assert finished.take(finished.found(tmp_path / "kept")["a"], tmp_path / "out" / "2.pdf")
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == ["1.pdf", "2.pdf"]


def test_time_left_in_words():
    assert [time_left(seconds) for seconds in (None, 0.2, 61.2)] == ["", "0:01 left", "1:02 left"]
