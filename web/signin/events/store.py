"""Queries on what was done to accounts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.signin.events.model import AccountEvent


def events_about(session: Session, about: str | None = None, *, limit: int = 50) -> list[AccountEvent]:
    """Return the newest acts, on one user name or on all."""
    query = select(AccountEvent) if about is None else select(AccountEvent).where(AccountEvent.about == about)
    return list(session.scalars(query.order_by(AccountEvent.at.desc(), AccountEvent.id.desc()).limit(limit)))
