"""``evaluator sign``: sign what a run made, and enter it in the register of what was issued."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later, plural

if TYPE_CHECKING:
    from evaluator.folder import CompetitionFolder
    from evaluator.issued.settings import Settings
    from evaluator.issued.sign import Signed

SHORT = later("Sign certificates and other documents, and enter them in the register.")
HELP = later(
    """Sign the PDF files of FOLDER/results electronically (PAdES) into FOLDER/issued, and enter each in the register.

The key is named by FOLDER/signing.toml or by options: a file (PKCS#12 or PEM), or a program that signs digests.
Its passphrase is asked for, or taken from EVALUATOR_PASSPHRASE; it is never written on the command line. What is
signed already is left alone, so a run that was stopped is taken up again. Exit code 1: a document differs from
what was issued under its name; withdraw that first."""
)
EXAMPLES = (
    "evaluator sign kompetisi-2019",
    "evaluator sign kompetisi-2019 --key penyelenggara.p12",
    "evaluator sign kompetisi-2019 --only 'certificates/*' --only report.pdf",
)


def command(
    folder: Annotated[Path, options.folder()],
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("The key, a PKCS#12 or PEM file; else as signing.toml says."))
    ] = None,
    certificate: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help=_("A file of certificates, where the key's file has none; as often as need be.")
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help=_("Documents to sign, by path within results; else every PDF.")),
    ] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Open the key, sign, tell, and end with 1 where something issued differs."""
    from evaluator import folder as folders  # noqa: PLC0415 (start-up)
    from evaluator import publish  # noqa: PLC0415 (start-up)
    from evaluator.issued import settings  # noqa: PLC0415 (start-up)
    from evaluator.issued.sign import sign_year  # noqa: PLC0415 (start-up)

    home = folders.existing(folder)
    chosen, place = _chosen(home, key, certificate or [])
    seal = settings.open_seal(chosen, place)
    with publish.locked(home.root), screen.steps() as progress:
        done = sign_year(home, seal, only or [], progress=progress)
    if as_json:
        screen.as_json(asdict(done))
    else:
        _tell(done, folder)
    raise typer.Exit(1 if done.changed else 0)


def _chosen(home: CompetitionFolder, key: Path | None, certificate: list[Path]) -> tuple[Settings, Path]:
    """Return the settings and the folder where their paths begin."""
    from evaluator.issued import settings  # noqa: PLC0415 (start-up)

    if key is None:
        return settings.read(home.root / settings.NAME), home.root
    return settings.Settings(key=str(key), certificates=[str(path) for path in certificate]), Path()


def _tell(done: Signed, folder: Path) -> None:
    screen.say(plural("{count} document was signed.", "{count} documents were signed.", len(done.signed)), "bold")
    if done.already:
        screen.say(plural("{count} was signed before.", "{count} were signed before.", len(done.already)))
    if done.withdrawn:
        screen.say(
            plural(
                "{count} was withdrawn and is not signed again.",
                "{count} were withdrawn and are not signed again.",
                len(done.withdrawn),
            )
        )
    if done.changed:
        screen.heading(_("Not signed: they differ from what was issued under the same name"))
        for name in done.changed:
            screen.path(name)
        screen.say(_("Withdraw what was issued (evaluator withdraw), then sign again."))
    screen.heading(_("Files"))
    screen.path(done.folder)
    screen.path(done.register)
    screen.heading(_("What next"))
    screen.say(_("Keep the register: it alone tells what was issued. Verify a file or a code with:"))
    first = next(iter([*done.signed, *done.already]), "")
    screen.command("evaluator", "verify", Path(done.folder) / first, "--register", folder)
