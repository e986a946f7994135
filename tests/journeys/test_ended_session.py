"""A session that ends while somebody types: without any cookie left, in the browser, nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import Server
from tests.journeys.test_editor import Editor
from tests.journeys.visitor import Visitor
from web.cli.example import PASSWORD

NOTE = "Đi công tác Đà Nẵng"


@pytest.mark.expected_errors("401", "400")
def test_what_was_typed_is_there_again_after_every_cookie_is_gone(page: Page, served: Server) -> None:
    visitor = Visitor(page, served)
    visitor.sign_in("quantri")
    visitor.visit("/vang-mat")
    page.locator("#note, [name=note]").first.fill(NOTE)
    page.context.clear_cookies()
    page.evaluate("document.querySelector('main form[method=post]').noValidate = true")
    page.locator("main form[method=post] button[type=submit]").first.click()
    expect(page.locator("main [role=status]")).to_contain_text("Những gì bạn nhập không bị mất")
    enter(page)
    expect(page.locator("[name=note]").first).to_have_value(NOTE)
    editor = Editor(visitor, "nomination")
    editor.choose("prepare_dossier")
    page.locator("#bio-properties-panel-name").fill("Lập hồ sơ mới")
    page.keyboard.press("Tab")
    page.context.clear_cookies()
    editor.press("save")
    expect(page.locator('[data-part="message"]')).to_contain_text("thay đổi của bạn vẫn còn trên trang này")
    other = page.context.new_page()
    other.goto(f"{served.address}/dang-nhap")
    enter(other)
    editor.press("save")
    expect(page.locator('[data-part="state"]')).to_contain_text("Đã lưu")


def enter(page: Page) -> None:
    """Sign in on the page that stands there."""
    page.locator("#username").fill("quantri")
    page.locator("#password").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
