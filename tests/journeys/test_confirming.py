"""A signature asked for long after signing in: the password once more, in the same form, and nothing typed is lost."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from engine.base import clock
from engine.store.database import Database
from tests.journeys.accessibility import problems, problems_now
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor
from web.cli.example import PASSWORD
from web.signin.model import WebSession

STEP = "Ký tờ trình hoặc quyết định"
REASON = "Chưa đủ điều kiện trình đợt này"


def grow_old(server: Server) -> None:
    """Let every session's password have been given half an hour ago."""
    database = Database(f"sqlite:///{server.data_dir / 'bangvang.db'}")
    with database.transaction() as session:
        session.execute(update(WebSession).values(confirmed_at=clock.now() - timedelta(minutes=30)))
    database.dispose()


@pytest.mark.expected_errors("422")
def test_a_signature_asks_for_the_password_and_keeps_what_was_typed(page: Page, worked_on: Server) -> None:
    visitor = Visitor(page, worked_on)
    visitor.sign_in("tandtc.lanhdao")
    visitor.visit("/")
    page.locator("[data-row]").first.click()
    visitor.visit(str(page.locator('a[href^="/viec/"]').first.get_attribute("href")))
    expect(page.get_by_role("heading", level=1)).to_have_text(STEP)
    password = page.get_by_label("Mật khẩu của bạn, để xác nhận")
    expect(password).to_have_count(0)
    grow_old(worked_on)
    expect(page.get_by_role("button", name="Ký", exact=True)).to_be_visible()
    page.get_by_label("Không trình").check()
    page.get_by_label("Ý kiến").fill(REASON)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(password).to_be_focused()
    expect(page.get_by_label("Ý kiến")).to_have_value(REASON)
    password.fill("không phải")
    password.press("Enter")
    expect(page.get_by_text("Mật khẩu không đúng.")).to_be_visible()
    assert problems_now(page) == []
    assert problems(page, page.url) == {}
    page.get_by_label("Không trình").check()
    page.get_by_label("Ý kiến").fill(REASON)
    password.fill(PASSWORD)
    password.press("Enter")
    expect(page.get_by_role("status").filter(has_text=STEP)).to_be_visible()
