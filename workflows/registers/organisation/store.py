"""All queries on the organisation."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.base import clock
from engine.base.errors import NotFoundError
from workflows.registers.organisation.model import (
    UNIT_KINDS,
    Bloc,
    BlocMember,
    BlocYear,
    Council,
    CouncilMember,
    Person,
    Post,
    Unit,
    UnitKind,
    body_of,
)

# Databases bound how many values one statement may carry.
CHUNK = 500
_COUNCIL_ORDER = {"chair": 0, "vice": 1, "member": 2, "secretary": 3}


def holds_on(model: type[Any], day: date) -> ColumnElement[bool]:
    """Return the condition that a dated row holds on a day, its last day included."""
    begun = or_(model.valid_from.is_(None), model.valid_from <= day)
    return and_(begun, or_(model.valid_to.is_(None), model.valid_to >= day))


def inside(column: InstrumentedAttribute[str] | ColumnElement[str], roots: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a unit code is one of the roots or lies under one."""
    parts = [
        part for root in sorted(roots) for part in (column == root, column.startswith(f"{root}.", autoescape=True))
    ]
    return or_(*parts) if parts else false()


def within(column: InstrumentedAttribute[str], roots: Iterable[str]) -> ColumnElement[bool]:
    """Return the same for a column that refers to units: few of them are looked through, not all that refer to them."""
    return column.in_(select(Unit.code).where(inside(Unit.code, roots)))


def find_unit(session: Session, code: str) -> Unit:
    """Return a unit by its code.

    Raises NotFoundError.
    """
    unit = session.get(Unit, code)
    if unit is None:
        raise NotFoundError
    return unit


def lineage(session: Session, code: str) -> list[Unit]:
    """Return a unit and those it lies in, from itself up to its body."""
    parts = code.split(".")
    codes = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    found = units_by_code(session, codes)
    return [found[one] for one in codes if one in found]


def unit_tree(session: Session, root: str | None = None, *, on: date | None = None) -> list[Unit]:
    """Return the units under a root (or all) that exist on a day, parents before their children."""
    query = select(Unit).where(holds_on(Unit, on or clock.today()))
    if root is not None:
        query = query.where(inside(Unit.code, [root]))
    units = list(session.scalars(query))
    return sorted(units, key=lambda unit: (unit.body_code, unit.code.count("."), unit.place, unit.code))


def bodies(session: Session, *, on: date | None = None) -> list[Unit]:
    """Return the bodies at the top of the tree."""
    query = select(Unit).where(Unit.kind == UnitKind.BODY, holds_on(Unit, on or clock.today()))
    return list(session.scalars(query.order_by(Unit.place, Unit.code)))


