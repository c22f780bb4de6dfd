import json

import pytest

MISUSES = [
    ((), 2, "Usage"),
    (("rum",), 2, "No such command 'rum'"),
    (("run",), 2, "FOLDER is missing"),
    (("run", "{tmp}/nowhere"), 2, "There is no folder"),
    (("run", "{tmp}/file"), 2, "is a file, not a competition folder"),
    (("run", "{tmp}", "--jason"), 2, "There is no option --jason. Did you mean --json?"),
    (("run", "{tmp}", "{tmp}"), 2, "unexpected extra argument"),
    (("--lang", "fr", "run", "{tmp}"), 2, "--lang does not fit"),
    (("run", "{tmp}", "--lang"), 2, "--lang"),
    (("check", "{tmp}"), 1, "rulebook.toml"),
    (("run", "{tmp}"), 1, "rulebook.toml"),
    (("explain", "{tmp}"), 2, "CODE is missing"),
    (("explain", "{tmp}", "A-1"), 1, "no ranking to explain"),
    (("explain", "{tmp}", "A-1", "--complaints", "lost"), 2, "--complaints does not fit"),
    (("explain", "{tmp}", "A-1", "--first", "-1"), 2, "--first does not fit"),
    (("init", "{tmp}/new"), 2, "--rulebook is missing"),
    (("init", "{tmp}/new", "--rulebook", "1999"), 2, "There is no rulebook 1999. Choose one of: anggakara-2018"),
    (("init", "{tmp}", "--rulebook", "lapor"), 2, "not an empty folder"),
    (("init", "{tmp}/new", "--rulebook", "lapor", "--complaints", "{tmp}/no.csv"), 2, "There is no file"),
    (("init", "{tmp}/new", "--rulebook", "lapor", "{tmp}/file"), 2, "Files follow --complaints"),
    (("init", "{tmp}/new", "--rulebook", "lapor", "--complaints", "{tmp}/file", "{tmp}/file"), 2, "rename one"),
    (("init", "{tmp}/new", "--rulebook", "{tmp}/file"), 1, "TOML"),
    (("synth", "{tmp}/new", "--complaints", "many"), 2, "many is not a whole number"),
    (("synth", "{tmp}/new", "--complaints", "0"), 2, "Between 1 and"),
    (("synth", "{tmp}/new", "--dirt", "0.9"), 2, "dirt"),
    (("synth", "{tmp}/new", "--format", "ods"), 2, "--format does not fit"),
    (("synth", "{tmp}"), 2, "not an empty folder"),
    (("demo", "{tmp}"), 2, "something else"),
    (("certify", "--list", "{tmp}/no.csv", "--edition", "E", "--out", "{tmp}/out"), 2, "There is no file"),
    (("certify", "--list", "{tmp}/file", "--edition", "E", "--out", "{tmp}/out"), 1, "no column name, award"),
    (("certify", "--list", "{tmp}/file", "--out", "{tmp}/out"), 2, "--edition is missing"),
    (("certify", "--list", "{tmp}/list.csv", "--edition", " ", "--out", "{tmp}/out"), 2, "--edition is empty"),
    (("certify", "--list", "{tmp}/list.csv", "--edition", "E", "--out", "{tmp}/file"), 1, "could not be written"),
]


@pytest.fixture
def tmp(tmp_path):
    (tmp_path / "file").write_text("just, some words\nand more\n")
    (tmp_path / "list.csv").write_text("name,award\nKota Contoh,Terbaik\n")
    return tmp_path


@pytest.mark.parametrize(("arguments", "code", "said"), MISUSES)
def test_wrong_use_gets_a_sentence_and_the_contracts_exit_code(call, tmp, arguments, code, said):
    called = call(*(argument.format(tmp=tmp) for argument in arguments))
    told = " ".join((called.out + called.err).split())
    assert called.code == code
    assert said in told
    assert "Traceback" not in told
    assert not (tmp / "new").exists()
    assert not list(tmp.glob(".new*"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_wrong_use_is_json_too_where_json_was_asked_for(call, tmp, language):
    called = call("run", tmp / "nowhere", "--json", "--lang", language)
    told = json.loads(called.out)
    assert told["exit_code"] == called.code == 2
    assert told["error"].startswith({"id": "Tidak ada folder", "en": "There is no folder"}[language])


def test_paths_with_signs_of_their_own_are_just_paths(call, tmp):
    for name in ("[red]x", "a\nb", "{x}", "-"):
        called = call("run", "--", tmp / name)
        assert called.code == 2
        assert "\x1b" not in called.err
