"""Who handles a confidential matter: its tasks are offered to principals that nobody holds whom it concerns.

`matter_dept@KN-…` stands for the emulation department of the body without the accused and those under them; where
nobody is left there, the Central Board takes it. As posts do, this changes with the day it is asked on.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from workflows.registers.confidence.store.concerned import Concerned, concerned_by, concerned_by_each
from workflows.registers.confidence.store.matters import REVOCATION, Matter, find_matter, present_matters
from workflows.registers.organisation import store
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.principals import register_roles_of_cases

CENTRAL_BOARD = "BTDKTTW"
DEPARTMENT, LEADER, COUNCIL, CENTRAL = "matter_dept", "matter_leader", "matter_council", "matter_central"
HELD_BY: Mapping[str, tuple[str, str]] = {
    DEPARTMENT: ("emulation_dept", "central_officer"),
    LEADER: ("body_leader", "central_head"),
    COUNCIL: ("council_secretary", "central_officer"),
    CENTRAL: ("central_officer", "central_officer"),
}
"""By which role of the body each is held, and by which of the Central Board where nobody of the body may."""
_ROLES = frozenset(role for pair in HELD_BY.values() for role in pair)
Holders = Callable[[str, str], list[Person]]
RolesOn = Callable[[Matter, Concerned, frozenset[str]], set[str]]


def holders(session: Session, principal: str) -> list[Person]:
    """Return who holds a principal of a matter today, by given name."""
    role, _, code = principal.partition("@")
    matter = find_matter(session, code)
    return [] if matter is None else _cleared(role, matter, concerned_by(session, matter), _asking(session))


def clearances(session: Session, person: str, principals: frozenset[str]) -> set[str]:
    """Return the principals of matters that somebody with these principals holds."""
    held = [principal.partition("@")[::2] for principal in principals]
    scopes = {scope for role, scope in held if role in _ROLES}
    if not scopes:
        return set()
    matters = present_matters(session, None if CENTRAL_BOARD in scopes else scopes)
    roles, known = roles_on(session), find_known(session, [person])
    return {
        f"{role}@{one.code}"
        for one, concerned in zip(matters, concerned_by_each(session, matters), strict=True)
        if not any(concerned.covers(each) for each in known)
        for role in roles(one, concerned, principals)
    }


def roles_on(session: Session) -> RolesOn:
    """Return what tells in which roles principals handle a matter that does not concern their holder."""
    asking = _asking(session)
    return lambda matter, concerned, principals: _roles(matter, concerned, principals, asking)


def _roles(matter: Matter, concerned: Concerned, principals: frozenset[str], asking: Holders) -> set[str]:
    handling = HELD_BY if matter.kind == REVOCATION else (DEPARTMENT, LEADER)
    wanted = {role for role in handling if not principals.isdisjoint(_either(role, matter, HELD_BY[role]))}
    return {role for role in wanted if _is_cleared(role, matter, concerned, principals, asking)}


def is_covered(session: Session, concerned: Concerned, person: str) -> bool:
    """Tell whether a matter concerns the person of an id; the system and the command line are nobody."""
    return any(concerned.covers(one) for one in find_known(session, [person]))


def find_known(session: Session, ids: Iterable[str]) -> list[Person]:
    """Return who there is of some ids; the system and the command line are nobody."""
    found = []
    for one in ids:
        with suppress(ValueError):
            found.append(session.get(Person, UUID(one)))
    return [one for one in found if one is not None]


def _either(role: str, matter: Matter, pair: tuple[str, str]) -> set[str]:
    return {_own(role, matter), f"{pair[1]}@{CENTRAL_BOARD}"}


def _own(role: str, matter: Matter) -> str:
    return f"{HELD_BY[role][0]}@{CENTRAL_BOARD if role == CENTRAL else matter.body}"


def _is_cleared(role: str, matter: Matter, concerned: Concerned, principals: frozenset[str], asking: Holders) -> bool:
    if _own(role, matter) in principals:
        return True
    first, scope = _own(role, matter).split("@")
    return not any(not concerned.covers(person) for person in asking(first, scope))


def _cleared(role: str, matter: Matter, concerned: Concerned, asking: Holders) -> list[Person]:
    first, scope = _own(role, matter).split("@")
    own, above = asking(first, scope), HELD_BY[role][1]
    cleared = [person for person in own if not concerned.covers(person)]
    return cleared or [person for person in asking(above, CENTRAL_BOARD) if not concerned.covers(person)]


def _asking(session: Session) -> Holders:
    """Return what asks once who holds a role somewhere."""
    known: dict[tuple[str, str], list[Person]] = {}

    def ask(role: str, scope: str) -> list[Person]:
        if (role, scope) not in known:
            known[role, scope] = _holders_of(session, role, scope)
        return known[role, scope]

    return ask


def _holders_of(session: Session, role: str, scope: str) -> list[Person]:
    if role == "council_secretary":
        seats = store.council_members(session, scope, clock.today())
        return [seat.person for seat in seats if seat.role == "secretary"]
    return store.holders_of(session, role, scope, clock.today())


register_roles_of_cases(tuple(HELD_BY), holders, clearances)
