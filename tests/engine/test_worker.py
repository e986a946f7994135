"""The worker: a broken item does not stop the others, is tried later, and ends as an incident."""

from datetime import timedelta
from threading import Event, Timer
from typing import Any

import pytest

from engine import clock, worker
from engine.actions import ActionCall, action
from engine.commands import retry_incident
from engine.store import instances, waiting
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import HEAD, Play, key

BROKEN = {"on": False}


@action("test.break", title="Hỏng")
def break_down(call: ActionCall) -> None:
    if BROKEN["on"]:
        raise RuntimeError


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    BROKEN["on"] = False
    return Play(database)


def test_a_timer_that_cannot_be_fired_becomes_an_incident_and_can_be_retried(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    play.deploy(
        d.diagram(d.start(), d.catch("t", timer="P1D"), d.user("after"), d.end(), d.path("begin", "t", "after", "done"))
    )
    i = play.start()

    def refuse(*_args: Any) -> bool:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(worker, "fire_timer", refuse)
        for _ in range(worker.MAX_ATTEMPTS):
            clock.advance(timedelta(days=2))
            worker.run_once(play.database)
    with play.database.read() as s:
        incident = instances.open_incidents(s, i)[0]
        assert waiting.jobs_of(s, i) == []
    play.database.perform(lambda s: retry_incident(s, incident.id, by=HEAD, key=key()))
    play.settle()
    assert play.names(i) == ["after"]


def test_a_failed_action_is_tried_again_by_hand(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.service("work", "test.break"),
            d.user("after"),
            d.end(),
            d.path("begin", "work", "after", "done"),
        )
    )
    BROKEN["on"] = True
    i = play.start()
    with play.database.read() as s:
        incident = instances.open_incidents(s, i)[0]
    assert incident.element_id == "work"
    BROKEN["on"] = False
    play.database.perform(lambda s: retry_incident(s, incident.id, by=HEAD, key=key()))
    assert play.names(i) == ["after"]
    with play.database.read() as s:
        assert instances.open_incidents(s, i) == []


def test_nothing_is_due_before_its_time(play: Play) -> None:
    play.deploy(d.diagram(d.start(), d.catch("t", timer="P1D"), d.end(), d.path("begin", "t", "done")))
    i = play.start()
    assert play.settle() == 0
    with play.database.read() as s:
        assert waiting.next_due(s) == clock.now() + timedelta(days=1)
    assert play.state(i) == "active"


def test_a_message_nobody_received_in_time_expires(play: Play) -> None:
    play.deploy(d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done")))
    play.send("nobody", "waits")
    clock.advance(timedelta(days=400))
    stop = Event()
    Timer(0.5, stop.set).start()
    worker.serve(play.database, stop)
    with play.database.read() as s:
        assert [m.state for m in waiting.messages_named(s, "nobody")] == ["expired"]
