"""Queries on declared relatives."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from engine.base.errors import NotFoundError
from workflows.across.people.relations.model import DeclaredRelation as Relation
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import inside

MOST = 500


def relations_of(session: Session, person_id: UUID) -> list[Relation]:
    """Return what was declared of a person, by whomever, the newest first."""
    query = select(Relation).where(or_(Relation.person_id == person_id, Relation.relative_id == person_id))
    return list(session.scalars(query.order_by(Relation.declared_at.desc(), Relation.id)))


def relations_in(session: Session, bodies: Sequence[str]) -> list[Relation]:
    """Return what stands declared of the people of some bodies, the newest first."""
    one, other = aliased(Person), aliased(Person)
    query = select(Relation).join(one, Relation.person_id == one.id).join(other, Relation.relative_id == other.id)
    query = query.where(or_(inside(one.unit_code, bodies), inside(other.unit_code, bodies)))
    query = query.where(Relation.withdrawn_at.is_(None)).order_by(Relation.declared_at.desc(), Relation.id)
    return list(session.scalars(query.limit(MOST)))


def standing_between(session: Session, person_id: UUID, relative_id: UUID) -> Relation | None:
    """Return what stands declared between two people, whichever of them it names first."""
    either = or_(
        and_(Relation.person_id == person_id, Relation.relative_id == relative_id),
        and_(Relation.person_id == relative_id, Relation.relative_id == person_id),
    )
    return session.scalars(select(Relation).where(either, Relation.withdrawn_at.is_(None))).first()


def find_relation(session: Session, relation_id: UUID) -> Relation:
    """Return a declaration; raises NotFoundError."""
    found = session.get(Relation, relation_id)
    if found is None:
        raise NotFoundError
    return found
