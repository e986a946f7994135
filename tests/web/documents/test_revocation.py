"""Asking the issuer of a certificate whether it is revoked: by OCSP and by its list, at an issuer on this machine."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from weasyprint import HTML

from tests.web.documents.signing import Authority, sign
from web.documents.seals import Trust
from web.documents.signatures import check_seals


class Issuer:
    """Answers on loopback for an authority; `revoked` are the signers it has taken back."""

    def __init__(self, authority: Authority) -> None:
        self.authority, self.revoked, self.asked = authority, [], []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.at = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Answers(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = self.rfile.read(int(self.headers["Content-Length"]))
                self._send(issuer.authority.answer(question, *issuer.revoked), "application/ocsp-response")

            def do_GET(self) -> None:
                self._send(issuer.authority.crl(*issuer.revoked), "application/pkix-crl")

            def _send(self, data: bytes, kind: str) -> None:
                issuer.asked.append(self.command)
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        return Answers


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    made = Issuer(Authority())
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def issued() -> bytes:
    return HTML(string="<p>Biên bản</p>").write_pdf()


def asked(data: bytes, issued: bytes, issuer: Issuer, *, asks: bool = True) -> str:
    trust = Trust([issuer.authority.root], [], asks_issuers=asks)
    return check_seals(data, issued, trust).seals[0]["revocation"]


@pytest.mark.parametrize(("way", "method"), [("ocsp_at", "POST"), ("crl_at", "GET")])
def test_the_issuer_is_asked_whether_a_certificate_is_revoked(
    issued: bytes, issuer: Issuer, way: str, method: str
) -> None:
    signer = issuer.authority.signer("Lê Minh Trí", **{way: f"{issuer.at}/{way}"})
    signed = sign(issued, signer)
    assert asked(signed, issued, issuer, asks=False) == "unchecked"
    assert issuer.asked == [], "nobody is asked unless the installation says so"
    assert asked(signed, issued, issuer) == "good"
    assert set(issuer.asked) == {method}
    issuer.revoked.append(signer)
    assert asked(signed, issued, issuer) == "revoked"


def test_an_issuer_that_does_not_answer_leaves_it_unchecked(issued: bytes, issuer: Issuer) -> None:
    signer = issuer.authority.signer("Lê Minh Trí", ocsp_at="http://127.0.0.1:9/")
    assert asked(sign(issued, signer), issued, issuer) == "unchecked"


def test_whom_an_untrusted_certificate_names_is_not_asked(issued: bytes, issuer: Issuer) -> None:
    """Whoever signs must not choose whom we call."""
    signer = Authority("Kẻ khác").signer("Lê Minh Trí", ocsp_at=issuer.at)
    assert asked(sign(issued, signer), issued, issuer) == "unchecked"
    assert issuer.asked == []
