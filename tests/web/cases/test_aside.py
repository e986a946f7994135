"""Whoever is proposed, and their declared relatives, read nothing of how it is judged, though they hold posts."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask

from engine.store import tasks
from tests.web.conftest import Bloc, Browser
from tests.web.inbox.test_arranging import signed_in
from workflows.across.people import case_people
from workflows.registers.organisation.model import Post


def post(bloc: Bloc, person: UUID, role: str, unit: str | None) -> None:
    with bloc.database.transaction() as session:
        session.add(Post(person_id=person, unit_code=unit, role=role, valid_from=date(2000, 1, 1)))


def declare(browser: Browser, **said: str) -> int:
    return browser.post("/nguoi-than", {"_key": str(uuid4()), "kind": "sibling", **said}).status_code


def open_task(bloc: Bloc, code: str) -> UUID:
    with bloc.database.read() as session:
        return tasks.tasks_of(session, code, open_only=True)[0].id


@pytest.mark.parametrize("role", ["unit_head", "emulation_dept", "auditor"])
def test_a_post_opens_nothing_of_ones_own_nomination(app: Flask, bloc: Bloc, role: str) -> None:
    code, where = bloc.propose(), {"unit_head": "VKSNDTC.VP", "emulation_dept": "VKSNDTC", "auditor": None}[role]
    post(bloc, bloc.nominee, role, where)
    mine = signed_in(app, "chi")
    page = mine.get(f"/ho-so/{code}")
    assert page.status_code == 200
    assert "liên quan đến bạn hoặc người thân" in page.text
    assert not any(words in page.text for words in ("Điều kiện xét tặng", 'id="history"', "/theo-doi", 'id="diagram"'))
    assert mine.post(f"/ho-so/{code}/theo-doi").status_code == 403
    assert mine.get(f"/kiem-tra/{code}").status_code == (404 if role == "auditor" else 403)
    colleague = signed_in(app, "duc").get(f"/ho-so/{code}").text
    assert 'id="history"' in colleague


def test_whoever_watches_ceases_to_once_they_are_concerned(app: Flask, bloc: Bloc) -> None:
    code, officer = bloc.propose(), signed_in(app, "hanh")
    assert officer.post(f"/ho-so/{code}/theo-doi").status_code == 303
    assert str(open_task(bloc, code)) in officer.get("/?segment=watching").text
    assert declare(officer, relative="chi") == 303
    assert str(open_task(bloc, code)) not in officer.get("/?segment=watching").text


def test_a_relative_is_declared_by_oneself_told_to_both_and_withdrawn_with_a_reason(app: Flask, bloc: Bloc) -> None:
    code, officer, nominee = bloc.propose(), signed_in(app, "hanh"), signed_in(app, "chi")
    task = open_task(bloc, code)
    assert 'id="task-form"' in officer.get(f"/viec/{task}").text
    assert declare(officer, relative="chi") == 303
    assert declare(nominee, relative="hanh") == 422, "it is declared already"
    with bloc.database.read() as session:
        assert case_people(session, code)[str(bloc.officer)] == {"relative"}
    page = officer.get(f"/viec/{task}").text
    assert "người thân" in page
    assert not any(words in page for words in ('id="task-form"', 'id="remark"', 'id="ask-code"'))
    shown = nominee.get("/nguoi-than").text
    assert "Nguyễn Thị Hạnh" in shown
    assert "/rut" not in shown, "whoever did not declare it does not withdraw it"
    assert "Người thân" in nominee.get("/thong-bao").text
    path = officer.get("/nguoi-than").text.split('action="/nguoi-than/')[1].split('"')[0]
    assert officer.post(f"/nguoi-than/{path}", {"_key": "withdraw-1", "withdrawal": " "}).status_code == 422
    assert nominee.post(f"/nguoi-than/{path}", {"_key": "withdraw-2", "withdrawal": "không đúng"}).status_code == 404
    assert officer.post(f"/nguoi-than/{path}", {"_key": "withdraw-3", "withdrawal": "khai nhầm"}).status_code == 303
    assert 'id="task-form"' in officer.get(f"/viec/{task}").text


def test_a_secretary_declares_for_others_of_the_body_with_grounds(app: Flask, bloc: Bloc) -> None:
    department, officer = signed_in(app, "duc"), signed_in(app, "hanh")
    assert declare(department, person="lan", relative="chi") == 422, "without grounds"
    assert declare(department, person="thanh", relative="chi", reason="Theo lý lịch") == 422, "of another body"
    assert declare(department, person="lan", relative="chi", reason="Theo lý lịch đảng viên") == 303
    assert declare(officer, person="lan", relative="duc", reason="Theo lời kể") == 422, "no secretary"
    path = department.get("/nguoi-than").text.split('action="/nguoi-than/')[1].split('"')[0]
    head = signed_in(app, "lan")
    assert "Theo lý lịch đảng viên" in head.get("/nguoi-than").text
    assert head.post(f"/nguoi-than/{path}", {"_key": "withdraw-4", "withdrawal": "không đúng"}).status_code == 404
