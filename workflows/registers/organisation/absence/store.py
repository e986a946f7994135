"""Queries on absences."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from workflows.registers.organisation.absence.model import Absence
from workflows.registers.organisation.model import Person, Post, Unit
from workflows.registers.organisation.store import holds_on, inside


def absences_covered_by(session: Session, substitute_id: UUID, day: date) -> list[Absence]:
    """Return the absences on a day in which a person has accepted to act for another."""
    accepted = and_(Absence.substitute_id == substitute_id, Absence.accepted_at.is_not(None))
    return _standing(session, accepted, day, day)


def absences_of(session: Session, person_id: UUID, first: date, last: date) -> list[Absence]:
    """Return a person's absences that touch some days."""
    return _standing(session, Absence.person_id == person_id, first, last)


def _standing(session: Session, whose: object, first: date, last: date) -> list[Absence]:
    query = select(Absence).where(
        whose,  # type: ignore[arg-type]
        Absence.cancelled_at.is_(None),
        Absence.declined_at.is_(None),
        Absence.first_day <= last,
        Absence.last_day >= first,
    )
    return list(session.scalars(query.order_by(Absence.first_day, Absence.id)))


def absences_about(session: Session, person_id: UUID) -> list[Absence]:
    """Return a person's own absences and those in which they act for others, the latest first."""
    query = select(Absence).where(or_(Absence.person_id == person_id, Absence.substitute_id == person_id))
    return list(session.scalars(query.order_by(Absence.first_day.desc(), Absence.id)))


def roles_held(session: Session, people: Collection[UUID], on: date) -> dict[UUID, set[str]]:
    """Return the roles of each of some people who holds any on a day, in units that exist that day."""
    living = or_(Post.unit_code.is_(None), holds_on(Unit, on))
    query = select(Post.person_id, Post.role).outerjoin(Unit, Post.unit_code == Unit.code)
    found: dict[UUID, set[str]] = {}
    for person, role in session.execute(query.where(Post.person_id.in_(people), holds_on(Post, on), living)):
        found.setdefault(person, set()).add(role)
    return found


def lock_absence(session: Session, absence_id: UUID) -> Absence:
    """Return an absence whose row nobody else changes until the transaction ends; raises NotFoundError."""
    query = (
        select(Absence)
        .where(Absence.id == absence_id)
        .with_for_update(of=Absence)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def absences_in(session: Session, bodies: Sequence[str], day: date) -> list[Absence]:
    """Return the grants of people of some bodies that stand or are to come, the next first."""
    query = select(Absence).join(Person, Absence.person_id == Person.id)
    standing = (Absence.cancelled_at.is_(None), Absence.declined_at.is_(None), Absence.last_day >= day)
    query = query.where(inside(Person.unit_code, bodies), *standing)
    return list(session.scalars(query.order_by(Absence.first_day, Absence.id)))
