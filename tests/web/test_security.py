"""What holds on every page: CSRF, origin, headers."""

import pytest

from tests.web.conftest import PASSWORD, Browser, Staff


def test_a_post_without_a_token_is_refused(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    answer = browser.client.post("/dang-nhap", data={"username": "hanh", "password": PASSWORD})
    assert answer.status_code == 400
    assert "Trang đã mở quá lâu" in answer.text


def test_the_token_of_another_session_is_refused(app: object, browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    staff.hire("lan")
    foreign = Browser(app.test_client())  # type: ignore[attr-defined]
    foreign.sign_in("lan")
    browser.sign_in("hanh")
    answer = browser.client.post("/dang-xuat", data={"csrf_token": foreign.token("/")})
    assert answer.status_code == 400
    assert browser.get("/").status_code == 200


def test_a_post_that_began_on_another_site_is_refused(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    data = {"csrf_token": browser.token(), "username": "hanh", "password": PASSWORD}
    answer = browser.client.post("/dang-nhap", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/dang-nhap", "/", "/ho-so", "/khong-co", "/static/css/tokens.css"])
def test_every_answer_carries_the_security_headers(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_kept_in_caches_but_files_are(browser: Browser) -> None:
    assert browser.get("/dang-nhap").headers["Cache-Control"] == "no-store"
    assert "no-store" not in browser.get("/static/css/tokens.css").headers.get("Cache-Control", "")


def test_pages_hold_no_inline_script_or_style(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh", "auditor@*", "unit_officer@VKSNDTC", "administrator@*")
    browser.sign_in("hanh")
    for path in ("/", "/ho-so", "/kiem-tra", "/khong-co"):
        page = browser.get(path).text
        assert " style=" not in page, path
        assert "<style" not in page, path
        assert " onclick=" not in page, path
        assert "<script>" not in page, path


@pytest.mark.parametrize("path", ["/?q=%00", "/ho-so?award=%00", "/so-danh-hieu?award=%00", "/ho-so/T%00", "/?%00=1"])
def test_a_nul_character_in_an_address_is_refused(browser: Browser, staff: Staff, path: str) -> None:
    staff.hire("hanh", "emulation_dept@VKSNDTC")
    browser.sign_in("hanh")
    assert browser.get(path).status_code in (400, 404)


def test_a_nul_character_in_a_form_is_refused(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    answer = browser.post("/dang-nhap", {"username": "hanh\0", "password": PASSWORD})
    assert answer.status_code == 400
