"""Queries of the pages on running processes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from engine.model import Incident, Instance, InstanceState, LegalHold, Migration, Release
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.matching import folded

PAGE = 50
STATES = ("active", "suspended", "incident", "ended", "all")


@dataclass(frozen=True)
class Wanted:
    """Which instances a list shows."""

    words: str = ""
    procedure: str = ""
    state: str = "active"
    after: UUID | None = None


class Row(NamedTuple):
    """One instance of the list."""

    instance: Instance
    number: int
    incidents: int


class Page(NamedTuple):
    """One page of instances, and the id after which the next begins."""

    rows: list[Row]
    next_after: UUID | None


def find_instances(session: Session, wanted: Wanted, hidden: Collection[str] = ()) -> Page:
    """Return one page of instances, those begun last first; ids sort by time."""
    count = (
        select(func.count())
        .where(Incident.instance_id == Instance.id, Incident.resolved_at.is_(None))
        .scalar_subquery()
    )
    query = select(Instance, Release.number, count).join(Release, Release.id == Instance.release_id)
    query = query.where(*_conditions(wanted), Instance.business_key.not_in(sorted(hidden)))
    if wanted.after is not None:
        query = query.where(Instance.id < wanted.after)
    rows = [Row(*found) for found in session.execute(query.order_by(Instance.id.desc()).limit(PAGE + 1))]
    return Page(rows[:PAGE], rows[PAGE - 1].instance.id if len(rows) > PAGE else None)


def _conditions(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.procedure:
        found.append(Instance.procedure == wanted.procedure)
    words = wanted.words.split()[:8]
    found += [folded(Instance.business_key).contains(fold_text(word), autoescape=True) for word in words]
    failed = exists().where(Incident.instance_id == Instance.id, Incident.resolved_at.is_(None))
    states: dict[str, list[ColumnElement[bool]]] = {
        "active": [Instance.state == InstanceState.ACTIVE],
        "suspended": [Instance.state == InstanceState.ACTIVE, Instance.suspended_at.is_not(None)],
        "incident": [Instance.state == InstanceState.ACTIVE, failed],
        "ended": [Instance.state != InstanceState.ACTIVE],
    }
    return found + states.get(wanted.state, [])


def standing_holds(session: Session) -> list[LegalHold]:
    """Return the holds that stand, the newest first."""
    query = select(LegalHold).where(LegalHold.lifted_at.is_(None)).order_by(LegalHold.placed_at.desc(), LegalHold.id)
    return list(session.scalars(query))


class Move(NamedTuple):
    """A migration with the numbers of its releases."""

    migration: Migration
    before: int
    after: int


def recent_moves(session: Session) -> list[Move]:
    """Return the newest migrations."""
    before, after = select(Release.number), select(Release.number)
    query = select(
        Migration,
        before.where(Release.id == Migration.from_release_id).scalar_subquery(),
        after.where(Release.id == Migration.to_release_id).scalar_subquery(),
    )
    return [
        Move(*row) for row in session.execute(query.order_by(Migration.created_at.desc(), Migration.id).limit(PAGE))
    ]


def due_dates(session: Session, procedure: str) -> tuple[int, datetime | None]:
    """Return how many ended instances of a procedure have a removal date, and the first of those dates."""
    query = select(func.count(), func.min(Instance.removal_at)).where(
        Instance.procedure == procedure, Instance.removal_at.is_not(None)
    )
    found = session.execute(query).one()
    return found[0], found[1]
