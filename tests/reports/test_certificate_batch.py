"""Many certificates: the same files whatever the number of processes; nobody's fault stops the rest."""

import hashlib
import os
from pathlib import PosixPath

import pytest

from reports import batch
from reports.batch import write_certificates
from tests.reports.certificate_samples import text


@pytest.fixture
def eager(monkeypatch):
    monkeypatch.setattr(batch, "WORTH_A_PROCESS", 1)


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def texts_and_names():
    names = ["Kota Awan", "Kabupaten Lor", "Kota 漢", "Kota Kidul", "Kota \u202e", "Provinsi Antah"]
    return [text(recipient=name) for name in names], [f"a/{number}.pdf" for number in range(len(names))]


def test_one_process_or_two_write_the_same_and_bad_records_stop_nobody(eager, tmp_path):
    texts, names = texts_and_names()
    for processes in (1, 2):
        told = []
        folder = tmp_path / str(processes)
        outcomes = write_certificates(
            texts,
            [folder / name for name in names],
            processes=processes,
            progress=lambda done, total, told=told: told.append((done, total)),
        )
        assert [outcome.path.name for outcome in outcomes] == [f"{number}.pdf" for number in range(6)]
        assert [outcome.refusal.code if outcome.refusal else "" for outcome in outcomes] == [
            "", "", "missing-glyphs", "", "unprintable", "",
        ]  # fmt: skip
        assert told == [(done, 6) for done in range(1, 7)]
        written = files_in(folder)
        assert {f"a/{o.path.name}": o.sha256 for o in outcomes if not o.refusal} == {
            name: hashlib.sha256(content).hexdigest() for name, content in written.items()
        }
    assert files_in(tmp_path / "1") == files_in(tmp_path / "2")


class Deadly(PosixPath):
    """A path that ends the process that receives it."""

    def __reduce__(self):
        return os._exit, (9,)


def test_a_process_that_dies_takes_no_other_certificate_with_it(eager, tmp_path):
    paths = [tmp_path / "0.pdf", Deadly(tmp_path / "1.pdf"), tmp_path / "2.pdf"]
    outcomes = write_certificates([text()] * 3, paths, processes=2)
    assert [bool(outcome.refusal) for outcome in outcomes] == [False, True, False]
    assert "died" in outcomes[1].refusal.says("en")
    assert sorted(files_in(tmp_path)) == ["0.pdf", "2.pdf"]


def test_a_disk_that_refuses_is_nobodys_bad_record(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        write_certificates([text()], [tmp_path / "file" / "1.pdf"])


def test_a_fault_of_ours_is_named_and_stops_nobody(monkeypatch, tmp_path):
    def fail(*_):
        raise RecursionError("too deep")

    monkeypatch.setattr(batch, "render_certificate", fail)
    (outcome,) = write_certificates([text()], [tmp_path / "1.pdf"])
    assert "RecursionError: too deep" in outcome.refusal.says("id")
    assert files_in(tmp_path) == {}


def test_each_text_has_a_path_of_its_own(tmp_path):
    with pytest.raises(ValueError, match="one path of its own"):
        write_certificates([text()] * 2, [tmp_path / "1.pdf"] * 2)
