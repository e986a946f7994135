"""Who sees an instance: through its nomination, or through a task of it that was theirs."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.model import Instance, UserTask
from engine.store import instances, tasks
from workflows.procedures.complaint.store import find_complaint
from workflows.procedures.nomination import store as nominations
from workflows.procedures.revocation.store import find_revocation
from workflows.registers.confidence.sight import may_open

CASES = {"complaint": find_complaint, "revocation": find_revocation}
"""How a case is found that an actor may see, by the process that handles it; of all others the nomination is."""


def find_visible_instance(session: Session, actor: Actor, instance_id: UUID) -> Instance:
    """Return an instance the actor may see.

    Raises NotFoundError for any other, so that ids tell nothing.
    """
    instance = instances.find_instance(session, instance_id)
    if not sees_instance(session, actor, instance):
        raise NotFoundError
    return instance


def sees_instance(session: Session, actor: Actor, instance: Instance) -> bool:
    """Tell whether the actor may see an instance."""
    if not may_open(session, actor, instance.business_key, instance.process_id):
        return False
    if actor.holds("auditor") or instance.started_by == actor.id:
        return True
    find = CASES.get(instance.process_id, nominations.find_nomination)
    if instance.business_key and _finds(find, session, instance.business_key, actor):
        return True
    return any(sees_task(actor, task) for task in tasks.tasks_of_instance(session, instance.id, open_only=False))


def sees_nomination(session: Session, actor: Actor, code: str) -> bool:
    """Tell whether there is a nomination of this code that the actor may see."""
    return _finds(nominations.find_nomination, session, code, actor)


def _finds(find: Callable[[Session, str, Actor], object], session: Session, key: str, actor: Actor) -> bool:
    try:
        find(session, key, actor)
    except NotFoundError:
        return False
    return True


def sees_task(actor: Actor, task: UserTask) -> bool:
    """Tell whether a task is or was the actor's to do."""
    theirs = {task.owner_id, task.completed_by, task.delegated_by}
    return bool(actor.ids & theirs) or tasks.may_act(task, actor)


def reads_task(session: Session, actor: Actor, task: UserTask) -> bool:
    """Tell whether a task is or was the actor's to do, and they may know what its case says."""
    return sees_task(actor, task) and may_open(session, actor, task.business_key, task.process_id)


def find_visible_task(session: Session, actor: Actor, task_id: UUID) -> UserTask:
    """Return a task that is or was the actor's to do.

    Raises NotFoundError for any other.
    """
    task = tasks.find_task(session, task_id)
    if not reads_task(session, actor, task):
        raise NotFoundError
    return task
