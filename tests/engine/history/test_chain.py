"""Whatever is changed, put in or taken out of a chain behind the program's back is found, and where it begins."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from engine.base import clock as clock_room
from engine.history import Verification, verify
from engine.model import Event
from engine.model.base import new_id
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play

SIMPLE = d.diagram(d.start("s"), d.user("u"), d.user("v"), d.end("e"), d.path("s", "u", "v", "e"))
COLUMNS: dict[str, Any] = {
    "at": lambda: clock_room.now() + timedelta(seconds=1),
    "kind": lambda: "task_released",
    "actor_id": lambda: "somebody-else",
    "actor_name": lambda: "Người khác",
    "on_behalf_of": lambda: "somebody-else",
    "element_id": lambda: "w",
    "element_name": lambda: "Việc khác",
    "element_instance_id": new_id,
    "data": lambda: {"signature": "forged"},
    "salt": lambda: b"0" * 16,
    "commitment": lambda: "0" * 64,
    "previous": lambda: "0" * 64,
    "hash": lambda: "0" * 64,
}


@pytest.fixture
def instance(play: Play) -> UUID:
    """Return a case with a task done and another open."""
    made = play.start()
    play.complete(made, "u")
    return made


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    started = Play(database)
    started.deploy(SIMPLE)
    return started


def found(play: Play, instance: UUID) -> Verification:
    with play.database.read() as session:
        return verify(session, instance)


def events(play: Play, instance: UUID) -> list[Event]:
    with play.database.read() as session:
        return list(session.scalars(select(Event).where(Event.instance_id == instance).order_by(Event.seq)))


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_of_an_event_is_held_by_its_hash(play: Play, instance: UUID, column: str) -> None:
    chain = events(play, instance)
    assert found(play, instance) == Verification(ok=True, length=len(chain))
    seq = next(one.seq for one in chain if one.seq > 1 and one.element_instance_id)
    with play.database.transaction() as session:
        changed = update(Event).where(Event.instance_id == instance, Event.seq == seq)
        session.execute(changed.values({column: COLUMNS[column]()}))
    proof = found(play, instance)
    assert (proof.ok, proof.length, proof.first_bad_seq) == (False, seq - 1, seq)


def test_an_element_that_an_event_is_about_cannot_be_taken_from_it(play: Play, instance: UUID) -> None:
    seq = next(one.seq for one in events(play, instance) if one.element_instance_id)
    with play.database.transaction() as session:
        changed = update(Event).where(Event.instance_id == instance, Event.seq == seq)
        session.execute(changed.values(element_instance_id=None))
    assert found(play, instance).first_bad_seq == seq


@pytest.mark.parametrize("back", [1, 2], ids=["the last", "one before it"])
def test_an_event_that_is_gone_is_missed_where_it_was(play: Play, instance: UUID, back: int) -> None:
    length = len(events(play, instance))
    seq = length - back + 1
    with play.database.transaction() as session:
        session.execute(delete(Event).where(Event.instance_id == instance, Event.seq == seq))
    proof = found(play, instance)
    assert (proof.ok, proof.length, proof.first_bad_seq) == (False, seq - 1, seq)


def test_every_event_has_a_salt_of_its_own(play: Play, instance: UUID) -> None:
    salts = [one.salt for one in events(play, instance)]
    assert {len(salt or b"") for salt in salts} == {16}
    assert len(set(salts)) == len(salts)
