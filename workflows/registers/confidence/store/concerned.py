"""Whom a confidential matter concerns: the accused, heads of accused units, whoever works under either, the sender."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from engine.base import clock
from workflows.registers.confidence.store.matters import Matter
from workflows.registers.organisation.model import Person, Post

_HEADING = ("unit_head", "body_leader")


@dataclass(frozen=True)
class Concerned:
    """The accused, the units whose people work under them, and who raised the matter."""

    accused: frozenset[str]
    units: frozenset[str]
    sender: str = ""

    def covers(self, person: Person) -> bool:
        """Tell whether a person is accused or raised it, or works in one of the units."""
        unit, one = person.unit_code, str(person.id)
        return (
            one in self.accused
            or one == self.sender
            or any(unit == part or unit.startswith(f"{part}.") for part in self.units)
        )


def concerned_by(session: Session, matter: Matter) -> Concerned:
    """Return whom a matter concerns."""
    return concerned_by_each(session, [matter])[0]


def concerned_by_each(session: Session, matters: Sequence[Matter]) -> list[Concerned]:
    """Return whom each of some matters concerns, in their order."""
    units = {unit for one in matters for unit in one.units}
    heads = _headed(session, Post.unit_code.in_(sorted(units))) if units else []
    accused = [one.people | {person for person, unit in heads if unit in one.units} for one in matters]
    people = {UUID(person) for some in accused for person in some}
    headed: dict[str, set[str]] = {}
    for person, unit in _headed(session, Post.person_id.in_(people)) if people else ():
        headed.setdefault(person, set()).add(unit)
    return [
        Concerned(some, one.units.union(*(headed.get(person, ()) for person in some)), one.sender)
        for one, some in zip(matters, accused, strict=True)
    ]


def _headed(session: Session, where: ColumnElement[bool]) -> list[tuple[str, str]]:
    """Return who heads which unit today, by a condition on their posts."""
    query = select(Post.person_id, Post.unit_code).where(Post.role.in_(_HEADING), where, _stands())
    return [(str(person), unit) for person, unit in session.execute(query) if unit]


def _stands() -> ColumnElement[bool]:
    today = clock.today()
    return and_(Post.valid_from <= today, or_(Post.valid_to.is_(None), Post.valid_to >= today))
