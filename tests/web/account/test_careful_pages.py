"""A careful command asks for the password whichever page it is given from, and nothing typed is lost."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest

from tests.web.conftest import PASSWORD, Bloc, Browser
from web.documents.words import shipped_template

ASKED = 'name="_password"'
QUARTER = timedelta(minutes=15)
TYPED = re.compile(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', re.DOTALL)
CAREFUL = {
    "the mail address": ("/thong-bao/cai-dat", {"address": "ke.gian@vidu.vn", "asked": "page"}),
    "the calendar's address": ("/lich", {}),
    "a day of the calendar": ("/lich-lam-viec", {"day": "31/12/2026", "is_working": "0", "decision": "Số 1 & “2”"}),
    "how long cases are kept": ("/van-hanh/luu-tru", {"procedure": "nomination", "months": "3"}),
    "withdrawing": ("/ho-so/{code}/rut", {"reason": "Dòng một\nDòng hai <b>"}),
}


@pytest.fixture
def clerk(bloc: Bloc, browser: Browser) -> Browser:
    """Return the browser of one who may do all of this."""
    bloc.staff.hire("kiem", "administrator@*", "unit_officer@VKSNDTC.VP", unit="VKSNDTC.VP")
    browser.sign_in("kiem")
    return browser


def address_of(path: str, bloc: Bloc) -> str:
    """Return an address, of a nomination where it is one's."""
    return path.format(code=bloc.propose()) if "{code}" in path else path


@pytest.mark.parametrize("what", CAREFUL)
def test_it_asks_where_the_password_is_old_and_sends_all_again(
    what: str, bloc: Bloc, clerk: Browser, clock: Any
) -> None:
    path, typed = CAREFUL[what]
    path = address_of(path, bloc)
    clock.advance(QUARTER)
    sent = {**typed, "_key": str(uuid4()), "reason": typed.get("reason", "Theo chỉ đạo")}
    for password in ({}, {"_password": "sai"}):
        asked = clerk.post(path, {**sent, **password})
        assert asked.status_code == 422
        assert ASKED in asked.text
        assert ("Mật khẩu không đúng" in asked.text) == bool(password)
    again = {unescape(name): unescape(value) for name, value in TYPED.findall(asked.text)}
    assert again == sent
    assert clerk.post(path, {**again, "_password": PASSWORD}).status_code in (200, 303)


def test_a_file_is_chosen_again(clerk: Browser, clock: Any) -> None:
    clock.advance(QUARTER)
    sent = {"_key": str(uuid4()), "note": "Mẫu mới", "template": (BytesIO(shipped_template()), "mẫu.docx")}
    asked = clerk.post("/van-ban/mau/minutes", sent, content_type="multipart/form-data")
    assert asked.status_code == 422
    assert "Chọn lại tệp: mẫu.docx" in asked.text
    assert ("note", "Mẫu mới") in TYPED.findall(asked.text)


def test_pages_show_the_field_only_where_it_is_due(clerk: Browser, clock: Any) -> None:
    pages = (
        "/thong-bao/cai-dat",
        "/lich",
        "/lich-lam-viec",
        "/van-hanh/luu-tru",
        "/vang-mat",
        "/van-ban/mau",
    )
    assert [page for page in pages if ASKED in clerk.get(page).text] == []
    clock.advance(QUARTER)
    assert [page for page in pages if ASKED not in clerk.get(page).text] == []
