"""Documents in several processes: each task by itself, so that one that kills its process stops no other."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

Task = TypeVar("Task")
Made = TypeVar("Made")
_COLLECT_EVERY = 50


def work_off(
    tasks: Mapping[int, Task], work: Callable[[Task], Made], died: Callable[[Task], Made], workers: int
) -> Iterator[tuple[int, Made]]:
    """Yield what ``work`` makes of each task, as they come; in this process where there is one worker.

    Tasks and work are handed to other processes. Should one die, each task that is left gets a process to itself;
    ``died`` says what becomes of a task that kills it.
    """
    if workers <= 1:
        yield from ((position, work(task)) for position, task in tasks.items())
        return
    left = dict(tasks)
    try:
        for position, made in _pooled(tasks, work, workers):
            del left[position]
            yield position, made
    except BrokenProcessPool:
        for position, task in left.items():
            try:
                yield from _pooled({position: task}, work, 1)
            except BrokenProcessPool:
                yield position, died(task)


def _pooled(tasks: Mapping[int, Task], work: Callable[[Task], Made], workers: int) -> Iterator[tuple[int, Made]]:
    context = multiprocessing.get_context("spawn")  # a fork would copy threads and locks of the engine that read logs
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare, initargs=(work,)) as pool:
        futures: dict[Future[Made], int] = {pool.submit(_counted, task): position for position, task in tasks.items()}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def beside(work: Callable[[Task], Made], task: Task) -> Iterator[Callable[[], Made]]:
    """Begin the work in a process of its own, and yield what waits for it and returns, or raises, what came of it.

    Should the process die, the work is done in this one; where the block is left by an error, nobody waits for it.
    """
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(1, mp_context=context, initializer=_prepare, initargs=(work,)) as pool:
        begun: Future[Made] = pool.submit(_counted, task)

        def made() -> Made:
            try:
                return begun.result()
            except BrokenProcessPool:
                return work(task)

        try:
            yield made
        except BaseException:
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()
            raise


def _prepare(work: Callable[[Any], Any]) -> None:
    """Keep the work, which may hold megabytes of a theme, and leave an interrupt to the parent.

    Garbage is collected between documents, not within them.
    """
    global _work  # noqa: PLW0603 (one for each process)
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.disable()


_worked = 0
_work: Callable[[Any], Any]


def _counted(task: Any) -> Any:  # noqa: ANN401 (of one kind of work in one process)
    global _worked  # noqa: PLW0603 (one counter for each process)
    _worked += 1
    if _worked % _COLLECT_EVERY == 0:
        gc.collect()
    return _work(task)
