"""Periodic work: by name at an interval, one worker at a time, and seen when it fails."""

from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.commands import correlate_message
from engine.jobs import worker
from engine.jobs.recurring import plan_periodic
from engine.ports import periodic
from engine.ports.periodic import all_periodic, register_periodic
from engine.store import instances
from engine.store.database import Database
from tests.asking import messages_named
from tests.engine.commands.test_races import together
from tests.engine.play import key

DONE: list[str] = []


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch, clock: Any) -> None:
    DONE.clear()
    monkeypatch.setattr(periodic, "_known", {})
    register_periodic("test.count", timedelta(hours=1), lambda _database: DONE.append("count"))


def plan(database: Database) -> None:
    database.perform(plan_periodic)


def test_work_comes_back_at_its_interval(database: Database) -> None:
    plan(database)
    plan(database)  # every worker does so when it begins
    assert worker.run_until_idle(database) == 1
    clock.advance(timedelta(minutes=59))
    assert worker.run_until_idle(database) == 0
    clock.advance(timedelta(minutes=1))
    assert worker.run_until_idle(database) == 1
    assert DONE == ["count", "count"]


def test_after_a_long_pause_work_is_done_once(database: Database) -> None:
    plan(database)
    worker.run_until_idle(database)
    clock.advance(timedelta(days=30))
    assert worker.run_until_idle(database) == 1


def test_of_several_workers_one_does_the_work(database: Database) -> None:
    plan(database)
    for n in range(1, 6):
        together(*[lambda: worker.run_until_idle(database)] * 3)
        assert len(DONE) == n
        clock.advance(timedelta(hours=1))


def test_work_that_fails_is_tried_again_then_becomes_an_incident(database: Database) -> None:
    def fail(_database: Database) -> None:
        raise OSError

    register_periodic("test.count", timedelta(hours=1), fail)
    plan(database)
    for _ in range(8):
        worker.run_until_idle(database)
        clock.advance(timedelta(days=2))
    with database.read() as s:
        (incident,) = instances.open_incidents(s)
        assert (incident.kind, incident.instance_id, incident.attempts) == ("periodic", None, 8)


def test_work_that_this_program_does_not_know_is_left_to_others(database: Database) -> None:
    plan(database)
    periodic._known.clear()
    assert worker.run_until_idle(database) == 0
    register_periodic("test.count", timedelta(hours=1), lambda _database: DONE.append("count"))
    clock.advance(timedelta(minutes=6))
    assert worker.run_until_idle(database) == 1


def test_messages_nobody_received_in_time_expire_by_the_clock(database: Database) -> None:
    register_periodic("engine.expire_messages", timedelta(minutes=10), periodic._expire)
    plan(database)
    database.perform(lambda s: correlate_message(s, "nobody", "waits", {}, by=SYSTEM, key=key()))
    clock.advance(timedelta(days=400))
    worker.run_until_idle(database)
    with database.read() as s:
        assert [m.state for m in messages_named(s, "nobody")] == ["expired"]
    assert {one.name for one in all_periodic()} == {"test.count", "engine.expire_messages"}


def test_a_serving_worker_plans_and_does_it_and_stops_when_told(database: Database) -> None:
    stop = Event()
    thread = Thread(target=worker.serve, args=(database, stop))
    thread.start()
    for _ in range(200):
        if DONE:
            break
        Event().wait(0.05)
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert DONE == ["count"]
