"""All queries on what was handed over."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.registers.frozen.model import ContentRound
from workflows.registers.organisation.store import CHUNK


def rounds_of(session: Session, code: str) -> list[ContentRound]:
    """Return how often a nomination was handed over, the first round first."""
    return list(session.scalars(select(ContentRound).where(ContentRound.nomination == code).order_by(ContentRound.no)))


def last_round(session: Session, code: str) -> ContentRound | None:
    """Return the round a nomination stands under, if it was ever handed over."""
    query = select(ContentRound).where(ContentRound.nomination == code).order_by(ContentRound.no.desc())
    return session.scalars(query.limit(1)).first()


def digests_of(session: Session, codes: Sequence[str]) -> dict[str, str]:
    """Return the digest each of some nominations stands under; those never handed over are left out."""
    found: dict[str, str] = {}
    for begin in range(0, len(codes), CHUNK):
        query = select(ContentRound).where(ContentRound.nomination.in_(codes[begin : begin + CHUNK]))
        found |= {one.nomination: one.sha256 for one in session.scalars(query.order_by(ContentRound.no))}
    return found
