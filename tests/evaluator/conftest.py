import gettext
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from evaluator import words
from evaluator.__main__ import main
from evaluator.synth import synthesise


@dataclass(frozen=True)
class Called:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _english_again(monkeypatch):
    """Commands change the language of the whole process; the next test starts from English."""
    monkeypatch.setattr(gettext, "gettext", gettext.gettext)
    for name in (*words.LOCALE_VARIABLES, "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    yield
    words.use("en")


@pytest.fixture
def call(capsys):
    """Run a command in this process."""

    def run(*arguments: object) -> Called:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Called(end.value.code or 0, out, err)

    return run


@pytest.fixture(scope="session")
def made_year(tmp_path_factory) -> Path:
    """A small synthetic competition folder; tests that write copy it."""
    folder = tmp_path_factory.mktemp("made") / "tahun"
    synthesise(folder, complaints=3_000, agencies=12, upps=12, seed=11, dirt=0.05, files=3)
    return folder


@pytest.fixture(scope="session")
def published_year(tmp_path_factory) -> Path:
    """A small year that was run, with a key to sign it; tests that write copy it."""
    import issuing  # noqa: PLC0415 (it runs a command: after the fixtures have chosen the language)

    return issuing.published(tmp_path_factory.mktemp("published") / "kecil")


@pytest.fixture
def year(made_year, tmp_path) -> Path:
    """A competition folder of one's own."""
    return Path(shutil.copytree(made_year, tmp_path / "tahun"))
