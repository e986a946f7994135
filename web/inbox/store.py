"""Queries of the inbox: tasks joined to the nominations they are about."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.model import UserTask
from engine.store import tasks
from web.inbox.asked import Asked
from web.inbox.ordering import ORDERINGS, Ordering
from web.inbox.pending.store import not_on_its_way
from web.layout.words import mentions
from web.parts.watching.store import watched_query
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Bloc, Unit
from workflows.registers.organisation.store import inside

PAGE = 50
WATCHING = "watching"
WINDOWS = {"week": timedelta(days=7), "month": timedelta(days=30)}
END_OF = {name: tasks.instant(partial(clock.within, span)) for name, span in WINDOWS.items()}
GROUPED = (
    *(UserTask.process_id, UserTask.element_id, UserTask.name, UserTask.name_en),
    *(Nomination.award_code, Nomination.unit_code, Nomination.bloc_code),
)


def find_page(session: Session, actor: Actor, asked: Asked) -> list[UserTask]:
    """Return one page of tasks, and one more when another page follows."""
    query = view_query(actor, replace(asked, after=None, open=None))
    if asked.after and (value := _value(session, _ordering(asked), asked.after)) is not None:
        query = _ordering(asked).after(query, value, asked.after)
    return list(session.scalars(query.limit(PAGE + 1)))


def following_id(session: Session, actor: Actor, asked: Asked, task_id: UUID) -> UUID | None:
    """Return the id of the task that comes after another in a view, or None at its end."""
    following = find_page(session, actor, replace(asked, after=task_id))
    return following[0].id if following else None


def find_all(session: Session, actor: Actor, asked: Asked, most: int) -> list[UserTask]:
    """Return all tasks of a view of the inbox in its order, at most so many."""
    return list(session.scalars(view_query(actor, replace(asked, after=None, open=None)).limit(most)))


def count_view(session: Session, actor: Actor, asked: Asked) -> int:
    """Return how many tasks a view of the inbox holds; counting ends at MOST_COUNTED."""
    return session.scalar(_counted_query(actor, replace(asked, after=None, open=None))) or 0


@lru_cache(tasks.QUERIES_KEPT)
def _counted_query(actor: Actor, asked: Asked) -> Select[Any]:
    found = narrow(waiting_query(actor, asked.segment), asked).with_only_columns(UserTask.id).limit(tasks.MOST_COUNTED)
    return select(func.count()).select_from(found.subquery())


@lru_cache(tasks.QUERIES_KEPT)
def view_query(actor: Actor, asked: Asked) -> Select[Any]:
    """Return the query of a view in its order; the page and the task opened are not part of the view."""
    return ordered(narrow(waiting_query(actor, asked.segment), asked), asked)


@lru_cache(tasks.QUERIES_KEPT)
def waiting_query(actor: Actor, segment: str) -> Select[Any]:
    """Return the query of a segment without what the actor has decided and is on its way.

    It is joined to the nominations that tasks are about, where there are any.
    """
    query = watched_query(actor) if segment == WATCHING else tasks.inbox_query(actor, segment)
    query = query.where(not_on_its_way(actor))
    return query.outerjoin(Nomination, Nomination.code == UserTask.business_key)


def ordered(query: Select[Any], asked: Asked) -> Select[Any]:
    """Put a query of tasks into the order asked for; what is done shows the last done first."""
    ordering = _ordering(asked)
    return ordering.place(ordering.join(query))


def _value(session: Session, ordering: Ordering, task_id: UUID) -> Any:
    """Return what a task holds in the column of an ordering."""
    query = select(UserTask).outerjoin(Nomination, Nomination.code == UserTask.business_key)
    found = ordering.join(query).with_only_columns(ordering.column).where(UserTask.id == task_id)
    return session.scalar(found)


def _ordering(asked: Asked) -> Ordering:
    return ORDERINGS["done" if asked.segment == "done" else asked.order]


def narrow(query: Select[Any], asked: Asked) -> Select[Any]:
    """Narrow an inbox query to what was asked for."""
    conditions: list[ColumnElement[bool]] = []
    if asked.award:
        conditions.append(Nomination.award_code == asked.award)
    if asked.bloc:
        conditions.append(Nomination.bloc_code == asked.bloc)
    if asked.unit:
        conditions.append(inside(Nomination.unit_code, [asked.unit]))
    if asked.step:
        process_id, _, element_id = asked.step.partition(":")
        conditions += [UserTask.process_id == process_id, UserTask.element_id == element_id]
    if asked.deadline:
        conditions.append(_due(asked.deadline))
    if asked.q:
        query = query.outerjoin(Unit, Unit.code == Nomination.unit_code)
        folded = [Nomination.subject_search, Unit.search]
        conditions += mentions(asked.q, folded, [UserTask.business_key, UserTask.title])
    return query.where(*conditions)


def _due(deadline: str) -> ColumnElement[bool]:
    if deadline == "none":
        return UserTask.due_at.is_(None)
    return tasks.due_or_never < END_OF[deadline]


def groups_waiting(session: Session, actor: Actor) -> Sequence[Any]:
    """Return an actor's open tasks counted by what they are about: a row for each step, award, unit and bloc."""
    return session.execute(_groups_query(actor)).all()


@lru_cache(tasks.QUERIES_KEPT)
def _groups_query(actor: Actor) -> Select[Any]:
    shown: list[Any] = [*GROUPED, *tasks.segment_sums(actor)]
    return waiting_query(actor, "all").with_only_columns(*shown).group_by(*GROUPED)


def blocs(session: Session, codes: Collection[str]) -> list[Bloc]:
    """Return the blocs of some codes, in the order of the codes."""
    return list(session.scalars(select(Bloc).where(Bloc.code.in_(codes)).order_by(Bloc.code))) if codes else []


def next_task_id(session: Session, actor: Actor, *, but: UserTask) -> Any:
    """Return the id of the task to go on with: the same step first, then whatever is due first."""
    others = view_query(actor, Asked()).where(UserTask.id != but.id).limit(1)
    found = session.scalar(others.where(UserTask.element_id == but.element_id)) or session.scalar(others)
    return found.id if found else None
