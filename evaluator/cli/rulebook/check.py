"""``evaluator rulebook check``: whether rulebooks are sound, or every fault of theirs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from evaluator.cli import options, screen, show
from evaluator.words import _, later, number

SHORT = later("Tell whether rulebooks are sound, or every fault with its line.")
HELP = later(
    """Read each RULEBOOK and tell whether it is sound, or every fault with its line and column.

Exit code 1 says that one of them is not sound."""
)
EXAMPLES = (
    "evaluator rulebook check kompetisi-2019/rulebook.toml",
    "evaluator rulebook check kompetisi-*/rulebook.toml --json",
)


def command(
    rulebooks: Annotated[
        list[str],
        typer.Argument(metavar="RULEBOOK ...", help=_("Rulebook files, or codes of shipped ones."), show_default=False),
    ],
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Check, tell, and end with 1 where one is not sound."""
    from evaluator.rulebooks.checked import checked  # noqa: PLC0415 (start-up)

    found = checked(rulebooks, options.speech())
    if as_json:
        screen.as_json({"rulebooks": found})
    else:
        for one in found:
            tell(one)
    raise typer.Exit(0 if all(one["sound"] for one in found) else 1)


def tell(one: dict[str, Any]) -> None:
    """Print what became of one rulebook."""
    if not one["sound"]:
        screen.say(_("{file} is not sound:").format(file=screen.safe(one["file"])), "bold")
        for problem in one["problems"]:
            show.one_problem({**problem, "row": "", "column": ""})  # its sentence says line, column and key
        return
    screen.say(_("{file} is sound.").format(file=screen.safe(one["file"])), "bold")
    screen.indented(f"{one['title']} ({one['code']})")
    screen.indented(
        _("Categories: {categories}; criteria: {criteria}; awards: {awards}; assumed rules: {assumed}.").format(
            **{name: number(one[name]) for name in ("categories", "criteria", "awards", "assumed")}
        )
    )
    screen.indented(_("Fingerprint of the rules: {fingerprint}").format(fingerprint=one["fingerprint"]))
