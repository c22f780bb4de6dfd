"""certificates.json: what stands on which certificate, for whoever issues, looks up or posts them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reports.batch import Outcome
    from reports.certificate_text import Bilingual, CertificateText

NAME = "certificates.json"
SCHEMA = 1


def write_index(texts: Sequence[CertificateText], made: Sequence[Outcome], folder: Path) -> None:
    """Write the index of the certificates that were made, in their order, one a line."""
    entries = [
        _entry(text, one, folder) for text, one in zip(texts, made, strict=True) if one.refusal is None
    ]  # fmt: skip
    lines = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    listed = f"[\n  {lines}\n ]" if entries else "[]"
    (folder / NAME).write_bytes(f'{{\n "schema": {SCHEMA},\n "certificates": {listed}\n}}\n'.encode())


def _entry(text: CertificateText, made: Outcome, folder: Path) -> dict[str, Any]:
    return {
        "path": made.path.relative_to(folder).as_posix(),
        "sha256": made.sha256,
        "code": text.code,
        "number": text.number,
        "name": text.recipient,
        "award": _both(text.award),
        "category": _both(text.category) if text.category else None,
        "place": text.place,
        "date": text.date.isoformat() if text.date else None,
    }


def _both(words: Bilingual) -> dict[str, str]:
    return {"id": words.id, "en": words.en}
