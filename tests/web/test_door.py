"""What comes in by the door: hosts, redirects, numbers of any length; what goes out: downloads, absolute addresses."""

from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from PIL import Image, ImageChops
from sqlalchemy import select

from engine.base.plaintext import plain_text
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office
from web.base.config import Settings
from web.cases.pictures import page_count, page_picture
from web.documents.files import marks_of
from web.documents.paper import Marks, lay_out
from web.layout.downloads import file_name
from web.layout.targets import is_local
from web.shell.app import create_app
from workflows.across.documents.content import content_of
from workflows.across.documents.model import Document

URL = "https://bangvang.example"
KNOWN = ("bangvang.example", "bangvang.example:443", "localhost:8000", "127.0.0.1", "[::1]:8000")
UNKNOWN = (
    "evil.example",
    "bangvang.example.evil",
    "bangvang.example@evil",
    "6.6.6.6",
    "a b",
    "[::1",
    "x" * 300,
    "bangvang.example:x",
    *(
        "evil@localhost",
        "evil:80@bangvang.example",
        "localhost/evil",
        "localhost?evil",
        "localhost#evil",
        "localhost\\evil",
    ),
    *("localhost, evil.example", "xn--evl-6ma.example", "bangvang.example%2eevil", "localhost:999999"),
)
LONG = ("9" * 25, "9" * 5_000, "-1", "٣", "1e9", "0x10", " 2019 ", "2019.0")


@pytest.fixture
def published(database: Any, tmp_path: Path, clock: Any) -> Flask:
    """Return the application that people reach by URL, behind a proxy."""
    settings = Settings(data_dir=tmp_path, secret_key="test", testing=True, database_url=database.url, url=URL)
    settings.attachments_dir.mkdir(exist_ok=True)
    return create_app(settings, database)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_known_hosts_are_answered(app: Flask, published: Flask) -> None:
    for host in KNOWN:
        assert published.test_client().get("/dang-nhap", headers={"Host": host}).status_code == 200, host
    for host in UNKNOWN:
        for headers in ({"Host": host}, {"Host": "127.0.0.1", "X-Forwarded-Host": host}):
            answer = published.test_client().get("/dang-nhap", headers=headers)
            assert answer.status_code in (400, 421), headers
            assert "evil" not in answer.text
    alone = app.test_client()
    assert alone.get("/dang-nhap", headers={"Host": "127.0.0.1:8000"}).status_code == 200
    assert alone.get("/dang-nhap", headers={"Host": "127.0.0.1", "X-Forwarded-Host": "evil.example"}).status_code == 200
    assert alone.get("/dang-nhap", headers={"Host": "bangvang.example"}).status_code == 421


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "given", ["https://x.example/path", "ftp://x.example", "x.example", "https://u@x.example", "https:///"]
)
def test_an_address_that_is_none_is_refused_at_the_start(database: Any, given: str) -> None:
    with pytest.raises(ValueError, match="BANGVANG_URL"):
        Settings(url=given)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_code_of_a_paper_leads_to_the_address_of_the_settings(
    published: Flask, database: Any, staff: Staff
) -> None:
    office = Office(database)
    code = office.propose_person("LDTT")
    office.submit(code)
    office.appraise(code)
    staff.hire("thuky", "council_secretary@VKSNDTC")
    session = office.meet(code)
    browser = Browser(published.test_client())
    browser.sign_in("thuky")
    made = browser.post(f"/van-ban/cap-so/minutes/{session}", {"_key": "k" * 36})
    assert "/van-ban/" in made.location, browser.get(made.location).text[-3000:]
    evil = {"X-Forwarded-Host": "evil.example", "Host": "evil.example"}
    assert browser.get(f"{made.location}.pdf", headers=evil).status_code == 421
    pdf = browser.get(f"{made.location}.pdf", headers={"Host": "localhost:8000"}).data
    with database.read() as reading:
        document = reading.scalars(select(Document)).one()
    with published.test_request_context(base_url="http://127.0.0.1:8000"):
        assert marks_of(document).address == f"{URL}/van-ban/{document.id}"
        content = content_of(document.content)
        right, wrong = (
            lay_out(content, Marks(document.symbol, document.issued_on, f"{base}/van-ban/{document.id}"))
            for base in (URL, "http://127.0.0.1:8000")
        )
    assert pdf.startswith(b"%PDF")
    assert are_alike(pdf, right)
    assert not are_alike(pdf, wrong)


