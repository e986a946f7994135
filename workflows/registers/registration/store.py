"""All queries on what is registered for a year."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import inside
from workflows.registers.registration.model import RegisteredTarget, Registration, RegistrationRule


def registrations_in(session: Session, unit: str, year: int) -> list[Registration]:
    """Return what a unit itself registered for a year, collectives first, then people by given name."""
    query = select(Registration).outerjoin(Person, Registration.person_id == Person.id)
    query = query.where(Registration.place_code == unit, Registration.year == year)
    order = (Registration.person_id.is_not(None), Person.sort_key, Registration.award_code)
    return list(session.scalars(query.order_by(*order)))


def find_registration(session: Session, registration_id: UUID) -> Registration | None:
    """Return a registration by its id, if it stands."""
    return session.get(Registration, registration_id)


def awards_registered(session: Session, subject: Person | str, year: int) -> set[str]:
    """Return the awards for which a person, or a unit by its code, is registered in a year."""
    query = select(Registration.award_code).where(Registration.year == year, _about(subject))
    return set(session.scalars(query))


def _about(subject: Person | str) -> ColumnElement[bool]:
    if isinstance(subject, Person):
        return Registration.person_id == subject.id
    return Registration.unit_code == subject


def count_registered(session: Session, roots: Iterable[str], year: int) -> dict[str, tuple[int, int]]:
    """Return how many collectives and how many people the units under some roots registered, by unit."""
    people, units = func.count(Registration.person_id.distinct()), func.count(Registration.unit_code.distinct())
    query = select(Registration.place_code, units, people).where(Registration.year == year)
    query = query.where(inside(Registration.place_code, roots)).group_by(Registration.place_code)
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def targets_of(session: Session, unit: str, year: int) -> list[RegisteredTarget]:
    """Return the targets of a unit in a year, in their order."""
    query = select(RegisteredTarget).where(RegisteredTarget.unit_code == unit, RegisteredTarget.year == year)
    return list(session.scalars(query.order_by(RegisteredTarget.no)))


def targets_under(session: Session, roots: Iterable[str], year: int) -> list[RegisteredTarget]:
    """Return the targets of all units under some roots in a year."""
    query = select(RegisteredTarget).where(RegisteredTarget.year == year, inside(RegisteredTarget.unit_code, roots))
    return list(session.scalars(query.order_by(RegisteredTarget.unit_code, RegisteredTarget.no)))


def rule_of(session: Session, body: str) -> RegistrationRule | None:
    """Return a body's rule on who is not registered, if it ever had one."""
    return session.get(RegistrationRule, body)


def all_rules(session: Session) -> dict[str, RegistrationRule]:
    """Return the rules of all bodies, by body."""
    return {one.body_code: one for one in session.scalars(select(RegistrationRule))}
