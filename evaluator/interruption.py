"""Ctrl-C, whatever library it falls into: the engine and the type-setter turn it into errors of their own.

A request to end (SIGTERM), or a terminal that goes away (SIGHUP), is taken like it, so that working files are removed.
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
EXIT_CODE = 128 + signal.SIGINT  # as shells count


@contextmanager
def interruptible() -> Iterator[None]:
    """Let any error that follows an interrupt end the block as KeyboardInterrupt, and nothing be printed about it."""
    came = threading.Event()

    def note(_number: int, _frame: object) -> NoReturn:
        came.set()
        raise KeyboardInterrupt

    in_main = threading.current_thread() is threading.main_thread()
    handlers, hook = {number: signal.getsignal(number) for number in STOPPING}, sys.unraisablehook
    if in_main:
        for number in STOPPING:
            signal.signal(number, note)
    sys.unraisablehook = lambda _what: None  # an interrupt within a C library's callback is printed there otherwise
    try:
        yield
    except Exception:
        if came.is_set():
            raise KeyboardInterrupt from None
        raise
    finally:
        sys.unraisablehook = hook
        if in_main:
            for number, handler in handlers.items():
                signal.signal(number, handler)