def are_alike(one: bytes, other: bytes) -> bool:
    """Tell whether the last pages of two PDFs look the same; the code stands there."""
    pages = [Image.open(BytesIO(page_picture(data, page_count(data)))).convert("L") for data in (one, other)]
    return ImageChops.difference(*pages).getbbox() is None


@pytest.mark.parametrize(
    "target",
    [
        *(
            "//evil.example",
            "/\\evil.example",
            "/%09/evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "https:/e",
        ),
        *(
            "/%5cevil.example",
            "/%2f%2fevil.example",
            "/%252f/evil.example",
            "/%2509/evil",
            "/a\r\nSet-Cookie: x",
            "/\u2028/e",
        ),
        *("javascript:alert(1)", "evil", "", "/" * 3 + "e", "\x00/x", "/x\x7f", "/\x85/evil.example"),
        *(
            "/\uff0fevil.example",
            "/\uff3cevil.example",
            "\uff0f/evil.example",
            "/%ef%bc%8fevil.example",
            "//u@evil.example",
        ),
        *("//xn--evl-6ma.example", "/%5c@evil.example", "http:evil.example", "/;//evil\\@x"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_targets_never_lead_to_another_site(browser: Browser, target: str) -> None:
    assert not is_local(target)
    answer = browser.post("/ngon-ngu", {"language": "en", "next": target})
    assert answer.status_code in (303, 400)
    led = answer.headers.get("Location", "/")
    assert led == "/" or (led == plain_text(target) and is_local(led)), "read without signs nobody sees, then looked at"


def test_targets_on_this_site_are_kept() -> None:
    for target in (
        "/",
        "/ho-so/TĐKT-2019-00001",
        "/?q=%C4%91%E1%BA%B7ng+a&x=100%25",
        "/?q=https://x",
        "/viec/1#remarks",
    ):
        assert is_local(target), target


def test_numbers_of_any_length_are_no_failure(browser: Browser, staff: Staff, database: Any) -> None:
    office = Office(database)
    staff.hire("vu", "emulation_dept@VKSNDTC", "administrator@*", "auditor@*", "unit_officer@VKSNDTC")
    code = office.propose_person("LDTT")
    browser.sign_in("vu")
    instance = next(iter(office.states(code)))
    paths = (
        "/ho-so?year={}",
        "/bao-cao?year={}",
        "/so-danh-hieu?year={}",
        "/so-danh-hieu?after={}:" + "0" * 32,
        "/lich-lam-viec?nam={}",
    )
    paths += (
        "/ho-so/moi?year={}",
        "/ho-so/danh-sach/moi?year={}",
        "/van-ban/so/VKSNDTC/{}",
        "/kiem-tra?after={}",
        f"/so-do/{instance}.json?until={{}}",
    )
    for number in LONG:
        for path in paths:
            assert browser.get(path.format(number)).status_code < 500, (path, number[:30])
        sent = {"procedure": "nomination", "months": number, "reason": "thử", "_key": "k" * 36}
        assert browser.post("/van-hanh/luu-tru", sent).status_code < 500, number[:30]
        assert browser.post("/xu-ly-loat/gui", {"_group": number, "_key": "k" * 36}).status_code < 500


def test_downloads_have_names_that_every_server_can_send(browser: Browser, staff: Staff, database: Any) -> None:
    code = Office(database).propose_person("LDTT")
    staff.hire("thanhtra", "auditor@*")
    browser.sign_in("thanhtra")
    for ending in ("csv", "json"):
        answer = browser.get(f"/kiem-tra/{code}/tai-ve.{ending}")
        said = answer.headers["Content-Disposition"]
        assert said.isascii()
        assert unquote(said.partition("filename*=UTF-8''")[2]) == f"{code}.{ending}"
    assert not set(file_name('Đề\r\n/..\\"x.pdf')) & set('\r\n/\\"')
    assert len(file_name("đ" * 400 + ".xlsx")) <= 160
    assert file_name("...") == "tep"


def test_downloads_go_through_one_function() -> None:
    found = [
        path.name
        for path in Path("web").rglob("*.py")
        if any(word in path.read_text() for word in ("Content-Disposition", "as_attachment=", "download_name="))
    ]
    assert found == ["downloads.py"]
