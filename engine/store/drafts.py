"""Reading drafts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.model import Draft, DraftState

OPEN_STATES = (DraftState.DRAFT, DraftState.SUBMITTED)


def find_draft(session: Session, draft_id: UUID) -> Draft:
    """Return a draft; raises NotFoundError."""
    found = session.get(Draft, draft_id)
    if found is None:
        raise NotFoundError
    return found


def lock_draft(session: Session, draft_id: UUID) -> Draft:
    """Return a draft with its row locked; raises NotFoundError."""
    query = select(Draft).where(Draft.id == draft_id).with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def drafts_of(session: Session, procedure: str | None = None, *, open_only: bool = True) -> list[Draft]:
    """Return drafts, newest first, of one procedure or of all."""
    query = select(Draft).order_by(Draft.saved_at.desc())
    if procedure is not None:
        query = query.where(Draft.procedure == procedure)
    if open_only:
        query = query.where(Draft.state.in_(OPEN_STATES))
    return list(session.scalars(query))
