"""What waits for an actor in the order of its deadlines, merged from one range of an index for each principal.

Each range ends once the page is full, so a page costs the same however much is offered. Of tasks that nobody has taken,
the rows of their offers are read; those that the actor has taken are read off an index of owners.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, case, exists, false, func, literal, select, tuple_, union
from sqlalchemy.orm import aliased

from engine.base.actor import Actor
from engine.model import UserTask, UserTaskCandidate, UserTaskState
from engine.model.base import UtcDateTime
from engine.model.task import NEVER
from engine.store.tasks import MIDNIGHT, NOW

MERGED = ("all", "overdue", "today", "look", "mine", "delegated", "substitute")
"""The segments that are read off the indexes of deadlines."""
AHEAD = "ahead"
"""What is not overdue; with what is, it makes all."""
never = literal(NEVER, UtcDateTime())
Narrow = Callable[[Select[Any], Any], Select[Any]]


@dataclass(frozen=True)
class View:
    """Which of an actor's open tasks are looked for, and after which deadline and id.

    `narrow` adds conditions to a query, given its column of task ids; where `is_joined`, the query holds the tasks.
    """

    actor: Actor
    segment: str
    narrow: Narrow
    is_joined: bool = False
    after: tuple[Any, Any] | None = None


def merged(view: View, most: int) -> CompoundSelect[Any]:
    """Return the query of ids (`task_id`) and deadlines (`due_at`, NEVER where there is none), at most so many a range.

    The whole is neither ordered nor limited.
    """
    found = list(_ranges(view)) or [_places_of(UserTask.id, never).where(false())]
    return union(*(select(one.order_by(*_places(one)).limit(most).subquery()) for one in found))


def _places_of(task_id: Any, due_at: Any) -> Select[Any]:
    shown: list[Any] = [task_id.label("task_id"), due_at.label("due_at")]
    return select(*shown)


def _places(one: Select[Any]) -> tuple[Any, Any]:
    return one.selected_columns.due_at, one.selected_columns.task_id


def _ranges(view: View) -> Iterator[Select[Any]]:
    for person in sorted(_owners(view)):
        yield from _owned(view, person)
    if view.segment not in ("mine", "delegated"):
        for principal in sorted(_principals(view)):
            yield _free(view, principal)


def _owners(view: View) -> frozenset[str]:
    if view.segment in ("mine", "delegated"):
        return frozenset({view.actor.id})
    return view.actor.ids - {view.actor.id} if view.segment == "substitute" else view.actor.ids


def _principals(view: View) -> frozenset[str]:
    return view.actor.reach - view.actor.all_principals if view.segment == "substitute" else view.actor.reach


def _free(view: View, principal: str) -> Select[Any]:
    """Return what is offered to a principal and taken by nobody."""
    offer = UserTaskCandidate
    query = _places_of(offer.task_id, offer.due_at)
    if view.is_joined:
        query = query.join(UserTask, UserTask.id == offer.task_id)
    query = query.where(offer.principal == principal, offer.is_open, offer.owner_id.is_(None))
    if view.segment == "look":
        query = query.where(offer.attention)
    if view.segment == "substitute":
        query = query.where(~_is_offered(offer.task_id, view.actor))
    return view.narrow(query.where(*_within(view, offer.due_at, offer.task_id)), offer.task_id)


def _is_offered(task_id: Any, actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an open task is offered to an actor in their own right."""
    own = aliased(UserTaskCandidate)
    return exists().where(own.task_id == task_id, own.principal.in_(replace(actor, stands_in_for=()).reach))


def _owned(view: View, person: str) -> Iterator[Select[Any]]:
    """Yield what a person has taken: with a deadline, and without."""
    for due_at, condition in ((UserTask.due_at, UserTask.due_at.is_not(None)), (never, UserTask.due_at.is_(None))):
        query = _places_of(UserTask.id, due_at)
        query = query.where(UserTask.owner_id == person, UserTask.state == UserTaskState.OPEN, condition)
        if view.segment == "look":
            query = query.where(UserTask.attention)
        if view.segment in ("mine", "delegated"):
            query = query.where(UserTask.delegated_by.is_(None) == (view.segment == "mine"))
        yield view.narrow(query.where(*_within(view, due_at, UserTask.id)), UserTask.id)


def _within(view: View, due_at: Any, task_id: Any) -> Iterator[ColumnElement[bool]]:
    """Yield between which deadlines tasks are looked for."""
    if view.segment == "overdue":
        yield due_at < NOW
    if view.segment in ("today", AHEAD):
        yield due_at >= NOW
    if view.segment == "today":
        yield due_at < MIDNIGHT
    if view.after is not None:
        yield tuple_(due_at, task_id) > tuple_(*view.after)


def counted(actor: Actor, narrow: Narrow, most: int) -> Select[Any]:
    """Return the query that counts an actor's open tasks by segment; where it is `most` or more, there may be more."""

    def held(segment: str) -> Any:
        return merged(View(actor, segment, narrow), most).subquery()

    ahead = held(AHEAD)
    today = func.coalesce(func.sum(case((ahead.c.due_at < MIDNIGHT, 1), else_=0)), 0).label("today")
    later = select(func.count().label(AHEAD), today).select_from(ahead).subquery()
    apart = ["overdue", "look", "mine", "delegated", *(["substitute"] if actor.stands_in_for else [])]
    counts = (select(func.count()).select_from(held(name)).scalar_subquery().label(name) for name in apart)
    return select(later.c[AHEAD], later.c.today, *counts)
