"""Two hundred nominations waiting at one emulation department, made through the commands before the server starts."""

from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.commands import complete_task
from engine.jobs import worker
from engine.model import Event, Instance, UserTask
from engine.model.base import new_id
from engine.store import tasks
from engine.store.database import Database
from web.shell.wiring import join_rooms
from web.signin.store import find_account
from workflows.procedures.nomination.commands import create_nomination
from workflows.registers.awards.model import YearRecord
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Person

UNIT, DEPARTMENT = "VKSNDTC.VP", "VKSNDTC.V16"
CLERK, COLLEAGUE = "vksndtc.vutdkt", "vksndtc.vutdkt2"
STEP = "intake"
DOSSIER = {
    "dossier": {
        "summary": "Hoàn thành tốt nhiệm vụ công tác năm (ví dụ).",
        "achievements": [{"content": "Nhiệm vụ được giao", "plan": "100%", "result": "105%"}],
        "initiatives": [],
        "discipline": "no",
        "report": [],
        "minutes": [],
        "truthful": True,
    }
}
APPROVED: dict[str, Any] = {"decision": "approve", "comment": None, "missing": []}
_keys = count()


@dataclass(frozen=True)
class Office:
    """Who clears the inbox, their colleague, and the codes of the nominations that wait: of others, of the clerk."""

    clerk: Actor
    colleague: Actor
    of_others: list[str]
    of_clerk: list[str]


def fill_inbox(database: Database, others: int, own: int) -> Office:
    """Bring nominations to the step at which the department receives them; nothing else waits at that step."""
    join_rooms()
    with database.transaction() as session:
        clerk, colleague = actor_of(session, CLERK), actor_of(session, COLLEAGUE)
        people = [_add_person(session, number) for number in range(others)]
        for number in range(own):
            _rate(session, UUID(clerk.id), 2026 - number)
    for task in waiting(database, clerk):
        complete(database, task.id, APPROVED, colleague)
    theirs = [_submit(database, person, UNIT, 2026) for person in people]
    his = [_submit(database, clerk.id, DEPARTMENT, 2026 - number) for number in range(own)]
    worker.run_until_idle(database)
    return Office(clerk, colleague, theirs, his)


def actor_of(session: Session, username: str) -> Actor:
    """Return who signs in by a name."""
    account = find_account(session, username)
    assert account is not None
    return replace(actor_for(session, account.person_id), is_confirmed=True)


def waiting(database: Database, actor: Actor) -> list[UserTask]:
    """Return what waits for somebody at the step."""
    with database.read() as session:
        return list(session.scalars(tasks.inbox_query(actor, "all").where(UserTask.element_id == STEP)))


def complete(database: Database, task: UUID, answers: dict[str, Any], by: Actor) -> None:
    """Complete a task as a person who sent its form."""
    database.perform(lambda session: complete_task(session, task, answers, by=by, key=f"filled-{next(_keys)}"))


def _add_person(session: Session, number: int) -> str:
    name = f"Nguyễn Thị Hoa {number:03d} (ví dụ)"
    person = Person(id=new_id(), code=f"hoa{number:03d}", full_name=name, sex="female", unit_code=UNIT, is_example=True)
    person.sort_key, person.search = name_sort_key(name), fold_text(name)
    session.add(person)
    _rate(session, person.id, 2026)
    return str(person.id)


def _rate(session: Session, person: UUID, year: int) -> None:
    """Let somebody have done well in a year, so that nothing holds their nomination up."""
    query = select(YearRecord).where(YearRecord.person_id == person, YearRecord.year == year)
    record = session.scalar(query) or YearRecord(id=new_id(), person_id=person, year=year)
    record.rating = "EXCELLENT"
    session.add(record)


def _submit(database: Database, person: str, unit: str, year: int) -> str:
    """Open a nomination, fill in its dossier and sign it, as an officer and a head of the unit."""
    officer = Actor(f"officer@{unit}", "Cán bộ đơn vị (ví dụ)", frozenset({f"unit_officer@{unit}"}))
    head = Actor(f"head@{unit}", "Trưởng đơn vị (ví dụ)", frozenset({f"unit_head@{unit}"}))
    key = f"filled-{next(_keys)}"
    code = database.perform(
        lambda session: (
            create_nomination(session, award="GK", year=year, unit=unit, person=person, by=officer, key=key).code
        )
    )
    complete(database, _open_task(database, code), DOSSIER, officer)
    complete(database, _open_task(database, code), {"decision": "approve", "comment": None}, head)
    return code


def _open_task(database: Database, code: str) -> UUID:
    with database.read() as session:
        found = tasks.tasks_of(session, code, open_only=True)
    if not found:
        worker.run_until_idle(database)
        return _open_task(database, code)
    return found[0].id


def decisions(database: Database, codes: list[str]) -> dict[str, list[tuple[str, Any, Any]]]:
    """Return by nomination who completed the step, with which decision and opinion, as the history has it."""
    found: dict[str, list[tuple[str, Any, Any]]] = {code: [] for code in codes}
    query = select(Instance.business_key, Event).join(Event, Event.instance_id == Instance.id)
    with database.read() as session:
        for code, event in session.execute(query.where(Event.kind == "task_completed", Event.element_id == STEP)):
            if code in found:
                given = (event.data or {})["answers"]
                found[code].append((event.actor_id, given["decision"], given.get("comment")))
    return found


def happened(database: Database, kind: str) -> set[str]:
    """Return the nominations in whose history something of a kind happened at the step."""
    query = select(Instance.business_key).join(Event, Event.instance_id == Instance.id)
    with database.read() as session:
        return set(session.scalars(query.where(Event.kind == kind, Event.element_id == STEP)))
