"""``evaluator withdraw``: what was issued is valid no more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later

SHORT = later("Withdraw a certificate or another document that was issued.")
HELP = later(
    """Withdraw a document that was issued, by its code or its path in the register, for a reason.

It stays in the register: whoever verifies it is told that it was withdrawn, when and why. This is not undone;
what is to count again is signed again, by its whole path (evaluator sign --only)."""
)
EXAMPLES = (
    "evaluator withdraw 7K3F 9QXW 2M4T B6ZR 8VHD 3CYA --reason 'Name misspelt' --register kompetisi-2019",
    "evaluator withdraw certificates/management/1-A0006.pdf --reason 'Decided anew' --register kompetisi-2019",
)


def command(
    what: Annotated[
        list[str],
        typer.Argument(metavar="CODE | PATH", help=_("The code, or the path within issued."), show_default=False),
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help=_("Why; shown to whoever verifies it."))],
    register: Annotated[Path, options.register()] = Path(),
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Withdraw and say what."""
    from evaluator import folder as folders  # noqa: PLC0415 (start-up)
    from evaluator import publish  # noqa: PLC0415 (start-up)
    from evaluator.issued import register as registers  # noqa: PLC0415 (start-up)
    from evaluator.issued.withdraw import withdraw  # noqa: PLC0415 (start-up)

    home = folders.existing(register)
    with publish.locked(home.root):
        document = withdraw(home.register, " ".join(what), reason, registers.now())
    if as_json:
        screen.as_json(document.model_dump(mode="json"))
        return
    screen.say(_("Withdrawn: {path}").format(path=document.path), "bold")
    if document.name:
        screen.indented(document.name)
