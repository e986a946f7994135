"""The worker: a broken item does not stop the others, is tried later, and ends as an incident."""

from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest

from engine.base import clock
from engine.base.errors import PointlessError
from engine.base.text import Text
from engine.commands import retry_incident
from engine.history import verify
from engine.jobs import worker
from engine.ports.actions import ActionCall, action
from engine.store import events, instances, waiting
from engine.store.database import Database
from tests.asking import messages_named
from tests.engine import drawing as d
from tests.engine.play import ADMIN, Play, key

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
        broken.setitem(worker.INSIDE, "timer", refuse)
        for n in range(8):
            clock.advance(timedelta(days=2))
            assert worker.run_until_idle(play.database) == 0
            with play.database.read() as s:
                assert waiting.jobs_of(s, i)[0].attempts == n + 1
    with play.database.read() as s:
        incident = instances.open_incidents(s, i)[0]
        assert (incident.kind, incident.element_id, incident.attempts) == ("timer", "t", 8)
        assert str(incident.text) == "Unexpected error: RuntimeError"
        assert [e.kind for e in events.events_of(s, instance_id=i)].count("incident_raised") == 1
        assert verify(s, i).ok
    clock.advance(timedelta(days=9))
    assert play.settle() == 0
    play.database.perform(lambda s: retry_incident(s, incident.id, by=ADMIN, key=key(), reason="The disk is back"))
    play.settle()
    assert play.names(i) == ["after"]
    with play.database.read() as s:
        assert instances.open_incidents(s, i) == []
        assert verify(s, i).ok


def test_a_failed_timer_is_tried_again_later_and_the_others_go_on(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    play.deploy(
        d.diagram(d.start(), d.catch("t", timer="P1D"), d.user("after"), d.end(), d.path("begin", "t", "after", "done"))
    )
    broken, sound = play.start(business_key="B"), play.start(business_key="S")
    fire = worker.INSIDE["timer"]

    def refuse(session: Any, lease: Any) -> bool:
        if lease.instance_id == broken:
            raise RuntimeError
        return fire(session, lease)

    with monkeypatch.context() as patched:
        patched.setitem(worker.INSIDE, "timer", refuse)
        clock.advance(timedelta(days=2))
        assert play.settle() == 1
    assert (play.names(broken), play.names(sound)) == ([], ["after"])
    assert play.settle() == 0  # its next try is some ten seconds away
    clock.advance(timedelta(seconds=13))
    assert play.settle() == 1
    assert play.names(broken) == ["after"]


def test_the_incident_of_a_step_that_is_left_is_closed(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("slow"),
            d.boundary("late", "slow", timer="P1D"),
            d.end(),
            d.path("begin", "slow", "done"),
            d.path("late", "done"),
        )
    )
    i = play.start()

    def refuse(*_args: Any) -> bool:
        raise PointlessError(Text("No use"))

    with monkeypatch.context() as broken:
        broken.setitem(worker.INSIDE, "timer", refuse)
        clock.advance(timedelta(days=2))
        play.settle()
    with play.database.read() as s:
        assert [x.attempts for x in instances.open_incidents(s, i)] == [1]  # trying again was said to be pointless
    play.complete(i, "slow")
    with play.database.read() as s:
        assert instances.open_incidents(s, i) == []
    assert play.state(i) == "completed"


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
    play.database.perform(lambda s: retry_incident(s, incident.id, by=ADMIN, key=key(), reason="sửa xong"))
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

    def states() -> list[str]:
        with play.database.read() as s:
            return [m.state for m in messages_named(s, "nobody")]

    def watch() -> None:
        for _ in range(100):
            if states() == ["expired"] or stop.wait(0.2):
                break
        stop.set()

    Thread(target=watch).start()
    worker.serve(play.database, stop)
    assert states() == ["expired"]
