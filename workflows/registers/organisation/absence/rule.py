"""The one rule on who may be given another's authority: asked by pages that offer people and by commands that give."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.base.text import N_, Text
from engine.ports.handing import HandingRule, why_not_days
from engine.store.settings import chosen_values
from workflows.registers.organisation.absence.settings import ANYBODY, DAYS, MOST_DAYS, NEVER, SHIPPED, STAND_IN
from workflows.registers.organisation.absence.store import roles_held
from workflows.registers.organisation.model import Person, body_of
from workflows.registers.organisation.store import find_person

HEADS = ("body_leader", "central_head", "unit_head")
ShutOut = Callable[[Session, Collection[UUID]], set[UUID]]
_shut_out: list[ShutOut] = []


def use_accounts(shut_out: ShutOut | None) -> None:
    """Say how it is known whose accounts were closed or locked; none: there are no accounts to ask."""
    _shut_out[:] = [] if shut_out is None else [shut_out]


@dataclass(frozen=True)
class GrantRule:
    """What grants of authority must keep to, as the program is shipped or as two people have set it since."""

    most_days: int = MOST_DAYS
    stand_ins: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session) -> Self:
        """Return the rule as it is set now."""
        chosen: Mapping[str, Any] = chosen_values(session, "grant.")
        roles = {role: frozenset(chosen.get(f"{STAND_IN}{role}", named)) for role, named in SHIPPED.items()}
        return cls(min(MOST_DAYS, chosen.get(DAYS, MOST_DAYS)), roles)

    def why_not_days(self, first_day: date, last_day: date) -> Text | None:
        """Return why a grant may not last from one day to another, both included, or None."""
        return why_not_days(self.most_days, first_day, last_day)

    def why_not_substitute(self, session: Session, giver: Person, receiver: Person, on: date) -> Text | None:
        """Return why a person may not act for another from a day on, or None."""
        return self._why_not(_Candidates.of(session, giver, [receiver], on), receiver)

    def substitutes(self, session: Session, giver: Person, people: Sequence[Person], on: date) -> list[Person]:
        """Return who of some people may act for a person from a day on."""
        known = _Candidates.of(session, giver, people, on)
        return [one for one in people if self._why_not(known, one) is None]

    def _why_not(self, known: "_Candidates", receiver: Person) -> Text | None:
        reason = known.why_not_colleague(receiver)
        if reason is not None:
            return reason
        given, held = known.roles.get(known.giver.id, set()), known.roles.get(receiver.id, set())
        if NEVER & (given | held):
            return Text(N_("Who administers the program stands in for nobody, and nobody for them."))
        if not all(self._stands_in(held, role) for role in given):
            return Text(N_("%(name)s holds no post that may stand in for yours."), {"name": receiver.full_name})
        return None

    def _stands_in(self, held: set[str], role: str) -> bool:
        named = self.stand_ins.get(role, frozenset({ANYBODY}))
        return ANYBODY in named or bool(held & named)


@dataclass(frozen=True)
class _Candidates:
    """What is asked of who gives and of all who might receive: their roles on a day, and whose accounts are shut."""

    giver: Person
    on: date
    roles: Mapping[UUID, set[str]]
    shut_out: set[UUID]

    @classmethod
    def of(cls, session: Session, giver: Person, people: Sequence[Person], on: date) -> Self:
        """Ask it."""
        ids = [one.id for one in people]
        return cls(
            giver, on, roles_held(session, [giver.id, *ids], on), _shut_out[0](session, ids) if _shut_out else set()
        )

    def why_not_colleague(self, receiver: Person) -> Text | None:
        """Return why a person may do no work for another at all, or None: both are at work, in the same body."""
        if receiver.id == self.giver.id:
            return Text(N_("Choose somebody else as your substitute."))
        if body_of(receiver.unit_code) != body_of(self.giver.unit_code):
            return Text(N_("%(name)s works in another body."), {"name": receiver.full_name})
        if receiver.left_on is not None and receiver.left_on <= self.on:
            return Text(N_("%(name)s has left."), {"name": receiver.full_name})
        if receiver.id in self.shut_out:
            return Text(N_("The account of %(name)s is locked or closed."), {"name": receiver.full_name})
        return None


def why_not_prepare(session: Session, giver_id: str, receiver_id: str) -> Text | None:
    """Return why a person may not be asked to prepare another's task, or None; of strangers there is no rule."""
    people = _known(session, giver_id, receiver_id)
    if people is None:
        return None
    giver, receiver = people
    known = _Candidates.of(session, giver, [receiver], clock.today())
    reason = known.why_not_colleague(receiver)
    if reason is None and NEVER & known.roles.get(receiver.id, set()):
        return Text(N_("Who administers the program prepares no decisions of others."))
    return reason


def _known(session: Session, *ids: str) -> tuple[Person, Person] | None:
    with suppress(NotFoundError):
        giver, receiver = (find_person(session, one) for one in ids)
        return giver, receiver
    return None


def longest(session: Session) -> int:
    """Return for how many days at most somebody does anything in another's name."""
    return GrantRule.of(session).most_days


def headed_by(by: Actor) -> list[str]:
    """Return the bodies and units that an actor heads: they see who acts for whom in them, and may end it."""
    return sorted({scope for role in HEADS for scope in by.scopes(role)})


def is_head_of(by: Actor, person: Person) -> bool:
    """Tell whether an actor heads the body, or a unit, in which a person works."""
    return any(f"{person.unit_code}.".startswith(f"{scope}.") for scope in headed_by(by))


def _heads(session: Session, by: Actor, giver_id: str) -> bool:
    with suppress(NotFoundError):
        return is_head_of(by, find_person(session, giver_id))
    return False


def handing_rule() -> HandingRule:
    """Return the rule as it holds for preparing a task in another's name."""
    return HandingRule(why_not_prepare, longest, _heads)
