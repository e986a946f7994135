"""What a person may act as, worked out from posts, councils and blocs on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Absent, Actor
from engine.base.errors import NotFoundError
from workflows.registers.organisation import store
from workflows.registers.organisation.absence.store import absences_covered_by
from workflows.registers.organisation.model import BLOC_ROLES, EVERYWHERE, CouncilMember, Person, Post, Unit

_COUNCIL_PRINCIPALS = {
    "chair": ("council_chair", "council_member"),
    "vice": ("council_member",),
    "member": ("council_member",),
    "secretary": ("council_secretary",),
}
# Those who act for a body act for the bloc in the years it heads it; for a unit without such posts, officer and head.
_ACTS_FOR_BODY = frozenset({"emulation_dept", "body_leader"})
_ACTS_FOR_UNIT = frozenset({"unit_officer", "unit_head"})


Holders = Callable[[Session, str], list[Person]]
Clearances = Callable[[Session, str, frozenset[str]], set[str]]


@dataclass(frozen=True)
class CaseRoles:
    """Roles on single cases: who holds one, and which of them somebody with some posts holds."""

    roles: tuple[str, ...]
    holders: Holders
    clearances: Clearances


_case_roles: list[CaseRoles] = []


def register_roles_of_cases(roles: tuple[str, ...], holders: Holders, clearances: Clearances) -> None:
    """Let principals of some roles be told by a room further out, which knows the cases they are on."""
    _case_roles.append(CaseRoles(roles, holders, clearances))


def actor_for(session: Session, person_id: UUID | str, on: date | None = None) -> Actor:
    """Return a person as an actor, with the principals held on a day (today unless told) and whom they stand in for.

    Raises NotFoundError.
    """
    person = store.find_person(session, person_id)
    day = on or clock.today()
    absent = [_absent(session, absence.person, day) for absence in absences_covered_by(session, person.id, day)]
    return Actor(
        id=str(person.id),
        name=person.full_name,
        principals=_principals(session, person.id, day),
        stands_in_for=tuple(absent),
        is_confirmed=False,
    )


def _absent(session: Session, person: Person, day: date) -> Absent:
    return Absent(str(person.id), person.full_name, _principals(session, person.id, day))


def _principals(session: Session, person_id: UUID, day: date) -> frozenset[str]:
    posts = store.posts_of(session, person_id, day)
    seats = store.council_seats_of(session, person_id, day)
    own = {post.principal for post in posts} | _council_principals(seats) | _bloc_principals(session, posts)
    found = frozenset(own)
    return found.union(*(one.clearances(session, str(person_id), found) for one in _case_roles))


def _council_principals(seats: list[CouncilMember]) -> set[str]:
    return {f"{role}@{seat.council_code}" for seat in seats for role in _COUNCIL_PRINCIPALS[seat.role]}


def _bloc_principals(session: Session, posts: list[Post]) -> set[str]:
    roles = _ACTS_FOR_BODY | _ACTS_FOR_UNIT
    codes = {post.unit_code for post in posts if post.role in roles and post.unit_code}
    if not codes:
        return set()
    acting = {unit.code for unit in store.units_by_code(session, codes).values() if _acts(unit, posts)}
    years = store.bloc_years_led_by(session, acting)
    heads = {f"bloc_head@{year.scope}" for year in years if year.head_code in acting}
    return heads | {f"bloc_deputy@{year.scope}" for year in years if year.deputy_code in acting}


def _acts(unit: Unit, posts: list[Post]) -> bool:
    return any(post.unit_code == unit.code and post.role in _acting_roles(unit) for post in posts)


def _acting_roles(unit: Unit) -> frozenset[str]:
    """Return which posts act for a unit where it heads a bloc or a cluster, or is its deputy."""
    return _ACTS_FOR_BODY if unit.has_own_office else _ACTS_FOR_UNIT


def holders_of_principal(session: Session, principal: str, on: date | None = None) -> list[Person]:
    """Return who holds a principal on a day, by given name: by post, by seat on a council, by the head of a bloc."""
    role, _, scope = principal.partition("@")
    day = on or clock.today()
    if role.startswith("person:"):
        return [store.find_person(session, role.removeprefix("person:"))]
    if role in ("council_chair", "council_member", "council_secretary"):
        seats = store.council_members(session, scope, day)
        return [seat.person for seat in seats if role in _COUNCIL_PRINCIPALS[seat.role]]
    for one in _case_roles:
        if role in one.roles:
            return one.holders(session, principal)
    if role in BLOC_ROLES:
        return _of_bloc(session, role, scope, day)
    return store.holders_of(session, role, None if scope in ("", EVERYWHERE) else scope, day)


def _of_bloc(session: Session, role: str, scope: str, day: date) -> list[Person]:
    try:
        year = store.find_bloc_year(session, scope)
    except NotFoundError:
        return []
    body = year.head_code if role == "bloc_head" else year.deputy_code
    if body is None:
        return []
    roles = sorted(_acting_roles(store.find_unit(session, body)))
    found = [person for acting in roles for person in store.holders_of(session, acting, body, day)]
    return sorted({person.id: person for person in found}.values(), key=lambda person: person.sort_key)
