"""``make bench``: every benchmark, or those that ONLY names; what was measured goes into docs/performance.md."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from bench import certificates, growth, reading, resampling, signing

PARTS = {
    "reading": reading.main,
    "growth": growth.main,
    "certificates": certificates.main,
    "signing": signing.main,
    "resampling": resampling.main,
}


def main() -> None:
    """Measure the parts that ONLY names (comma between them), by default all."""
    names = os.environ.get("ONLY", ",".join(PARTS)).split(",")
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"ONLY={','.join(unknown)}: choose of {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        for name in names:
            PARTS[name](Path(scratch))


if __name__ == "__main__":
    main()
