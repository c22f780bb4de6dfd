"""``evaluator theme``: the look of certificates; one module per command."""

from __future__ import annotations

from evaluator.cli.theme import new, preview
from evaluator.words import later

SHORT = later("Make the look of certificates, and see it at once.")
HELP = later(
    """Make a theme of your own, as data in a folder: colours, paper and its size, fonts, emblem, pictures of
signatures, what the QR code leads to and some words.

In a competition folder it is called theme/, and every certificate is printed by it."""
)
EXAMPLES = (
    "evaluator theme new kompetisi-2019/theme",
    "evaluator theme preview kompetisi-2019/theme --folder kompetisi-2019",
)
COMMANDS = {"new": new, "preview": preview}
