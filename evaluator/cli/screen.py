"""What a person sees: text and tables of at most 100 columns, plain where there is no terminal, or JSON.

Whatever was handed in is shown without control characters and never taken for markup.
"""

from __future__ import annotations

import json
import shlex
import sys
import textwrap
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING, Any

from evaluator.words import _, later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

WIDTH = 100
STEPS = (
    later("reading complaints"),
    later("making complaints"),
    later("making certificates"),
    later("making the workbook"),
    later("making the report"),
    later("signing"),
    later("drawing the year anew"),
    later("comparing all with all"),
    later("working it out again"),
    later("making the minutes"),
    later("making feedback"),
    later("comparing what was written"),
    later("making the catalogue"),
    later("taking submissions in"),
)
"""Steps that the rooms name; they stand here for the catalogue."""


def console(*, errors: bool = False) -> Console:
    """Return a console on standard output (or error): colours only on a terminal, NO_COLOR honoured."""
    from rich.console import Console  # noqa: PLC0415 (start-up)

    made = Console(stderr=errors, markup=False, emoji=False, highlight=False)
    made.width = min(made.width, WIDTH) if made.is_terminal else WIDTH
    return made


def safe(text: object) -> str:
    """Return text in one line without anything that could steer a terminal."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "\ufffd" for sign in str(text))


def say(text: str = "", style: str = "") -> None:
    """Print a paragraph, wrapped between words."""
    console().print(_text(text, style))


def indented(text: str) -> None:
    """Print a paragraph two columns in, wrapped between words."""
    target = console()
    lines = textwrap.wrap(safe(text), target.width - 2)
    target.print(_text("\n".join(f"  {line}" for line in lines)), soft_wrap=True)


def path(text: str) -> None:
    """Print a path by itself, indented and never broken, so that it can be copied."""
    console().print(_text(f"  {safe(text)}"), soft_wrap=True)


def command(*words: object) -> None:
    """Print a command by itself, quoted as a shell wants it, so that it can be copied."""
    path(shlex.join(str(word) for word in words))


def heading(text: str) -> None:
    """Print a heading after an empty line."""
    say()
    say(text, "bold")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[int] = ()) -> None:
    """Print a table with thin horizontal rules; ``right`` holds the positions of columns of figures."""
    from rich.box import HORIZONTALS  # noqa: PLC0415 (start-up)
    from rich.table import Table  # noqa: PLC0415 (start-up)

    figures = set(right)
    drawn = Table(box=HORIZONTALS, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    for position, name in enumerate(columns):
        if position in figures:
            drawn.add_column(name, justify="right", no_wrap=True)
        else:
            drawn.add_column(name, overflow="fold")
    for row in rows:
        drawn.add_row(*(_text(safe(cell)) for cell in row))
    console().print(drawn)


def as_json(document: dict[str, Any]) -> None:
    """Print one JSON document; numbers that are missing are null."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))  # noqa: T201 (the machine's door)


def complain(text: str) -> None:
    """Print a sentence on standard error."""
    console(errors=True).print(_text(text, "bold red"))


class Steps:
    """Bars of what is going on, one per step; nothing at all where standard error is no terminal."""

    def __init__(self, bars: Any = None) -> None:  # noqa: ANN401 (rich is loaded late)
        self._bars = bars
        self._tasks: dict[str, Any] = {}

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Show that ``done`` of ``total`` (None: unknown) of the step is done."""
        if self._bars is None:
            return
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(_(what), total=total)
        self._bars.update(self._tasks[what], completed=done, total=total)

    def note(self, text: str) -> None:
        """Print what should be known at once, on standard error, above the bars; nothing where there is nothing."""
        if text:
            target = self._bars.console if self._bars else console(errors=True)
            target.print(_text(text, "yellow"))


@contextmanager
def steps() -> Iterator[Steps]:
    """Show bars on standard error while the block runs, if a person is looking."""
    if not sys.stderr.isatty():
        yield Steps()
        return
    from rich.progress import BarColumn, Progress, Task, TaskProgressColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 (start-up)
    from rich.text import Text  # noqa: PLC0415 (start-up)

    class TimeLeft(TextColumn):
        """What is left of a step whose end can be foreseen."""

        def render(self, task: Task) -> Text:
            return Text(time_left(None if task.finished else task.time_remaining))

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), TimeLeft(""))
    with Progress(*columns, console=console(errors=True)) as bars:
        yield Steps(bars)


def time_left(seconds: float | None) -> str:
    """Return how long a step still takes, in words; nothing where it is not known."""
    if seconds is None:
        return ""
    whole = ceil(seconds)
    return _("{time} left").format(time=f"{whole // 60}:{whole % 60:02d}")


def _text(text: str, style: str = "") -> Any:  # noqa: ANN401 (rich is loaded late)
    from rich.text import Text  # noqa: PLC0415 (start-up)

    return Text("\n".join(map(safe, text.split("\n"))), style=style)
