"""Whom a confidential matter concerns: the accused, heads of accused units, whoever works under either, the sender."""

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
    heads = select(Post.person_id).where(Post.role.in_(_HEADING), Post.unit_code.in_(sorted(matter.units)))
    accused = matter.people | {str(person) for person in session.scalars(heads.where(_stands()))}
    headed = select(Post.unit_code).where(Post.role.in_(_HEADING), Post.person_id.in_([UUID(one) for one in accused]))
    under = matter.units | {unit for unit in session.scalars(headed.where(_stands())) if unit}
    return Concerned(accused, under, matter.sender)


def _stands() -> ColumnElement[bool]:
    today = clock.today()
    return and_(Post.valid_from <= today, or_(Post.valid_to.is_(None), Post.valid_to >= today))
