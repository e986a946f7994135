"""Queries of the inbox: tasks joined to the nominations they are about."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, Uuid, bindparam, func, select
from sqlalchemy.orm import Session, lazyload

from engine.base import clock
from engine.base.actor import Actor
from engine.model import Instance, UserTask
from engine.model.base import UtcDateTime
from engine.store import offers, tasks
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
GROUPED: tuple[Any, ...] = (
    *(UserTask.process_id, UserTask.element_id, UserTask.name, UserTask.name_en),
    *(Nomination.award_code, Nomination.unit_code, Nomination.bloc_code),
)
SHOWN: tuple[Any, ...] = (
    *(UserTask.id, UserTask.business_key, UserTask.title, UserTask.name, UserTask.name_en, UserTask.due_at),
    *(UserTask.created_at, UserTask.priority, UserTask.owner_id),
    *(UserTask.delegated_by, UserTask.delegation_accepted_at, Instance.suspended_at),
    *(Nomination.subject_name, Nomination.subject_kind, Nomination.unit_code, Nomination.body_code),
    *(Nomination.award_code, Nomination.commendation_type),
)
"""What a line of the list is made of."""
AFTER = (bindparam("after_due", type_=UtcDateTime()), bindparam("after_id", type_=Uuid()))


def find_page(session: Session, actor: Actor, asked: Asked) -> Sequence[Any]:
    """Return one page of lines (`SHOWN`), and one more when another page follows."""
    view, last = replace(asked, after=None, open=None), asked.after
    value = _value(session, _ordering(asked), last) if last else None
    if not is_merged(asked):
        query = _lines(view_query(actor, view))
        query = _ordering(asked).after(query, value, last) if last and value is not None else query
        return session.execute(query.limit(PAGE + 1)).all()
    if value is None:
        return session.execute(_merged_page(actor, view, PAGE + 1)).all()
    query = _merged_page(actor, view, PAGE + 1, is_after=True)
    return session.execute(query, {"after_due": value, "after_id": last}).all()


def is_merged(asked: Asked) -> bool:
    """Tell whether a view is read off the indexes of deadlines."""
    return asked.order == "due" and asked.segment in offers.MERGED


@lru_cache(tasks.QUERIES_KEPT)
def _merged_page(actor: Actor, asked: Asked, most: int, *, is_after: bool = False) -> Select[Any]:
    return _lines(_joined(_first(actor, asked, most, is_after=is_after)))


def _first(actor: Actor, asked: Asked, most: int, *, is_after: bool = False) -> Subquery:
    """Return ids and deadlines of the first tasks of a view that is merged."""
    narrowing, after = partial(_narrowed, actor, asked), AFTER if is_after else None
    view = offers.View(actor, asked.segment, narrowing, is_joined=asked.is_filtered, after=after)
    found = offers.merged(view, most).subquery()
    return select(found).order_by(found.c.due_at, found.c.task_id).limit(most).subquery()


def _narrowed(actor: Actor, asked: Asked, query: Select[Any], task_id: Any) -> Select[Any]:
    query = query.where(not_on_its_way(actor, task_id))
    return narrow(_about(query), asked) if asked.is_filtered else query


def _joined(first: Subquery) -> Select[Any]:
    """Return the query of the tasks found first, in their order."""
    query = select(UserTask).join(first, first.c.task_id == UserTask.id)
    return _about(query).order_by(first.c.due_at, first.c.task_id)


def _about(query: Select[Any]) -> Select[Any]:
    return query.outerjoin(Nomination, Nomination.code == UserTask.business_key)


def _lines(query: Select[Any]) -> Select[Any]:
    """Return a query of tasks as lines of the list."""
    return query.with_only_columns(*SHOWN).outerjoin(Instance, Instance.id == UserTask.instance_id)


def lines_of(session: Session, ids: Sequence[UUID]) -> list[Any]:
    """Return the lines of some tasks, in the order of their ids."""
    query = _lines(_about(select(UserTask).where(UserTask.id.in_(ids))))
    found = {line.id: line for line in session.execute(query)}
    return [found[task_id] for task_id in ids if task_id in found]


def following_id(session: Session, actor: Actor, asked: Asked, task_id: UUID) -> UUID | None:
    """Return the id of the task that comes after another in a view, or None at its end."""
    following = find_page(session, actor, replace(asked, after=task_id))
    return following[0].id if following else None


def find_all(session: Session, actor: Actor, asked: Asked, most: int) -> list[UserTask]:
    """Return all tasks of a view of the inbox in its order, at most so many."""
    view = replace(asked, after=None, open=None)
    if is_merged(view):
        query = _joined(_first(actor, view, most)).options(lazyload(UserTask.candidates))
        return list(session.scalars(query))
    return list(session.scalars(view_query(actor, view).limit(most)))


def count_views(session: Session, actor: Actor, views: Sequence[Asked]) -> list[int]:
    """Return how many tasks each of some views of the inbox holds; counting ends at MOST_COUNTED."""
    asked = tuple(replace(view, after=None, open=None) for view in views)
    return list(session.execute(_counted_query(actor, asked)).one()) if asked else []


@lru_cache(tasks.QUERIES_KEPT)
def _counted_query(actor: Actor, views: tuple[Asked, ...]) -> Select[Any]:
    found = [_ids_counted(actor, view).limit(tasks.MOST_COUNTED).subquery() for view in views]
    return select(*(select(func.count()).select_from(ids).scalar_subquery() for ids in found))


def _ids_counted(actor: Actor, asked: Asked) -> Select[Any]:
    if asked.segment in offers.MERGED:
        narrowing = partial(_narrowed, actor, asked)
        view = offers.View(actor, asked.segment, narrowing, is_joined=asked.is_filtered)
        return select(offers.merged(view, tasks.MOST_COUNTED).subquery().c.task_id)
    return narrow(waiting_query(actor, asked.segment), asked).with_only_columns(UserTask.id)


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
    return _about(query.where(not_on_its_way(actor)))


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


def groups_waiting(session: Session, actor: Actor, most: int | None) -> Sequence[Any]:
    """Return what an actor's open tasks are about, each step, award, unit and bloc once; of the first or of all."""
    return session.execute(_groups_query(actor, most)).all()


