"""Processes that begin by themselves: by signals, timers, messages, and with a step that waits."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.base import clock as clock_room
from engine.base.actor import SYSTEM
from engine.base.errors import NotFoundError
from engine.commands import broadcast_signal
from engine.store import instances
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import after, catch, signal, signals, start, throw
from tests.engine.play import Play, key


@pytest.fixture
def play(database: Database, clock) -> Iterator[Play]:
    play = Play(database)
    play.forget_between = True
    return play


def alive(play: Play) -> list[str]:
    """Return the open tasks of all instances, by element."""
    with play.database.read() as s:
        return sorted(t for i in instances.all_ids(s) for t in play.names(i))


def test_a_signal_starts_a_process_at_its_own_start(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(), start("one", signal("X")), start("two", signal("Y")), d.user("a"), d.user("b"), d.user("c"),
            d.end(), d.path("begin", "a", "done"), d.path("one", "b", "done"), d.path("two", "c", "done"),
            messages=signals("X", "Y"),
        )
    )  # fmt: skip
    play.database.perform(lambda s: broadcast_signal(s, "Y", {"n": 1}, by=SYSTEM, key=key()))
    play.settle()
    assert alive(play) == ["c"]
    play.start()
    assert alive(play) == ["a", "c"]


def test_a_signal_thrown_by_one_instance_reaches_another_and_starts_a_third(play: Play) -> None:
    play.deploy(
        d.diagram(start("s"), throw("y", signal("X")), d.end(), d.path("s", "y", "done"), messages=signals("X")),
        d.diagram(
            d.start(), catch("k", signal("X")), d.user("a"), d.end(), d.path("begin", "k", "a", "done"), process="q",
            messages=signals("X"),
        ),
        d.diagram(
            start("s", signal("X")), d.user("b"), d.end(), d.path("s", "b", "done"), process="r", messages=signals("X")
        ),
    )  # fmt: skip
    waiting = play.start(process="q")
    play.start(process="p")
    play.settle()
    assert play.names(waiting) == ["a"]
    assert alive(play) == ["a", "b"]


def test_a_timer_starts_a_process_as_often_as_its_cycle_says(play: Play) -> None:
    play.deploy(d.diagram(start("s", after("R2/PT1H")), d.user("a"), d.end(), d.path("s", "a", "done")))
    play.settle()
    assert alive(play) == []
    for expected in (["a"], ["a", "a"], ["a", "a"]):
        clock_room.advance(timedelta(hours=1))
        play.settle()
        assert alive(play) == expected


def test_a_newer_release_takes_the_timers_of_the_older_away(play: Play) -> None:
    play.deploy(d.diagram(start("s", after("PT1H")), d.user("a"), d.end(), d.path("s", "a", "done")))
    play.deploy(d.diagram(start("s", after("PT3H")), d.user("b"), d.end(), d.path("s", "b", "done")))
    clock_room.advance(timedelta(hours=2))
    play.settle()
    assert alive(play) == []
    clock_room.advance(timedelta(hours=2))
    play.settle()
    assert alive(play) == ["b"]


def test_each_of_several_messages_starts_a_process_at_its_own_start(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start("one", message="m1"), d.start("two", message="m2"), d.user("a"), d.user("b"), d.end(),
            d.path("one", "a", "done"), d.path("two", "b", "done"), messages=d.message("m1") + d.message("m2"),
        )
    )  # fmt: skip
    play.send("m2", "K-2", {})
    assert alive(play) == ["b"]
    play.send("m1", "K-3", {})
    assert alive(play) == ["a", "b"]
    with pytest.raises(NotFoundError):
        play.start()


def test_a_receive_task_may_begin_a_process(play: Play) -> None:
    receive = d.node("receiveTask", "r", messageRef="m_hello", instantiate="true")
    play.deploy(d.diagram(receive, d.user("a"), d.end(), d.path("r", "a", "done"), messages=d.message("hello", "=key")))
    play.send("hello", "K-2", {"key": "K-2", "n": 5})
    assert alive(play) == ["a"]
    with play.database.read() as s:
        found = instances.all_ids(s)
    assert play.variables(found[0])["n"] == 5


def gateway(kind: str) -> bytes:
    return d.diagram(
        d.node("eventBasedGateway", "g", instantiate="true", eventGatewayType=kind),
        d.catch("one", message="m1"), d.catch("two", message="m2"), d.user("a"), d.user("b"), d.end(),
        d.path("g", "one", "a", "done"), d.path("g", "two", "b", "done"),
        messages=d.message("m1", "=key") + d.message("m2", "=key"),
    )  # fmt: skip


def test_an_event_gateway_may_begin_a_process_with_the_event_that_came(play: Play) -> None:
    play.deploy(gateway("Exclusive"))
    play.send("m2", "K-2", {"key": "K-2"})
    assert alive(play) == ["b"]


def test_a_parallel_event_gateway_begins_with_one_event_and_waits_for_the_others(play: Play) -> None:
    play.deploy(gateway("Parallel"))
    play.send("m1", "K-2", {"key": "K-2"})
    assert alive(play) == ["a"]
    play.send("m2", "K-2", {"key": "K-2"})
    assert alive(play) == ["a", "b"]
