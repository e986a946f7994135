"""Vietnamese first, English by a switch, theme by a switch."""

from tests.web.conftest import Browser


def test_pages_are_vietnamese_until_english_is_chosen(browser: Browser) -> None:
    assert '<html lang="vi"' in browser.get("/dang-nhap").text
    assert "Đăng nhập" in browser.get("/dang-nhap").text
    switched = browser.post("/ngon-ngu", {"language": "en", "next": "/dang-nhap"})
    assert (switched.status_code, switched.headers["Location"]) == (303, "/dang-nhap")
    page = browser.get("/dang-nhap").text
    assert '<html lang="en"' in page
    assert "Sign in" in page
    assert "Đăng nhập" not in page


def test_an_unknown_language_changes_nothing(browser: Browser) -> None:
    browser.post("/ngon-ngu", {"language": "xx", "next": "/dang-nhap"})
    assert '<html lang="vi"' in browser.get("/dang-nhap").text


def test_the_theme_chosen_is_drawn_by_the_server(browser: Browser) -> None:
    browser.post("/giao-dien", {"theme": "dark", "next": "/dang-nhap"})
    assert 'data-bs-theme="dark"' in browser.get("/dang-nhap").text


def test_switches_never_lead_to_another_site(browser: Browser) -> None:
    away = browser.post("/ngon-ngu", {"language": "en", "next": "https://evil.example"})
    assert away.headers["Location"] == "/"
