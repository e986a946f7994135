"""All queries on opinions of party committees."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from workflows.procedures.nomination.party.model import PartyOpinion


def opinions_on(session: Session, nomination: str) -> list[PartyOpinion]:
    """Return what party committees said of a nomination, the last recorded first."""
    query = select(PartyOpinion).where(PartyOpinion.nomination == nomination)
    return list(session.scalars(query.order_by(PartyOpinion.at.desc(), PartyOpinion.id.desc())))


def find_opinion(session: Session, opinion_id: UUID) -> PartyOpinion:
    """Return an opinion by its id.

    Raises NotFoundError.
    """
    found = session.get(PartyOpinion, opinion_id)
    if found is None:
        raise NotFoundError
    return found
