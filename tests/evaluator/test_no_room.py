"""Working files that find no room: said in a sentence, with the old results whole and no log blamed."""

import os
import resource
import signal
import subprocess
import sys

import pytest
import small_folder as small

LITTLE = 8_000
"""Bytes that a file may have: less than the engine's working file takes."""


def limited():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LITTLE, LITTLE))


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_full_disk_is_told_and_the_old_results_stay(tmp_path, language):
    folder = small.build(tmp_path / "kecil")
    command = [sys.executable, "-m", "evaluator", "--lang", language, "run", str(folder), "--no-documents"]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    before = {path.name: path.read_bytes() for path in (folder / "results").iterdir() if path.is_file()}
    done = subprocess.run(command, check=False, capture_output=True, env=environment, preexec_fn=limited)
    after = {path.name: path.read_bytes() for path in (folder / "results").iterdir() if path.is_file()}
    assert done.returncode == 1
    assert after == before
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert str(tmp_path) in " ".join(said.split()).replace(" ", "")
    assert ("Ruang untuk berkas kerja" if language == "id" else "not enough room") in " ".join(said.split())
