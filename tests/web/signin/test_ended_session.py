"""A session that ends while a form is filled loses nothing typed, and gives it to nobody else."""

import html
import re
from typing import Any

import pytest
from sqlalchemy import delete

from tests.web.conftest import PASSWORD, Browser, Office, Staff
from web.signin.kept import Held, read_typed
from web.signin.model import WebSession
from web.signin.refilling import filled

OPINION = 'Đủ thành phần, "còn" <b>thiếu\nbiên bản'
AWAY = {"first_day": "05/11/2019", "last_day": "sai", "substitute": "", "note": "Đi công tác <xa>"}


def end_sessions(database: Any) -> None:
    """End every session, as thirty idle minutes or an administrator do."""
    with database.transaction() as session:
        session.execute(delete(WebSession))


def send_late(browser: Browser, database: Any, path: str, data: dict[str, Any], **more: Any) -> str:
    """Send a form whose session has ended meanwhile; return what the page that asks to sign in carries."""
    token = browser.token("/vang-mat")
    end_sessions(database)
    page = browser.client.post(path, data={"csrf_token": token, **data}, **more)
    found = re.search(r'name="_held" value="([^"]+)"', page.text)
    return html.unescape(found[1]) if found else ""


def enter(browser: Browser, who: str, held: str, password: str = PASSWORD) -> Any:
    """Sign in on the page that carries what was typed."""
    return browser.post("/dang-nhap", {"username": who, "password": password, "_held": held})


def test_the_form_of_a_task_is_full_again(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    held = send_late(browser, office.database, f"/viec/{task}", {"decision": "return", "opinion": OPINION, "_key": "k"})
    assert held
    again = enter(browser, "hanh", held, "sai")
    assert again.status_code == 422
    assert held in again.text
    page = browser.client.get(enter(browser, "hanh", held).location, follow_redirects=True).text
    assert "Đủ thành phần" in page
    assert "&lt;b&gt;thiếu" in page
    assert re.search(r'value="return"[^>]*checked', page)


def test_other_forms_are_full_again_once(browser: Browser, staff: Staff, database: Any) -> None:
    staff.hire("hanh", "emulation_dept@VKSNDTC")
    browser.sign_in("hanh")
    held = send_late(browser, database, "/vang-mat", AWAY)
    location = enter(browser, "hanh", held).location
    assert location == "/vang-mat"
    page = browser.get(location).text
    assert 'value="05/11/2019"' in page
    assert "Đi công tác &lt;xa&gt;" in page
    assert "05/11/2019" not in browser.get(location).text


def test_a_browser_without_any_cookie_gets_it_too_and_the_page_of_a_session_before_as_well(
    browser: Browser, staff: Staff, database: Any
) -> None:
    staff.hire("hanh", "emulation_dept@VKSNDTC")
    staff.hire("lan", "emulation_dept@VKSNDTC")
    browser.sign_in("hanh")
    token = browser.token("/vang-mat")
    for name in [cookie.key for cookie in browser.client._cookies.values()]:
        browser.client.delete_cookie(name)
    page = browser.client.post("/vang-mat", data={"csrf_token": token, **AWAY})
    found = re.search(r'name="_held" value="([^"]+)"', page.text)
    assert (page.status_code, bool(found)) == (401, True)
    enter(browser, "hanh", html.unescape(found[1]) if found else "")
    assert 'value="05/11/2019"' in browser.get("/vang-mat").text
    again = browser.client.post("/vang-mat", data={"csrf_token": token, **AWAY})  # the window of the session before
    assert (again.status_code, again.location) == (303, "/vang-mat")
    assert 'value="05/11/2019"' in browser.get("/vang-mat").text
    browser.post("/dang-xuat")
    browser.sign_in("lan")
    refused = browser.client.post("/vang-mat", data={"csrf_token": token, **AWAY})
    assert (refused.status_code, "05/11/2019" in refused.text) == (400, False)
    assert "05/11/2019" not in browser.get("/vang-mat").text


def test_nobody_else_gets_it(browser: Browser, staff: Staff, database: Any) -> None:
    for who in ("hanh", "lan"):
        staff.hire(who, "emulation_dept@VKSNDTC")
    browser.sign_in("hanh")
    held = send_late(browser, database, "/vang-mat", AWAY)
    assert enter(browser, "lan", held).location == "/"
    assert "05/11/2019" not in browser.get("/vang-mat").text
    assert enter(browser, "lan", held[:-2] + "xx").location == "/"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_did_not_come_from_here_is_not_kept(browser: Browser, staff: Staff, database: Any, app: Any) -> None:
    staff.hire("hanh", "emulation_dept@VKSNDTC")
    assert send_late(browser, database, "/vang-mat", AWAY) == "", "nobody was signed in"
    browser.sign_in("hanh")
    assert send_late(browser, database, "/vang-mat", AWAY, headers={"Sec-Fetch-Site": "cross-site"}) == ""
    browser.sign_in("hanh")
    forged = browser.token("/vang-mat").partition("~")[0] + "~" + "f" * 36 + ".x"
    assert send_late(browser, database, "/vang-mat", AWAY | {"csrf_token": forged}) == ""
    browser.sign_in("hanh")
    held = send_late(browser, database, "/vang-mat", AWAY | {"_password": "bí mật", "password": "bí mật"})
    with app.app_context():
        read = read_typed(held)
    assert read is not None
    assert "bí mật" not in str(read)


def test_every_kind_of_field_is_filled_and_what_has_none_is_listed() -> None:
    typed = [("a", "1"), ("a", "2"), ("t", "<x>"), ("c", "y"), ("r", "n"), ("s", "q"), ("h", "z"), ("gone", "<Đặng>")]
    page = """<!doctype html><form method="get"></form><form method="post" action="/x"><input name="a"><input name="a">
    <textarea name="t"></textarea><input type="checkbox" name="c" value="y">
   <input type="checkbox" name="c" value="n" checked>
    <input type="radio" name="r" value="y" checked><input type="radio" name="r" value="n"><input type="hidden" name="h">
    <select name="s"><option value="p" selected>p<option value="q">q</select></form>"""
    made = filled(page, Held("p", "/x", "/x", typed))
    for wanted in (
        *('name="a" value="1"', 'name="a" value="2"', "&lt;x&gt;</textarea>", 'value="y" checked'),
        *('name="r" value="n" checked', 'value="q" selected', "<dt>gone</dt><dd>&lt;Đặng&gt;</dd>"),
    ):
        assert wanted in made, (wanted, made)
    assert made.count("checked") == 2
    assert made.count("selected") == 1
    assert "z" not in made
