"""The nginx configuration that ships, run by the real nginx in front of the application."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.journeys.serving import HOME, free_port
from tests.web.intake.conftest import Caller, opened
from web.intake.bounds import Bounds

CONFIGURATION = HOME / "docs" / "nginx" / "bangvang.conf"
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
NAME = "bangvang.example"
AROUND = """{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 600; }}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{shipped} }}
"""

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="nginx is not installed")


class Site:
    """What came through to the application, and the proxy's port."""

    def __init__(self) -> None:
        self.port, self.plain = free_port(), free_port()
        self.came: list[dict[str, Any]] = []

    def application(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        """Note a request and answer its length."""
        length = str(len(environ["wsgi.input"].read())).encode()
        self.came.append(environ)
        start_response("200 OK", [("Content-Length", str(len(length)))])
        return [length]

    def connect(self) -> ssl.SSLSocket:
        """Open a connection to the proxy."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 30), server_hostname=NAME)

    def ask(self, headers: dict[str, str], body: bytes | None = None) -> tuple[int, bytes]:
        """Send a request through the proxy."""
        line = http.client.HTTPConnection("127.0.0.1", self.port)
        line.sock = self.connect()
        line.request("POST" if body else "GET", "/dang-nhap", body=body, headers={"Host": NAME} | headers)
        answer = line.getresponse()
        said = answer.status, answer.read()
        line.close()
        return said


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Return the shipped configuration at work in front of an application that notes what comes."""
    site = Site()
    with opened(site.application, Bounds()) as behind:
        process = start(tmp_path, site, behind)
        yield site
        process.terminate()
        process.wait(10)


def start(folder: Path, site: Site, behind: Caller) -> subprocess.Popen[bytes]:
    """Check the configuration and start nginx on it, with other ports and a certificate of the test's own."""
    write_certificate(folder)
    shipped = CONFIGURATION.read_text(encoding="utf-8")
    for given, here in (
        ("127.0.0.1:8000", f"127.0.0.1:{behind.port}"),
        ("listen 80;", f"listen 127.0.0.1:{site.plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{site.port} ssl;"),
        ("/etc/ssl/bangvang/", f"{folder}/"),
    ):
        assert given in shipped
        shipped = shipped.replace(given, here)
    user = "user root;" if os.geteuid() == 0 else ""  # the folders are the tester's
    written = folder / "nginx.conf"
    written.write_text(AROUND.format(user=user, folder=folder, shipped=shipped), encoding="utf-8")
    command = [str(PROGRAM), "-c", str(written), "-e", str(folder / "error.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", site.port)) == 0:
                break
        time.sleep(0.1)
    return process


def write_certificate(folder: Path) -> None:
    """Write a key and a certificate signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)]), datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    form = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(form))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(form, *plain))


def test_the_proxy_hands_on_whole_requests_and_says_itself_who_asks(site: Site) -> None:
    lied = {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "gopher"}
    assert site.ask(lied) == (200, b"0")
    (came,) = site.came
    names = ("HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")
    assert [came[name] for name in names] == [NAME, NAME, "127.0.0.1", "https"]

    held = [site.connect() for _ in range(12)]
    for line in held:
        line.sendall(f"POST / HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 5000\r\n\r\na".encode())
    assert site.ask({}, b"x" * 3_000_000) == (200, b"3000000")
    assert len(site.came) == 2, "what is not whole stays with the proxy"
    held[0].sendall(b"a" * 4_999)
    assert held[0].recv(1_000).endswith(b"5000")
    for line in held:
        line.close()

    plain = http.client.HTTPConnection("127.0.0.1", site.plain)
    plain.request("GET", "/ho-so", headers={"Host": NAME})
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/ho-so")
    plain.close()
