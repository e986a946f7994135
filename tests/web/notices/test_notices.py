"""Notices reach the holders of a role, and the bell is quiet once they were seen."""

from datetime import timedelta
from urllib.parse import quote

from engine.base import clock
from tests.web.conftest import Bloc, Browser
from workflows.registers.nominations.model import Notice


def test_a_notice_rings_for_its_role_until_it_is_seen(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    with bloc.database.transaction() as session:
        at = clock.now() - timedelta(minutes=1)
        session.add(Notice(business_key=code, recipient="unit_head@VKSNDTC.VP", reason="dossier_late", at=at))
    browser.sign_in("lan")
    assert 'aria-label="Thông báo, 1 mục mới"' in browser.get("/").text
    page = browser.get("/thong-bao").text
    assert "Chưa nộp hồ sơ" in page
    assert f'href="/ho-so/{quote(code)}"' in page
    assert 'aria-label="Thông báo, 1 mục mới"' not in browser.get("/").text
    browser.sign_in("thanh")
    assert "Chưa nộp hồ sơ" not in browser.get("/thong-bao").text
