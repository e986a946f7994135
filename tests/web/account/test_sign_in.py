"""Signing in and out, sessions and their limits."""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from engine.store.database import Database
from tests.web.conftest import PASSWORD, Browser, Staff
from web.signin.commands import MAX_FAILURES
from web.signin.model import Account, WebSession


def test_a_page_asks_a_stranger_to_sign_in_and_leads_back(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh", "unit_officer@VKSNDTC")
    asked = browser.get("/ho-so?q=x")
    assert asked.status_code == 302
    assert asked.headers["Location"] == "/dang-nhap?next=%2Fho-so%3Fq%3Dx"
    entered = browser.post("/dang-nhap", {"username": "hanh", "password": PASSWORD, "next": "/ho-so?q=x"})
    assert (entered.status_code, entered.headers["Location"]) == (303, "/ho-so?q=x")
    assert browser.get("/ho-so").status_code == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh", "unit_officer@VKSNDTC")
    wrong = browser.sign_in("hanh", "sai")
    unknown = browser.sign_in("nobody", "sai")
    assert wrong.status_code == unknown.status_code == 422
    for answer in (wrong, unknown):
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.text
    assert browser.get("/").status_code == 302


def test_names_are_matched_in_any_case(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    assert browser.sign_in(" HANH ").status_code == 303


def test_the_eleventh_attempt_in_a_quarter_of_an_hour_is_refused_even_with_the_right_password(
    browser: Browser, staff: Staff, clock: Any
) -> None:
    staff.hire("hanh")
    for _ in range(MAX_FAILURES):
        assert browser.sign_in("hanh", "sai").status_code == 422
    assert browser.sign_in("hanh").status_code == 429
    clock.advance(timedelta(minutes=16))
    assert browser.sign_in("hanh").status_code == 303


def test_a_disabled_account_opens_nothing_and_its_sessions_end(
    browser: Browser, staff: Staff, database: Database
) -> None:
    staff.hire("hanh")
    browser.sign_in("hanh")
    assert browser.get("/").status_code == 200
    with database.transaction() as session:
        session.scalars(select(Account)).one().disabled = True
    assert browser.get("/").status_code == 302
    assert browser.sign_in("hanh").status_code == 422


def test_the_database_holds_only_the_hash_of_the_token(browser: Browser, staff: Staff, database: Database) -> None:
    staff.hire("hanh")
    browser.sign_in("hanh")
    cookie = browser.client.get_cookie("bangvang")
    assert cookie is not None
    assert len(cookie.value) >= 43
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    with database.read() as session:
        stored = session.scalars(select(WebSession.token_hash)).one()
    assert stored == hashlib.sha256(cookie.value.encode()).hexdigest()


def test_signing_in_again_makes_a_new_token_and_ends_the_old_one(app: Any, browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    browser.sign_in("hanh")
    before = browser.client.get_cookie("bangvang")
    browser.client.post("/dang-nhap", data={"csrf_token": browser.token("/"), "username": "hanh", "password": PASSWORD})
    after = browser.client.get_cookie("bangvang")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    other = app.test_client()
    other.set_cookie("bangvang", before.value)
    assert other.get("/").status_code == 302


def test_signing_out_ends_the_session_on_the_server(app: Any, browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    browser.sign_in("hanh")
    cookie = browser.client.get_cookie("bangvang")
    assert cookie is not None
    token = browser.token("/")
    assert browser.client.post("/dang-xuat", data={"csrf_token": token}).status_code == 303
    assert browser.client.get_cookie("bangvang") is None
    thief = app.test_client()
    thief.set_cookie("bangvang", cookie.value)
    assert thief.get("/").status_code == 302


def test_an_idle_session_ends_after_half_an_hour(browser: Browser, staff: Staff, clock: Any) -> None:
    staff.hire("hanh")
    browser.sign_in("hanh")
    clock.advance(timedelta(minutes=29))
    assert browser.get("/").status_code == 200
    clock.advance(timedelta(minutes=29))
    assert browser.get("/").status_code == 200
    clock.advance(timedelta(minutes=31))
    assert browser.get("/").status_code == 302


def test_a_session_ends_after_ten_hours_however_busy(browser: Browser, staff: Staff, clock: Any) -> None:
    staff.hire("hanh")
    browser.sign_in("hanh")
    for _ in range(23):
        clock.advance(timedelta(minutes=25))
        assert browser.get("/").status_code == 200
    clock.advance(timedelta(minutes=25))
    assert browser.get("/").status_code == 302


def test_after_signing_in_nobody_is_sent_to_another_site(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    for evil in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        entered = browser.post("/dang-nhap", {"username": "hanh", "password": PASSWORD, "next": evil})
        assert entered.headers["Location"] == "/"


def test_an_answer_under_way_while_another_signs_in_leaves_the_cookie_alone(
    app: Any, browser: Browser, staff: Staff
) -> None:
    staff.hire("hanh")
    browser.sign_in("hanh")
    late = browser.client.get("/")
    assert not any(cookie.startswith("bangvang=") for cookie in late.headers.getlist("Set-Cookie"))
    cookie = browser.client.get_cookie("bangvang")
    assert cookie is not None
    browser.client.post("/dang-xuat", data={"csrf_token": browser.token("/")})
    other = app.test_client()
    other.set_cookie("bangvang", cookie.value)
    too_late = other.get("/")
    assert too_late.status_code == 302
    assert not any(cookie.startswith("bangvang=") for cookie in too_late.headers.getlist("Set-Cookie"))
