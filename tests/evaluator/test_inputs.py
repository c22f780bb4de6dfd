import hashlib

import pytest

from evaluator.folder import CompetitionFolder
from evaluator.inputs import certificate_key, listed
from evaluator.refusals import Refusal
from submissions.handed_in import InputFile


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rulebook.toml").write_text("schema = 1\n")
    return CompetitionFolder(tmp_path)


FILES = (InputFile("complaints/a.csv", "aa", 3, 1),)


def test_the_rulebook_is_an_input(folder):
    table = listed(folder, FILES)
    assert list(table["path"]) == ["complaints/a.csv", "rulebook.toml"]
    assert table["sha256"][1] == hashlib.sha256(b"schema = 1\n").hexdigest()
    assert list(table["size"]) == [3, 11]


def test_without_a_key_the_codes_follow_from_the_inputs(folder):
    one = certificate_key(folder, listed(folder, FILES))
    assert one == certificate_key(folder, listed(folder, FILES))
    assert one != certificate_key(folder, listed(folder, (InputFile("complaints/a.csv", "ab", 3, 1),)))
    assert len(one) == 32


def test_the_folders_key_is_used_and_listed(folder):
    folder.certificate_key.write_text("k" * 64 + "\n")
    table = listed(folder, FILES)
    assert "certificate.key" in set(table["path"])
    assert certificate_key(folder, table) == b"k" * 64


def test_a_key_too_short_for_a_secret_is_refused(folder):
    folder.certificate_key.write_text("secret\n")
    with pytest.raises(Refusal, match="too short"):
        certificate_key(folder, listed(folder, FILES))
