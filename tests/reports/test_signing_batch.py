"""Many documents: the same in several processes as in one, and what fails names itself and keeps the rest."""

import hashlib

import certificate_samples as samples
import pytest
from signing_keys import NOW, pair

from reports.signing import batch, holders
from reports.signing.check import Trust, check
from reports.signing.faults import CannotSignError
from reports.signing.seal import Told, seal_of


@pytest.fixture
def seal():
    return seal_of(holders.KeyFile(pair().key, pair().chain), Told("Piagam", "Jakarta"), NOW)


@pytest.fixture
def tasks(tmp_path):
    (tmp_path / "plain").mkdir()
    made = []
    for number in range(5):
        path = tmp_path / "plain" / f"{number}.pdf"
        path.write_bytes(samples.rendered(samples.text(number=f"00{number}")))
        made.append(batch.Task(path, tmp_path / "signed" / "deeper" / path.name))
    return made


@pytest.mark.parametrize("processes", [1, 2])
def test_each_is_signed_and_told_in_its_order(seal, tasks, monkeypatch, processes):
    monkeypatch.setattr(batch, "WORTH_A_PROCESS", 2)
    done = list(batch.sign_all(seal, tasks, processes=processes, now=NOW))
    for task, one in zip(tasks, done, strict=True):
        signed, plain = task.signed.read_bytes(), task.plain.read_bytes()
        assert signed.startswith(plain)
        assert (one.sha256, one.before) == tuple(hashlib.sha256(content).hexdigest() for content in (signed, plain))
        assert (one.length, one.time_stampers) == (len(plain), ())
        assert check(signed, Trust(signers=[pair().own]), NOW).finding == "sound"
    assert sorted(path.name for path in tasks[0].signed.parent.iterdir()) == [task.signed.name for task in tasks]


@pytest.mark.parametrize("processes", [1, 2])
def test_one_that_cannot_be_signed_is_named_and_those_before_are_there(seal, tasks, monkeypatch, processes):
    monkeypatch.setattr(batch, "WORTH_A_PROCESS", 2)
    tasks[4].plain.write_bytes(b"no PDF")
    done = batch.sign_all(seal, tasks, processes=processes, now=NOW)
    assert [next(done).before for _ in range(4)] == [
        hashlib.sha256(task.plain.read_bytes()).hexdigest() for task in tasks[:4]
    ]
    with pytest.raises(CannotSignError) as raised:
        next(done)
    assert (raised.value.reason, "PdfReadError" in raised.value.detail) == ("document", True)
    assert [task.signed.exists() for task in tasks] == [True] * 4 + [False]


def test_a_key_elsewhere_signs_one_after_the_other(tasks, monkeypatch):
    """A service may not like several at once, and a program of the user's need not be ready for it."""
    monkeypatch.setattr(batch, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(batch, "ProcessPoolExecutor", None)

    class Elsewhere:
        certificates = pair().chain

        def sign(self, digest):
            return holders.KeyFile(pair().key, pair().chain).sign(digest)

    assert len(list(batch.sign_all(seal_of(Elsewhere(), Told(), NOW), tasks, processes=2, now=NOW))) == 5
