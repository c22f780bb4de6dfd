"""A small year that was run and signed, for tests of what was issued."""

import json
from pathlib import Path

import signing_keys
import small_folder as small

from evaluator.cli.run import run


def published(root: Path) -> Path:
    """A small folder with its results and a key beside it."""
    small.build(root)
    (root / "certificate.key").write_text("a secret of the tests, long enough to be one\n", encoding="ascii")
    assert run(root, documents=True)["published"]
    made = signing_keys.pair()
    (root / "panitia.p12").write_bytes(made.p12())
    (root / "panitia.pem").write_bytes(made.certificates())
    (root / "signing.toml").write_text('key = "panitia.p12"\nplace = "Jakarta"\n', encoding="utf-8")
    return root


def register(root: Path):
    return json.loads((root / "issued" / "register.json").read_bytes())


def entry(root: Path, path: str):
    return [one for one in register(root)["documents"] if one["path"] == path][-1]


NAME = "Kota Satu"
FIRST = "certificates/best-agency/1-A1.pdf"
