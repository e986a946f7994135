"""Whom a letter for many names has no part in its way, whatever their post and however they come to a step."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.base.actor import Absent, Actor
from engine.base.errors import NotAllowedError
from engine.commands import assign_task, claim_task, complete_task, delegate_task
from engine.commands.remarks import comment_on_task
from engine.model import UserTask
from engine.model.base import new_id
from engine.sheets import read_book
from tests.workflows.procedures.nomination.letters.test_five_hundred import SUMMARY, workbook
from tests.workflows.procedures.nomination.office import APPROVE, UNIT, Office
from workflows.procedures.complaint.commands import ComplaintRefusedError, Raised, raise_complaint
from workflows.procedures.complaint.store import get_complaint
from workflows.procedures.nomination.letters.commands import create_letter
from workflows.registers.awards.model import YearRecord

HEAD, DEPARTMENT = f"unit_head@{UNIT}", "emulation_dept@VKSNDTC"


@pytest.fixture
def office(database: Any, clock: Any) -> Office:
    made = Office(database)
    made.named = [made._person(new_id(), f"Nguyễn Văn {n} (ví dụ)", UNIT) for n in range(2)]  # type: ignore[attr-defined]
    made.give(*made.named)  # type: ignore[attr-defined]
    made.give(*[YearRecord(person_id=one.id, year=2019, rating="EXCELLENT") for one in made.named])  # type: ignore[attr-defined]
    return made


@pytest.fixture
def letter(office: Office) -> str:
    rows = [[one.code, one.full_name, SUMMARY] for one in office.named]  # type: ignore[attr-defined]
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "kind": "individual"}
    with office.database.transaction() as session:
        data = read_book(workbook(rows), "ds.xlsx")
        return create_letter(session, data, **asked, by=office.writer(UNIT), key="new").code


def ways(named: Actor, role: str) -> dict[str, Callable[[Any, UserTask], object]]:
    """Return every way in which somebody named might come to a step that is offered to a role they hold."""
    fit = Actor("fit", "Người khác", frozenset({role}))
    away = Absent(named.id, named.name, named.principals)
    through = Actor("stands-in", "Người thay", stands_in_for=(away,))
    instead = Actor(named.id, named.name, stands_in_for=(Absent(fit.id, fit.name, fit.principals),))
    return {
        "claim": lambda s, t: claim_task(s, t.id, by=named, key=str(new_id())),
        "complete": lambda s, t: complete_task(s, t.id, APPROVE, by=named, key=str(new_id())),
        "through a substitute": lambda s, t: complete_task(s, t.id, APPROVE, by=through, key=str(new_id())),
        "as a substitute": lambda s, t: complete_task(s, t.id, APPROVE, by=instead, key=str(new_id())),
        "handed on": lambda s, t: assign_task(s, t.id, named, by=fit, key=str(new_id())),
        "delegated": lambda s, t: delegate_task(s, t.id, named, "", by=fit, key=str(new_id())),
        "remark": lambda s, t: comment_on_task(s, t.id, "Nhất trí", by=named, key=str(new_id())),
        "remark for somebody": lambda s, t: comment_on_task(s, t.id, "Nhất trí", by=through, key=str(new_id())),
    }


def refused(office: Office, letter: str, step: str, role: str) -> set[str]:
    """Return the ways to a step that are closed to the first of a list who holds its role."""
    named = Actor(str(office.named[0].id), "Nguyễn Văn 0 (ví dụ)", frozenset({role}))  # type: ignore[attr-defined]
    found = set()
    for name, way in ways(named, role).items():
        with office.database.transaction() as session:
            try:
                way(session, office._find(session, letter, step, named))
            except NotAllowedError:
                found.add(name)
            session.rollback()
    return found


def test_no_way_leads_somebody_named_to_a_step(office: Office, letter: str) -> None:
    every = set(ways(Actor("x", "x"), "x"))
    office.hand_in(letter)
    assert refused(office, letter, "endorse", HEAD) == every
    office.endorse(letter)
    assert refused(office, letter, "intake", DEPARTMENT) == every
    office.do(letter, "intake", office.actor(DEPARTMENT, name="takes in"), **APPROVE)
    assert refused(office, letter, "appraisal", DEPARTMENT) == every


def test_who_raised_a_matter_has_no_part_in_the_case_and_takes_nothing_up(office: Office, letter: str) -> None:
    person = office._person(new_id(), "Người gửi (ví dụ)", "VKSNDTC")
    office.give(person)
    sender = Actor(str(person.id), person.full_name, frozenset({DEPARTMENT}))
    office.submit(letter)
    raised = Raised("denunciation", "Khai man", office.nomination(letter).created_at.date(), sender_code=person.code)
    unknown = Raised("complaint", "x", raised.received_on, sender_code="khong-co")
    with office.database.transaction() as session:
        with pytest.raises(NotAllowedError):
            raise_complaint(session, letter, raised, by=sender, key="own")
        with pytest.raises(ComplaintRefusedError, match="khong-co"):
            raise_complaint(session, letter, unknown, by=office.actor(DEPARTMENT), key="unknown")
        made = raise_complaint(session, letter, raised, by=office.actor(DEPARTMENT), key="k").code
        assert get_complaint(session, made).sender == person.full_name
    office.run()
    for key, step in ((letter, "intake"), (made, "classify")):
        with office.database.transaction() as session, pytest.raises(NotAllowedError) as told:
            claim_task(session, office._find(session, key, step, sender).id, by=sender, key=str(new_id()))
        assert "matter" not in str(told.value)
