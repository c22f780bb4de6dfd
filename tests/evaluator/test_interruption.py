import os
import signal
import sys

import pytest

from evaluator.interruption import interruptible


def swallowed():
    """What a library does that turns an interrupt into an error of its own."""
    try:
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()
    except KeyboardInterrupt:
        raise RuntimeError from None


def test_an_error_after_an_interrupt_is_the_interrupt():
    with pytest.raises(KeyboardInterrupt), interruptible():
        swallowed()


def test_an_error_by_itself_stays_what_it_is():
    with pytest.raises(RuntimeError), interruptible():
        raise RuntimeError


def test_everything_is_put_back():
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    with interruptible():
        assert signal.getsignal(signal.SIGINT) is not before[0]
    assert (signal.getsignal(signal.SIGINT), sys.unraisablehook) == before
