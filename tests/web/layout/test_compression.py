"""What is sent is compressed where the browser takes it, and kept by it for as long as its address lasts."""

import gzip
from functools import partial
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask

from web.layout import compression

CSS = "a { color: red }\n" * 200
AT_ONCE = "css/page.css"
BUILT = "build/big.css"


@pytest.fixture
def client(tmp_path: Path) -> Any:
    """Return a client of an application with a small file and a built one, and one page."""
    (tmp_path / "css").mkdir()
    (tmp_path / "build").mkdir()
    (tmp_path / AT_ONCE).write_text(CSS)
    (tmp_path / BUILT).write_text(CSS)
    (tmp_path / f"{BUILT}.br").write_bytes(brotli.compress(CSS.encode()))
    app = Flask("site", static_folder=tmp_path, static_url_path="/static")
    compression.init_app(app)
    app.add_url_rule("/", "page", lambda: f"<p>{'Trang ' * 300}")
    app.add_url_rule("/file", "file", lambda: app.response_class(b"%PDF" * 300, mimetype="application/pdf"))
    client = app.test_client()
    client.get = partial(client.get, buffered=True)  # type: ignore[method-assign]
    return client


def encoding(answer: Any) -> str | None:
    found: str | None = answer.headers.get("Content-Encoding")
    return found


@pytest.mark.parametrize("name", [AT_ONCE, BUILT])
@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("gzip, deflate, br, zstd", "br"), ("br", "br"), ("br;q=0", None), ("identity", None), ("", None)],
)
def test_files_come_as_the_browser_takes_them(client: Any, name: str, accepted: str, sent: str | None) -> None:
    answer = client.get(f"/static/{name}", headers={"Accept-Encoding": accepted})
    assert encoding(answer) == sent
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.mimetype == "text/css"
    assert (brotli.decompress(answer.data) if sent else answer.data).decode() == CSS


def test_a_built_file_is_sent_as_it_was_compressed(client: Any) -> None:
    again = client.get(f"/static/{BUILT}", headers={"Accept-Encoding": "br"})
    assert again.data == brotli.compress(CSS.encode())
    same = {"Accept-Encoding": "br", "If-None-Match": again.headers["ETag"]}
    assert client.get(f"/static/{BUILT}", headers=same).status_code == 304
    plain = client.get(f"/static/{BUILT}", headers={"If-None-Match": again.headers["ETag"]})
    assert (plain.status_code, plain.text) == (200, CSS)


def test_an_address_with_a_hash_is_kept_for_ever_and_no_other(client: Any) -> None:
    for name in (AT_ONCE, BUILT):
        for accepted in ({}, {"Accept-Encoding": "br"}):
            kept = client.get(f"/static/{name}?v=0123456789ab", headers=accepted)
            assert "immutable" in kept.headers["Cache-Control"]
            assert "immutable" not in client.get(f"/static/{name}", headers=accepted).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/none.css?v=1").headers.get("Cache-Control", "")


def test_a_page_is_compressed_and_a_pdf_is_not(client: Any) -> None:
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert encoding(page) == "gzip"
    assert gzip.decompress(page.data).startswith(b"<p>Trang")
    assert encoding(client.get("/file", headers={"Accept-Encoding": "gzip, br"})) is None


def test_what_another_site_makes_the_browser_ask_for_tells_nothing_by_its_length(client: Any) -> None:
    asked = {"Accept-Encoding": "br", "Sec-Fetch-Site": "cross-site"}
    assert encoding(client.get("/", headers=asked)) is None
    assert encoding(client.get("/", headers=asked | {"Sec-Fetch-Site": "same-origin"})) == "br"
