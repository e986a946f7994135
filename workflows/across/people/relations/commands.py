"""Declaring that two people are close relatives, and withdrawing it."""

from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotFoundError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.commands.operators import require_reason
from engine.history.administration import record_act
from engine.ports.acts import Happening, tell
from engine.store.turns import take_turns
from workflows.across.people.relations import store
from workflows.across.people.relations.acts import Relation, RelationConfirmed, RelationDeclared, RelationWithdrawn
from workflows.across.people.relations.model import DeclaredRelation
from workflows.registers.organisation.access import is_within
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import find_person, people_with_codes

RELATIONS = {
    "spouse": N_("wife or husband"),
    "parent": N_("parent or child"),
    "sibling": N_("brother or sister"),
    "in_law": N_("relative by marriage"),
    "other": N_("another close relative"),
}
SECRETARIES = ("council_secretary", "emulation_dept", "central_officer")
"""Who declares for others, with the grounds, in their own body."""


class RelationRefusedError(BangVangError):
    """A relation cannot be declared or withdrawn as asked; the text says why."""


@dataclass(frozen=True)
class Declared:
    """Whom somebody declares as whose relative, by their codes; without `person` it is who declares."""

    relative: str
    kind: str
    person: str = ""
    grounds: str = ""


def declare_relation(session: Session, said: Declared, *, by: Actor, key: str) -> DeclaredRelation:
    """Declare a close relative of one's own or, as a secretary with the grounds, of somebody of one's body.

    From now on neither does a step of the other's cases. Who declares it does not vote on them either; the other, once
    a second person confirms it (`confirm_relation`). The caller owns the transaction. Raises RelationRefusedError,
    ReasonMissingError.
    """

    def work() -> dict[str, Any]:
        person = _named(session, said.person) if said.person else find_person(session, by.id)
        relative = _named(session, said.relative)
        _require_possible(session, said, person, relative, by)
        made = DeclaredRelation(person_id=person.id, relative_id=relative.id, kind=said.kind, declared_at=clock.now())
        made.binds_person, made.binds_relative = str(person.id) == by.id, str(relative.id) == by.id
        made.grounds, made.declared_by, made.declared_by_name = said.grounds.strip()[:500], by.id, by.name
        session.add(made)
        session.flush()
        _record(session, made, RelationDeclared, by)
        return {"relation": made.id}

    request = {"person": said.person, "relative": said.relative, "kind": said.kind, "grounds": said.grounds}
    return store.find_relation(session, once(session, "declare_relation", request, work, by=by, key=key)["relation"])


def confirm_relation(session: Session, relation_id: UUID, *, by: Actor, key: str) -> DeclaredRelation:
    """Confirm what another person declared: the other of the two, or a secretary of their body who is none of them.

    From now on neither votes on the other's cases. Raises NotFoundError, also where there is nothing to confirm.
    """

    def work() -> dict[str, Any]:
        found = _turned(session, relation_id)
        if not may_confirm(found, by):
            raise NotFoundError
        found.binds_person = found.binds_relative = True
        found.confirmed_by, found.confirmed_by_name, found.confirmed_at = by.id, by.name, clock.now()
        _record(session, found, RelationConfirmed, by)
        return {"relation": relation_id}

    once(session, "confirm_relation", {"relation": relation_id}, work, by=by, key=key)
    return store.find_relation(session, relation_id)


def may_confirm(found: DeclaredRelation, by: Actor) -> bool:
    """Tell whether an actor is the second person who confirms a declaration."""
    if found.is_whole or found.withdrawn_at is not None:
        return False
    if not by.is_second_to(found.declared_by):
        return False
    return by.id in (str(found.person_id), str(found.relative_id)) or _is_secretary(found, by)


def _turned(session: Session, relation_id: UUID) -> DeclaredRelation:
    """Return a declaration as it stands, once who came before is done with it."""
    take_turns(session, "relation", relation_id)
    found = store.find_relation(session, relation_id)
    session.refresh(found)
    return found


def withdraw_relation(session: Session, relation_id: UUID, reason: str, *, by: Actor, key: str) -> DeclaredRelation:
    """Withdraw a declaration, saying why: one's own, or as a secretary one that no secretary but oneself made.

    What was kept apart meanwhile stays as it is. Raises NotFoundError, RelationRefusedError, ReasonMissingError.
    """
    require_reason(reason)

    def work() -> dict[str, Any]:
        found = _turned(session, relation_id)
        if not may_withdraw(found, by):
            raise NotFoundError
        if found.withdrawn_at is None:
            found.withdrawn_at, found.withdrawn_by_name = clock.now(), by.name
            found.withdrawal = reason.strip()[:500]
            _record(session, found, RelationWithdrawn, by)
        return {"relation": relation_id}

    request = {"relation": relation_id, "reason": reason}
    return store.find_relation(session, once(session, "withdraw_relation", request, work, by=by, key=key)["relation"])


def units_declared_for(by: Actor) -> list[str]:
    """Return the bodies, and units that review, for whose people an actor declares relatives."""
    return sorted({scope for role in SECRETARIES for scope in by.scopes(role)})


def may_withdraw(found: DeclaredRelation, by: Actor) -> bool:
    """Tell whether an actor withdraws a declaration: who made it while nobody confirmed it, or a secretary of the body
    who is none of the two.
    """
    if by.id in (str(found.person_id), str(found.relative_id)):
        return found.declared_by == by.id and not found.confirmed_by
    return _is_secretary(found, by)


def _is_secretary(found: DeclaredRelation, by: Actor) -> bool:
    units = units_declared_for(by)
    return any(is_within(person.unit_code, unit) for person in (found.person, found.relative) for unit in units)


def _named(session: Session, code: str) -> Person:
    wanted = code.strip().removeprefix("@")
    found = people_with_codes(session, [wanted, wanted.lower(), wanted.upper()])
    return next(iter(found.values()), None) or _refuse(N_("There is nobody at work with the code “%(code)s”."), wanted)


def _require_possible(session: Session, said: Declared, person: Person, relative: Person, by: Actor) -> None:
    if said.kind not in RELATIONS:
        _refuse(N_("Choose what they are to each other."))
    if person.id == relative.id:
        _refuse(N_("Nobody is a relative of themselves."))
    if str(person.id) != by.id:
        require_reason(said.grounds)
        if not any(is_within(person.unit_code, unit) for unit in units_declared_for(by)):
            _refuse(N_("You declare relatives for people of your own body only."))
    take_turns(session, "relation", *sorted(map(str, (person.id, relative.id))))
    if store.standing_between(session, person.id, relative.id) is not None:
        _refuse(N_("This is declared already."))


def _record(session: Session, relation: DeclaredRelation, kind: type[Relation], by: Actor) -> None:
    """Record it, and tell both of them and the superior of the first."""
    both = (str(relation.person_id), str(relation.relative_id))
    record_act(session, kind(both[1], str(relation.id)), by=by, subject=f"person:{both[0]}")
    told = tuple(one for one in both if one != by.id)
    tell(session, Happening(kind.KIND, by, of_person=both[0], told=told))


def _refuse(msgid: str, code: str = "") -> NoReturn:
    raise RelationRefusedError(Text(msgid, {"code": code} if code else {}))
