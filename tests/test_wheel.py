"""What a user installs: the wheel, in an environment of its own, run from a folder of its own."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("submissions", "criteria", "reports", "evaluator", "examples")
LOCKED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==[^ ;]+( ; [^-]+?)?(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The programs' folder of an environment that holds the wheel and sees the libraries that run this test.

    A .pth file inside a folder that a .pth file names is not obeyed, so that an editable install cannot leak in.
    """
    home = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    install = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *install], check=True, capture_output=True)
    (own,) = home.glob("lib/python3*/site-packages")
    (own / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin"


@pytest.fixture(scope="module")
def run(installed, tmp_path_factory):
    """Run a program of that environment in a folder that has nothing to do with the checkout."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    kept = {"PATH": os.environ["PATH"], "HOME": str(elsewhere), "LC_ALL": "C.UTF-8"}

    def called(program: str, *arguments: str) -> str:
        command = [str(installed / program), *arguments]
        done = subprocess.run(command, cwd=elsewhere, env=kept, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    called.folder = elsewhere
    return called


def test_every_file_of_the_packages_is_in_the_wheel(wheel):
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = {path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()}
    assert held == {path.relative_to(ROOT).as_posix() for path in files if path.suffix != ".pyc"}
    kinds = {Path(name).suffix for name in held}
    assert {".ttf", ".html", ".css", ".j2", ".po", ".toml", ".json"} <= kinds
    assert {"criteria/editions/anggakara-2019.toml", "examples/jarokelo/rulebook.toml"} <= held


def test_the_wheel_carries_its_licences(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    licences = {name.partition("/licenses/")[2] for name in names if "/licenses/" in name}
    fonts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "reports" / "fonts").glob("*/OFL.txt")}
    assert licences == {"LICENSE", *fonts}


def test_the_installed_packages_are_those_of_the_wheel(run, installed):
    found = run("python", "-c", f"import {', '.join(PACKAGES)}\nfor m in ({', '.join(PACKAGES)}): print(m.__file__)")
    assert len(found.splitlines()) == len(PACKAGES)
    assert all(Path(file).is_relative_to(installed.parent) for file in found.splitlines())


def test_the_whole_way_from_another_folder(run):
    run("evaluator", "synth", "tahun", "--complaints", "600", "--agencies", "8", "--upps", "6", "--files", "2")
    told = json.loads(run("evaluator", "run", "tahun", "--json"))
    assert told["published"]
    assert {"report.pdf", "ranking.xlsx", "manifest.json"} <= {Path(file).name for file in told["files"]}
    certificates = list((run.folder / "tahun" / "results" / "certificates").rglob("*.pdf"))
    assert certificates
    assert all(path.read_bytes().startswith(b"%PDF-") for path in certificates)


def test_an_example_starts_a_folder(run):
    run("evaluator", "init", "pest", "--rulebook", "jarokelo")
    assert 'country = "HU"' in (run.folder / "pest" / "rulebook.toml").read_text(encoding="utf-8")


def test_messages_are_there_in_indonesian(run):
    assert run("evaluator", "--lang", "id", "--help").startswith("Cara pakai:")


def test_the_lock_names_no_index_and_holds_a_hash_for_every_package():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    entries = [LOCKED.fullmatch(" ".join(line.split())) for line in lines if line.strip()]
    assert entries
    assert [line for line, entry in zip(filter(str.strip, lines), entries, strict=True) if entry is None] == []
    locked = {_plain(entry["name"]) for entry in entries if entry}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert {_plain(re.split(r"[<>=\[ ;]", name)[0]) for name in asked} <= locked


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
