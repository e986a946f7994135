"""Reading what waits for people."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Label,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    delete,
    false,
    func,
    insert,
    literal,
    literal_column,
    not_,
    or_,
    select,
    true,
    union,
    update,
)
from sqlalchemy.orm import Session, aliased, joinedload, lazyload

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.model import UserTask, UserTaskCandidate, UserTaskState
from engine.model.base import UtcDateTime
from engine.model.task import NEVER
from engine.store.fast import Statement, ask, changing, inserting, write

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
    "attention",
    "excluded",
    "prepared_by",
    "capacity",
    "properties",
)
OPEN = inserting(UserTask, OPENING)
OFFER = inserting(UserTaskCandidate, ("task_id", "principal", "is_open", "due_at", "attention"))
CLOSE = changing(UserTaskCandidate, ("is_open",), UserTaskCandidate.task_id == bindparam("row_id"))
WITHDRAW = changing(
    UserTask,
    ("state", "completed_at"),
    and_(UserTask.id == bindparam("row_id"), UserTask.state == literal_column("'open'")),
)
OPEN_STEPS = Statement(
    lambda _: (
        select(UserTask.id, UserTask.element_id, UserTask.business_key)
        .where(UserTask.business_key == bindparam("of_key"), UserTask.state == literal_column("'open'"))
        .order_by(UserTask.created_at, UserTask.id)
    )
)
WITH_OFFERS = joinedload(UserTask.candidates)
OF_INSTANCE = (
    select(UserTask)
    .where(UserTask.instance_id == bindparam("instance"))
    .order_by(UserTask.created_at, UserTask.id)
    .options(WITH_OFFERS)
)
OPEN_OF_INSTANCE = OF_INSTANCE.where(UserTask.state == literal_column("'open'"))
MOST_COUNTED = 1_000
due_or_never = func.coalesce(UserTask.due_at, NEVER)
"""A task's deadline, where conditions narrow the tasks of one person: no index of all deadlines may be taken for it."""


def _midnight() -> datetime:
    return datetime.combine(clock.today() + timedelta(days=1), time.min, clock.local_zone())


def instant(read: Callable[[], datetime]) -> BindParameter[datetime]:
    """Return a parameter that is read anew whenever a query is asked, so that queries can be kept."""
    return bindparam(None, callable_=read, type_=UtcDateTime())


NOW = instant(clock.now)
MIDNIGHT = instant(_midnight)
QUERIES_KEPT = 2_000


def get(session: Session, task_id: UUID) -> UserTask | None:
    """Return a task, or None."""
    return session.get(UserTask, task_id)


def find_task(session: Session, task_id: UUID) -> UserTask:
    """Return a task with whom it is or was offered to; raises NotFoundError."""
    found = session.get(UserTask, task_id, options=(WITH_OFFERS,))
    if found is None:
        raise NotFoundError
    return found


class OpenStep(NamedTuple):
    """An open task, as far as one needs to know it to complete it."""

    id: UUID
    element_id: str
    business_key: str


def open_steps(session: Session, business_key: str) -> list[OpenStep]:
    """Return the open tasks of a business key, oldest first."""
    (rows,) = ask(session, (OPEN_STEPS, {"of_key": business_key}))
    return [OpenStep(*row) for row in rows]


def offers_of(session: Session, task_id: UUID) -> list[str]:
    """Return the principals a task is or was offered to, sorted."""
    query = select(UserTaskCandidate.principal).where(UserTaskCandidate.task_id == task_id)
    return list(session.scalars(query.order_by(UserTaskCandidate.principal)))


def open_task(session: Session, row: Mapping[str, Any], principals: Collection[str]) -> None:
    """Write a new task, offered to principals."""
    write(session, OPEN, [row])
    carried = {"task_id": row["id"], "is_open": True, "due_at": row["due_at"] or NEVER, "attention": row["attention"]}
    write(session, OFFER, [{**carried, "principal": principal} for principal in sorted(principals)])


def withdraw_task(session: Session, task_id: UUID, at: datetime) -> None:
    """Write that a task is no longer open, if it was."""
    write(session, WITHDRAW, [{"row_id": task_id, "state": UserTaskState.CANCELLED, "completed_at": at}])
    close_offer(session, task_id)


def offer_also(session: Session, task_id: UUID, principal: str) -> bool:
    """Offer an open task to one more principal, out of the hands that hold it; tell whether it was open still."""
    query = select(UserTask).where(UserTask.id == task_id, UserTask.state == UserTaskState.OPEN).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        return False
    found.owner_id = found.owner_name = found.delegated_by = found.delegated_by_name = None
    found.candidates.append(UserTaskCandidate(task_id=task_id, principal=principal, is_open=True))
    carry(found)
    session.flush()
    return True


def carry(task: UserTask) -> None:
    """Let the offers of an open task say what the task does, after it was changed."""
    for offer in task.candidates:
        offer.due_at, offer.owner_id, offer.attention = task.due_at or NEVER, task.owner_id, task.attention


def close_offer(session: Session, task_id: UUID) -> None:
    """Write that a task is offered no more, because it is done or withdrawn."""
    write(session, CLOSE, [{"row_id": task_id, "is_open": False}])


