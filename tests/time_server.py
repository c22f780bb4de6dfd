"""A time-stamp server (RFC 3161) on this machine, for tests."""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import threading

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from signing_keys import Pair


@contextlib.contextmanager
def serving(made: Pair, *, answer=None, at=None):
    """Yield the address of a server that stamps with this pair; ``answer``: bytes that it gives instead."""
    der = made.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    own = x509.Certificate.load(made.own.public_bytes(serialization.Encoding.DER))
    issuers = [x509.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in made.chain[1:]]
    stamper = DummyTimeStamper(own, keys.PrivateKeyInfo.load(der), certs_to_embed=issuers, fixed_dt=at)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            said = answer
            if said is None:
                said = asyncio.run(stamper.async_request_tsa_response(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
