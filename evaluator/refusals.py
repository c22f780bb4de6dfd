"""Why the application stops: each carries one sentence for the user and the exit code of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.words import language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from submissions.problems import Problem


class Refusal(Exception):  # noqa: N818 (the word of the house: nothing went wrong in the program)
    """The data or the rules do not allow it (exit 1); the message is already in the user's language."""

    exit_code = 1


class WrongUse(Refusal):
    """The command was used wrongly (exit 2)."""

    exit_code = 2


def of_problems(problems: Iterable[Problem]) -> Refusal:
    """Return the refusal that tells what is wrong with a file, a line each: where, what, and how to mend it."""
    told = language()
    return Refusal("\n".join(f"{one.file}: {one.says(told)} {one.mend(told)}" for one in problems))
