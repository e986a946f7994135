"""A timer that cannot be set is an incident at itself, and never keeps the task it hangs on from opening."""

from datetime import timedelta
from typing import Any

import pytest

from engine.store import instances, tasks
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import define, edge, end, on_event, sub, t
from tests.engine.play import Play

UNSET = [
    ("timeDuration", "=late"),
    ("timeDuration", "=late + 1"),
    ("timeDuration", '=if late = null then "3 ngày" else "P1D"'),
    ("timeDuration", '=if late = null then duration("P999999999Y") else late'),
    ("timeDuration", '=if late = null then duration("P106751991D") * 10 else late'),
    ("timeDate", "=late"),
    ("timeDate", '=if late = null then date("9999-12-31") + duration("P1D") else late'),
    ("timeDate", '=if late = null then "9999-12-31T23:59:59-05:00" else late'),
    ("timeDate", '=if late = null then "2027-02-29" else late'),
    ("timeCycle", "=late"),
    ("timeCycle", '=if late = null then "R/-PT1H" else late'),
    ("timeCycle", '=if late = null then "0 0 25 * * *" else late'),
    ("timeCycle", "=if late = null then [1] else late"),
]


def timer(tag: str, value: str) -> str:
    said = value.replace("<", "&lt;")
    return define("timer", f"<bpmn:{tag}>{said}</bpmn:{tag}>")


@pytest.mark.parametrize(("tag", "value"), UNSET)
def test_a_reminder_that_cannot_be_set_keeps_no_task_from_opening(
    sqlite_database: Database, clock: Any, tag: str, value: str
) -> None:
    play, is_cycle = Play(sqlite_database), tag == "timeCycle"
    reminder = (
        edge("b", "a", timer(tag, value), interrupting=not is_cycle) + t("h") + end("he") + d.path("b", "h", "he")
    )
    apart = on_event("V", timer(tag, value), "k", interrupting=False)
    held = sub("S", d.start("s1"), d.user("a"), d.end("s2"), d.path("s1", "a", "s2"), reminder, apart)
    play.deploy(d.diagram(d.start(), held, d.end(), d.path("begin", "S", "done")))

    started = play.start({"late": None})

    with sqlite_database.read() as session:
        assert [task.element_id for task in tasks.tasks_of_instance(session, started)] == ["a"]
        assert {one.element_id for one in instances.open_incidents(session, started)} == {"b", "Vs"}


@pytest.mark.parametrize("said", ["R0/PT1H", "R0/2026-01-01T08:00/P1D", '=cycle(0, duration("PT1H"))', "=none"])
def test_a_cycle_of_no_turns_never_comes_and_troubles_nobody(sqlite_database: Database, clock: Any, said: str) -> None:
    play, never = Play(sqlite_database), timer("timeCycle", said)
    beside = edge("b", "a", never, interrupting=False) + t("h") + end("he") + d.path("b", "h", "he")
    apart = on_event("V", never, "k", interrupting=False)
    held = sub("S", d.start("s1"), d.user("a"), d.end("s2"), d.path("s1", "a", "s2"), beside, apart)
    waits = d.node("intermediateCatchEvent", "w", inner=never)
    starts = d.node("startEvent", "timed", inner=never) + d.path("timed", "S") if "none" not in said else ""
    play.deploy(d.diagram(d.start(), starts, held, waits, d.end(), d.path("begin", "S", "w", "done")))

    started = play.start({"none": "R0/P1D"})
    clock.advance(timedelta(days=400))
    play.settle()
    play.complete(started, "a")
    clock.advance(timedelta(days=400))
    play.settle()

    assert play.state(started) == "active"
    assert not {"r_h", "r_k"} & play.variables(started).keys()
    with sqlite_database.read() as session:
        assert instances.open_incidents(session, started) == []
        assert instances.all_ids(session) == [started]
