"""Queries of the inbox: tasks joined to the nominations they are about."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from engine.actor import Actor
from engine.model import UserTask
from engine.store import tasks
from web.inbox.asked import Asked
from web.inbox.batch.store import not_on_its_way
from web.layout.words import mentions
from workflows.nomination.model import Nomination
from workflows.organisation.model import Unit

PAGE = 50


class Step(NamedTuple):
    """A step at which tasks of an inbox wait."""

    process_id: str
    element_id: str
    name: str
    name_en: str

    @property
    def key(self) -> str:
        """Return the step as an address names it."""
        return f"{self.process_id}:{self.element_id}"


def find_page(session: Session, actor: Actor, asked: Asked) -> list[UserTask]:
    """Return one page of tasks, and one more when another page follows."""
    query = narrow(waiting_query(actor, asked.segment), asked)
    return tasks.page(session, query, segment=asked.segment, limit=PAGE + 1, after=asked.after)


def find_all(session: Session, actor: Actor, asked: Asked, most: int) -> list[UserTask]:
    """Return all tasks of a view of the inbox, at most so many."""
    return tasks.page(session, narrow(waiting_query(actor, asked.segment), asked), segment=asked.segment, limit=most)


def waiting_query(actor: Actor, segment: str) -> Select[Any]:
    """Return the query of a segment without what the actor has decided and is on its way."""
    return tasks.inbox_query(actor, segment).where(not_on_its_way(actor))


def narrow(query: Select[Any], asked: Asked) -> Select[Any]:
    """Narrow an inbox query to the award, step and words asked for."""
    if asked.award or asked.q:
        query = query.outerjoin(Nomination, Nomination.code == UserTask.business_key)
    if asked.award:
        query = query.where(Nomination.award_code == asked.award)
    if asked.step:
        process_id, _, element_id = asked.step.partition(":")
        query = query.where(UserTask.process_id == process_id, UserTask.element_id == element_id)
    if asked.q:
        query = query.outerjoin(Unit, Unit.code == Nomination.unit_code)
        folded = [Nomination.subject_search, Unit.search]
        query = query.where(*mentions(asked.q, folded, [UserTask.business_key, UserTask.title]))
    return query


def awards_waiting(session: Session, actor: Actor) -> list[str]:
    """Return the codes of the awards that the actor's open tasks are about."""
    waiting = tasks.inbox_query(actor, "all").with_only_columns(UserTask.business_key)
    query = select(Nomination.award_code).where(Nomination.code.in_(waiting)).distinct()
    return list(session.scalars(query.order_by(Nomination.award_code)))


def steps_waiting(session: Session, actor: Actor) -> list[Step]:
    """Return the steps at which the actor's open tasks wait."""
    query = tasks.inbox_query(actor, "all").with_only_columns(
        UserTask.process_id, UserTask.element_id, UserTask.name, UserTask.name_en
    )
    rows = session.execute(query.distinct().order_by(UserTask.name))
    return [Step(*row) for row in rows]


def nominations_by_code(session: Session, codes: Iterable[str]) -> dict[str, Nomination]:
    """Return nominations by their codes."""
    query = select(Nomination).where(Nomination.code.in_(set(codes)))
    return {nomination.code: nomination for nomination in session.scalars(query)}


def next_task_id(session: Session, actor: Actor, *, but: UserTask) -> Any:
    """Return the id of the task to go on with: the same step first, then whatever is due first."""
    same = waiting_query(actor, "all").where(UserTask.id != but.id, UserTask.element_id == but.element_id)
    other = waiting_query(actor, "all").where(UserTask.id != but.id)
    found = tasks.page(session, same, limit=1) or tasks.page(session, other, limit=1)
    return found[0].id if found else None