def unit_names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Return the names of units by code."""
    rows = session.execute(select(Unit.code, Unit.name).where(Unit.code.in_(set(codes))))
    return {row.code: row.name for row in rows}


def units_by_code(session: Session, codes: Collection[str] | None = None) -> dict[str, Unit]:
    """Return every unit there ever was, or those of some codes, by code."""
    query = select(Unit) if codes is None else select(Unit).where(Unit.code.in_(codes))
    return {unit.code: unit for unit in session.scalars(query)}


def unit_codes(session: Session) -> list[str]:
    """Return the codes of all units there ever were, but of those that run the system."""
    return list(session.scalars(select(Unit.code).where(Unit.kind.in_(UNIT_KINDS)).order_by(Unit.code)))


def body_codes(session: Session) -> list[str]:
    """Return the codes of all units, and of the blocs, for which rules are written as for a body."""
    return [*unit_codes(session), *session.scalars(select(Bloc.code).order_by(Bloc.code))]


def council_codes(session: Session) -> list[str]:
    """Return the codes of all councils."""
    return list(session.scalars(select(Council.code).order_by(Council.code)))


def bloc_scopes(session: Session) -> list[str]:
    """Return the scopes of all blocs in all their years."""
    return list(session.scalars(select(BlocYear.scope).order_by(BlocYear.scope)))


def find_person(session: Session, person_id: UUID | str) -> Person:
    """Return a person by id.

    Raises NotFoundError.
    """
    try:
        key = person_id if isinstance(person_id, UUID) else UUID(person_id)
    except ValueError:
        raise NotFoundError from None
    person = session.get(Person, key)
    if person is None:
        raise NotFoundError
    return person


def person_by_code(session: Session, code: str) -> Person | None:
    """Return a person by code, if there is one."""
    return session.scalar(select(Person).where(Person.code == code))


def all_blocs(session: Session) -> list[Bloc]:
    """Return every bloc, by code."""
    return list(session.scalars(select(Bloc).order_by(Bloc.code)))


def people_by_code(session: Session) -> dict[str, Person]:
    """Return every person by code."""
    return {person.code: person for person in session.scalars(select(Person))}


def people_with_codes(session: Session, codes: Collection[str]) -> dict[str, Person]:
    """Return the people of some codes who have not left, by code."""
    query = select(Person).where(Person.code.in_(codes), Person.left_on.is_(None))
    return {person.code: person for person in session.scalars(query)} if codes else {}


def people_by_id(session: Session, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Return people by id, however many."""
    wanted = list(dict.fromkeys(ids))
    found: dict[UUID, Person] = {}
    for begin in range(0, len(wanted), CHUNK):
        part = wanted[begin : begin + CHUNK]
        found |= {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(part)))}
    return found


def women_share(session: Session, unit_code: str) -> tuple[int, int]:
    """Return how many women, and how many people whose sex is known, work in a unit and under it today."""
    here = _at_work(None).where(inside(Person.unit_code, [unit_code]), Person.sex != "").subquery()
    query = select(func.coalesce(func.sum(case((here.c.sex == "female", 1), else_=0)), 0), func.count())
    women, people = session.execute(query.select_from(here)).one()
    return int(women), int(people)


def people_of_unit(session: Session, unit_code: str, *, whole: bool = True, on: date | None = None) -> list[Person]:
    """Return who works in a unit on a day (and in the units under it), by given name."""
    where = inside(Person.unit_code, [unit_code]) if whole else Person.unit_code == unit_code
    return list(session.scalars(_at_work(on).where(where).order_by(Person.sort_key, Person.code)))


def people_inside(session: Session, units: Sequence[str]) -> list[UUID]:
    """Return the ids of who works in some units, or under them."""
    return list(session.scalars(select(Person.id).where(inside(Person.unit_code, units))))


def at_work(day: date) -> ColumnElement[bool]:
    """Return the condition that a person has not left on a day."""
    return or_(Person.left_on.is_(None), Person.left_on > day)


def _at_work(on: date | None) -> Select[Person]:
    return select(Person).where(at_work(on or clock.today()))


def posts_of(session: Session, person_id: UUID, on: date) -> list[Post]:
    """Return the posts a person holds on a day, in units that exist that day."""
    living = or_(Post.unit_code.is_(None), holds_on(Unit, on))
    query = select(Post).outerjoin(Unit, Post.unit_code == Unit.code)
    query = query.where(Post.person_id == person_id, holds_on(Post, on), living)
    return list(session.scalars(query.order_by(Post.role, Post.unit_code.nulls_first(), Post.id)))


def holders_of(session: Session, role: str, unit_code: str | None, on: date | None = None) -> list[Person]:
    """Return who holds a role in a unit on a day, by given name."""
    here = Post.unit_code.is_(None) if unit_code is None else Post.unit_code == unit_code
    query = select(Person).join(Post).where(Post.role == role, here, holds_on(Post, on or clock.today()))
    return list(session.scalars(query.order_by(Person.sort_key, Person.code)))


def units_with(session: Session, role: str, on: date | None = None) -> list[Unit]:
    """Return the units in which somebody holds a role on a day, by code."""
    held = select(Post.unit_code).where(Post.role == role, holds_on(Post, on or clock.today()))
    query = select(Unit).where(Unit.code.in_(held), Unit.dissolved.is_(False))
    return list(session.scalars(query.order_by(Unit.code)))


