"""States that no walk leads to: how to come there, and how an instance goes on from there."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from engine.base.actor import Actor
from engine.commands import claim_task, resume_instance, retry_incident, set_variables, suspend_instance
from engine.ports.actions import ActionCall, OutsideCall, action
from engine.store import instances
from tests.engine import drawing as d
from tests.engine.play import CLERK, Play, approved, key

ADMIN = Actor("admin", "Quản trị", frozenset({"administrator@*"}))


@action("golden.need", title="Cần một giá trị")
def need(call: ActionCall, *, value: int) -> dict[str, int]:
    return {"found": value}


@action("golden.outside", title="Việc bên ngoài", outside=True)
def reach_outside(call: OutsideCall, *, value: int) -> dict[str, int]:
    return {"found": value}


@dataclass(frozen=True)
class Special:
    """A process, how it comes to its state after the start, and what ends it."""

    diagram: bytes
    come: Callable[[Play, UUID], None]
    finish: Callable[[Play, UUID], None]


def _tasks() -> bytes:
    return d.diagram(d.start(), d.user("one"), d.user("two"), d.end(), d.path("begin", "one", "two", "done"))


def _acting(action_name: str) -> bytes:
    work = d.service("work", action_name)
    return d.diagram(d.start(), work, d.user("two"), d.end(), d.path("begin", "work", "two", "done"))


def _claim(play: Play, instance_id: UUID) -> None:
    task = play.open(instance_id)[0].id
    play.database.perform(lambda s: claim_task(s, task, by=CLERK, key=key()))


def _complete(play: Play, instance_id: UUID, *elements: str) -> None:
    for element in elements:
        play.complete(instance_id, element, {"done": element})


def _suspend(play: Play, instance_id: UUID) -> None:
    play.database.perform(lambda s: suspend_instance(s, instance_id, "chờ", by=ADMIN, key=key()))


def _resume(play: Play, instance_id: UUID) -> None:
    play.database.perform(lambda s: resume_instance(s, instance_id, "tiếp", by=ADMIN, key=key()))
    _complete(play, instance_id, "one", "two")


def _repair(play: Play, instance_id: UUID) -> None:
    with play.database.read() as session:
        incident = instances.open_incidents(session, instance_id)[0].id
    play.database.perform(
        lambda s: set_variables(s, instance_id, {"value": 1}, "sửa", by=approved("set_variables"), key=key())
    )
    play.database.perform(lambda s: retry_incident(s, incident, by=ADMIN, key=key(), reason="sửa xong"))
    _complete(play, instance_id, "two")


def _work(play: Play, instance_id: UUID) -> None:
    play.settle()
    assert play.variables(instance_id)["found"] == 7
    _complete(play, instance_id, "two")


def _stay(play: Play, instance_id: UUID) -> None:
    """Stay where the start has led."""


SPECIALS = {
    "a claimed task": Special(_tasks(), _claim, lambda play, i: _complete(play, i, "one", "two")),
    "a suspended process": Special(_tasks(), _suspend, _resume),
    "an incident": Special(_acting("golden.need"), _stay, _repair),
    "an action that waits for a worker": Special(_acting("golden.outside"), _stay, _work),
}
VALUES = {"an action that waits for a worker": {"value": 7}}
