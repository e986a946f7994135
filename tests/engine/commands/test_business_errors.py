"""Actions that send a process another way: by the error event that catches their code."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from engine.base.errors import BusinessError
from engine.base.text import Text
from engine.model import Instance
from engine.ports.actions import ActionCall, OutsideCall, action
from engine.store import instances
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import edge, error, errors, t
from tests.engine.play import Play


@action("test.refuse", title="Từ chối")
def refuse(call: ActionCall, *, code: str) -> dict[str, bool]:
    if code:
        raise BusinessError(code, Text("No."), {"why": "too late"})
    return {"done": True}


@action("test.refuse_late", title="Từ chối khi đã ghi một nửa")
def refuse_late(call: ActionCall, *, code: str) -> dict[str, bool]:
    call.session.execute(update(Instance).where(Instance.id == call.instance_id).values(title="half done"))
    return refuse(call, code=code)


@action("test.refuse_outside", title="Từ chối ở bên ngoài", outside=True)
def refuse_outside(call: OutsideCall, *, code: str) -> dict[str, bool]:
    if code:
        raise BusinessError(code, Text("No."), {"why": "too late"})
    return {"done": True}


@pytest.fixture
def play(database: Database, clock) -> Iterator[Play]:
    play = Play(database)
    play.forget_between = True
    return play


def drawn(name: str) -> bytes:
    work = d.service("work", name, d.mapping({"code": "=code"}))
    caught = edge("b", "work", error("LATE")) + d.user("late")
    return d.diagram(
        d.start(), work, caught, t("ok"), d.end(), d.path("begin", "work", "ok", "done"), d.path("b", "late", "done"),
        messages=errors("LATE"),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["test.refuse", "test.refuse_outside"])
def test_an_error_event_catches_the_code_an_action_raises(play: Play, name: str) -> None:
    play.deploy(drawn(name))
    caught = play.start({"code": "LATE"})
    passed = play.start({"code": ""})
    play.settle()
    assert (play.names(caught), play.variables(caught)["why"]) == (["late"], "too late")
    assert play.state(passed) == "completed"
    with play.database.read() as s:
        assert instances.open_incidents(s) == []


def test_what_an_action_wrote_before_it_refused_is_undone(play: Play) -> None:
    play.deploy(drawn("test.refuse_late"))
    caught, passed = play.start({"code": "LATE"}), play.start({"code": ""})
    failed = play.start({"code": "OTHER"})
    with play.database.read() as s:
        assert [instances.find_instance(s, made).title for made in (caught, passed, failed)] == ["p", "half done", "p"]


def test_a_code_that_nothing_catches_is_an_incident(play: Play) -> None:
    play.deploy(drawn("test.refuse"))
    i = play.start({"code": "OTHER"})
    with play.database.read() as s:
        assert [found.element_id for found in instances.open_incidents(s, i)] == ["work"]


def test_a_chain_of_two_thousand_tasks_runs(sqlite_database: Database, clock) -> None:
    play = Play(sqlite_database)
    names = [f"t{n}" for n in range(2_000)]
    tasks = (d.node("task", name) for name in names)
    play.deploy(d.diagram(d.start(), *tasks, d.end(), d.path("begin", *names, "done")))
    assert play.state(play.start()) == "completed"
