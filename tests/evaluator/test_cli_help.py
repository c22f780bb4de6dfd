import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from evaluator import words
from evaluator.cli import COMMANDS, reference
from evaluator.cli.usage import TYPERS_WORDS
from reports.wording import catalogue

ROOT = Path(__file__).parents[2]
KEYWORDS = {"_": None, "later": None, "plural": (1, 2)}


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_command_has_help_with_examples_that_fits(call, command, language):
    called = call(*command, "--help", "--lang", language)
    assert called.code == 0
    assert {"en": "Examples:", "id": "Contoh:"}[language] in called.out
    assert all(f"evaluator {name}" in called.out for name in command)
    assert max(len(line) for line in called.out.splitlines() if "  evaluator " not in line) <= 100


def test_help_is_indonesian_where_the_locale_is(call, monkeypatch):
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    assert call("run", "-h").out.startswith("Cara pakai: evaluator run")


def test_the_command_reference_is_current():
    words.use("en")
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == reference.render()


def test_every_sentence_is_translated_with_the_same_details():
    known = catalogue("evaluator", "evaluator", "id")._catalog
    for file, line, message, _comments, _context in extract_from_dir(str(ROOT / "evaluator"), keywords=KEYWORDS):
        one = message[0] if isinstance(message, tuple) else message
        translated = known.get((one, 0)) if isinstance(message, tuple) else known.get(one)
        assert translated, f"{file}:{line}: {one!r} has no Indonesian"
        assert fields(translated) == fields(message[1] if isinstance(message, tuple) else message), one


def fields(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


def test_no_translation_is_left_over():
    used = {
        m[0] if isinstance(m, tuple) else m
        for _f, _l, m, *_r in extract_from_dir(str(ROOT / "evaluator"), keywords=KEYWORDS)
    }
    known = {key[0] if isinstance(key, tuple) else key for key in catalogue("evaluator", "evaluator", "id")._catalog}
    assert known - {""} == used


def test_typers_own_words_are_still_typers():
    source = "".join(path.read_text(encoding="utf-8") for path in Path(str(files("typer"))).rglob("*.py"))
    assert [word for word in TYPERS_WORDS if word not in source] == []


def test_help_loads_nothing_heavy():
    script = (
        "import sys; from evaluator.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'ibis', 'duckdb', 'pydantic', 'weasyprint', 'rich'}\n"
        "print(*sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""


def test_version(call):
    assert call("--version").out == "0.1.0\n"
