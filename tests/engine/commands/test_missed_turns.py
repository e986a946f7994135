"""Turns of a cycle that pass during a standstill happen as one with their number, or each where the diagram says so."""

from datetime import timedelta
from typing import Any

import pytest

from engine.base import clock as clock_room
from engine.commands import resume_instance, suspend_instance
from engine.store import events, instances
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import after, start
from tests.engine.play import ADMIN, Play, key

DAY = timedelta(days=1)


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    return Play(database)


def reminding(cycle: str, *others: str, missed: str = "", outputs: dict[str, str] | None = None) -> bytes:
    said = f'<zeebe:properties><zeebe:property name="missedTurns" value="{missed}"/></zeebe:properties>'
    extension = d.mapping(outputs=outputs or {}) + (said if missed else "")
    inner = after(cycle) + "".join(others)
    remind = d.node("boundaryEvent", "late", extension, inner, attachedToRef="a", cancelActivity="false")
    way = d.path("late", "sent", "told")
    parts = (d.start(), d.user("a"), d.end(), d.path("begin", "a", "done"), remind, d.user("sent"), d.end("told"), way)
    return d.diagram(*parts, messages=d.message("hurry", "=1"))


def fired(play: Play, instance: Any) -> list[int]:
    with play.database.read() as s:
        told = [e for e in events.events_of(s, instance_id=instance) if e.kind == "timer_fired"]
    return [(e.data or {}).get("turns", 1) for e in told]


@pytest.mark.parametrize(("missed", "expected"), [("", [4]), ("once", [4]), ("each", [1, 1, 1, 1])])
def test_what_passes_while_the_server_is_down_happens_as_one_unless_each_is_asked(
    play: Play, missed: str, expected: list[int]
) -> None:
    play.deploy(reminding("R/P1D", missed=missed))
    i = play.start()
    clock_room.advance(DAY * 4 + timedelta(hours=1))
    play.settle()
    assert fired(play, i) == expected
    assert play.names(i) == ["a", *["sent"] * len(expected)]
    clock_room.advance(timedelta(hours=23))
    play.settle()
    assert fired(play, i) == [*expected, 1]  # the fifth comes on its day


def test_what_passes_while_an_instance_is_suspended_happens_as_one_and_counts_against_its_turns(play: Play) -> None:
    play.deploy(reminding("R5/P1D", outputs={"missed": "=turns"}))
    i = play.start()
    play.database.perform(lambda s: suspend_instance(s, i, "chờ", by=ADMIN, key=key()))
    clock_room.advance(DAY * 3)
    assert play.settle() == 0
    play.database.perform(lambda s: resume_instance(s, i, "đã rõ", by=ADMIN, key=key()))
    play.settle()
    assert (fired(play, i), play.variables(i)["missed"]) == ([3], 3)
    for _ in range(4):
        clock_room.advance(DAY)
        play.settle()
    assert fired(play, i) == [3, 1, 1]
    assert play.variables(i)["missed"] == 1


def test_a_cycle_beside_another_event_keeps_its_turns_when_the_other_comes(play: Play) -> None:
    play.deploy(reminding("R2/P1D", '<bpmn:messageEventDefinition messageRef="m_hurry"/>'))
    i = play.start()
    for hours in (12, 6):
        clock_room.advance(timedelta(hours=hours))
        play.send("hurry", "1")
    assert play.names(i) == ["a", "sent", "sent"]
    clock_room.advance(timedelta(hours=6))
    play.settle()
    assert fired(play, i) == [1]
    clock_room.advance(DAY * 5)
    play.settle()
    play.send("hurry", "1")
    assert (fired(play, i), play.names(i).count("sent")) == ([1, 1], 5)


def test_a_process_that_a_timer_starts_is_started_once_for_what_was_missed(play: Play) -> None:
    play.deploy(d.diagram(start("s", after("R3/P1D")), d.user("a"), d.end(), d.path("s", "a", "done")))
    for days, count in ((2, 1), (1, 2), (5, 2)):
        clock_room.advance(DAY * days)
        play.settle()
        with play.database.read() as s:
            assert len(instances.all_ids(s)) == count
    with play.database.read() as s:
        begun = [e.data for i in instances.all_ids(s) for e in events.events_of(s, instance_id=i)]
    assert [data["turns"] for data in begun if data and "turns" in data] == [2]
