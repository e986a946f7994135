"""Queries on posts and seats that are given and ended."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from workflows.registers.organisation.appointing.lines import Line
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.model import CouncilMember, Person, Post
from workflows.registers.organisation.store import inside

PAGE = 100


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


@dataclass(frozen=True)
class Wanted:
    """Whose posts and seats are listed: words of name or code, a unit with what lies under it, how many to pass."""

    words: str = ""
    unit: str = ""
    skip: int = 0


class Held(NamedTuple):
    """One page of posts, then seats; `next_skip` is where the next begins, 0 after the last."""

    posts: list[Post]
    seats: list[CouncilMember]
    next_skip: int


def held_in(session: Session, wanted: Wanted, today: date) -> Held:
    """Return a page of the posts, then the seats, that have not ended."""
    posts, seats = _posts(wanted, today), _seats(wanted, today)
    count = session.scalar(select(func.count()).select_from(posts.subquery())) or 0
    shown = list(session.scalars(posts.offset(wanted.skip).limit(PAGE + 1)))
    rest = seats.offset(max(0, wanted.skip - count)).limit(PAGE + 1 - len(shown))
    seated = list(session.scalars(rest)) if len(shown) <= PAGE else []
    is_last = len(shown) + len(seated) <= PAGE
    kept = shown[:PAGE]
    return Held(kept, seated[: PAGE - len(kept)], 0 if is_last else wanted.skip + PAGE)


def _posts(wanted: Wanted, today: date) -> Select[Any]:
    query: Select[Any] = select(Post).join(Person, Person.id == Post.person_id).where(*_named(wanted))
    query = query.where(or_(Post.valid_to.is_(None), Post.valid_to >= today))
    if wanted.unit:
        query = query.where(inside(func.coalesce(Post.unit_code, ""), [wanted.unit]))
    return query.order_by(Post.unit_code, Post.role, Person.sort_key, Post.id)


def _seats(wanted: Wanted, today: date) -> Select[Any]:
    query: Select[Any] = select(CouncilMember).join(Person, Person.id == CouncilMember.person_id).where(*_named(wanted))
    query = query.where(or_(CouncilMember.valid_to.is_(None), CouncilMember.valid_to >= today))
    if wanted.unit:
        query = query.where(CouncilMember.council_code == wanted.unit)
    return query.order_by(CouncilMember.council_code, CouncilMember.place, Person.sort_key, CouncilMember.id)


def _named(wanted: Wanted) -> list[ColumnElement[bool]]:
    return [
        Person.search.contains(word, autoescape=True) | Person.code.icontains(word, autoescape=True)
        for word in fold_text(wanted.words).split()[:8]
    ]
