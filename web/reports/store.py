"""Queries of the reports: only what the actor may see is counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.model import UserTask, UserTaskState
from web.reports.asked import Asked, Narrowed
from workflows.procedures.nomination.sight.store import each_value, is_tallied, sight_of, tally_visible, visible
from workflows.procedures.nomination.store import proposes_sex
from workflows.registers.awards.model import Award
from workflows.registers.nominations.model import LIST, EntryState, Nomination, NominationEntry, NominationOutcome
from workflows.registers.nominations.tally.model import Counted, NominationTally
from workflows.registers.organisation.model import Person

MOST_STEPS = 5_000
MOST_LOOKED_AT = 20_000
"""Among so many tasks done last, whosever they are, are those told of, where many nominations are asked for."""
FEW = 1_000
"""Of so many nominations all tasks done are told of."""
MOST_REASONS = 50
ENDED = (NominationOutcome.FAILED, NominationOutcome.REJECTED, NominationOutcome.WITHDRAWN)
COLUMNS = {
    "award": Nomination.award_code,
    "type": Nomination.commendation_type,
    "movement": Nomination.movement,
    "body": Nomination.body_code,
    "unit": Nomination.unit_code,
    "bloc": Nomination.bloc_code,
    "year": Nomination.year,
    "regime": Nomination.regime,
    "level": Award.level,
    "sex": Person.sex,
    "ethnicity": Person.ethnicity,
    "post": Person.position,
    "direct": Person.position,
}
NARROWING = ("year", "body", "unit", "award", "type", "movement", "bloc")
CHOSEN = ("year", "body", "award", "type", "movement", "bloc")
TALLIED = {
    "award": NominationTally.award_code,
    "type": NominationTally.commendation_type,
    "movement": NominationTally.movement,
    "body": NominationTally.body_code,
    "bloc": NominationTally.bloc_code,
    "year": NominationTally.year,
    "regime": NominationTally.regime,
    "level": Award.level,
}
"""What can be told from the tally; the rest is counted when it is asked for."""
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


STEP = (
    *(UserTask.process_id, UserTask.element_id, UserTask.name, UserTask.name_en),
    *(UserTask.created_at, UserTask.completed_at),
)


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
    if asked.by in TALLIED and _is_tallied(actor, asked):
        return list(session.execute(_tallied_counts(actor, asked)))
    value = _half(session, actor, asked) if asked.by == "half" else COLUMNS[asked.by]
    single = _single(_counting(value, _parts(Nomination.outcome, HAS_PASSED)), actor, asked)
    many = _many(_counting(value, _parts(ENTRY_OUTCOME, ENTRY_HAS_PASSED)), actor, asked)
    return [row for query in (single, many) for row in session.execute(query.group_by("value"))]


def _is_tallied(actor: Actor, asked: Narrowed) -> bool:
    """Tell whether a report can be added up from the tally, which knows no units and no people."""
    return not asked.unit and not asked.sex and is_tallied(actor)


def _tallied_counts(actor: Actor, asked: Asked) -> Select[Any]:
    tally = NominationTally
    parts = _parts(tally.outcome, tally.has_passed.is_(True))
    sums = [func.coalesce(func.sum(case((part, tally.number), else_=0)), 0).label(name) for name, part in parts.items()]
    value, number = TALLIED[asked.by].label("value"), func.sum(tally.number)
    query = select(value, number.label("proposed"), *sums).select_from(tally)
    query = query.join(Award, Award.code == tally.award_code).where(*_tallied(actor, asked))
    return query.group_by(value).having(number > 0)


def _tallied(actor: Actor, asked: Narrowed) -> list[ColumnElement[bool]]:
    """Return what holds of the rows of the tally that a report is added up from."""
    tally, narrowed = NominationTally, {name: getattr(asked, name) for name in NARROWING if name in TALLIED}
    wanted = [TALLIED[name] == value for name, value in narrowed.items() if value]
    return [tally_visible(actor), tally.is_handed_in, tally.counted != Counted.LETTER, *wanted]


def _single(query: Select[Any], actor: Actor, asked: Narrowed) -> Select[Any]:
    """Return a query of the nominations of one, each with its award and its person."""
    query = query.join(Award, Award.code == Nomination.award_code)
    query = query.outerjoin(Person, Person.id == Nomination.person_id)
    return query.where(*conditions(actor, asked), Nomination.subject_kind != LIST)


def _many(query: Select[Any], actor: Actor, asked: Narrowed) -> Select[Any]:
    """Return a query of the entries of letters, each with its award and its person."""
    query = query.join(Award, Award.code == Nomination.award_code)
    query = query.join(NominationEntry, NominationEntry.nomination == Nomination.code)
    query = query.outerjoin(Person, Person.id == NominationEntry.person_id)
    query = query.where(*conditions(actor, asked), Nomination.subject_kind == LIST)
    return query.where(Person.sex == asked.sex) if asked.sex else query


def _half(session: Session, actor: Actor, asked: Asked) -> ColumnElement[str]:
    """Return in which half of which year a nomination was handed in, in the days of the office: `2019-1`."""
    first, last = session.execute(
        select(func.min(Nomination.handed_in_at), func.max(Nomination.handed_in_at)).where(*conditions(actor, asked))
    ).one()
    if first is None or last is None:
        return literal("")
    ends = [_end(year, half) for year in range(first.year - 1, last.year + 2) for half in (1, 2)]
    return case(*((Nomination.handed_in_at < end, literal(name)) for end, name in ends))


def _end(year: int, half: int) -> tuple[datetime, str]:
    """Return the instant at which a half of a year is over, and its name."""
    begins_next = (year, 7) if half == 1 else (year + 1, 1)
    return datetime(*begins_next, 1, tzinfo=clock.local_zone()), f"{year}-{half}"


def _counting(value: Any, parts: dict[str, ColumnElement[bool]]) -> Select[Any]:
    sums = [func.coalesce(func.sum(case((part, 1), else_=0)), 0).label(name) for name, part in parts.items()]
    return select(value.label("value"), func.count().label("proposed"), *sums).select_from(Nomination)


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
    narrowed = {name: getattr(asked, name) for name in NARROWING}
    wanted = [COLUMNS[name] == value for name, value in narrowed.items() if value]
    if asked.sex:
        wanted.append(proposes_sex(asked.sex))
    return [visible(actor), Nomination.handed_in_at.is_not(None), *wanted]


def reasons(session: Session, actor: Actor, asked: Asked) -> list[tuple[str, str, int]]:
    """Return why nominations ended without an award: outcome, reason, and how many; the most frequent first.

    As in `counts` a letter counts by its entries; one that stood when its letter ended has the letter's reason.
    """
    found = (_tallied_ends if _is_tallied(actor, asked) else _counted_ends)(actor, asked).subquery().c
    number = func.sum(found.number).label("number")
    query = select(found.outcome, found.reason, number).where(found.outcome.in_(ENDED))
    query = query.group_by(found.outcome, found.reason).having(number > 0)
    query = query.order_by(number.desc(), found.reason).limit(MOST_REASONS)
    return [(str(outcome), reason, int(count)) for outcome, reason, count in session.execute(query)]


def _tallied_ends(actor: Actor, asked: Narrowed) -> Select[*tuple[Any, ...]]:
    tally = NominationTally
    return select(tally.outcome, tally.reason, tally.number).where(*_tallied(actor, asked))


def _counted_ends(actor: Actor, asked: Narrowed) -> CompoundSelect[Any]:
    single = _single(_ends(Nomination.outcome, Nomination.reason), actor, asked)
    why = case((STOOD, Nomination.reason), else_=NominationEntry.reason)
    return union_all(single, _many(_ends(ENTRY_OUTCOME, why), actor, asked))


def _ends(outcome: Any, reason: Any) -> Select[Any]:
    number = literal(1).label("number")
    return select(outcome.label("outcome"), reason.label("reason"), number).select_from(Nomination)


def steps_done(session: Session, actor: Actor, asked: Asked, proposed: int) -> list[Step]:
    """Return the tasks done in the nominations asked for, the newest first, at most MOST_STEPS.

    Where more than FEW are proposed, they are looked for among the MOST_LOOKED_AT done last.
    """
    done = select(*STEP, UserTask.business_key, UserTask.id).where(UserTask.state == UserTaskState.COMPLETED)
    if proposed > FEW:
        done = done.order_by(UserTask.completed_at.desc(), UserTask.id).limit(MOST_LOOKED_AT)
    task = done.subquery().c
    query = select(*(task[column.key] for column in STEP)).join(Nomination, Nomination.code == task.business_key)
    query = query.where(*conditions(actor, asked)).order_by(task.completed_at.desc(), task.id).limit(MOST_STEPS)
    return [Step(*row) for row in session.execute(query)]


def values_seen(session: Session, actor: Actor) -> dict[str, Sequence[Any]]:
    """Return the years, bodies, awards, types, movements and blocs of what the actor may see, for narrowing."""
    if sight_of(actor).is_whole:
        handed_in = Nomination.handed_in_at.is_not(None)
        return {name: sorted(session.scalars(each_value(COLUMNS[name], handed_in))) for name in CHOSEN}
    is_added_up = is_tallied(actor)
    columns = [(TALLIED if is_added_up else COLUMNS)[name] for name in CHOSEN]
    query = select(*columns).where(*(_tallied if is_added_up else conditions)(actor, Asked())).group_by(*columns)
    if is_added_up:
        query = query.having(func.sum(NominationTally.number) > 0)
    rows = session.execute(query).all()
    return {name: sorted({row[place] for row in rows} - {None}) for place, name in enumerate(CHOSEN)}
