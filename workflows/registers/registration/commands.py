"""Registering for awards of a year by unit and person, and keeping a unit's targets and what was reached of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import FieldError, NotAllowedError, Wrong
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.history.administration import record_act
from engine.store.turns import take_turns
from workflows.registers.awards.model import Award, SubjectKind
from workflows.registers.awards.store import awards
from workflows.registers.organisation.access import is_within
from workflows.registers.organisation.model import Person, Unit, body_of
from workflows.registers.organisation.store import find_unit, people_with_codes, units_by_code
from workflows.registers.registration import store
from workflows.registers.registration.acts import AwardsRegistered, RegistrationWithdrawn, TargetsKept
from workflows.registers.registration.model import RegisteredTarget, Registration

REGISTRARS = ("unit_officer", "unit_head", "emulation_dept", "body_leader")
MOST_TARGETS = 30
MOST_AT_ONCE = 2_000
_HALVES = {"july": 7, "december": 12}


class RegistrationRefusedError(FieldError):
    """Something cannot be registered as asked; the text says why."""


@dataclass(frozen=True)
class Wish:
    """Who is to be registered for which award: a person by code, or a unit as a collective."""

    award: str
    person: str = ""
    unit: str = ""

    @property
    def code(self) -> str:
        """Return the code of the person or the unit."""
        return self.person or self.unit


@dataclass(frozen=True)
class Aim:
    """A target: what, how much of it is planned, in which measure, and what was reached by July and by December."""

    content: str
    planned: Decimal
    measure: str = ""
    july: Decimal | None = None
    december: Decimal | None = None


def may_register(actor: Actor, unit: str) -> bool:
    """Tell whether an actor registers for a unit: by a post in it or in one it lies in."""
    return any(is_within(unit, scope) for role in REGISTRARS for scope in actor.scopes(role))


def register_awards(  # noqa: PLR0913 - a command's whole address
    session: Session, unit: str, year: int, wishes: Sequence[Wish], *, by: Actor, key: str
) -> int:
    """Register people and collectives of a unit for awards of this year or the next; return how many are new.

    The caller owns the transaction. Raises NotAllowedError, NotFoundError, RegistrationRefusedError.
    """
    _require_place(session, unit, year, by)
    if not 0 < len(wishes) <= MOST_AT_ONCE:
        raise RegistrationRefusedError(Text(N_("Choose who is registered, at most %(most)s."), {"most": MOST_AT_ONCE}))

    def work() -> dict[str, Any]:
        take_turns(session, "registration", body_of(unit))
        found = _subjects(session, unit, wishes)
        made = [_add(session, wish, subject, (year, unit), by) for wish, subject in found]
        told = [f"{one.code} {one.award}" for one in wishes]
        record_act(session, AwardsRegistered(year, told), by=by, subject=unit)
        return {"made": sum(made)}

    request = {"unit": unit, "year": year, "wishes": [vars(one) for one in wishes]}
    return int(once(session, "register_awards", request, work, by=by, key=key)["made"])


def _require_place(session: Session, unit: str, year: int, by: Actor) -> None:
    if not may_register(by, unit):
        raise NotAllowedError(Text(N_("Only the unit's officer, its head or its body registers for it.")))
    find_unit(session, unit)
    this_year = clock.today().year
    if not this_year <= year <= this_year + 1:
        raise RegistrationRefusedError(Text(N_("One registers for this year or the next, not for one that is over.")))


def _subjects(session: Session, unit: str, wishes: Sequence[Wish]) -> list[tuple[Wish, Person | Unit]]:
    people = people_with_codes(session, {one.person for one in wishes if one.person})
    units = units_by_code(session, {one.unit for one in wishes if one.unit})
    known = {award.code: award for award in awards(session)}
    found: list[tuple[Wish, Person | Unit]] = []
    for wish in wishes:
        subject: Person | Unit | None = people.get(wish.person) if wish.person else units.get(wish.unit)
        if subject is None or not is_within(_place_of(subject), unit):
            raise RegistrationRefusedError(Text(N_("“%(code)s” is nobody of this unit."), {"code": wish.code}))
        _require_given(known.get(wish.award), wish)
        found.append((wish, subject))
    return found


def _place_of(subject: Person | Unit) -> str:
    return subject.unit_code if isinstance(subject, Person) else subject.code


def _require_given(award: Award | None, wish: Wish) -> None:
    kind = SubjectKind.INDIVIDUAL if wish.person else SubjectKind.COLLECTIVE
    if award is None or kind not in award.subjects:
        said = {"award": award.name if award else wish.award, "code": wish.code}
        raise RegistrationRefusedError(Text(N_("“%(award)s” is not given to such as %(code)s."), said))


def _add(session: Session, wish: Wish, subject: Person | Unit, place: tuple[int, str], by: Actor) -> bool:
    """Add a registration where it does not stand yet; tell whether it is new. `place` is the year and the unit."""
    year, unit = place
    named = subject if isinstance(subject, Person) else subject.code
    if wish.award in store.awards_registered(session, named, year):
        return False
    made = Registration(year=year, award_code=wish.award, place_code=unit, at=clock.now())
    made.by_id, made.by_name = by.id, by.name
    made.person_id, made.unit_code = (subject.id, None) if isinstance(subject, Person) else (None, subject.code)
    session.add(made)
    session.flush()
    return True


def withdraw_registration(session: Session, registration_id: UUID, *, by: Actor, key: str) -> None:
    """Withdraw a registration of this year or the next; one withdrawn already stays so.

    The caller owns the transaction. Raises NotAllowedError, RegistrationRefusedError.
    """

    def work() -> dict[str, Any]:
        found = store.find_registration(session, registration_id)
        if found is None:
            return {}
        _require_place(session, found.place_code, found.year, by)
        take_turns(session, "registration", body_of(found.place_code))
        who = found.person.code if found.person else str(found.unit_code)
        session.delete(found)
        record_act(session, RegistrationWithdrawn(found.year, found.award_code, who), by=by, subject=found.place_code)
        return {}

    once(session, "withdraw_registration", {"registration": registration_id}, work, by=by, key=key)


def keep_targets(  # noqa: PLR0913 - a command's whole address
    session: Session, unit: str, year: int, aims: Sequence[Aim], *, by: Actor, key: str
) -> None:
    """Keep a unit's targets of a year, in their order, with what was reached so far.

    What is planned stands from July on; what was reached by July or December is told from that month on. The caller
    owns the transaction. Raises NotAllowedError, NotFoundError, RegistrationRefusedError.
    """
    if not may_register(by, unit):
        raise NotAllowedError(Text(N_("Only the unit's officer, its head or its body registers for it.")))
    find_unit(session, unit)
    _require_sensible(aims, year)

    def work() -> dict[str, Any]:
        take_turns(session, "registration", body_of(unit))
        known = store.targets_of(session, unit, year)
        _require_standing(known, aims, year)
        for no, aim in enumerate(aims, 1):
            values = vars(aim) | {"at": clock.now(), "by_id": by.id, "by_name": by.name}
            session.merge(RegisteredTarget(unit_code=unit, year=year, no=no, **values))
        for one in known[len(aims) :]:
            session.delete(one)
        session.flush()
        record_act(session, TargetsKept(year, [_said(aim) for aim in aims]), by=by, subject=unit)
        return {}

    request = {"unit": unit, "year": year, "aims": [_said(aim) for aim in aims]}
    once(session, "keep_targets", request, work, by=by, key=key)


def _said(aim: Aim) -> str:
    return " | ".join(str(value) for value in vars(aim).values())


def _require_sensible(aims: Sequence[Aim], year: int) -> None:
    if len(aims) > MOST_TARGETS:
        raise RegistrationRefusedError(Text(N_("A unit has at most %(most)s targets."), {"most": MOST_TARGETS}))
    for at, aim in enumerate(aims):
        if (wrong := _wrong_with(aim, year)) is not None:
            raise RegistrationRefusedError(wrong.text, f"{wrong.field}#{at}")


def _wrong_with(aim: Aim, year: int) -> Wrong | None:
    """Return what is wrong with a target, and in which part of it."""
    if not 0 < len(aim.content.strip()) <= 300:
        return Wrong(Text(N_("Say each target in up to 300 characters.")), "content")
    if len(aim.measure) > 60:
        return Wrong(Text(N_("Say in up to 60 characters what it is counted in.")), "measure")
    for name in ("planned", "july", "december"):
        number = getattr(aim, name)
        if number is not None and not (0 <= number < 10**12 and (name != "planned" or number)):
            return Wrong(Text(N_("What is planned is more than 0, what is reached not less.")), name)
    for half, month in _HALVES.items():
        if getattr(aim, half) is not None and clock.today() < date(year, month, 1):
            return Wrong(Text(N_("It is reckoned from %(month)s/%(year)s on."), {"month": month, "year": year}), half)
    return None


def _require_standing(known: Sequence[RegisteredTarget], aims: Sequence[Aim], year: int) -> None:
    """Refuse other targets than those that stand, once half the year is over."""
    if not known or clock.today() < date(year, _HALVES["july"], 1):
        return
    planned = [(aim.content.strip(), aim.measure.strip(), aim.planned) for aim in aims]
    if planned != [(one.content, one.measure, one.planned) for one in known]:
        raise RegistrationRefusedError(Text(N_("From July on the targets stand; only what was reached is told.")))
