"""Every page has a rule, and the rules hold."""

import pytest
from flask import Flask

from engine.base.errors import NotAllowedError
from tests.web.conftest import Browser, Staff
from web.signin.access import current_actor, rule_of

OPEN = {
    "static",
    "account.sign_in",
    "account.enter",
    "account.choose_language",
    "account.choose_theme",
    "entry.show",  # whoever holds a one-time link has no password yet
    "entry.enter",
    "health.tell_alive",  # whoever watches the machine has no account
    "health.tell_ready",
    "health.tell_numbers",
    "feed.send",  # a calendar program cannot sign in: the address is the secret
}


def test_every_view_of_the_url_map_carries_a_rule(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    without = sorted(name for name in endpoints if rule_of(app.view_functions[name]) is None)
    assert without == []


def test_only_these_views_are_open_to_all(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    found = {name for name in endpoints if not getattr(rule_of(app.view_functions[name]), "signed_in", True)}
    assert found - {"workshop.health"} == OPEN


def test_a_view_without_a_rule_is_closed(app: Flask, browser: Browser, staff: Staff) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    staff.hire("hanh", "administrator@*")
    browser.sign_in("hanh")
    assert browser.get("/forgotten").status_code == 403


def test_a_stranger_is_led_to_sign_in_by_pages_only(browser: Browser) -> None:
    assert browser.get("/ho-so").status_code == 302
    assert browser.get("/ho-so", headers={"Sec-Fetch-Mode": "cors"}).status_code == 401


def test_there_is_no_actor_where_nobody_is_signed_in(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(NotAllowedError):
        current_actor()


def test_a_stranger_gets_no_page_of_any_view(app: Flask, browser: Browser) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN or "GET" not in (rule.methods or set()):
            continue
        values = {name: _sample(rule.arguments, name) for name in rule.arguments}
        with app.test_request_context():
            path = app.url_for(rule.endpoint, **values)
        answer = browser.get(path)
        assert answer.status_code == 302, rule.endpoint
        assert answer.headers["Location"].startswith("/dang-nhap"), rule.endpoint


def _sample(_arguments: object, name: str) -> object:
    if name in ("number", "year"):
        return 1
    return "018f3c2e-0000-7000-8000-000000000000"


@pytest.mark.parametrize(("role", "expected"), [("auditor@*", 200), ("unit_officer@VKSNDTC", 403)])
def test_records_are_for_auditors(browser: Browser, staff: Staff, role: str, expected: int) -> None:
    staff.hire("hanh", role)
    browser.sign_in("hanh")
    assert browser.get("/kiem-tra").status_code == expected


def test_a_post_that_has_ended_no_longer_opens_its_pages(browser: Browser, staff: Staff) -> None:
    from datetime import date

    from sqlalchemy import select

    from workflows.registers.organisation.model import Post

    staff.hire("hanh", "auditor@*")
    browser.sign_in("hanh")
    assert browser.get("/kiem-tra").status_code == 200
    with staff.database.transaction() as session:
        session.scalars(select(Post)).one().valid_to = date(2019, 11, 3)
    assert browser.get("/kiem-tra").status_code == 403
