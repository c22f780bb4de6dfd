"""``evaluator reprint``: a copy of what was issued, marked as one."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later

if TYPE_CHECKING:
    from evaluator.folder import CompetitionFolder
    from reports.signing.seal import Seal

SHORT = later("Print a certificate again, marked as a copy.")
HELP = later(
    """Print a document that was issued again, by its code or its path in the register: the same, marked SALINAN (copy).

The copy is signed where the folder has a signing.toml, and entered in the register. What was withdrawn is not
printed again."""
)
EXAMPLES = (
    "evaluator reprint 7K3F 9QXW 2M4T B6ZR 8VHD 3CYA --register kompetisi-2019",
    "evaluator reprint certificates/management/1-A0006.pdf --unsigned --out salinan.pdf",
)


def command(
    what: Annotated[
        list[str],
        typer.Argument(metavar="CODE | PATH", help=_("The code, or the path within issued."), show_default=False),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("Where to write the copy; else a file of that name here."))
    ] = None,
    unsigned: Annotated[bool, typer.Option("--unsigned", help=_("Do not sign the copy: it is for paper."))] = False,
    register: Annotated[Path, options.register()] = Path(),
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Print again and say where."""
    from evaluator import folder as folders  # noqa: PLC0415 (start-up)
    from evaluator import publish  # noqa: PLC0415 (start-up)
    from evaluator.issued import register as registers  # noqa: PLC0415 (start-up)
    from evaluator.issued.reprint import reprint  # noqa: PLC0415 (start-up)
    from evaluator.issued.withdraw import find  # noqa: PLC0415 (start-up)

    home = folders.existing(register)
    found = find(registers.load(home.register), " ".join(what))
    target = out or Path(f"{PurePosixPath(found.path).stem}-salinan.pdf")
    seal = None if unsigned else _seal(home)
    with publish.locked(home.root):
        document = reprint(home, " ".join(what), target, seal, registers.now())
    if as_json:
        screen.as_json({"file": str(target), "signed": seal is not None, "document": document.model_dump(mode="json")})
        return
    screen.say(_("Printed again, marked as a copy:"), "bold")
    screen.path(str(target))
    if seal is None:
        screen.say(_("It is not signed: on paper its code counts, as a file it does not."))


def _seal(home: CompetitionFolder) -> Seal | None:
    from evaluator.issued import settings  # noqa: PLC0415 (start-up)

    path = home.root / settings.NAME
    return settings.open_seal(settings.read(path), home.root) if path.is_file() else None
