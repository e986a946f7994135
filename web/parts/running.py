"""What runs about a case that is not a nomination: its open tasks, and where its diagrams stand."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.model import Instance, UserTask
from engine.store import instances, tasks
from web.parts.case import state_words


@dataclass(frozen=True)
class Running:
    """The open tasks of a case, those that are the person's, and its instances with their state and its tone."""

    waiting: list[UserTask]
    mine: list[UserTask]
    instances: list[tuple[Instance, str, str]]


def running_of(session: Session, actor: Actor, key: str) -> Running:
    """Return what runs under a business key."""
    waiting = tasks.tasks_of(session, key, open_only=True)
    return Running(
        waiting=waiting,
        mine=[task for task in waiting if tasks.may_act(task, actor)],
        instances=[(one, *state_words(one)) for one in instances.instances_for(session, key)],
    )
