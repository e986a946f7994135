"""Signals: to everything that waited when they were thrown, once each, and to nothing else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.commands import broadcast_signal
from engine.commands.messages import NameMissingError
from engine.jobs import worker
from engine.model import Subscription
from engine.store.database import Database
from tests.asking import messages_named
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import signal, signals
from tests.engine.commands.test_races import together
from tests.engine.play import Play, key

WAITS = d.diagram(
    d.start(),
    d.catch("m", message="alarm"),
    d.user("after"),
    d.end(),
    d.path("begin", "m", "after", "done"),
    messages=d.message("alarm", "=case"),
)


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    opened = Play(database)
    opened.deploy(WAITS)
    return opened


def listening(play: Play, case: str) -> UUID:
    """Start an instance whose catch event waits for the signal `alarm`, as a signal event writes its row."""
    i = play.start({"case": case}, business_key=case)
    row = update(Subscription).where(Subscription.instance_id == i)
    play.database.perform(lambda s: s.execute(row.values(kind="signal", correlation_key="")))
    return i


def throw(play: Play, name: str = "alarm", **payload: Any) -> int:
    return play.database.perform(lambda s: broadcast_signal(s, name, payload, by=SYSTEM, key=key()))


def test_everything_that_waits_for_a_signal_gets_it_once(play: Play) -> None:
    made = [listening(play, f"C-{n}") for n in range(5)]
    waits_for_a_message = play.start({"case": "M"}, business_key="M")
    assert throw(play, level=3) == 5
    assert play.settle() == 5
    assert [play.names(i) for i in made] == [["after"]] * 5
    assert {play.variables(i)["level"] for i in made} == {3}
    assert play.names(waits_for_a_message) == []
    assert play.settle() == 0


def test_what_waits_only_after_the_throw_does_not_get_it(play: Play) -> None:
    early = listening(play, "early")
    throw(play)
    late = listening(play, "late")
    clock.advance(timedelta(days=1))
    play.settle()
    assert (play.names(early), play.names(late)) == (["after"], [])


def test_another_signal_moves_nobody(play: Play) -> None:
    i = listening(play, "A")
    assert throw(play, "other") == 0
    play.settle()
    assert play.names(i) == []


def test_two_workers_hand_a_signal_to_each_receiver_once(play: Play) -> None:
    made = [listening(play, f"C-{n}") for n in range(12)]
    throw(play)
    together(*[lambda: worker.run_until_idle(play.database)] * 3)
    play.settle()
    assert [play.names(i) for i in made] == [["after"]] * 12


def test_the_same_request_throws_once(play: Play) -> None:
    listening(play, "A")
    for _ in range(2):
        play.database.perform(lambda s: broadcast_signal(s, "alarm", {}, by=SYSTEM, key="same"))
    assert play.settle() == 1
    with play.database.read() as s:
        assert [(m.kind, m.state) for m in messages_named(s, "alarm")] == [("signal", "delivered")]


def test_a_signal_needs_a_name(play: Play) -> None:
    with pytest.raises(NameMissingError):
        throw(play, "")


def alarms(inner: str) -> bytes:
    """Draw a task with an event at its edge that does not interrupt, and a count of how often that has come."""
    edge = d.node("boundaryEvent", "heard", inner=inner, attachedToRef="a", cancelActivity="false")
    counting = d.script("count", "=n + 1", "n")
    return d.diagram(
        d.start(), d.user("a"), edge, counting, d.end(), d.end("told"),
        d.path("begin", "a", "done"), d.path("heard", "count", "told"),
        process="many", messages=signals("alarm", "bell"),
    )  # fmt: skip


@pytest.mark.parametrize("inner", [signal("alarm"), signal("alarm") + signal("bell")], ids=["one", "one of two"])
def test_signals_that_come_quickly_are_each_caught_at_an_edge_that_does_not_interrupt(play: Play, inner: str) -> None:
    play.deploy(alarms(inner))
    i = play.start({"n": 0}, process="many")
    assert [throw(play) for _ in range(3)] == [1, 1, 1]
    together(*[lambda: worker.run_until_idle(play.database)] * 2)
    play.settle()
    assert play.variables(i)["n"] == 3
    assert throw(play) == 1
    play.settle()
    assert (play.variables(i)["n"], play.names(i)) == (4, ["a"])
