"""Which errors of a database are somebody else's turn, to be tried again, and which are a fault to be seen at once."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import ConflictError
from engine.model import Command, Incident, Message, Release, new_id
from engine.store import database as room
from engine.store import instances
from engine.store.conflicts import is_conflict, sent_keys
from engine.store.database import ATTEMPTS, Database
from engine.store.fast import change_instance, inserting, write
from tests.architecture.sources import HOME, committed_files
from tests.engine import drawing as d
from tests.engine.play import Play
from web.inbox.pending.model import Batch
from workflows.registers.awards.model import YearRecord
from workflows.registers.organisation.model import Bloc

Write = Callable[[Session], None]
ROOMS = ("engine", "forms", "workflows", "web")


def twice(kind: Any, **values: Any) -> Write:
    """Write a row, and one more that says the same under another id."""

    def work(session: Session) -> None:
        for _ in range(2):
            session.add(kind(**{"id": new_id()} | values if hasattr(kind, "id") else values))
            session.flush()
            session.expunge_all()

    return work


def once(kind: Any, **values: Any) -> Write:
    return lambda session: session.add(kind(**{"id": new_id()} | values))


def gathered(session: Session) -> None:
    row = {"actor_id": "a", "key": "k", "name": "n", "request_hash": "h", "answer": {}}
    row |= {"at": clock.now(), "removal_at": clock.now()}
    write(session, inserting(Command, tuple(row)), [row, row])


COMMAND = {"actor_id": "a", "key": "k", "name": "n", "request_hash": "h", "answer": {}}
BATCH = {"actor_id": "a", "key": "k", "step": "s", "sent": {}, "language": "vi"}
SENT = {"name": "m", "correlation_key": "c", "message_id": "i", "payload": {}, "sent_by": "a"}
RELEASE = {"procedure": "p", "number": 1, "sha256": "s", "author_id": "a", "author_name": "A"}
RELEASE |= {"approver_id": "b", "approver_name": "B"}


def timed(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return values | dict.fromkeys(names, clock.now())


SOMEBODY_ELSE: dict[str, Callable[[], Write]] = {
    "the key of a command": lambda: twice(Command, **timed(COMMAND, "at", "removal_at")),
    "the key of a command, gathered": lambda: gathered,
    "the key of a batch": lambda: twice(Batch, **timed(BATCH, "created_at", "due_at")),
    "the id of a message": lambda: twice(Message, **timed(SENT, "created_at", "expires_at")),
}
FAULTS: dict[str, tuple[Callable[[], Write], str]] = {
    "a number given twice": (lambda: twice(Release, **timed(RELEASE, "created_at")), "UNIQUE|uq_release_procedure"),
    "a code given twice": (lambda: twice(Bloc, code="NC", name="N"), "UNIQUE|pk_bloc"),
    "nothing where something must be": (lambda: once(Incident, created_at=None, message="m"), "NOT NULL|not-null"),
    "what refers to nothing": (
        lambda: once(Incident, instance_id=new_id(), created_at=clock.now(), message="m"), "FOREIGN KEY|fk_incident",
    ),
    "what a check refuses": (lambda: once(YearRecord, year=2019), "CHECK|ck_year_record"),
}  # fmt: skip


def attempts(
    database: Database, work: Write, monkeypatch: pytest.MonkeyPatch, said: str | None = None
) -> tuple[int, type[Exception]]:
    """Return how often work was tried, and what came of it."""
    monkeypatch.setattr(room.time, "sleep", lambda _: None)
    tried: list[int] = []

    def counted(session: Session) -> None:
        tried.append(1)
        work(session)

    with pytest.raises((IntegrityError, ConflictError), match=said) as raised:
        database.perform(counted)
    return len(tried), raised.type


@pytest.mark.parametrize("what", SOMEBODY_ELSE)
def test_a_key_that_another_request_took_lets_the_work_be_done_again(
    what: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert attempts(database, SOMEBODY_ELSE[what](), monkeypatch) == (ATTEMPTS, ConflictError)


@pytest.mark.parametrize("what", FAULTS)
def test_a_row_that_breaks_any_other_rule_is_told_at_once(
    what: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, said = FAULTS[what]
    assert attempts(database, work(), monkeypatch, said) == (1, IntegrityError)


def test_an_instance_that_was_written_meanwhile_lets_the_work_be_done_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = Play(database)
    play.deploy(d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done")))
    i = play.start()

    def late(session: Session) -> None:
        found = instances.lock_instance(session, i)
        found.version += 1
        change_instance(session, found, found.version - 2)

    assert attempts(database, late, monkeypatch) == (ATTEMPTS, ConflictError)


def test_the_keys_that_senders_give_are_these() -> None:
    assert sent_keys() == {
        "pk_command": "UNIQUE constraint failed: command.actor_id, command.key",
        "uq_batch_key": "UNIQUE constraint failed: batch.key",
        "ix_message_sender": "UNIQUE constraint failed: message.name, message.correlation_key, message.message_id",
    }
    assert not is_conflict(ValueError())


def test_nobody_else_makes_something_of_a_broken_rule_or_inserts_in_its_own_way() -> None:
    """What may be there already is written by engine/store/rows.py or the fast statements."""
    caught, inserted = set(), set()
    for path in committed_files():
        text = (HOME / path).read_text("utf-8") if path.suffix == ".py" and path.parts[0] in ROOMS else ""
        caught |= {str(path)} if "IntegrityError" in text else set()
        inserted |= {str(path)} if "dialects import postgresql" in text else set()
    assert caught == {"engine/store/conflicts.py"}
    assert {path for path in inserted if "/migrations/" not in path} == {"engine/store/fast/statements.py"}