@lru_cache(tasks.QUERIES_KEPT)
def _groups_query(actor: Actor, most: int | None) -> Select[Any]:
    query = waiting_query(actor, "all") if most is None else _joined(_first(actor, Asked(), most)).order_by(None)
    return query.with_only_columns(*GROUPED).distinct()


def counts_of(session: Session, actor: Actor) -> dict[str, int]:
    """Return how many tasks each segment holds; counting ends at MOST_COUNTED."""
    found = dict(session.execute(_counts_query(actor)).one()._mapping)
    found["all"] = found.pop(offers.AHEAD) + found["overdue"]
    return {name: min(int(count), tasks.MOST_COUNTED) for name, count in ({"substitute": 0} | found).items()}


@lru_cache(tasks.QUERIES_KEPT)
def _counts_query(actor: Actor) -> Select[Any]:
    query = offers.counted(actor, partial(_narrowed, actor, Asked()), tasks.MOST_COUNTED)
    watched = watched_query(actor).with_only_columns(UserTask.id).limit(tasks.MOST_COUNTED).subquery()
    return query.add_columns(
        *tasks.apart_counts(actor), select(func.count()).select_from(watched).scalar_subquery().label(WATCHING)
    )


def blocs(session: Session, codes: Collection[str]) -> list[Bloc]:
    """Return the blocs of some codes, in the order of the codes."""
    return list(session.scalars(select(Bloc).where(Bloc.code.in_(codes)).order_by(Bloc.code))) if codes else []


def next_task_id(session: Session, actor: Actor, *, but: UserTask) -> UUID | None:
    """Return the id of the task to go on with: of those due first one at the same step, or else whatever is first."""
    found = session.execute(_next_query(actor, PAGE + 1)).all()
    others = [line for line in found if line.id != but.id]
    same = (line for line in others if line.element_id == but.element_id)
    following = next(same, others[0] if others else None)
    return following.id if following else None


@lru_cache(tasks.QUERIES_KEPT)
def _next_query(actor: Actor, most: int) -> Select[Any]:
    shown: list[Any] = [UserTask.id, UserTask.element_id]
    return _joined(_first(actor, Asked(), most)).with_only_columns(*shown)
