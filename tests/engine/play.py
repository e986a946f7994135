"""Moves for tests: deploy, start, complete, look."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from engine.base.actor import SYSTEM, Actor, Approval
from engine.bpmn.keep import cache
from engine.commands import complete_task, correlate_message, deploy, start_instance
from engine.jobs import worker
from engine.model import Instance, UserTask, new_id
from engine.store import instances, tasks
from engine.store.database import Database

CLERK = Actor("clerk", "Lê Thị Thư ký", frozenset({"clerk@A"}))
HEAD = Actor("head", "Trần Văn Trưởng", frozenset({"head@A", "clerk@A"}))
OTHER = Actor("other", "Phạm Người Ngoài", frozenset({"clerk@B"}))
ADMIN = Actor("admin", "Ngô Thị Quản trị", frozenset({"administrator@*"}))
_keys = count()


def approved(kind: str, by: Actor = ADMIN) -> Actor:
    """Return somebody in the middle of an act of a kind that a second person has approved."""
    return replace(by, approval=Approval(new_id(), kind, "second", "Vũ Thị Hai"))


def key() -> str:
    return f"test-{next(_keys)}"


class Play:
    """One database, with the engine's moves as short calls; each is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.forget_between = False
        self.folder = Path()  # for what reaches outside

    def deploy(self, *diagrams: bytes, **files: bytes) -> None:
        named = {f"{n}.bpmn": data for n, data in enumerate(diagrams)} | {
            k.replace("__", "."): v for k, v in files.items()
        }
        self.database.perform(
            lambda s: deploy(s, named, procedure="test", author=SYSTEM, approver=None, key=key()),
        )

    def start(
        self,
        variables: Mapping[str, Any] | None = None,
        *,
        process: str = "p",
        business_key: str = "K-1",
        by: Actor = CLERK,
    ) -> UUID:
        return self.database.perform(
            lambda s: start_instance(s, process, variables or {}, by=by, key=key(), business_key=business_key),
        ).id

    def open(self, instance_id: UUID | None = None, business_key: str = "K-1") -> list[UserTask]:
        with self.database.read() as s:
            if instance_id is not None:
                return tasks.tasks_of_instance(s, instance_id)
            return tasks.tasks_of(s, business_key, open_only=True)

    def names(self, instance_id: UUID) -> list[str]:
        return sorted(t.element_id for t in self.open(instance_id))

    def complete(
        self, instance_id: UUID, element: str, answers: Mapping[str, Any] | None = None, *, by: Actor = CLERK
    ) -> None:
        if self.forget_between:
            cache.clear()
        task = next(t for t in self.open(instance_id) if t.element_id == element)
        self.database.perform(lambda s: complete_task(s, task.id, answers or {}, by=by, key=key()))

    def send(self, name: str, correlation: str, payload: Mapping[str, Any] | None = None) -> None:
        self.database.perform(lambda s: correlate_message(s, name, correlation, payload or {}, by=SYSTEM, key=key()))
        self.settle()

    def settle(self) -> int:
        if self.forget_between:
            cache.clear()
        return worker.run_until_idle(self.database)

    def state(self, instance_id: UUID) -> str:
        return self.instance(instance_id).state

    def instance(self, instance_id: UUID) -> Instance:
        with self.database.read() as s:
            return instances.find_instance(s, instance_id)

    def variables(self, instance_id: UUID) -> dict[str, Any]:
        with self.database.read() as s:
            return instances.variables_of(s, instance_id)

    def past(self, instance_id: UUID) -> list[str]:
        with self.database.read() as s:
            return instances.positions(s, instance_id).past
