"""Queries of the reports: only what the actor may see is counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.model import UserTask, UserTaskState
from web.reports.asked import CODES, Asked, Narrowed
from workflows.procedures.nomination.store import visible
from workflows.registers.nominations.model import LIST, EntryState, Nomination, NominationEntry, NominationOutcome

MOST_STEPS = 20_000
MOST_REASONS = 50
ENDED = (NominationOutcome.FAILED, NominationOutcome.REJECTED, NominationOutcome.WITHDRAWN)
COLUMNS = {
    "award": Nomination.award_code,
    "type": Nomination.commendation_type,
    "body": Nomination.body_code,
    "unit": Nomination.unit_code,
    "bloc": Nomination.bloc_code,
    "year": Nomination.year,
}
HAS_PASSED = or_(
    Nomination.bloc_at.is_not(None), Nomination.central_at.is_not(None), Nomination.outcome == NominationOutcome.AWARDED
)
_entry = NominationEntry.state
ENTRY_HAS_PASSED = _entry.in_((EntryState.PASSED, EntryState.AWARDED))
STOOD = _entry.in_((EntryState.PROPOSED, EntryState.PASSED))
ENTRY_OUTCOME = case(
    (and_(STOOD, Nomination.outcome.is_(None)), null()),
    (STOOD, literal(NominationOutcome.WITHDRAWN.value)),
    (_entry == EntryState.REFUSED, literal(NominationOutcome.REJECTED.value)),
    else_=_entry,
)
"""What came of one entry of a letter; one that stood when its letter ended went with it."""


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
    single = _counting(actor, asked, _parts(Nomination.outcome, HAS_PASSED)).where(Nomination.subject_kind != LIST)
    many = _counting(actor, asked, _parts(ENTRY_OUTCOME, ENTRY_HAS_PASSED)).where(Nomination.subject_kind == LIST)
    many = many.join(NominationEntry, NominationEntry.nomination == Nomination.code)
    return [*session.execute(single), *session.execute(many)]


def _counting(actor: Actor, asked: Asked, parts: dict[str, ColumnElement[bool]]) -> Select[Any]:
    column = COLUMNS[asked.by].label("value")
    sums = [func.coalesce(func.sum(case((part, 1), else_=0)), 0).label(name) for name, part in parts.items()]
    query = select(column, func.count().label("proposed"), *sums).where(*conditions(actor, asked))
    return query.group_by(column)


def _parts(outcome: Any, passed: ColumnElement[bool]) -> dict[str, ColumnElement[bool]]:
    return {
        "passed": passed,
        "awarded": outcome == NominationOutcome.AWARDED,
        "failed": outcome.in_((NominationOutcome.FAILED, NominationOutcome.REJECTED)),
        "withdrawn": outcome == NominationOutcome.WITHDRAWN,
        "going_on": outcome.is_(None),
    }


def conditions(actor: Actor, asked: Narrowed) -> list[ColumnElement[bool]]:
    """Return what holds of the nominations that were handed in, that an actor may see, and that are asked for."""
    narrowed = {name: getattr(asked, name) for name in ("year", *CODES)}
    wanted = [COLUMNS[name] == value for name, value in narrowed.items() if value]
    return [visible(actor), Nomination.handed_in_at.is_not(None), *wanted]


def reasons(session: Session, actor: Actor, asked: Asked) -> list[tuple[str, str, int]]:
    """Return why nominations ended without an award: outcome, reason, and how many; the most frequent first.

    As in `counts` a letter counts by its entries; one that stood when its letter ended has the letter's reason.
    """
    single = _ends(actor, asked, Nomination.outcome, Nomination.reason).where(Nomination.subject_kind != LIST)
    why = case((STOOD, Nomination.reason), else_=NominationEntry.reason)
    many = _ends(actor, asked, ENTRY_OUTCOME, why).where(Nomination.subject_kind == LIST)
    many = many.join(NominationEntry, NominationEntry.nomination == Nomination.code)
    found = union_all(single, many).subquery().c
    number = func.count().label("number")
    query = select(found.outcome, found.reason, number).where(found.outcome.in_(ENDED))
    query = query.group_by(found.outcome, found.reason).order_by(number.desc(), found.reason).limit(MOST_REASONS)
    return [(str(outcome), reason, int(count)) for outcome, reason, count in session.execute(query)]


def _ends(actor: Actor, asked: Asked, outcome: Any, reason: Any) -> Select[Any]:
    return select(outcome.label("outcome"), reason.label("reason")).where(*conditions(actor, asked))


def steps_done(session: Session, actor: Actor, asked: Asked) -> list[Step]:
    """Return the tasks done in the nominations asked for, the newest first, at most MOST_STEPS."""
    columns = (UserTask.process_id, UserTask.element_id, UserTask.name, UserTask.name_en)
    query = (
        select(*columns, UserTask.created_at, UserTask.completed_at)
        .join(Nomination, Nomination.code == UserTask.business_key)
        .where(*conditions(actor, asked), UserTask.state == UserTaskState.COMPLETED)
    )
    found = session.execute(query.order_by(UserTask.completed_at.desc(), UserTask.id).limit(MOST_STEPS))
    return [Step(*row[:-1], ended) for row in found if (ended := row[-1]) is not None]


def values_seen(session: Session, actor: Actor) -> dict[str, Sequence[Any]]:
    """Return the years, bodies, awards and blocs of what the actor may see, for narrowing."""
    found = {}
    for name in ("year", "body", "award", "type", "bloc"):
        column = COLUMNS[name]
        query = select(column).where(*conditions(actor, Asked()), column.is_not(None)).distinct().order_by(column)
        found[name] = session.scalars(query).all()
    return found
