"""How long what has ended is kept, and what is held longer."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from engine.model import Instance, LegalHold, Retention


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
    """Return the same day and time some months later, the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last.day))


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


def is_held() -> ColumnElement[bool]:
    """Return the condition that a standing hold covers an instance."""
    covers = or_(
        LegalHold.root_id == Instance.root_id,
        and_(LegalHold.business_key != "", LegalHold.business_key == Instance.business_key),
    )
    return exists().where(LegalHold.lifted_at.is_(None), covers)


def holds_on(session: Session, instance: Instance) -> Sequence[LegalHold]:
    """Return the holds that ever covered an instance, the newest first."""
    same_key = and_(LegalHold.business_key != "", LegalHold.business_key == instance.business_key)
    query = select(LegalHold).where(or_(LegalHold.root_id == instance.root_id, same_key))
    return session.scalars(query.order_by(LegalHold.placed_at.desc())).all()
