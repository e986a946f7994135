"""What a person watches, and the query of its open tasks."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, lazyload

from engine.base import clock
from engine.base.actor import Actor
from engine.model import UserTask, UserTaskState
from engine.store.rows import find_or_add
from web.parts.watching.model import Watch
from workflows.across.people.store.named import proposes
from workflows.procedures.nomination.sight.store import visible
from workflows.registers.nominations.model import Nomination


def begin_watching(session: Session, person_id: str, nomination: str) -> None:
    """Let a person watch a nomination; doing so twice changes nothing."""
    find_or_add(session, Watch, {"person_id": person_id, "nomination": nomination}, since=clock.now())


def cease_watching(session: Session, person_id: str, nomination: str) -> None:
    """Let a person watch a nomination no longer."""
    session.execute(delete(Watch).where(Watch.person_id == person_id, Watch.nomination == nomination))


def watched_query(actor: Actor) -> Select[Any]:
    """Return the query of the open tasks of what an actor watches and may still see, by an index of cases.

    What proposes them or a relative by now is not among it.
    """
    watched = select(Watch.nomination).join(Nomination, Nomination.code == Watch.nomination)
    watched = watched.where(Watch.person_id == actor.id, visible(actor), ~proposes(map(UUID, actor.ids)))
    query = select(UserTask).where(UserTask.state == UserTaskState.OPEN, UserTask.business_key.in_(watched))
    return query.options(lazyload(UserTask.candidates))


def is_watching(session: Session, actor: Actor, nomination: str) -> bool:
    """Tell whether an actor watches a nomination."""
    return session.get(Watch, (actor.id, nomination)) is not None
