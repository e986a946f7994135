"""Queries on posts and seats that are given and ended."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workflows.organisation.appointing.lines import Line
from workflows.organisation.model import CouncilMember, Person, Post


def held_like(session: Session, person_id: UUID, line: Line) -> list[Any]:
    """Return the posts or seats of a person that are what a line names and have not ended before its day."""
    query: Any
    if line.seat:
        query = select(CouncilMember).where(CouncilMember.role == line.seat, CouncilMember.council_code == line.unit)
        model: Any = CouncilMember
    else:
        where = Post.unit_code.is_(None) if line.unit is None else Post.unit_code == line.unit
        query, model = select(Post).where(Post.role == line.role, where), Post
    going = or_(model.valid_to.is_(None), model.valid_to >= line.day)
    return list(session.scalars(query.where(model.person_id == person_id, going).order_by(model.valid_from)))


def chairs_of(session: Session, council: str, on: date) -> list[CouncilMember]:
    """Return who chairs a council on a day or later."""
    going = or_(CouncilMember.valid_to.is_(None), CouncilMember.valid_to >= on)
    query = select(CouncilMember).where(CouncilMember.council_code == council, CouncilMember.role == "chair", going)
    return list(session.scalars(query))


def held_in(session: Session, unit: str, today: date) -> tuple[list[Post], list[CouncilMember]]:
    """Return the posts and seats that have not ended, of one unit and what lies under it or of all."""
    posts = select(Post).join(Person, Person.id == Post.person_id)
    seats = select(CouncilMember).join(Person, Person.id == CouncilMember.person_id)
    posts = posts.where(or_(Post.valid_to.is_(None), Post.valid_to >= today))
    seats = seats.where(or_(CouncilMember.valid_to.is_(None), CouncilMember.valid_to >= today))
    if unit:
        under = f"{unit}."
        posts = posts.where(or_(Post.unit_code == unit, Post.unit_code.startswith(under, autoescape=True)))
        seats = seats.where(CouncilMember.council_code == unit)
    posts = posts.order_by(Post.unit_code, Post.role, Person.sort_key)
    seats = seats.order_by(CouncilMember.council_code, CouncilMember.place, Person.sort_key)
    return list(session.scalars(posts.limit(500))), list(session.scalars(seats.limit(500)))
