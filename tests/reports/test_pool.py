"""Work beside other work: what came of it, what went wrong with it, and a process that dies."""

import os
import threading

import pytest

from reports.pool import beside


def half(number):
    """Divide, in whichever process: one that is not the test's own dies of 13."""
    if number == 13 and os.environ["THE_TESTS_PROCESS"] != str(os.getpid()):
        os._exit(1)
    return 10 / number, os.getpid()


def test_work_is_done_in_another_process_and_its_errors_come_back(monkeypatch):
    monkeypatch.setenv("THE_TESTS_PROCESS", str(os.getpid()))
    with beside(half, 4) as made:
        value, process = made()
    assert (value, process != os.getpid()) == (2.5, True)
    with beside(half, 0) as made, pytest.raises(ZeroDivisionError):
        made()


def long(path):
    """Take a minute, unless it is ended before, and leave a sign that it was not."""
    threading.Event().wait(60)
    path.write_text("finished", encoding="utf-8")


def test_work_that_nobody_wants_any_more_is_ended(tmp_path):
    with pytest.raises(KeyboardInterrupt), beside(long, tmp_path / "sign"):
        raise KeyboardInterrupt
    assert not (tmp_path / "sign").exists()


def test_what_kills_its_process_is_done_here(monkeypatch):
    monkeypatch.setenv("THE_TESTS_PROCESS", str(os.getpid()))
    with beside(half, 13) as made:
        assert made() == (10 / 13, os.getpid())
