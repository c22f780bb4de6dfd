"""How a kind of problem is written down: its code, how grave it is, and what it says, Indonesian first."""

from __future__ import annotations

from submissions.problems import Kind, Severity

BLOCKING = Severity.BLOCKING
SET_ASIDE = Severity.SET_ASIDE
WARNING = Severity.WARNING
NOTE = Severity.NOTE


def kind(code: str, severity: Severity, indonesian: tuple[str, str], english: tuple[str, str]) -> Kind:
    """One kind of problem; each language gives what is wrong and how to mend it."""
    return Kind(
        code,
        severity,
        says={"id": indonesian[0], "en": english[0]},
        mend={"id": indonesian[1], "en": english[1]},
    )
