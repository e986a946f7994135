"""Whom a confidential matter concerns: the accused, who heads an accused unit, and whoever works under either."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from engine import clock
from workflows.confidence.store.matters import Matter
from workflows.organisation.model import Person, Post

_HEADING = ("unit_head", "body_leader")


@dataclass(frozen=True)
class Concerned:
    """The accused, and the units whose people work under them."""

    accused: frozenset[str]
    units: frozenset[str]

    def covers(self, person: Person) -> bool:
        """Tell whether a person is accused, or works in one of the units."""
        unit = person.unit_code
        return str(person.id) in self.accused or any(unit == one or unit.startswith(f"{one}.") for one in self.units)


def concerned_by(session: Session, matter: Matter) -> Concerned:
    """Return whom a matter concerns."""
    heads = select(Post.person_id).where(Post.role.in_(_HEADING), Post.unit_code.in_(sorted(matter.units)))
    accused = matter.people | {str(person) for person in session.scalars(heads.where(_stands()))}
    headed = select(Post.unit_code).where(Post.role.in_(_HEADING), Post.person_id.in_([UUID(one) for one in accused]))
    return Concerned(accused, matter.units | {unit for unit in session.scalars(headed.where(_stands())) if unit})


def _stands() -> ColumnElement[bool]:
    today = clock.today()
    return and_(Post.valid_from <= today, or_(Post.valid_to.is_(None), Post.valid_to >= today))
