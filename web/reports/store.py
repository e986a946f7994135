"""Queries of the reports: only what the actor may see is counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from engine.actor import Actor
from engine.model import UserTask
from web.reports.asked import Asked
from workflows.nomination.model import LIST, Nomination, NominationEntry
from workflows.nomination.store import visible

MOST_STEPS = 20_000
COLUMNS = {
    "award": Nomination.award_code,
    "body": Nomination.body_code,
    "unit": Nomination.unit_code,
    "bloc": Nomination.bloc_code,
    "year": Nomination.year,
}
IS_HIGHER = or_(Nomination.bloc_at.is_not(None), Nomination.central_at.is_not(None))
_entry = NominationEntry.state


class Step(NamedTuple):
    """One task that was done: of which step, and from when to when it waited."""

    process_id: str
    element_id: str
    name: str
    name_en: str
    began: datetime
    ended: datetime


def counts(session: Session, actor: Actor, asked: Asked) -> list[Any]:
    """Return for each value of what is asked by: proposed, passed, awarded, failed, withdrawn, going on.

    A letter for many counts by the people and units on it, each of which has a way of its own.
    """
    single = _counting(actor, asked, _of_one()).where(Nomination.subject_kind != LIST)
    many = _counting(actor, asked, _of_entry()).where(Nomination.subject_kind == LIST)
    many = many.join(NominationEntry, NominationEntry.nomination == Nomination.code)
    return [*session.execute(single), *session.execute(many)]


def _counting(actor: Actor, asked: Asked, parts: dict[str, ColumnElement[bool]]) -> Select[Any]:
    column = COLUMNS[asked.by].label("value")
    sums = [func.coalesce(func.sum(case((part, 1), else_=0)), 0).label(name) for name, part in parts.items()]
    query = select(column, func.count().label("proposed"), *sums).where(*_conditions(actor, asked))
    return query.group_by(column)


def _of_one() -> dict[str, ColumnElement[bool]]:
    awarded = Nomination.outcome == "awarded"
    return {
        "passed": or_(IS_HIGHER, awarded),
        "awarded": awarded,
        "failed": Nomination.outcome.in_(("failed", "rejected")),
        "withdrawn": Nomination.outcome == "withdrawn",
        "going_on": Nomination.outcome.is_(None),
    }


def _of_entry() -> dict[str, ColumnElement[bool]]:
    going_on = and_(_entry.in_(("proposed", "passed")), Nomination.outcome.is_(None))
    return {
        "passed": _entry.in_(("passed", "awarded")),
        "awarded": _entry == "awarded",
        "failed": _entry.in_(("failed", "refused")),
        "withdrawn": or_(
            _entry == "withdrawn", and_(_entry.in_(("proposed", "passed")), Nomination.outcome.is_not(None))
        ),
        "going_on": going_on,
    }


def _conditions(actor: Actor, asked: Asked) -> list[ColumnElement[bool]]:
    narrowed = {"year": asked.year, "body": asked.body, "award": asked.award, "bloc": asked.bloc}
    conditions = [COLUMNS[name] == value for name, value in narrowed.items() if value]
    return [visible(actor), Nomination.handed_in_at.is_not(None), *conditions]


def reasons(session: Session, actor: Actor, asked: Asked) -> list[tuple[str, str, int]]:
    """Return why nominations ended without an award: outcome, reason, and how many; the most frequent first."""
    ended = Nomination.outcome.in_(("failed", "rejected", "withdrawn"))
    number = func.count().label("number")
    query = select(Nomination.outcome, Nomination.reason, number).where(*_conditions(actor, asked), ended)
    grouped = query.group_by(Nomination.outcome, Nomination.reason).order_by(number.desc(), Nomination.reason)
    return [(str(outcome), reason, int(count)) for outcome, reason, count in session.execute(grouped.limit(50))]


def steps_done(session: Session, actor: Actor, asked: Asked) -> list[Step]:
    """Return the tasks done in the nominations asked for, the newest first, at most MOST_STEPS."""
    columns = (UserTask.process_id, UserTask.element_id, UserTask.name, UserTask.name_en)
    query = (
        select(*columns, UserTask.created_at, UserTask.completed_at)
        .join(Nomination, Nomination.code == UserTask.business_key)
        .where(*_conditions(actor, asked), UserTask.state == "completed")
    )
    found = session.execute(query.order_by(UserTask.completed_at.desc(), UserTask.id).limit(MOST_STEPS))
    return [Step(*row[:-1], ended) for row in found if (ended := row[-1]) is not None]


def values_seen(session: Session, actor: Actor) -> dict[str, Sequence[Any]]:
    """Return the years, bodies, awards and blocs of what the actor may see, for narrowing."""
    found = {}
    for name in ("year", "body", "award", "bloc"):
        column = COLUMNS[name]
        query = select(column).where(*_conditions(actor, Asked()), column.is_not(None)).distinct().order_by(column)
        found[name] = session.scalars(query).all()
    return found
