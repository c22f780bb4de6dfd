import os
import signal
import sys

import pytest

from evaluator.interruption import STOPPING, interruptible


def swallowed(number=signal.SIGINT):
    """What a library does that turns an interrupt into an error of its own."""
    try:
        os.kill(os.getpid(), number)
        signal.pause()
    except KeyboardInterrupt:
        raise RuntimeError from None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_error_after_an_interrupt_is_the_interrupt(number):
    with pytest.raises(KeyboardInterrupt), interruptible():
        swallowed(number)


def test_an_error_by_itself_stays_what_it_is():
    with pytest.raises(RuntimeError), interruptible():
        raise RuntimeError


def test_everything_is_put_back():
    before = [signal.getsignal(number) for number in STOPPING], sys.unraisablehook
    with interruptible():
        assert all(signal.getsignal(number) is not old for number, old in zip(STOPPING, before[0], strict=True))
    assert ([signal.getsignal(number) for number in STOPPING], sys.unraisablehook) == before
