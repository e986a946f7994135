"""Processes of several files call each other whatever ids they use."""

from typing import Any

from engine.store import instances
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import end, start, sub, t
from tests.engine.play import Play

CALL = d.node("callActivity", "q", '<zeebe:calledElement processId="q"/>')


def held(task: str) -> str:
    """Draw a sub-process of an id that the other file uses too."""
    return sub("S", start("s1"), t(task), end("e1"), d.path("s1", task, "e1"))


def test_files_may_use_the_same_ids(sqlite_database: Database, clock: Any) -> None:
    play = Play(sqlite_database)
    calling = d.diagram(d.start(), held("a"), CALL, d.end(), d.path("begin", "S", "q", "done"))
    called = d.diagram(d.start(), held("b"), d.end(), d.path("begin", "S", "done"), process="q")
    play.deploy(calling, called)

    started = play.start()

    with sqlite_database.read() as session:
        assert instances.find_instance(session, started).state == "completed"
        assert set(instances.variables_of(session, started)) >= {"r_a", "r_b"}
