"""Queries of the list of nominations."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.cases.asked import Asked
from web.cases.search.store import mentioning
from workflows.procedures.nomination.sight.store import (
    each_value,
    is_tallied,
    newest_seen,
    sight_of,
    tally_visible,
    visible,
    ways_to_see,
)
from workflows.procedures.nomination.store import proposes_sex
from workflows.registers.nominations.model import Nomination
from workflows.registers.nominations.tally.model import Counted, NominationTally
from workflows.registers.organisation.store import within

PAGE = 50
MOST_COUNTED = 200
"""As many nominations are counted one by one; where a list is added up, it is told exactly."""
NARROWING = {
    "award": "award_code",
    "type": "commendation_type",
    "movement": "movement",
    "stage": "stage",
    "outcome": "outcome",
    "body": "body_code",
    "year": "year",
}
"""What a list may be narrowed to of what the tally knows, and the column of both."""


class Page(NamedTuple):
    """One page of nominations, whether another follows, and how many the whole list holds, or more than so many."""

    rows: list[Nomination]
    has_next: bool
    total: int
    is_more: bool


class Values(NamedTuple):
    """What there is in some columns, each in order."""

    year: list[int]
    commendation_type: list[str]
    stage: list[str]
    body_code: list[str]


def find_page(session: Session, actor: Actor, asked: Asked) -> Page:
    """Return one page of nominations, the newest first."""
    wanted, ways = conditions(session, asked), ways_to_see(session, actor)
    from_here = [*wanted, Nomination.code < asked.after] if asked.after else wanted
    query = select(Nomination).where(Nomination.code.in_(newest_seen(ways, *from_here, most=PAGE + 1)))
    found = list(session.scalars(query.order_by(Nomination.code.desc())))
    shown, has_next = found[:PAGE], len(found) > PAGE
    if not has_next and not asked.after:
        return Page(shown, has_next, len(found), is_more=False)
    if is_tallied(actor) and not (asked.q or asked.unit or asked.sex):
        return Page(shown, has_next, _added_up(session, actor, asked), is_more=False)
    codes = newest_seen(ways, *wanted, most=MOST_COUNTED + 1)
    counted = session.scalar(select(func.count()).select_from(codes.subquery())) or 0
    return Page(shown, has_next, min(counted, MOST_COUNTED), is_more=counted > MOST_COUNTED)


def _added_up(session: Session, actor: Actor, asked: Asked) -> int:
    tally = NominationTally
    same = [getattr(tally, column) == value for name, column in NARROWING.items() if (value := getattr(asked, name))]
    query = select(func.coalesce(func.sum(tally.number), 0)).where(tally.counted != Counted.ENTRY)
    return int(session.scalar(query.where(tally_visible(actor), *same)) or 0)


def values(session: Session, actor: Actor) -> Values:
    """Return what stands in the columns that a list may be narrowed by, of the nominations an actor may see."""
    if sight_of(actor).is_whole:
        found = [session.scalars(each_value(getattr(Nomination, name))) for name in Values._fields]
        return Values(*(sorted(one) for one in found))
    of = NominationTally if is_tallied(actor) else Nomination
    columns = [getattr(of, name) for name in Values._fields]
    query = select(*columns).group_by(*columns)
    if of is Nomination:
        query = query.where(visible(actor))
    else:
        query = query.where(tally_visible(actor), NominationTally.counted != Counted.ENTRY)
        query = query.having(func.sum(NominationTally.number) > 0)
    rows = session.execute(query).all()
    return Values(*(sorted({row[place] for row in rows}) for place in range(len(columns))))


def conditions(session: Session, asked: Asked) -> list[ColumnElement[bool]]:
    """Return what holds of the nominations asked for, whoever asks."""
    wanted = {column: getattr(asked, name) for name, column in NARROWING.items()}
    found = [getattr(Nomination, column) == value for column, value in wanted.items() if value]
    if asked.unit:
        found.append(within(Nomination.unit_code, [asked.unit]))
    if asked.sex:
        found.append(proposes_sex(asked.sex))
    return [true(), *found, *mentioning(session, asked.q)]
