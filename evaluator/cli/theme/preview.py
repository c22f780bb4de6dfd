"""``evaluator theme preview``: certificates as pictures, before anything is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options, screen, show
from evaluator.words import _, language, later

SHORT = later("See certificates in a theme, for a short, a usual and a long name.")
HELP = later(
    """Write pictures (PNG) of a sample certificate in a theme: for the shortest, a usual and the longest name of a
competition folder's roster, or of names that stand for such. Every name with letters that cannot be printed is told,
and the exit code is 1."""
)
EXAMPLES = (
    "evaluator theme preview kompetisi-2019/theme --folder kompetisi-2019",
    "evaluator theme preview tema --out pratinjau",
)


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The theme's folder."), show_default=False)],
    year: Annotated[
        Path | None,
        typer.Option(
            "--folder", metavar="FOLDER", help=_("A competition folder, for the names of its roster and who signs.")
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=_("Where to write them; DIR/preview by default."))
    ] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Write them, and say where."""
    from criteria.loading import load  # noqa: PLC0415 (start-up)
    from evaluator import legible  # noqa: PLC0415 (start-up)
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)
    from evaluator.theme import preview, theme_in  # noqa: PLC0415 (start-up)
    from evaluator.workbooks import people_in  # noqa: PLC0415 (start-up)
    from reports.letters import missing  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        home = existing(year) if year else None
        people = dict(people_in(home, progress)) if home else {}
        rules = load(home.rulebook) if home else None
        fonts = theme_in(folder).fonts.all
        unseen = list(legible.of_people(people, "", fonts))
        progress.note(legible.told(unseen))
        names = [name for name in people.values() if not missing([name], fonts)]
        written = [str(path) for path in preview(folder, names, out or folder / "preview", rules)]
    if as_json:
        screen.as_json({"files": written, "unprintable": [one.says(language()) for one in unseen]})
    else:
        show.files(written)
    raise typer.Exit(1 if unseen else 0)