def renew(session: Session, task_id: UUID, values: Mapping[str, Any], principals: Collection[str]) -> None:
    """Write what an open task says anew, and to whom it is offered instead."""
    session.execute(
        update(UserTask).where(UserTask.id == task_id, UserTask.state == UserTaskState.OPEN).values(dict(values))
    )
    session.execute(delete(UserTaskCandidate).where(UserTaskCandidate.task_id == task_id))
    carried = select(UserTask.id, due_or_never, UserTask.owner_id, UserTask.attention).where(UserTask.id == task_id)
    for principal in sorted(principals):
        added = carried.add_columns(literal(principal), true())
        names = ["task_id", "due_at", "owner_id", "attention", "principal", "is_open"]
        session.execute(insert(UserTaskCandidate).from_select(names, added))


def tasks_of(session: Session, business_key: str, *, open_only: bool = False) -> list[UserTask]:
    """Return the tasks of a business key, oldest first; to whom they were offered is read only where somebody asks."""
    query = select(UserTask).where(UserTask.business_key == business_key).order_by(UserTask.created_at, UserTask.id)
    query = query.options(lazyload(UserTask.candidates))
    if open_only:
        query = query.where(UserTask.state == UserTaskState.OPEN)
    return list(session.scalars(query))


def tasks_of_instance(session: Session, instance_id: UUID, *, open_only: bool = True) -> list[UserTask]:
    """Return the tasks of an instance, oldest first."""
    found = session.scalars(OPEN_OF_INSTANCE if open_only else OF_INSTANCE, {"instance": instance_id})
    return list(found.unique())


def tasks_by_instance(session: Session, instance_ids: Collection[UUID]) -> dict[UUID, list[UserTask]]:
    """Return the tasks of each of some instances, oldest first; to whom they were offered is not read with them."""
    query = select(UserTask).where(UserTask.instance_id.in_(instance_ids)).options(lazyload(UserTask.candidates))
    found: dict[UUID, list[UserTask]] = {}
    for task in session.scalars(query.order_by(UserTask.created_at, UserTask.id)) if instance_ids else ():
        found.setdefault(task.instance_id, []).append(task)
    return found


def may_act(task: UserTask, actor: Actor) -> bool:
    """Tell whether a task is offered to one of the actor's principals."""
    return not actor.reach.isdisjoint(candidate.principal for candidate in task.candidates)


def offered_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an open task is held by the actor, or offered to them and held by nobody.

    Both are looked up by indexes that hold open tasks only, so what is done costs nothing.
    """
    offered = select(UserTaskCandidate.task_id).where(
        UserTaskCandidate.principal.in_(actor.reach), UserTaskCandidate.is_open, UserTaskCandidate.owner_id.is_(None)
    )
    held = aliased(UserTask)
    owned = select(held.id).where(held.owner_id.in_(actor.ids), held.state == UserTaskState.OPEN)
    free = or_(UserTask.owner_id.is_(None), UserTask.owner_id.in_(actor.ids))
    return and_(UserTask.id.in_(union(offered, owned)), free)


def in_segment(segment: str, actor: Actor) -> ColumnElement[bool]:
    """Return the condition of a segment of the inbox."""
    if segment == "done":
        return and_(UserTask.state == UserTaskState.COMPLETED, UserTask.completed_by == actor.id)
    if segment == "handed":
        return and_(UserTask.state == UserTaskState.OPEN, UserTask.delegated_by.in_(actor.ids))
    base = and_(UserTask.state == UserTaskState.OPEN, offered_to(actor))
    parts = _parts(actor)
    return and_(base, parts[segment]) if segment in parts else base


def _parts(actor: Actor) -> dict[str, ColumnElement[bool]]:
    """Return what makes some of an actor's open tasks a segment of their own."""
    is_delegated = UserTask.delegated_by.is_not(None)
    return {
        "overdue": due_or_never < NOW,
        "today": and_(due_or_never >= NOW, due_or_never < MIDNIGHT),
        "look": UserTask.attention.is_(True),
        "mine": and_(UserTask.owner_id == actor.id, not_(is_delegated)),
        "delegated": and_(UserTask.owner_id == actor.id, is_delegated),
        "substitute": not_(offered_to(replace(actor, stands_in_for=()))) if actor.stands_in_for else false(),
    }


@lru_cache(QUERIES_KEPT)
def inbox_query(actor: Actor, segment: str) -> Select[UserTask]:
    """Return the query of a segment; rooms outward may join their own tables to it and narrow it.

    To whom the tasks were offered is read only where somebody asks.
    """
    return select(UserTask).where(in_segment(segment, actor)).options(lazyload(UserTask.candidates))


def apart_counts(actor: Actor) -> list[Label[int]]:
    """Return the columns that count the segments not among an actor's open tasks, at most MOST_COUNTED each."""
    return [_count(in_segment(name, actor)).label(name) for name in ("handed", "done")]


def _count(condition: ColumnElement[bool]) -> ScalarSelect[int]:
    found = select(UserTask.id).where(condition).limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(found).scalar_subquery()
