"""Who is meant: a participant by code or name, exact after trimming and case folding; near misses only suggested."""

from __future__ import annotations

from collections import Counter

import pandas as pd
from rapidfuzz import fuzz, process, utils

from submissions import kinds
from submissions.problems import Kind

NEAR = 80.0
"""Likeness, 0..100, from which a name is worth suggesting."""
LONGEST = 300
"""Characters of a text that is worth a suggestion."""
NOBODY = "-"
"""Stands for the suggestion where there is none."""


def key(text: str) -> str:
    """Return a text without what does not matter when names are compared: blanks around it, and case."""
    return text.strip().casefold()


def in_order(text: str) -> str:
    """Return the words of a text in alphabetical order, without signs and case: "Kota Satu" is like "SATU, Kota"."""
    return " ".join(sorted(utils.default_process(text).split()))


class Resolver:
    """Finds participants of a roster (``HandedIn.roster``) by what others call them.

    A code counts before a name; a name that several participants have means nobody.
    """

    def __init__(self, roster: pd.DataFrame) -> None:
        codes = [str(code) for code in roster.index]
        names = [str(name) for name in roster["name"]]
        shared = Counter(key(name) for name in names)
        self._ambiguous = {name for name, count in shared.items() if name and count > 1}
        self._positions: dict[str, int] = {}
        self._written: dict[str, str] = {}
        for texts in (codes, names):
            for position, text in enumerate(texts):
                if key(text) and not (texts is names and shared[key(text)] > 1):
                    self._positions.setdefault(key(text), position)
                    self._written.setdefault(key(text), text)
        self._ambiguous -= self._positions.keys()
        # every likeness compares with all of them: their forms are worked out once
        self._forms = (list(self._written), [in_order(text) for text in self._written])

    def position(self, text: str) -> int | None:
        """Return the participant's position in the roster, None when nobody or more than one is meant."""
        return self._positions.get(key(text))

    def table(self) -> pd.DataFrame:
        """Return every key that means one participant: key (folded), written (as in the roster), position (int32).

        Sorted by key.
        """
        items = sorted(self._positions.items())
        return pd.DataFrame(
            {
                "key": pd.Series([text for text, _ in items], dtype=object),
                "written": pd.Series([self._written[text] for text, _ in items], dtype=object),
                "position": pd.Series([position for _, position in items], dtype="int32"),
            }
        )

    def suggest(self, text: str) -> str:
        """Return the code or name in the roster most like the text, as written there; "" when none is near."""
        if not key(text) or len(text) > LONGEST:
            return ""
        likes = [
            process.extractOne(asked, forms, scorer=fuzz.ratio, score_cutoff=NEAR)
            for asked, forms in zip((key(text), in_order(text)), self._forms, strict=True)
        ]
        best = max((like for like in likes if like), key=lambda like: like[1], default=None)
        return self._written[self._forms[0][best[2]]] if best else ""

    def why_not(self, text: str) -> tuple[Kind, dict[str, str]]:
        """Return the kind of problem, and its details, of a text that means no participant."""
        if not key(text):
            return kinds.PARTICIPANT_MISSING, {}
        if key(text) in self._ambiguous:
            return kinds.PARTICIPANT_AMBIGUOUS, {}
        return kinds.PARTICIPANT_UNKNOWN, {"suggestion": self.suggest(text) or NOBODY}
