"""What two live instances must share to be the same: one that ran on, and one read back from its rows."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.bpmn.build.builder import Definition
from engine.bpmn.keep import cache, snapshot
from engine.bpmn.run.live import LiveWorkflow
from engine.store import instances
from engine.store.fast import values_of


def likeness(live: LiveWorkflow) -> dict[str, Any]:
    """Return everything that decides how an instance goes on, as plain values."""
    containers = {None: live, **live.subprocesses}
    return {
        "number": live.number,
        "tasks": {task.id: _task(task) for task in live.all_tasks.values()},
        "scopes": {scope.id: (_id(scope.parent), scope.owner, scope.local) for scope in live.scopes.values()},
        "completed": {key: one.completed for key, one in containers.items()},
        "unfinished": {key: list(one.unfinished) for key, one in containers.items() if one.unfinished},
        "joins": {key: list(one.joins) for key, one in containers.items() if one.joins},
        "left over": (list(live.queue), dict(live.dirty), list(live.journal)),
    }


def _task(task: Any) -> tuple[Any, ...]:
    return (
        task.task_spec.name,
        int(task.state),
        task._parent,
        list(task._children),
        getattr(task.workflow, "parent_task_id", None),
        task.data.id,
        task.triggered,
        task.internal_data,
        task.ord,
    )


def _id(scope: Any) -> UUID | None:
    return None if scope is None else scope.id


def kept_and_read(session: Session, place: str, instance_id: UUID, definition: Definition) -> tuple[Any, Any] | None:
    """Return the likeness of the instance kept live and of the one its rows give on freshly parsed specs.

    None where no live instance is kept, because it has ended.
    """
    instance = values_of(instances.find_instance(session, instance_id))
    kept = cache._kept.get((place, instance_id))
    if kept is None:
        return None
    version, live = kept
    assert version == instance.version
    return likeness(live), likeness(snapshot.load(session, instance, definition))
