"""Queries on what bodies call awards."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.registers.awards.model import Award, AwardCalled
from workflows.registers.organisation.model import Unit, UnitKind


def find_called(session: Session, award: str, body: str) -> AwardCalled | None:
    """Return what a body calls an award, if it has a name of its own for it."""
    return session.get(AwardCalled, (award, body), populate_existing=True)


def all_called(session: Session) -> list[tuple[AwardCalled, Award, Unit]]:
    """Return every name with its award and body: bodies by code, in each the awards in the catalogue's order."""
    query = select(AwardCalled, Award, Unit).join(Award, Award.code == AwardCalled.award_code)
    query = query.join(Unit, Unit.code == AwardCalled.body_code).order_by(Unit.code, Award.place)
    return [(called, award, body) for called, award, body in session.execute(query)]


def bodies(session: Session) -> list[Unit]:
    """Return the bodies at work, by code."""
    query = select(Unit).where(Unit.kind == UnitKind.BODY, Unit.dissolved.is_(False))
    return list(session.scalars(query.order_by(Unit.code)))