def council_seats_of(session: Session, person_id: UUID, on: date) -> list[CouncilMember]:
    """Return a person's seats on councils on a day."""
    return list(
        session.scalars(select(CouncilMember).where(CouncilMember.person_id == person_id, holds_on(CouncilMember, on)))
    )


def council_members(session: Session, council_code: str, on: date | None = None) -> list[CouncilMember]:
    """Return a council as it sits on a day: chair, vices, members, secretary."""
    query = select(CouncilMember).where(
        CouncilMember.council_code == council_code, holds_on(CouncilMember, on or clock.today())
    )
    seats = list(session.scalars(query))
    return sorted(seats, key=lambda seat: (_COUNCIL_ORDER[seat.role], seat.place, seat.person.sort_key))


def all_councils(session: Session) -> list[Council]:
    """Return every council, by code."""
    return list(session.scalars(select(Council).order_by(Council.code)))


def find_council(session: Session, code: str) -> Council | None:
    """Return a council by its code, if there is one."""
    return session.get(Council, code)


def bloc_of(session: Session, body_code: str, year: int) -> BlocYear | None:
    """Return the bloc a body (or a unit of it) belongs to in a year."""
    return session.scalar(_years_of(body_of(body_code), year).where(Bloc.body_code.is_(None)))


def cluster_of(session: Session, unit_code: str, year: int) -> BlocYear | None:
    """Return the cluster inside its body that a unit belongs to in a year."""
    return session.scalar(_years_of(unit_code, year).where(Bloc.body_code.is_not(None)))


def _years_of(member: str, year: int) -> Select[BlocYear]:
    query = select(BlocYear).join(BlocMember, BlocMember.scope == BlocYear.scope).join(BlocYear.bloc)
    return query.where(BlocMember.body_code == member, BlocYear.year == year)


def find_bloc_year(session: Session, scope: str) -> BlocYear:
    """Return a bloc in a year by its scope, as `NC-2019`.

    Raises NotFoundError.
    """
    found = session.get(BlocYear, scope)
    if found is None:
        raise NotFoundError
    return found


def opened_bloc_year(session: Session, scope: str) -> BlocYear | None:
    """Return a bloc in a year by its scope, if that year has been opened."""
    return session.get(BlocYear, scope)


def lock_bloc_year(session: Session, scope: str) -> None:
    """Hold a bloc's year until the transaction ends, so that what is begun for it is begun once."""
    session.execute(select(BlocYear.scope).where(BlocYear.scope == scope).with_for_update())


def bloc_years_led_by(session: Session, body_codes: Iterable[str]) -> list[BlocYear]:
    """Return the years of blocs and clusters that one of the bodies or units heads or is deputy of."""
    codes = set(body_codes)
    return list(
        session.scalars(select(BlocYear).where(or_(BlocYear.head_code.in_(codes), BlocYear.deputy_code.in_(codes))))
    )


def bloc_names(session: Session, scopes: Iterable[str]) -> dict[str, str]:
    """Return the names of the blocs of some years, by scope."""
    query = select(BlocYear.scope, Bloc.name).join(Bloc, Bloc.code == BlocYear.bloc_code)
    return {row[0]: row[1] for row in session.execute(query.where(BlocYear.scope.in_(set(scopes))))}


def bloc_members(session: Session, bloc_year: BlocYear | str) -> list[Unit]:
    """Return the member bodies of a bloc in a year, in their order."""
    scope = bloc_year if isinstance(bloc_year, str) else bloc_year.scope
    query = select(Unit).join(BlocMember, BlocMember.body_code == Unit.code).where(BlocMember.scope == scope)
    return list(session.scalars(query.order_by(BlocMember.place, Unit.code)))


def count_organisation(session: Session) -> tuple[int, int]:
    """Return how many units and people are known."""
    units = session.scalar(select(func.count()).select_from(Unit)) or 0
    return units, session.scalar(select(func.count()).select_from(Person)) or 0
