"""Inspections: planned, made, found and checked by a second person; remedies reminded of and followed to their end."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.base import clock as clock_room
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError, NotFoundError
from engine.model import AdminEvent
from engine.store.database import Database
from workflows.across.reminders.inspections import remind_of_inspections
from workflows.procedures.nomination.store import notices_about
from workflows.registers.inspections import store
from workflows.registers.inspections.commands import (
    InspectionRefusedError,
    check_findings,
    judge_remedy,
    plan_inspections,
    plan_visit,
    record_findings,
    report_remedy,
)
from workflows.registers.inspections.described import Asked, Found, Planned, Visited
from workflows.registers.inspections.store import Progress, Sought
from workflows.registers.organisation.model import Bloc, BlocMember, BlocYear, Unit

DEPARTMENT = Actor("d", "Vụ", frozenset({"emulation_dept@A"}))
LEADER = Actor("l", "Lãnh đạo", frozenset({"body_leader@A"}))
VISITED = Actor("v", "Văn phòng", frozenset({"unit_officer@A.VP"}))
OTHER = Actor("x", "Nơi khác", frozenset({"unit_head@A.TC", "emulation_dept@B"}))
AUDITOR = Actor("k", "Kiểm toán", frozenset({"auditor@*"}))
BOARD = Actor("b", "Ban", frozenset({"central_officer@TW"}))
SAID = Planned("A", 2019, "Kiểm tra năm 2019", "Đăng ký, hồ sơ")
DAY = date(2019, 5, 10)
REMEDIES = (Asked("Lập sổ", "A.VP", date(2019, 6, 1)), Asked("Bổ sung hồ sơ", "A.VP", date(2019, 9, 1)))


@pytest.fixture
def clock() -> Iterator[Any]:
    """Freeze the clock on a day in May."""
    with clock_room.travel_to(datetime(2019, 5, 13, 2, tzinfo=UTC)):
        yield clock_room


@pytest.fixture
def units(database: Database, clock: Any) -> Database:
    with database.transaction() as session:
        session.add_all([Unit(code=code, name=code, kind="body") for code in ("A", "B", "C")])
        session.add_all([Unit(code="TW", name="TW", kind="central"), Bloc(code="NC", name="Khối")])
        session.flush()
        session.add_all([Unit(code=f"A.{one}", name=one, kind="department", parent_code="A") for one in ("VP", "TC")])
        session.add(BlocYear(scope="NC-2019", bloc_code="NC", year=2019, head_code="A", deputy_code="B"))
        session.flush()
        session.add_all([BlocMember(scope="NC-2019", body_code=code, place=1) for code in ("A", "B")])
    return database


def give(database: Database, command: Any, *args: Any, by: Actor, key: str = "") -> Any:
    with database.transaction() as session:
        return command(session, *args, by=by, key=key or f"{command.__name__}-{by.id}-{hash(str(args))}")


def visit_of(database: Database, code: str, by: Actor = AUDITOR) -> tuple[UUID, list[UUID]]:
    with database.read() as session:
        (visit,) = store.visits_seen(session, store.find_plan(session, code, by), by)
        return visit.id, [one.id for one in store.remedies_of(session, [visit.id])]


def told(database: Database, code: str) -> list[tuple[str, str]]:
    with database.read() as session:
        return sorted((one.recipient, one.reason) for one in notices_about(session, code))


def test_an_inspection_goes_from_its_plan_to_the_end_of_its_remedies(units: Database, clock: Any) -> None:
    code = give(units, plan_inspections, SAID, by=DEPARTMENT)
    assert (code, give(units, plan_inspections, SAID, by=DEPARTMENT)) == ("KT-2019-001", code)
    give(units, plan_visit, code, Visited("A.VP", date(2019, 5, 16), "Đoàn 1"), by=DEPARTMENT)
    for _twice in range(2):
        remind_of_inspections(units)
    offices = ("emulation_dept@A", "unit_head@A.VP", "unit_officer@A.VP")
    soon = [(one, "inspection_visit_soon") for one in offices]
    assert told(units, code) == soon
    visit, _none = visit_of(units, code)
    give(units, record_findings, visit, Found(DAY, "Còn thiếu sổ", REMEDIES[:1]), by=DEPARTMENT)
    with pytest.raises(InspectionRefusedError, match="Somebody other"):
        give(units, check_findings, visit, None, by=DEPARTMENT)
    with pytest.raises(InspectionRefusedError, match="no longer where it was"):
        give(units, report_remedy, visit_of(units, code)[1][0], "Xong", by=VISITED, key="before the check")
    give(units, check_findings, visit, "Thiếu một việc", by=LEADER)
    give(units, record_findings, visit, Found(DAY, "Còn thiếu sổ", REMEDIES), by=DEPARTMENT)
    give(units, check_findings, visit, None, by=LEADER)
    _visit, (first, second) = visit_of(units, code, VISITED)
    clock.advance(timedelta(days=14))
    remind_of_inspections(units)
    clock.advance(timedelta(days=14))
    for _twice in range(2):
        remind_of_inspections(units)
    late = [(one, "remedy_late") for one in offices]
    assert told(units, code) == sorted([*soon, *late, *((one, "remedy_due_soon") for one in offices[1:])])
    with units.read() as session:
        today = clock.today()
        assert store.progress_of(session, [code], today) == {code: Progress(1, 1, 2, 0, 1)}
        assert len(store.plans_seen(session, AUDITOR, Sought("kiem tra", 2019, "A", today))) == 1
        assert store.plans_seen(session, AUDITOR, Sought(late_on=date(2019, 5, 1))) == []
    give(units, report_remedy, first, "Đã lập", by=VISITED)
    give(units, judge_remedy, first, "Sổ chưa đủ cột", by=DEPARTMENT)
    give(units, report_remedy, first, "Đã lập đủ", by=VISITED)
    give(units, judge_remedy, first, None, by=DEPARTMENT)
    give(units, report_remedy, second, "Đã bổ sung", by=LEADER)
    with pytest.raises(InspectionRefusedError, match="other than who reported"):
        give(units, judge_remedy, second, None, by=LEADER)
    with units.read() as session:
        assert store.progress_of(session, [code], clock.today())[code] == Progress(1, 1, 2, 1, 0)
        acts = set(session.scalars(select(AdminEvent.kind).where(AdminEvent.subject == code)))
    assert acts == {
        *("inspections_planned", "visit_planned", "findings_recorded", "findings_checked"),
        *("remedy_reported", "remedy_judged"),
    }


def test_each_sees_and_does_what_concerns_them(units: Database) -> None:
    code = give(units, plan_inspections, SAID, by=DEPARTMENT)
    give(units, plan_visit, code, Visited("A.VP", DAY, "Đoàn"), by=DEPARTMENT)
    visit, _none = visit_of(units, code, BOARD)
    with units.read() as session:
        with pytest.raises(NotFoundError):
            store.find_plan(session, code, OTHER)
        assert store.find_visit(session, code, visit, VISITED).team == "Đoàn"
    with pytest.raises(NotAllowedError):
        give(units, record_findings, visit, Found(DAY, "x"), by=VISITED)
    with pytest.raises(InspectionRefusedError, match="outside"):
        give(units, plan_visit, code, Visited("B", DAY, "Đoàn"), by=DEPARTMENT)
    with pytest.raises(InspectionRefusedError, match="outside"):
        give(units, record_findings, visit, Found(DAY, "x", (Asked("y", "B", DAY),)), by=DEPARTMENT)
    with pytest.raises(NotAllowedError):
        give(units, plan_inspections, SAID, by=OTHER)
    of_bloc = Planned("A", 2019, "Của khối", "Giao ước", "NC-2019")
    bloc = give(units, plan_inspections, of_bloc, by=LEADER)
    give(units, plan_visit, bloc, Visited("B", DAY, "Đoàn"), by=LEADER)
    with pytest.raises(InspectionRefusedError, match="outside"):
        give(units, plan_visit, bloc, Visited("C", DAY, "Đoàn"), by=LEADER)
    with pytest.raises(InspectionRefusedError, match="who heads it"):
        give(units, plan_inspections, Planned("B", 2019, "Của khối", "x", "NC-2019"), by=OTHER)
    central = give(units, plan_inspections, Planned("TW", 2019, "Của Ban", "x"), by=BOARD)
    give(units, plan_visit, central, Visited("C", DAY, "Đoàn"), by=BOARD)


def test_what_is_said_is_whole(units: Database) -> None:
    for wrong in ({"name": " "}, {"content": ""}, {"year": 0}, {"name": "a" * 201}):
        with pytest.raises(InspectionRefusedError):
            give(units, plan_inspections, Planned(**{**vars(SAID), **wrong}), by=DEPARTMENT)
    code = give(units, plan_inspections, SAID, by=DEPARTMENT)
    with pytest.raises(InspectionRefusedError, match="Name the team"):
        give(units, plan_visit, code, Visited("A.VP", DAY, " "), by=DEPARTMENT)
    give(units, plan_visit, code, Visited("A.VP", DAY, "Đoàn"), by=DEPARTMENT)
    visit, _none = visit_of(units, code)
    before = Asked("x", "A.VP", DAY - timedelta(days=1))
    for said in (Found(DAY, " "), Found(date(2099, 1, 1), "x"), Found(DAY, "x", (before,)), Found(DAY, "x" * 5001)):
        with pytest.raises(InspectionRefusedError):
            give(units, record_findings, visit, said, by=DEPARTMENT)
