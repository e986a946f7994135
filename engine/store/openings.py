"""Reading who may look at the content of a case for now."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.model import ContentOpening


def find_opening(session: Session, instance_id: UUID, person_id: str, now: datetime) -> ContentOpening | None:
    """Return by which opening a person sees the content of an instance at a moment, or None where they do not."""
    query = select(ContentOpening).where(
        ContentOpening.instance_id == instance_id, ContentOpening.opened_by == person_id, ContentOpening.until > now
    )
    return session.scalars(query.order_by(ContentOpening.until.desc()).limit(1)).first()
