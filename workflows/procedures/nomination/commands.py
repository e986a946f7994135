"""What people do with a nomination outside of its tasks: open one, withdraw it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.base.text import N_, Text
from engine.commands import correlate_message
from engine.commands.instances import stop_instance
from engine.commands.once import once
from engine.store.instances import active_instance
from workflows.procedures.nomination import store
from workflows.procedures.nomination.opening import Whom, new_nomination, start_case
from workflows.procedures.nomination.standing.movements import commended_for
from workflows.procedures.nomination.standing.rules import (
    NominationRefusedError,
    require_given,
    require_none,
    wait_in_turn,
)
from workflows.procedures.nomination.standing.store import Wanted, already_proposed
from workflows.registers.awards.achievement import Achievement
from workflows.registers.awards.facts import find_subject
from workflows.registers.awards.model import Award
from workflows.registers.awards.store import find_award
from workflows.registers.nominations.model import Nomination, NominationOutcome, NominationStage
from workflows.registers.organisation.access import is_within
from workflows.registers.organisation.model import Person, Unit, UnitKind
from workflows.registers.organisation.store import find_unit

PROPOSERS = ("unit_officer", "unit_head", "emulation_dept")
YEARS_BACK = 10
AT_UNIT = ("draft", "unit")
WITHDRAWABLE = (*AT_UNIT, "appraisal", "council", "bloc_vote")


@dataclass(frozen=True)
class Subject:
    """Who is proposed: a person, or a unit."""

    row: Person | Unit

    @property
    def is_person(self) -> bool:
        """Tell a person from a unit."""
        return isinstance(self.row, Person)

    @property
    def kind(self) -> str:
        """Return `individual` or `collective`."""
        return "individual" if self.is_person else "collective"

    @property
    def name(self) -> str:
        """Return the name."""
        return self.row.full_name if isinstance(self.row, Person) else self.row.name

    @property
    def unit_code(self) -> str:
        """Return the unit a person works in, or the unit itself."""
        return self.row.unit_code if isinstance(self.row, Person) else self.row.code

    def as_named(self) -> Whom:
        """Return what the nomination's row says of the subject."""
        if isinstance(self.row, Person):
            return Whom(self.kind, self.name, person=self.row.id)
        return Whom(self.kind, self.name, unit=self.row.code)

    def as_variable(self) -> dict[str, Any]:
        """Return what the process knows of the subject: ids and names, nothing personal."""
        unit = None if isinstance(self.row, Person) else self.row
        return {
            "kind": self.kind,
            "name": self.name,
            "person": None if unit else str(self.row.id),  # type: ignore[union-attr]
            "unit": unit.code if unit else None,
            "is_body": unit is not None and unit.kind == UnitKind.BODY,
        }


def create_nomination(  # noqa: PLR0913 - what a nomination is opened with
    session: Session,
    *,
    award: str,
    year: int,
    unit: str,
    by: Actor,
    key: str,
    person: str | None = None,
    subject_unit: str | None = None,
    achievement: Achievement | None = None,
) -> Nomination:
    """Open a nomination of a person, or of a unit (the proposing one unless told), and start its process.

    It is for the merit of the year, or what the award is given for else, unless an achievement is told. The caller owns
    the transaction. Raises NotAllowedError, NotFoundError, NominationRefusedError.
    """
    require_proposer(unit, by)
    request = {"award": award, "year": year, "unit": unit, "person": person, "subject_unit": subject_unit}
    request |= {"for": achievement.as_told} if achievement else {}

    def work() -> dict[str, Any]:
        asked = find_award(session, award)
        wait_in_turn(session, asked, year)
        wanted = Wanted(asked, year, commended_for(session, asked, year, unit, achievement))
        subject = Subject(find_subject(session, person=person, unit=subject_unit or unit))
        proposing = find_unit(session, unit)
        require_given(asked, proposing.body_code)
        _require_sensible(asked, year, proposing, subject)
        _require_new(session, wanted, subject)
        nomination = new_nomination(session, wanted, proposing, subject.as_named(), by)
        start_case(session, nomination, subject.as_variable(), by=by, key=key)
        return {"code": nomination.code}

    answer = once(session, "create_nomination", request, work, by=by, key=key)
    return store.get_nomination(session, answer["code"])


def require_proposer(unit: str, by: Actor) -> None:
    """Refuse who holds no proposing role in a unit.

    Raises NotAllowedError.
    """
    if not any(by.holds(role, unit) for role in PROPOSERS):
        raise NotAllowedError(Text(N_("Only the unit's officer, its head or the emulation department may do this.")))


def _require_sensible(award: Award, year: int, unit: Unit, subject: Subject) -> None:
    if subject.kind not in award.subjects:
        raise NominationRefusedError(
            Text(N_("“%(award)s” is not given to this kind of subject."), {"award": award.name})
        )
    if not is_within(subject.unit_code, unit.code):
        text = Text(N_("%(name)s does not belong to the proposing unit."), {"name": subject.name})
        raise NominationRefusedError(text)
    if not clock.today().year - YEARS_BACK <= year <= clock.today().year:
        raise NominationRefusedError(Text(N_("Choose this year or one of the ten before it.")))


def _require_new(session: Session, wanted: Wanted, subject: Subject) -> None:
    key = subject.row.id if isinstance(subject.row, Person) else subject.row.code
    require_none(session, already_proposed(session, wanted, key), (key, subject.name), wanted)


def withdraw_nomination(session: Session, code: str, reason: str, *, by: Actor, key: str) -> Nomination:
    """Withdraw a nomination: at once while it is with its unit, else by a message that the worker delivers.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, NominationRefusedError.
    """
    nomination = store.find_nomination(session, code, by)
    require_proposer(nomination.unit_code, by)

    def work() -> dict[str, Any]:
        store.lock_nomination(session, code)
        _require_withdrawable(session, nomination, reason)
        if nomination.stage in AT_UNIT:
            _stop(session, nomination, reason.strip(), by, key)
        else:
            variables = {"withdrawal": {"reason": reason.strip(), "by": by.name}}
            correlate_message(session, "nomination_withdrawn", code, variables, by=by, key=f"{key}:send")
        return {"code": code}

    once(session, "withdraw_nomination", {"code": code, "reason": reason}, work, by=by, key=key)
    return nomination


def _require_withdrawable(session: Session, nomination: Nomination, reason: str) -> None:
    if not reason.strip():
        raise NominationRefusedError(Text(N_("Please give a reason.")))
    if nomination.stage not in WITHDRAWABLE:
        raise NominationRefusedError(Text(N_("A nomination cannot be withdrawn at this stage.")))
    if store.is_on_open_ballot(session, nomination.code):
        raise NominationRefusedError(Text(N_("A vote on this nomination is open; it can no longer be withdrawn.")))


def _stop(session: Session, nomination: Nomination, reason: str, by: Actor, key: str) -> None:
    """End a nomination that nobody beyond its unit has handled."""
    running = active_instance(session, "nomination", nomination.code)
    if running is not None:
        stop_instance(session, running.id, reason, by=by, key=f"{key}:stop")
    nomination.stage, nomination.outcome = NominationStage.DECIDED, NominationOutcome.WITHDRAWN
    nomination.reason, nomination.decided_at = reason, clock.now()
