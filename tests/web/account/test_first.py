"""The first administrator of an empty installation, and links that work once."""

import re
from datetime import timedelta
from typing import Any

from engine.store.database import Database
from tests.web.conftest import PASSWORD, Browser, Staff
from web.signin import store
from web.signin.first import issue_first_link, needs_first
from web.signin.links import PATH

GOOD = "hoa sen nở trên đồng"
WHO = {"full_name": "Lê Minh Châu", "username": "chau", "password": GOOD, "again": GOOD}


def link_of(database: Database) -> str:
    with database.transaction() as session:
        return issue_first_link(session)


def test_who_holds_the_link_becomes_the_first_administrator_and_the_link_is_spent(
    browser: Browser, database: Database
) -> None:
    token = link_of(database)
    page = browser.get(f"{PATH}?ma={token}")
    assert page.status_code == 200
    assert browser.get(f"{PATH}?ma={token}").status_code == 200  # looking uses nothing up
    assert browser.post(PATH, {"ma": token, **WHO}).status_code == 303
    assert browser.sign_in("chau", GOOD).status_code == 303
    assert browser.get("/quy-trinh/").status_code == 200
    again = browser.post(PATH, {"ma": token, **WHO, "username": "khac"})
    assert again.status_code == 410
    with database.read() as session:
        assert not needs_first(session)
        assert store.find_account(session, "khac") is None


def test_what_is_wrong_is_named_and_leaves_the_link_good(browser: Browser, database: Database) -> None:
    token = link_of(database)
    for wrong, said in (
        ({"username": "Châu Lê"}, "chữ thường không dấu"),
        ({"full_name": "1"}, "họ và tên"),
        ({"again": "khác"}, "không giống nhau"),
        ({"password": "chau123", "again": "chau123"}, "ít nhất 12"),
        ({"password": "leminhchau2026", "again": "leminhchau2026"}, "dễ đoán"),
    ):
        answer = browser.post(PATH, {"ma": token, **WHO, **wrong})
        assert answer.status_code == 422, wrong
        assert said in answer.text, (wrong, re.findall(r"invalid-feedback.*", answer.text))
        assert GOOD not in answer.text
    assert browser.post(PATH, {"ma": token, **WHO}).status_code == 303


def test_a_link_is_void_after_a_day_or_once_there_is_a_newer_one(
    browser: Browser, database: Database, clock: Any
) -> None:
    older = link_of(database)
    newer = link_of(database)
    assert browser.get(f"{PATH}?ma={older}").status_code == 410
    clock.advance(timedelta(hours=24, seconds=1))
    assert browser.post(PATH, {"ma": newer, **WHO}).status_code == 410
    assert browser.get(f"{PATH}?ma=").status_code == 410


def test_two_who_hold_the_link_do_not_both_become_administrator(app: Any, database: Database) -> None:
    token = link_of(database)
    first, second = Browser(app.test_client()), Browser(app.test_client())
    answers = [
        first.post(PATH, {"ma": token, **WHO}).status_code,
        second.post(PATH, {"ma": token, **WHO, "username": "hai"}).status_code,
    ]
    assert answers == [303, 410]


def test_no_first_link_is_made_or_used_while_an_administrator_can_sign_in(
    browser: Browser, staff: Staff, database: Database
) -> None:
    token = link_of(database)
    staff.hire("quantri", "administrator@*")
    assert browser.post(PATH, {"ma": token, **WHO}).status_code == 410
    assert browser.sign_in("quantri", PASSWORD).status_code == 303
