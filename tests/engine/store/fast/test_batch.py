"""What is gathered for one batch: whoever reads in the session finds it, and a rollback loses it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.base.errors import KeyReusedError
from engine.bpmn.keep import cache
from engine.commands import complete_task
from engine.model import Incident, Instance, UtcDateTime, new_id
from engine.store import instances, states, tasks
from engine.store.database import Database
from engine.store.fast import (
    DIALECTS,
    SHORTER,
    LockedInstance,
    add_instance,
    batch_of,
    change_instance,
    keep,
    send,
    take,
)
from tests.engine import drawing as d
from tests.engine.play import CLERK, Play, key


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    play = Play(database)
    play.deploy(d.diagram(d.start(), d.user("one"), d.user("two"), d.end(), d.path("begin", "one", "two", "done")))
    return play


@pytest.fixture
def session(play: Play) -> Iterator[Session]:
    with play.database.transaction() as session:
        yield session


def complete_in(session: Session, task_id: UUID, chosen: str | None = None) -> None:
    complete_task(session, task_id, {}, by=CLERK, key=chosen or key())


def some_instance(play: Play, title: str = "") -> LockedInstance:
    with play.database.transaction() as session:
        found = instances.lock_instance(session, play.start())
    found.id = new_id()
    found.title = title
    return found


def test_a_query_finds_what_was_gathered(play: Play) -> None:
    new = some_instance(play)
    with play.database.transaction() as session:
        add_instance(session, new)
        assert batch_of(session).waiting
        assert session.scalars(select(Instance.id).where(Instance.id == new.id)).one() == new.id
        assert not batch_of(session).waiting


def test_a_connection_that_was_only_read_with_writes_in_a_transaction_again(play: Play) -> None:
    new = some_instance(play)
    for _ in range(2):
        with play.database.read() as reading:
            assert reading.scalars(select(Instance.id).where(Instance.id == new.id)).all() == []
        with play.database.transaction() as session:
            add_instance(session, new)
            send(session)
            batch_of(session).driver.rollback()


def test_what_was_gathered_is_committed_without_any_mapped_class(play: Play) -> None:
    new = some_instance(play)
    with play.database.transaction() as session:
        add_instance(session, new)
        assert not session.in_transaction()
    assert play.instance(new.id).process_id == "p"


def test_a_mapped_object_that_refers_to_a_gathered_row_is_written_after_it(play: Play) -> None:
    new = some_instance(play)
    with play.database.transaction() as session:
        session.add(
            Incident(
                id=new_id(),
                root_id=new.id,
                instance_id=new.id,
                element_instance_id=new_id(),
                element_id="e",
                message={},
                created_at=new.started_at,
            )
        )
        add_instance(session, new)
    with play.database.read() as session:
        assert [i.element_id for i in instances.open_incidents(session, new.id)] == ["e"]


def test_a_session_that_only_reads_can_ask_as_well(play: Play) -> None:
    i = play.start({"unit": "A"})
    with play.database.read() as session:
        assert states.scope_variables(session, i, i) == {"unit": "A"}


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_savepoint_that_is_undone_takes_along_only_what_was_gathered_in_it(play: Play, is_sent: bool) -> None:
    before, inside, after = (some_instance(play, title) for title in ("before", "inside", "after"))
    with play.database.transaction() as session:
        add_instance(session, before)
        with pytest.raises(RuntimeError), session.begin_nested():  # noqa: PT012
            add_instance(session, inside)
            if is_sent:
                send(session)
            raise RuntimeError
        add_instance(session, after)
    with play.database.read() as session:
        titles = session.scalars(select(Instance.title).where(Instance.title != "p")).all()
    assert sorted(titles) == ["after", "before"]


def test_what_was_kept_is_let_go_by_any_rollback(session: Session) -> None:
    keep(session, "a", 1, lambda: None)
    with pytest.raises(RuntimeError), session.begin_nested():
        raise RuntimeError
    assert take(session, "a") is None


def test_a_version_written_meanwhile_is_refused_by_the_database(play: Play) -> None:
    i = play.start()
    with pytest.raises(IntegrityError), play.database.transaction() as session:  # noqa: PT012 - raised by the commit
        found = instances.lock_instance(session, i)
        found.version, found.title = found.version + 1, "late"
        change_instance(session, found, found.version - 2)
    assert play.instance(i).version == 1
    assert play.instance(i).title == "p"


def test_a_loaded_instance_and_task_are_kept_in_step(play: Play) -> None:
    i = play.start()
    task_id = play.open(i)[0].id
    with play.database.transaction() as session:
        instance, task = instances.find_instance(session, i), tasks.find_task(session, task_id)
        complete_in(session, task_id)
        assert (instance.version, task.state, task.completed_by) == (2, "completed", CLERK.id)


def test_an_error_midway_drops_the_live_instance(play: Play) -> None:
    i = play.start()
    with pytest.raises(RuntimeError), play.database.transaction() as session:  # noqa: PT012
        complete_in(session, play.open(i)[0].id)
        raise RuntimeError
    assert all(kept != i for _, kept in cache._kept)
    play.complete(i, "one")
    assert play.names(i) == ["two"]


VALUES = (
    UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
    datetime(2019, 11, 4, 2, 0, tzinfo=UTC),
    datetime(2019, 11, 4, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=7))),
)


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_what_is_said_shorter_says_the_same_as_sqlalchemy(value: Any) -> None:
    kind = next(k for k in SHORTER if isinstance(value, k().python_type))
    theirs = kind().dialect_impl(DIALECTS["sqlite"]).bind_processor(DIALECTS["sqlite"])
    assert SHORTER[kind](value) == theirs(value)


def test_a_naive_instant_is_never_stored() -> None:
    with pytest.raises(ValueError, match="naive"):
        SHORTER[UtcDateTime](datetime(2019, 11, 4, 2, 0))  # noqa: DTZ001


def test_a_key_used_for_two_tasks_serves_one_of_them(play: Play) -> None:
    first, second, shared = play.start(), play.start(), key()
    tasks_of_both = [play.open(i)[0].id for i in (first, second)]
    play.database.perform(lambda s: complete_in(s, tasks_of_both[0], shared))
    with pytest.raises(KeyReusedError):
        play.database.perform(lambda s: complete_in(s, tasks_of_both[1], shared))
    assert (play.names(first), play.names(second)) == (["two"], ["one"])
