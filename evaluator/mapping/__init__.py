"""``evaluator map``: an export looked at, its map proposed, and written into a rulebook when the user agrees."""

from __future__ import annotations

from evaluator.mapping.look import Seen, look
from evaluator.mapping.writing import written

__all__ = ["Seen", "look", "written"]
