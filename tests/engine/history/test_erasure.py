"""What is missing from a chain is a break, unless a later event of the chain tells that it was erased."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from engine.base.actor import SYSTEM
from engine.bpmn.keep.running import running
from engine.history import Entry, Verification, verify
from engine.history.kinds.instances import DataErased
from engine.model import Event
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play

SIMPLE = d.diagram(d.start("s"), d.user("u"), d.end("e"), d.path("s", "u", "e"))
GONE: dict[str, dict[str, Any]] = {
    "the salt": {"salt": None},
    "the data": {"data": None},
    "the salt, the data forged": {"data": {"signature": "forged"}, "salt": None},
    "the data, the salt another": {"data": None, "salt": b"0" * 16},
    "both emptied": {"data": {}, "salt": b""},
}


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    started = Play(database)
    started.deploy(SIMPLE)
    return started


def change(play: Play, instance: UUID, **values: Any) -> None:
    """Change the first event behind the program's back."""
    with play.database.transaction() as session:
        session.execute(update(Event).where(Event.instance_id == instance, Event.seq == 1).values(**values))


def tell(play: Play, instance: UUID, *seqs: Any) -> None:
    with play.database.transaction() as session, running(session, instance, SYSTEM) as run:
        run.note(Entry(DataErased(list(seqs), "theo yêu cầu"), SYSTEM))


def found(play: Play, instance: UUID) -> Verification:
    with play.database.read() as session:
        return verify(session, instance)


@pytest.mark.parametrize("gone", GONE.values(), ids=GONE)
@pytest.mark.parametrize("is_told", [False, True], ids=["untold", "told"])
def test_half_an_erasure_is_a_break_whatever_is_told(play: Play, gone: dict[str, Any], is_told: bool) -> None:
    instance = play.start()
    if is_told:
        tell(play, instance, 1)
    change(play, instance, **gone)
    assert found(play, instance).first_bad_seq == 1


def test_data_and_salt_may_be_gone_where_a_later_event_names_them(play: Play) -> None:
    instance = play.start()
    change(play, instance, data=None, salt=None)
    assert found(play, instance).first_bad_seq == 1
    tell(play, instance, 2, "1", 99)
    assert found(play, instance).first_bad_seq == 1
    tell(play, instance, 1)
    proof = found(play, instance)
    assert (proof.ok, proof.erased) == (True, 1)
