"""What grants of authority keep to: rules that two people set, told to superiors, the same on the page and beneath."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import update

from engine import commands
from engine.base import clock as clock_room
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.commands.operators import NeedsTwoError
from engine.model import UserTask
from engine.ports.settings import SettingRefusedError, Whole
from tests.web.conftest import Browser, Office
from tests.web.inbox.test_arranging import agree, away, on, signed_in
from web.signin.model import Account
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.absence.settings import DAYS, MOST_DAYS


def set_by_two(app: Flask, name: str, *values: str, reason: str = "Quyết định 12/QĐ") -> Any:
    """Propose a setting as one administrator and approve it as another; return the answer to the proposal."""
    first, second = signed_in(app, "qt1"), signed_in(app, "qt2")
    asked = first.post(f"/thiet-lap/{name}", {"_key": str(uuid4()), "value": list(values), "reason": reason})
    if asked.status_code == 303:
        assert second.post(f"{asked.headers['Location']}/duyet", {"_key": str(uuid4())}).status_code == 303
    return asked


@pytest.fixture
def arranged(app: Flask, office: Office) -> Office:
    for name in ("qt1", "qt2"):
        office.staff.hire(name, "administrator@*", name=f"Quản Trị {name}", unit="BTDKTTW")
    return office


def test_two_people_shorten_grants_and_nobody_lengthens_them(app: Flask, arranged: Office) -> None:
    phu = arranged.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    assert set_by_two(app, DAYS, "91").status_code == 422
    assert set_by_two(app, DAYS, "10").status_code == 303
    hanh = signed_in(app, "hanh")
    assert "nhiều nhất 10 ngày" in away(hanh, phu, last=on(10)).text
    assert away(hanh, phu, last=on(9)).status_code == 303
    page = signed_in(app, "qt1").get(f"/thiet-lap/{DAYS}").text
    assert "Quản Trị qt1 · Quản Trị qt2" in page
    assert "Quyết định 12/QĐ" in page
    with arranged.database.transaction() as session, pytest.raises(NeedsTwoError):
        commands.change_setting(session, DAYS, 20, "một mình", by=_confirmed(session, arranged.hanh))
    with pytest.raises(SettingRefusedError):
        Whole(1, MOST_DAYS).read("-1")


def test_two_people_say_which_posts_stand_in(app: Flask, arranged: Office) -> None:
    phu = arranged.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    assert set_by_two(app, "grant.stand_in.unit_officer", "administrator").status_code == 422
    assert set_by_two(app, "grant.stand_in.unit_officer", "unit_officer").status_code == 303
    hanh = signed_in(app, "hanh")
    assert str(phu) not in hanh.get("/vang-mat").text
    assert "không giữ chức vụ" in away(hanh, phu).text
    assert away(hanh, arranged.lan).status_code == 303


@pytest.mark.parametrize("shut", ["disabled", "locked_at"])
def test_whose_account_is_shut_stands_in_for_nobody(app: Flask, office: Office, shut: str) -> None:
    phu = office.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    with office.database.transaction() as session:
        change = update(Account).where(Account.person_id == phu)
        session.execute(change.values({shut: True if shut == "disabled" else clock_room.now()}))
    hanh = signed_in(app, "hanh")
    assert str(phu) not in hanh.get("/vang-mat").text
    assert away(hanh, phu).status_code == 422


def test_a_superior_and_the_substitute_are_told(app: Flask, office: Office) -> None:
    phu = office.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    hanh, lan, substitute = (signed_in(app, name) for name in ("hanh", "lan", "phu"))
    away(hanh, phu)
    assert _told(lan) == _told(substitute) == ["Có người được nhờ xử lý thay người sắp vắng mặt"]
    assert re.search(r"/vang-mat/[0-9a-f-]{36}/thu-hoi", lan.get("/vang-mat").text), "the superior can end it"
    agree(substitute)
    assert _told(hanh) == ["Có người xử lý thay người vắng mặt"]


def _told(browser: Browser) -> list[str]:
    return re.findall(r'<span class="tag \w*">([^<]*xử lý thay[^<]*)</span>', browser.get("/thong-bao").text)


def test_the_command_itself_keeps_tasks_in_the_body(app: Flask, arranged: Office) -> None:
    """What the page offers is never the rule: the command is given somebody of another body, and an administrator."""
    admin = arranged.staff.hire("qt3", "administrator@*", name="Quản Trị qt3", unit="VKSNDTC")
    task = arranged.start("HS-1")
    for receiver in (arranged.stranger, admin):
        with pytest.raises(NotAllowedError):
            arranged.database.perform(lambda session, to=receiver: _delegate(session, arranged, task, to))


def _confirmed(session: Any, person: UUID) -> Actor:
    return replace(actor_for(session, person), is_confirmed=True)


def _delegate(session: Any, office: Office, task: UUID, to: UUID) -> None:
    giver, receiver = _confirmed(session, office.hanh), actor_for(session, to)
    commands.delegate_task(session, task, receiver, "", by=giver, key=str(uuid4()))


def test_a_superior_is_told_of_a_task_handed_on(app: Flask, office: Office) -> None:
    phu = office.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    task, hanh, lan = office.start("HS-1"), signed_in(app, "hanh"), signed_in(app, "lan")
    hanh.post(f"/viec/{task}/sap-xep/nho", {"_key": str(uuid4()), "person": str(phu)})
    page = lan.get("/thong-bao").text
    assert "Có người được nhờ chuẩn bị một việc thay người khác" in page
    assert "HS-1" in page


def test_a_delegated_task_comes_back_after_the_longest_time(app: Flask, arranged: Office) -> None:
    """The setting for grants of authority holds for what is prepared in another's name too."""
    phu = arranged.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    assert set_by_two(app, DAYS, "10").status_code == 303
    task, hanh = arranged.start("HS-1"), signed_in(app, "hanh")
    assert f"Chậm nhất là ngày {on(9)}" in hanh.get(f"/viec/{task}/sap-xep").text
    arranged.database.perform(lambda session: _delegate(session, arranged, task, phu))
    assert commands.end_delegations(arranged.database) == 0
    owners, start = [], clock_room.now()
    for days in (9, 11):
        with clock_room.travel_to(start + timedelta(days=days)):
            commands.end_delegations(arranged.database)
        with arranged.database.read() as session:
            found = session.get_one(UserTask, task)
            owners.append((found.owner_id, found.delegated_by, found.delegated_until is None))
    assert owners == [(str(phu), str(arranged.hanh), False), (str(arranged.hanh), None, True)]


def test_the_head_sees_who_prepares_whose_task_and_ends_it(app: Flask, office: Office) -> None:
    phu = office.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    task, lan, other = office.start("HS-1"), signed_in(app, "lan"), signed_in(app, "phu")
    office.database.perform(lambda session: _delegate(session, office, task, phu))
    link = f"/vang-mat/viec/{task}/thu-hoi"
    assert link in lan.get("/vang-mat").text
    assert link not in other.get("/vang-mat").text
    other.post(link, {"_key": str(uuid4())})
    assert link in lan.get("/vang-mat").text, "nobody but the head, or who asked, ends it"
    assert lan.post(link, {"_key": str(uuid4())}).status_code == 303
    assert link not in lan.get("/vang-mat").text
    assert "trở về người đã nhờ" in other.get("/thong-bao").text
    with office.database.read() as session:
        assert session.get_one(UserTask, task).owner_id == str(office.hanh)
