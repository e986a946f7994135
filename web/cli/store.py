"""Queries of the command line."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base import clock
from workflows.registers.organisation.model import Person, Post
from workflows.registers.organisation.store import holds_on


def post_holders(session: Session) -> list[Person]:
    """Return everybody who holds a post today."""
    held = select(Post.person_id).where(holds_on(Post, clock.today()))
    return list(session.scalars(select(Person).where(Person.id.in_(held)).order_by(Person.code)))


def has_people(session: Session) -> bool:
    """Tell whether anybody is known yet."""
    return session.scalars(select(Person.id).limit(1)).first() is not None
