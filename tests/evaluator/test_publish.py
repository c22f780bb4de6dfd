import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator import publish
from evaluator.refusals import Refusal

FILES = ("ranking.csv", "manifest.json", "certificates/best/1-A.pdf")

KILLED = """
import os, signal, sys
from pathlib import Path
from evaluator import publish

root, generation, nth, exchanging = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "exchange"
steps = 0

def dying(function):
    def step(*arguments, **keywords):
        global steps
        steps += 1
        if steps == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **keywords)
    return step

publish.flush = dying(publish.flush)
publish.exchange = dying(publish.exchange) if exchanging else dying(lambda one, other: False)
publish.shutil.rmtree = dying(publish.shutil.rmtree)
Path.rename = dying(Path.rename)
with publish.locked(root), publish.whole(root / "results") as fresh:
    for name in ("ranking.csv", "manifest.json", "certificates/best/1-A.pdf"):
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).write_text(generation)
        dying(int)()
print("done")
"""


HOLDING = """
import sys
from pathlib import Path
from evaluator.publish import locked

with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def write(root: Path, generation: str) -> None:
    with publish.locked(root), publish.whole(root / "results") as fresh:
        for name in FILES:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_text(generation)


def fail(root: Path, error: Exception) -> None:
    with publish.whole(root / "results") as fresh:
        (fresh / "ranking.csv").write_text("new")
        raise error


def generations(root: Path) -> set[str]:
    return {(root / "results" / name).read_text() for name in FILES}


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name not in {"results", publish.LOCK})


@pytest.mark.parametrize("way", ["exchange", "rename twice"])
def test_killed_anywhere_it_leaves_one_whole_generation(tmp_path, way):
    write(tmp_path, "old")
    for nth in range(1, 40):
        command = [sys.executable, "-c", KILLED, str(tmp_path), f"new {nth}", str(nth), way]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != -signal.SIGKILL:
            break
        with publish.locked(tmp_path):
            assert leftovers(tmp_path) == []
        assert len(generations(tmp_path)) == 1
    assert done.stdout == "done\n"
    assert nth > 10
    assert generations(tmp_path) == {f"new {nth}"}


def test_between_exchange_and_sweep_old_or_new_results_always_stand_there(tmp_path):
    write(tmp_path, "old")
    for nth in range(1, 40):
        command = [sys.executable, "-c", KILLED, str(tmp_path), "new", str(nth), "exchange"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert generations(tmp_path) in ({"old"}, {"new"})
        if done.returncode != -signal.SIGKILL:
            break
    assert generations(tmp_path) == {"new"}


def test_a_failure_leaves_the_old_results(tmp_path):
    write(tmp_path, "old")
    with pytest.raises(ZeroDivisionError):
        fail(tmp_path, ZeroDivisionError())
    assert generations(tmp_path) == {"old"}
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "said"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "may not be written"), (errno.EIO, "could not be")]
)
def test_what_the_disk_refuses_is_told_with_the_path(tmp_path, code, said):
    write(tmp_path, "old")
    with pytest.raises(Refusal, match=said) as told:
        fail(tmp_path, OSError(code, os.strerror(code)))
    assert str(tmp_path / "results") in str(told.value)
    assert generations(tmp_path) == {"old"}


def test_two_runs_on_one_folder_are_refused(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Refusal, match="Another run"), publish.locked(tmp_path):
            pass
        other.stdin.close()
    write(tmp_path, "after")
    assert generations(tmp_path) == {"after"}


def test_one_file_is_replaced_and_the_others_stay(tmp_path):
    write(tmp_path, "old")
    publish.write_alone(tmp_path / "results" / "problems.csv", b"severity\n")
    assert (tmp_path / "results" / "problems.csv").read_bytes() == b"severity\n"
    assert generations(tmp_path) == {"old"}
    assert leftovers(tmp_path) == []


def test_results_are_readable_as_the_umask_says(tmp_path):
    before = os.umask(0o027)
    try:
        write(tmp_path, "new")
        publish.write_alone(tmp_path / "results" / "problems.csv", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "results").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "results" / "problems.csv").stat().st_mode & 0o777 == 0o640


def test_results_that_are_a_link_are_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "results").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match="a folder of its own"), publish.whole(tmp_path / "results"):
        pass
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_lock_that_is_a_link_is_not_followed(tmp_path):
    (tmp_path / publish.LOCK).symlink_to(tmp_path / "victim")
    with pytest.raises(Refusal), publish.locked(tmp_path):
        pass
    assert not (tmp_path / "victim").exists()
