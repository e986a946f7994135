"""How conspirators bend cases that run: tasks, votes, and what administrators may do to processes."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.errors import BangVangError
from engine.bpmn.keep.inspection import Token
from engine.commands import Place
from engine.model import Incident, Instance, Migration, UserTask
from engine.store import releases
from engine.store.database import Database
from tests.authority.forgery import PROCEDURE
from tests.authority.plot import AWARD, FAVOURED, PUPPET, UNIT, WHY, YEAR, Deed, Try, handing, proposal
from workflows.example.answers import Moment, answer
from workflows.example.cases import Case
from workflows.example.sessions import Councils
from workflows.procedures.council_session.store import find_session
from workflows.registers.ballot.commands import cast
from workflows.registers.ballot.model import Ballot

CASE = Case(1, AWARD, YEAR, UNIT, date(2026, 11, 2), FAVOURED)
FEW = 3
VOTING = timedelta(days=12)
COUNCILS = Councils({})
WANTED = {"decision": "approve", "passed": True, "is_passed": True, "outcome": "granted", "signature": {"no": "1/QĐ"}}


def on_task(database: Database, task: UserTask, others: Sequence[UUID]) -> Iterator[Try]:
    """Complete a task in one's favour; hand it to the others, and back."""
    given, on = favourable(database, task), task.id
    yield Try("claim_task", on, lambda s, by, key: commands.claim_task(s, on, by=by, key=key))
    yield Try("complete_task", on, lambda s, by, key: commands.complete_task(s, on, given, by=by, key=key))
    for other in others if len(others) < FEW else ():
        yield Try("assign_task", (on, other), handing(commands.assign_task, on, other))
        yield Try("delegate_task", (on, other), handing(commands.delegate_task, on, other, "giúp"))
    yield Try("accept_task", on, lambda s, by, key: commands.accept_task(s, on, by=by, key=key))
    yield Try("resolve_task", on, lambda s, by, key: commands.resolve_task(s, on, "xong", by=by, key=key))
    yield Try("take_back_task", on, lambda s, by, key: commands.take_back_task(s, on, by=by, key=key))


def favourable(database: Database, task: UserTask) -> dict[str, Any]:
    """Return what somebody of the example would answer, each in favour."""
    with suppress(KeyError):
        return answer(task.element_id, Moment(CASE, clock.now(), {"intake": 1, "check_completeness": 1}))
    with suppress(KeyError, StopIteration, BangVangError), database.read() as session:
        given = COUNCILS.answer(session, task, everything=True) | among_themselves(session, task)
        return given | ({"closes_at": clock.now() + VOTING} if given.get("closes_at") else {})
    return {"decision": "approve", "opinion": "qualified", "confirmed": True, "comment": None}


def among_themselves(session: Session, task: UserTask) -> dict[str, Any]:
    """Return who attends where a council is filled with people who do not exist: they alone, one of them presiding."""
    if task.element_id != "attendance":
        return {}
    puppets = [one for one in find_session(session, task.business_key).members if one.name == PUPPET]
    presiding = next((str(one.seat_no) for one in puppets if one.role == "vice"), None)
    return {"present": [str(one.seat_no) for one in puppets], "presided_by": presiding} if presiding else {}


def on_ballot(ballot: Ballot) -> Iterator[Try]:
    """Cast every seat's vote."""
    choices = {contest.nomination: "yes" for contest in ballot.contests}
    for seat in ballot.seats:
        number = seat.seat_no
        yield Try("cast", (ballot.id, number), lambda s, by, _key, n=number: cast(s, ballot.id, n, choices, by=by))


def on_instance(database: Database, instance: Instance) -> Iterator[Try]:
    """Move, set and take to another version, alone or by a proposal."""
    on = instance.id
    with database.read() as session:
        seen = commands.inspect_instance(session, on)
        forged = releases.latest_release(session, PROCEDURE)
        newer = releases.latest_release(session, instance.procedure)
    tokens = [token.id for token in seen.tokens]
    for place in [one.place for one in seen.places]:
        yield Try("move_token", (on, place), moving(on, tokens, place))
        start = [{"element": place.element_id, "flow": place.flow_id, "within": place.within}]
        yield proposal("move_token", {"instance": on, "cancel": tokens, "start": start}, (on, place))
    yield Try("set_variables", on, lambda s, by, key: commands.set_variables(s, on, WANTED, WHY, by=by, key=key))
    for name, value in WANTED.items():
        yield proposal("set_variables", {"instance": on, "scope": None, "changes": {name: value}})
    for other in (forged, newer):
        if other is not None and other.id != instance.release_id:
            yield from to_another_version(instance, other.id, {})
            yield from to_another_version(instance, other.id, fitting(instance, seen.tokens))


def fitting(instance: Instance, tokens: Sequence[Token]) -> dict[str, str]:
    """Map what waits to a version without most steps: who waits waits for the dossier, events are dropped."""
    found = {one.element_id: "prepare_dossier" if one.kind == "userTask" else commands.DROPPED for one in tokens}
    return found | (
        dict.fromkeys(("on_stop", "case_stopped"), commands.DROPPED) if instance.process_id == "nomination" else {}
    )


def to_another_version(instance: Instance, release: UUID, mapped: dict[str, str]) -> Iterator[Try]:
    """Take a case, or all of its procedure, to the procedure that asks nobody, or to a newer version of its own."""
    on, old = instance.id, instance.release_id
    given: dict[str, Any] = {"reason": WHY}
    place = release, tuple(mapped.items())
    yield Try(
        "migrate_instance",
        (on, place),
        lambda s, by, key: commands.migrate_instance(s, on, release, mapped, WHY, by=by, key=key),
    )
    yield Try(
        "prepare_migration",
        (old, place),
        lambda s, by, key: commands.prepare_migration(s, old, release, mapped, by=by, key=key, **given),
    )
    yield proposal("migrate_instance", {"instance": on, "release": release, "mapping": mapped})


def on_migration(migration: Migration) -> Iterator[Try]:
    """Start a move of many that was prepared, alone or by a proposal."""
    on: UUID = migration.id
    yield Try("start_migration", on, lambda s, by, key: commands.start_migration(s, on, by=by, key=key))
    yield proposal("start_migration", {"migration": on})


def on_incident(incident: Incident) -> Iterator[Try]:
    """Have failed work tried again."""
    on, place = incident.id, (incident.instance_id, incident.element_id)
    yield Try("retry_incident", place, lambda s, by, key: commands.retry_incident(s, on, by=by, key=key, reason=WHY))


def moving(instance: UUID, tokens: list[UUID], place: Place) -> Deed:
    """Return how all tokens are moved to a place."""
    what: dict[str, Any] = {"cancel": tokens, "start": [place], "reason": WHY}
    return lambda s, by, key: commands.move_token(s, instance, **what, by=by, key=key)
