"""Signing and verifying certificates, beside pyHanko alone in a loop, which reads its key anew for each signature."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from bench import page
from bench.processes import in_turns
from evaluator.certify import certify

CERTIFICATES = int(os.environ.get("CERTIFICATES", "600"))
RUNS = int(os.environ.get("RUNS", "3"))
LOOP = """
import sys
from pathlib import Path
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
signer = signers.SimpleSigner.load(sys.argv[2], sys.argv[3])
for path in sorted(Path(sys.argv[1]).rglob("*.pdf")):
    with path.open("rb") as plain, open(sys.argv[4], "wb") as signed:
        meta = signers.PdfSignatureMetadata(field_name="Signature")
        signers.sign_pdf(IncrementalPdfFileWriter(plain), meta, signer=signer, output=signed)
"""


def main(scratch: Path) -> None:
    """Measure ``evaluator sign`` and ``evaluator verify`` on certificates of one list."""
    year = scratch / "signing"
    certificates = _year(year)
    key, own = _key(year)
    evaluator = f"{sys.executable} -m evaluator"
    measured = in_turns(
        {
            "evaluator sign": ["sh", "-c", f"rm -rf {year}/issued && {evaluator} sign {year}"],
            "pyHanko alone, one process": [
                sys.executable, "-c", LOOP, str(certificates), str(key), str(own), str(scratch / "signed.pdf"),
            ],
        },
        RUNS,
    )  # fmt: skip
    verify = f"find {year}/issued -name '*.pdf' -print0 | xargs -0 {evaluator} verify --register {year}"
    measured |= in_turns({"evaluator verify": ["sh", "-c", verify]}, RUNS)
    rows = [f"| {name} | {one.median:.2f} | {CERTIFICATES / one.median:,.0f} |" for name, one in measured.items()]
    page.put(
        "Signing",
        f"CERTIFICATES={CERTIFICATES} RUNS={RUNS} make bench ONLY=signing",
        page.table("| what, with a key of RSA-3072 | seconds | documents per second |", rows),
    )


def _year(folder: Path) -> Path:
    """Make a folder with results that can be signed; return where the certificates are."""
    results = folder / "results"
    results.mkdir(parents=True)
    winners = folder / "winners.csv"
    names = [f"Pemerintah Kabupaten Contoh Nomor {n}" for n in range(CERTIFICATES)]
    winners.write_text("name,award\n" + "".join(f"{name},Pengelola Terbaik\n" for name in names), encoding="utf-8")
    out = results / "certificates"
    certify(winners, "Contoh", out, rules=None, language="en", progress=lambda _step, _done, _total: None)
    edition = {"code": "contoh", "title": {"id": "Contoh", "en": "Sample"}}
    (results / "results.json").write_text(json.dumps({"edition": edition}), encoding="utf-8")
    outputs = [
        {"path": path.relative_to(results).as_posix(), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(results.rglob("*.*"))
        if path.is_file()
    ]
    (results / "manifest.json").write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
    return out


def _key(folder: Path) -> tuple[Path, Path]:
    """Make a key and a certificate of its own, and name them in signing.toml; return where they are."""
    key = rsa.generate_private_key(65537, 3072)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Bench")])
    now = dt.datetime.now(dt.UTC)
    own = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    secret = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    paths = folder / "key.pem", folder / "own.pem"
    paths[0].write_bytes(secret)
    paths[1].write_bytes(own.public_bytes(form))
    (folder / "signing.toml").write_text('key = "key.pem"\ncertificates = ["own.pem"]\n', encoding="utf-8")
    return paths


if __name__ == "__main__":
    main(Path(sys.argv[1]))
