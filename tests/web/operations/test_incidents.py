"""The page of incidents: administrators see what is stuck and have it tried again."""

from typing import Any

import pytest

from engine.actions import ActionCall, action
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play
from tests.web.conftest import Browser, Staff

BROKEN = {"on": True}


@action("test.web_break", title="Hỏng")
def break_down(call: ActionCall) -> None:
    if BROKEN["on"]:
        raise RuntimeError


@pytest.fixture
def stuck(database: Database, clock: Any, staff: Staff) -> Any:
    BROKEN["on"] = True
    staff.hire("quantri", "administrator@*")
    staff.hire("canbo", "unit_officer@VKSNDTC")
    play = Play(database)
    play.deploy(
        d.diagram(
            d.start(),
            d.service("work", "test.web_break"),
            d.user("after"),
            d.end(),
            d.path("begin", "work", "after", "done"),
        )
    )
    return play, play.start()


def test_an_incident_is_shown_with_its_reason_and_tried_again(stuck: Any, browser: Browser) -> None:
    play, instance = stuck
    browser.sign_in("quantri")
    page = browser.get("/van-hanh").text
    assert "work" in page
    assert "RuntimeError" in page
    path = page.split('action="')[-1].split('"')[0]
    BROKEN["on"] = False
    assert browser.post(path, {"_key": "retry-00001"}).status_code == 303
    assert play.names(instance) == ["after"]
    assert "RuntimeError" not in browser.get("/van-hanh").text


def test_others_may_not_see_incidents(stuck: Any, browser: Browser) -> None:
    browser.sign_in("canbo")
    assert browser.get("/van-hanh").status_code == 403
