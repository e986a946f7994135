"""One's own account: another password, and the browsers one is signed in with."""

from typing import Any

from tests.web.conftest import PASSWORD, Browser, Staff

GOOD = "sóng vỗ bờ đá xa"
OWN = "/tai-khoan-cua-toi"


def test_a_new_password_needs_the_old_one_and_ends_every_other_session(
    app: Any, browser: Browser, staff: Staff
) -> None:
    staff.hire("hanh")
    elsewhere = Browser(app.test_client())
    for one in (browser, elsewhere):
        one.sign_in("hanh")
    wrong = browser.post(f"{OWN}/mat-khau", {"old": "sai", "password": GOOD, "again": GOOD})
    assert (wrong.status_code, elsewhere.get("/").status_code) == (422, 200)
    changed = browser.post(f"{OWN}/mat-khau", {"old": PASSWORD, "password": GOOD, "again": GOOD})
    assert changed.status_code == 303
    assert browser.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert elsewhere.sign_in("hanh").status_code == 422
    assert elsewhere.sign_in("hanh", GOOD).status_code == 303


def test_a_known_password_is_refused_and_the_old_one_stays(browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    browser.sign_in("hanh")
    answer = browser.post(f"{OWN}/mat-khau", {"old": PASSWORD, "password": "hanh@123456789", "again": "hanh@123456789"})
    assert answer.status_code == 422
    assert "dễ đoán" in answer.text
    assert browser.sign_in("hanh").status_code == 303


def test_sessions_are_listed_with_their_browser_and_ended_one_or_all(app: Any, browser: Browser, staff: Staff) -> None:
    staff.hire("hanh")
    staff.hire("lan")
    agents = {"Windows": "Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36", "iPhone": "iPhone Safari/605"}
    others = {}
    for name, agent in agents.items():
        others[name] = Browser(app.test_client())
        others[name].client.environ_base["HTTP_USER_AGENT"] = agent
        others[name].sign_in("hanh")
    stranger = Browser(app.test_client())
    stranger.sign_in("lan")
    browser.sign_in("hanh")
    page = browser.get(OWN).text
    assert "Chrome · Windows" in page
    assert "Safari · iPhone" in page
    handle = page.split("Safari · iPhone")[1].split('name="session" value="')[1][:16]
    assert stranger.post(f"{OWN}/ket-thuc", {"session": handle}).status_code == 303
    assert others["iPhone"].get("/").status_code == 200
    browser.post(f"{OWN}/ket-thuc", {"session": handle})
    assert (others["iPhone"].get("/").status_code, others["Windows"].get("/").status_code) == (302, 200)
    browser.post(f"{OWN}/ket-thuc")
    assert others["Windows"].get("/").status_code == 302
    assert browser.get("/").status_code == 200
    assert stranger.get("/").status_code == 200
