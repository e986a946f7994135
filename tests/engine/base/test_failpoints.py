"""Failpoints do nothing unless armed, are armed only by tests, and every name in use is on the list."""

import ast
from typing import Any

import pytest

from engine.base import failpoints
from engine.base.failpoints import POINTS, armed, reach
from engine.store.database import Database
from tests.architecture.sources import modules
from tests.engine import drawing as d
from tests.engine.play import Play


def reached_in_source() -> list[str]:
    calls = [node for _path, tree in modules() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call.args[0].value for call in calls if ast.unparse(call.func) == "reach"]  # type: ignore[attr-defined]


def test_every_point_is_on_the_list_and_stands_somewhere() -> None:
    assert set(reached_in_source()) == set(POINTS)


def test_no_production_code_arms_a_point() -> None:
    arming = [
        str(path)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute | ast.alias) and "armed" in ast.unparse(node).split(".")
    ]
    assert arming == []


def test_a_point_is_disarmed_after_use_even_when_the_hook_fails() -> None:
    def fail(point: str) -> None:
        raise RuntimeError(point)

    with pytest.raises(RuntimeError, match=r"commit\.wanted"), armed(fail):
        reach("commit.wanted")
    reach("commit.wanted")
    assert failpoints._hook is None


def test_a_command_passes_its_points_in_order(database: Database, clock: Any) -> None:
    play = Play(database)
    play.deploy(d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done")))
    instance = play.start()
    passed: list[str] = []
    with armed(passed.append):
        play.complete(instance, "one")
    elsewhere = {"commit.sent"} if database.is_sqlite else set()
    wanted = [p for p in POINTS if not p.startswith("worker.") and p not in elsewhere | {"write.statement"}]
    assert [point for point in passed if point != "write.statement"] == wanted
    # PostgreSQL takes the writes of a completion together; SQLite one by one.
    assert passed.count("write.statement") >= (4 if database.is_sqlite else 2)
