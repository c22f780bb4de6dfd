"""``evaluator`` on the command line. Whatever happens, a person sees a sentence and a script sees an exit code."""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from evaluator import words
from evaluator.interruption import EXIT_CODE, interruptible
from evaluator.refusals import Refusal
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer.exceptions import TyperException


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and end the process with the contract's exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # text streams of a terminal or a pipe
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    words.use(words.choose(given, os.environ))
    from typer.exceptions import TyperException  # noqa: PLC0415 (Typer takes its words when it is imported)

    try:
        with interruptible():
            code = _run(general_first(given))
    except KeyboardInterrupt:
        code = EXIT_CODE
    except TyperException as wrong:
        _wrong_use(wrong, given)
    except Refusal as refusal:
        _end(str(refusal), refusal.exit_code, given)
    except MemoryError:
        _end(_("There is not enough memory for this; close other programs and try again."), 1, given)
    except OSError as error:
        _end(_system(error), 1, given, error if "--debug" in given else None)
    except Exception as error:  # the last door: a traceback never reaches a user
        if _out_of_room(error):
            _end(_no_room(), 1, given, error if "--debug" in given else None)
        _end(_unexpected(error), 1, given, error)
    if code == EXIT_CODE:
        _end(_("Stopped. What had been published before is untouched."), EXIT_CODE, given)
    raise SystemExit(code)


def _run(arguments: list[str]) -> int:
    """Run a command; return its exit code. What goes wrong is raised."""
    from evaluator.cli import build, guided  # noqa: PLC0415 (commands speak the language chosen above)

    if guided.wanted(arguments, Path.cwd()):
        return guided.guide(Path.cwd())

    code = build()(args=arguments, prog_name="evaluator", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _wrong_use(error: TyperException, given: Sequence[str]) -> NoReturn:
    from evaluator.cli.usage import wrong_use  # noqa: PLC0415 (start-up)

    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.format_message())  # noqa: T201 (the help itself)
        raise SystemExit(error.exit_code)
    _end(wrong_use(error), error.exit_code, given)


def general_first(arguments: Sequence[str]) -> list[str]:
    """Put ``--lang`` and ``--debug`` first, where they belong, so that they may be written anywhere."""
    general: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == "--lang":
            general += [argument, *[value for value in [next(waiting, None)] if value is not None]]
        elif argument == "--debug" or argument.startswith("--lang="):
            general.append(argument)
        else:
            rest.append(argument)
    return general + rest


def _system(error: OSError) -> str:
    reasons = {errno.ENOSPC: _("the disk is full"), errno.EACCES: _("permission is lacking")}
    reason = reasons.get(error.errno or 0, error.strerror or type(error).__name__)
    if error.filename:
        return _("{path}: {reason}.").format(path=os.fsdecode(error.filename), reason=reason)
    return _("The system refused: {reason}.").format(reason=reason)


def _out_of_room(error: Exception) -> bool:
    if not type(error).__module__.startswith("_duckdb"):
        return False
    from submissions.engine import out_of_room  # noqa: PLC0415 (start-up)

    return out_of_room(error)


def _no_room() -> str:
    return _(
        "There is not enough room for working files in {folder}; nothing was published. Free some, or name a larger"
        " disk: TMPDIR=/path evaluator …"
    ).format(folder=tempfile.gettempdir())


def _unexpected(error: Exception) -> str:
    return _("Something unexpected happened ({kind}); nothing was published by it.").format(kind=type(error).__name__)


def _end(message: str, code: int, arguments: Sequence[str], error: Exception | None = None) -> NoReturn:
    """Say one thing on standard error (and as JSON where that was asked for), then end."""
    from evaluator.cli.screen import complain  # noqa: PLC0415 (start-up)

    if error is not None:
        message = f"{message} {_report(error, arguments)}"
    complain(message)
    if "--json" in arguments:
        print(json.dumps({"error": message, "exit_code": code}, ensure_ascii=False))  # noqa: T201 (the machine's door)
    raise SystemExit(code)


def _report(error: Exception, arguments: Sequence[str]) -> str:
    """Write the technical report that ``--debug`` asks for and say where it is; else say how to get it."""
    if "--debug" not in arguments:
        return _("Run it again with --debug to write a report about it.")
    handle, path = tempfile.mkstemp(prefix="evaluator-report-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        traceback.print_exception(error, file=file)
    return _("A report is in {path}.").format(path=path)


if __name__ == "__main__":
    main()
