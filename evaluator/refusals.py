"""Why the application stops: each carries one sentence for the user and the exit code of the contract."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 (the word of the house: nothing went wrong in the program)
    """The data or the rules do not allow it (exit 1); the message is already in the user's language."""

    exit_code = 1


class WrongUse(Refusal):
    """The command was used wrongly (exit 2)."""

    exit_code = 2
