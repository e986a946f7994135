"""Reading what waits for people."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.errors import NotFoundError
from engine.model import UserTask, UserTaskCandidate
from engine.store.batch import write
from engine.store.statements import changing, inserting

OPENING = (
    "id",
    "root_id",
    "instance_id",
    "release_id",
    "procedure",
    "process_id",
    "element_id",
    "name",
    "name_en",
    "form_id",
    "business_key",
    "title",
    "state",
    "priority",
    "created_at",
    "due_at",
    "follow_up_at",
    "properties",
)
OPEN = inserting(UserTask, OPENING)
OFFER = inserting(UserTaskCandidate, ("task_id", "principal"))
WITHDRAW = changing(
    UserTask,
    ("state", "completed_at"),
    and_(UserTask.id == bindparam("row_id"), UserTask.state == literal_column("'open'")),
)
SEGMENTS = ("all", "overdue", "today", "mine", "done")
FAR = datetime(9999, 1, 1, tzinfo=clock.LOCAL_ZONE)


def get(session: Session, task_id: UUID) -> UserTask | None:
    """Return a task, or None."""
    return session.get(UserTask, task_id)


def find_task(session: Session, task_id: UUID) -> UserTask:
    """Return a task; raises NotFoundError."""
    found = session.get(UserTask, task_id)
    if found is None:
        raise NotFoundError
    return found


def open_task(session: Session, row: Mapping[str, Any], principals: Collection[str]) -> None:
    """Write a new task, offered to principals."""
    write(session, OPEN, [row])
    write(session, OFFER, [{"task_id": row["id"], "principal": principal} for principal in sorted(principals)])


def withdraw_task(session: Session, task_id: UUID, at: datetime) -> None:
    """Write that a task is no longer open, if it was."""
    write(session, WITHDRAW, [{"row_id": task_id, "state": "cancelled", "completed_at": at}])


def renew(session: Session, task_id: UUID, values: Mapping[str, Any], principals: Collection[str]) -> None:
    """Write what an open task says anew, and to whom it is offered instead."""
    session.execute(update(UserTask).where(UserTask.id == task_id, UserTask.state == "open").values(dict(values)))
    session.execute(delete(UserTaskCandidate).where(UserTaskCandidate.task_id == task_id))
    added = [{"task_id": task_id, "principal": principal} for principal in sorted(principals)]
    if added:
        session.execute(insert(UserTaskCandidate), added)


def tasks_of(session: Session, business_key: str, *, open_only: bool = False) -> list[UserTask]:
    """Return the tasks of a business key, oldest first."""
    query = select(UserTask).where(UserTask.business_key == business_key).order_by(UserTask.created_at, UserTask.id)
    if open_only:
        query = query.where(UserTask.state == "open")
    return list(session.scalars(query))


def tasks_of_instance(session: Session, instance_id: UUID, *, open_only: bool = True) -> list[UserTask]:
    """Return the tasks of an instance, oldest first."""
    query = select(UserTask).where(UserTask.instance_id == instance_id).order_by(UserTask.created_at, UserTask.id)
    if open_only:
        query = query.where(UserTask.state == "open")
    return list(session.scalars(query))


def completers(session: Session, business_key: str, element_ids: Sequence[str]) -> dict[str, str]:
    """Return who completed the named elements of a case: person id to the element's name."""
    query = select(UserTask.completed_by, UserTask.name).where(
        UserTask.business_key == business_key,
        UserTask.element_id.in_(element_ids),
        UserTask.state == "completed",
    )
    return {person: name for person, name in session.execute(query) if person}


def may_act(session: Session, task: UserTask, actor: Actor) -> bool:
    """Tell whether a task is offered to one of the actor's principals."""
    query = select(
        exists().where(UserTaskCandidate.task_id == task.id, UserTaskCandidate.principal.in_(actor.all_principals))
    )
    return bool(session.scalar(query))


def offered_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a task is offered to the actor or held by them."""
    offered = exists().where(
        UserTaskCandidate.task_id == UserTask.id, UserTaskCandidate.principal.in_(actor.all_principals)
    )
    return or_(UserTask.owner_id == actor.id, and_(UserTask.owner_id.is_(None), offered))


def in_segment(segment: str, actor: Actor) -> ColumnElement[bool]:
    """Return the condition of a segment of the inbox."""
    now = clock.now()
    midnight = datetime.combine(clock.today() + timedelta(days=1), time.min, clock.LOCAL_ZONE)
    if segment == "done":
        return and_(UserTask.state == "completed", UserTask.completed_by == actor.id)
    base = and_(UserTask.state == "open", offered_to(actor))
    conditions: dict[str, ColumnElement[bool]] = {
        "overdue": UserTask.due_at < now,
        "today": and_(UserTask.due_at >= now, UserTask.due_at < midnight),
        "mine": UserTask.owner_id == actor.id,
    }
    return and_(base, conditions[segment]) if segment in conditions else base


def inbox_query(actor: Actor, segment: str) -> Select[UserTask]:
    """Return the query of a segment; rooms outward may join their own tables to it and narrow it."""
    return select(UserTask).where(in_segment(segment, actor))


def page(
    session: Session, query: Select[Any], *, segment: str = "all", limit: int = 50, after: UUID | None = None
) -> list[UserTask]:
    """Return one page of an inbox query by keyset: due first (done: last completed first), after the task `after`."""
    if segment == "done":
        return _done_page(session, query, limit, after)
    due = func.coalesce(UserTask.due_at, FAR)
    last = session.get(UserTask, after) if after else None
    if last is not None:
        due_at = last.due_at or FAR
        query = query.where(or_(due > due_at, and_(due == due_at, UserTask.id > last.id)))
    return list(session.scalars(query.order_by(due, UserTask.id).limit(limit)))


def _done_page(session: Session, query: Select[Any], limit: int, after: UUID | None) -> list[UserTask]:
    last = session.get(UserTask, after) if after else None
    if last is not None and last.completed_at is not None:
        earlier = UserTask.completed_at < last.completed_at
        query = query.where(or_(earlier, and_(UserTask.completed_at == last.completed_at, UserTask.id > last.id)))
    return list(session.scalars(query.order_by(UserTask.completed_at.desc(), UserTask.id).limit(limit)))


def inbox(
    session: Session, actor: Actor, *, segment: str = "all", limit: int = 50, after: UUID | None = None
) -> list[UserTask]:
    """Return one page of the actor's inbox."""
    return page(session, inbox_query(actor, segment), segment=segment, limit=limit, after=after)


def count_inbox(session: Session, actor: Actor) -> dict[str, int]:
    """Return how many tasks each segment of the actor's inbox holds."""
    wanted = [s for s in SEGMENTS if s not in ("all", "done")]
    sums = [func.coalesce(func.sum(case((in_segment(s, actor), 1), else_=0)), 0).label(s) for s in wanted]
    row = session.execute(
        select(func.count().label("all"), *sums).where(in_segment("all", actor)).select_from(UserTask)
    ).one()
    done = session.scalar(select(func.count()).select_from(UserTask).where(in_segment("done", actor))) or 0
    return {s: int(row._mapping[s]) for s in ("all", *wanted)} | {"done": done}
