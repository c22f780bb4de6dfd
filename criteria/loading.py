"""Reading a rulebook: TOML, then the models, then whether it all fits together; or every reason why not.

Positions are looked up only for a rulebook that is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from criteria import consistency, misfits, soundness, toml_text
from criteria.migrations import MIGRATIONS, NEWEST, Migration, migrated, version
from criteria.positions import Positions
from criteria.refusals import Fault, RulebookRefused, blocking, placed, problems
from criteria.rulebook import Rulebook

MISSING = blocking(
    "rulebook-missing",
    "Buku aturan “{file}” tidak ditemukan.",
    "The rulebook “{file}” was not found.",
    "Periksa nama dan foldernya; “evaluator init” membuat buku aturan yang siap pakai.",
    "Check its name and folder; “evaluator init” makes one that is ready for use.",
)
NEWER = placed(
    "rulebook-newer",
    "buku aturan ini dibuat untuk versi program yang lebih baru (schema {schema}; di sini paling baru {known}).",
    "this rulebook was made for a newer version of the program (schema {schema}; this one knows up to {known}).",
    "Perbarui program ini.",
    "Update the program.",
)


def load(path: Path, engine: str | None = None) -> Rulebook:
    """Read and check a rulebook file; raises ``RulebookRefused`` with every fault found.

    engine: takes the place of what the file says under ``engine.name``.
    """
    return loads(toml_text.read(path, MISSING), path.name, engine)


def loads(
    text: str, name: str, engine: str | None = None, migrations: Mapping[int, Migration] = MIGRATIONS
) -> Rulebook:
    """Check the text of a rulebook; ``name`` is how problems call the file. Raises ``RulebookRefused``.

    engine: takes the place of what the text says under ``engine.name``. migrations: how older forms become today's;
    faults of an older form are told with today's key paths, at the nearest place that the text has.
    """
    text = toml_text.plain(text, name)
    data = toml_text.parse(text, name)
    schema = version(data)
    if schema is not None and schema > NEWEST:
        newer = Fault(NEWER, ("schema",), {"schema": str(schema), "known": str(NEWEST)})
        raise RulebookRefused(problems([newer], Positions(text), name))
    data = migrated(data, migrations)
    if engine and isinstance(data.setdefault("engine", {}), dict):
        data["engine"]["name"] = engine
    try:
        rulebook = Rulebook.model_validate(data)
    except ValidationError as error:
        found = [*misfits.faults(error, data)]
        raise RulebookRefused(problems(found, Positions(text), name)) from error
    found = [*consistency.faults(rulebook), *soundness.faults(rulebook)]
    if found:
        raise RulebookRefused(problems(found, Positions(text), name))
    return rulebook


def fingerprint(rulebook: Rulebook) -> str:
    """Return sha256 (hex) of the rules: layout, comments and the order of keys do not matter, any rule does.

    Which engine counts, and where the complaints lie, is no rule.
    """
    content = rulebook.model_dump(mode="json", by_alias=True, exclude={"engine"})
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
