"""What was done outside of cases, as auditors look at it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.model import AdminEvent


def acts_about(session: Session, subjects: Sequence[str], limit: int = 200) -> list[AdminEvent]:
    """Return what was done to some subjects, the newest first."""
    query = select(AdminEvent).where(AdminEvent.subject.in_(subjects))
    return list(session.scalars(query.order_by(AdminEvent.at.desc(), AdminEvent.id.desc()).limit(limit)))
