"""``evaluator rulebook``: rulebooks by themselves; one module per command."""

from __future__ import annotations

from evaluator.cli.rulebook import check, diff, new, schema, show
from evaluator.words import later

SHORT = later("Check, show, compare and make rulebooks.")
HELP = later(
    """Check, show, compare and make rulebooks: the files that say what counts, what it weighs and who is awarded.

A rulebook is named by the code of a shipped one or by its file."""
)
EXAMPLES = (
    "evaluator rulebook check kompetisi-2019/rulebook.toml",
    "evaluator rulebook show anggakara-2019",
    "evaluator rulebook diff anggakara-2019 kompetisi-2019/rulebook.toml --folder kompetisi-2019",
)
COMMANDS = {"check": check, "show": show, "diff": diff, "new": new, "schema": schema}
