"""Each role of the example signs in, sees what is its own, and every page can be read by everybody."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import problems
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor
from web.cli.example import PASSWORD
from workflows.example import example_signins

OF_THE_HEAD = [entry.username for entry in example_signins() if entry.username.startswith("vksndtc.")]
ROLES = OF_THE_HEAD + [entry.username for entry in example_signins() if ":" not in entry.role]


def test_every_printed_sign_in_opens_an_inbox(page: Page, looked_at: Server) -> None:
    visitor = Visitor(page, looked_at)
    for username in ROLES:
        assert username in looked_at.log()
        page.context.clear_cookies()
        visitor.visit("/dang-nhap")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.locator("main form button").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Hộp việc của tôi")


@pytest.mark.expected_errors("403", "401", "422")
def test_a_wrong_password_is_refused_without_saying_which_part_is_wrong(page: Page, looked_at: Server) -> None:
    page.goto(f"{looked_at.address}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("vksndtc.canbo")
    page.get_by_label("Mật khẩu").fill("khong-dung")
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu")
    expect(page).to_have_title("Đăng nhập · Bảng Vàng")


def test_sign_in_page_can_be_read_by_everybody(page: Page, looked_at: Server) -> None:
    assert problems(page, f"{looked_at.address}/dang-nhap") == {}


def test_colours_follow_the_system_until_somebody_chooses(page: Page, looked_at: Server) -> None:
    visitor = Visitor(page, looked_at)
    visitor.sign_in("vksndtc.canbo")
    visitor.visit("/")
    shown = page.locator("html")
    for scheme in ("dark", "light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(shown).to_have_attribute("data-bs-theme", scheme)
    with page.expect_response(lambda answer: answer.url.endswith("/giao-dien")):
        page.locator("[data-theme-switch] button").first.click()
    expect(shown).to_have_attribute("data-bs-theme", "light")
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    expect(shown).to_have_attribute("data-bs-theme", "light")
