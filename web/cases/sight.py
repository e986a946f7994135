"""Who sees an instance: through its nomination, or through a task of it that was theirs."""

from uuid import UUID

from sqlalchemy.orm import Session

from engine.actor import Actor
from engine.errors import NotFoundError
from engine.model import Instance, UserTask
from engine.store import instances, tasks
from workflows.complaint.store import find_complaint
from workflows.nomination import store as nominations
from workflows.revocation.store import find_revocation


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
    if actor.holds("auditor") or instance.started_by == actor.id:
        return True
    if instance.business_key and sees_case(session, actor, instance.business_key):
        return True
    return any(sees_task(actor, task) for task in tasks.tasks_of_instance(session, instance.id, open_only=False))


def sees_case(session: Session, actor: Actor, key: str) -> bool:
    """Tell whether the actor may see the nomination, complaint or revocation of a business key."""
    for find in (find_complaint, find_revocation):
        try:
            find(session, key, actor)
        except NotFoundError:
            continue
        return True
    return sees_nomination(session, actor, key)


def sees_nomination(session: Session, actor: Actor, code: str) -> bool:
    """Tell whether there is a nomination of this code that the actor may see."""
    try:
        nominations.find_nomination(session, code, actor)
    except NotFoundError:
        return False
    return True


def sees_task(actor: Actor, task: UserTask) -> bool:
    """Tell whether a task is or was the actor's to do."""
    theirs = {task.owner_id, task.completed_by, task.delegated_by}
    return bool(actor.ids & theirs) or tasks.may_act(task, actor)


def find_visible_task(session: Session, actor: Actor, task_id: UUID) -> UserTask:
    """Return a task that is or was the actor's to do.

    Raises NotFoundError for any other.
    """
    task = tasks.find_task(session, task_id)
    if not sees_task(actor, task):
        raise NotFoundError
    return task
