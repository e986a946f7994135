"""Hands actions that touch the outside world over to the workers: the outbox."""

from collections.abc import Mapping

from SpiffWorkflow.util.task import TaskState
from sqlalchemy.orm import Session

from engine.base import clock
from engine.bpmn.read.expressions import whole_number
from engine.bpmn.token.token import Token
from engine.model import Job, new_id
from engine.ports.actions import registry
from engine.store import waiting
from engine.store.fast import LockedInstance

DEFAULT_RETRIES = 3
"""What Zeebe takes where a task definition names none."""


def is_outside(task: Token) -> bool:
    """Tell whether a worker must do a task's work, outside of the transaction that reaches it."""
    element = task.drawn
    calls = element.action and element.script is None and not element.decision_id
    return bool(calls) and registry.find(element.action).is_outside


def hand_over(session: Session, instance: LockedInstance, task: Token) -> None:
    """Leave a task's action to the workers, with the values it is called with; the task waits for its result.

    Called again for a task that waits already, it hands over the values as they are now.
    """
    element = task.drawn
    action = registry.find(element.action)
    values: Mapping[str, object] = task.data.local if element.inputs else task.data
    job = waiting.work_of(session, task.id) or Job(
        id=new_id(),
        root_id=instance.root_id,
        instance_id=instance.id,
        element_instance_id=task.id,
        kind="action",
        name=action.name,
        due_at=clock.now(),
    )
    said = DEFAULT_RETRIES if element.retries is None else element.retries.evaluate(task.data)
    job.max_attempts = max(1, whole_number(said))
    job.payload = {"element": element.id, "business_key": instance.business_key, "values": action.require(values)}
    session.add(job)
    task.note(outside=True)
    task.become(TaskState.WAITING)
