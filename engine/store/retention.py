"""How long what has ended is kept, and what is held longer."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import NotFoundError
from engine.feel.temporal.calendar import add_months
from engine.model import Instance, LegalHold, RemovedInstance, Retention

Link = Callable[[Any, Any], ColumnElement[bool]]
_links: dict[str, Link] = {}


def retention_of(session: Session, procedure: str) -> Retention | None:
    """Return the setting that holds for a procedure, or None where there never was one."""
    query = select(Retention).where(Retention.procedure == procedure)
    return session.scalars(query.order_by(Retention.set_at.desc(), Retention.id.desc()).limit(1)).first()


def settings(session: Session) -> list[Retention]:
    """Return every setting there ever was, the newest first."""
    return list(session.scalars(select(Retention).order_by(Retention.set_at.desc(), Retention.id.desc())))


def removal_date(session: Session, procedure: str, ended_at: datetime) -> datetime | None:
    """Return when an instance that ended may be removed, or None where it is kept for ever."""
    found = retention_of(session, procedure)
    return None if found is None or found.months is None else months_after(ended_at, found.months)


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same local day and time some months later, the last day of a shorter month."""
    moved = add_months(moment.astimezone(clock.local_zone()), months)
    return cast(datetime, moved).astimezone(UTC)


def date_ended(session: Session, procedure: str, months: int | None) -> int:
    """Give the instances of a procedure that have ended the removal date of a new setting; return how many."""
    query = select(Instance.id, Instance.ended_at).where(
        Instance.procedure == procedure, Instance.ended_at.is_not(None)
    )
    rows = [(key, ended) for key, ended in session.execute(query) if ended is not None]
    if months is None:
        change = update(Instance).where(Instance.procedure == procedure, Instance.ended_at.is_not(None))
        session.execute(change.values(removal_at=None))
    elif rows:
        dated = [{"id": key, "removal_at": months_after(ended, months)} for key, ended in rows]
        session.execute(update(Instance), dated)
    return len(rows)


def find_hold(session: Session, hold_id: UUID) -> LegalHold:
    """Return a hold; raises NotFoundError."""
    found = session.get(LegalHold, hold_id, populate_existing=True)
    if found is None:
        raise NotFoundError
    return found


def register_links(name: str, belongs: Link) -> None:
    """Let a hold reach further cases: `belongs` is given the number held and another's, and says whether it does."""
    _links[name] = belongs


def covers() -> ColumnElement[bool]:
    """Return the condition that a hold covers an instance: of its case, or of one that belongs to that."""
    held, other = LegalHold.business_key, Instance.business_key
    linked = [and_(held != "", other != "", belongs(held, other)) for belongs in _links.values()]
    return or_(LegalHold.root_id == Instance.root_id, and_(held != "", held == other), *linked)


def is_held() -> ColumnElement[bool]:
    """Return the condition that a standing hold covers an instance."""
    return exists().where(LegalHold.lifted_at.is_(None), covers()).correlate(Instance)


def covered_by(session: Session, hold_id: UUID) -> list[UUID]:
    """Return the instances that a hold covers now."""
    query = select(Instance.id).join(LegalHold, covers()).where(LegalHold.id == hold_id)
    return sorted(session.scalars(query))


def holds_on(session: Session, instance: Instance) -> Sequence[LegalHold]:
    """Return the holds that ever covered an instance, the newest first."""
    query = select(LegalHold).join(Instance, covers()).where(Instance.id == instance.id)
    return session.scalars(query.order_by(LegalHold.placed_at.desc())).all()


def removed_instances(session: Session, before: UUID | None, limit: int) -> list[RemovedInstance]:
    """Return what was removed, the newest instances first, those begun before one of them where it is named."""
    query = select(RemovedInstance).order_by(RemovedInstance.id.desc()).limit(limit)
    return list(session.scalars(query if before is None else query.where(RemovedInstance.id < before)))
