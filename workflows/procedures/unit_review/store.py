"""All queries on opinions and on comments about what is published."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base import clock
from workflows.procedures.unit_review.model import Opinion, PublicComment
from workflows.registers.nominations.model import Nomination


def find_opinion(session: Session, nomination: str, body: str) -> Opinion | None:
    """Return what a body said of a nomination."""
    return session.get(Opinion, (nomination, body))


def opinions_on(session: Session, nomination: str) -> list[Opinion]:
    """Return what bodies said of a nomination."""
    return list(session.scalars(select(Opinion).where(Opinion.nomination == nomination).order_by(Opinion.at)))


def published_now(session: Session) -> list[Nomination]:
    """Return the nominations published for comments now, those that close first at the top."""
    now = clock.now()
    query = select(Nomination).where(Nomination.published_at <= now, Nomination.published_until > now)
    return list(session.scalars(query.order_by(Nomination.published_until, Nomination.code)))


def comments_on(session: Session, nomination: str) -> list[PublicComment]:
    """Return what was said of a nomination while it was published, the oldest first."""
    query = select(PublicComment).where(PublicComment.nomination == nomination)
    return list(session.scalars(query.order_by(PublicComment.at, PublicComment.id)))
