"""Holding somebody's awards for a matter that came with no nomination: discipline, an inspection, an investigation."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.commands.operators import require_reason
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from engine.model.base import new_id
from engine.ports.acts import Happening, tell
from engine.store.turns import take_turns
from workflows.across.holds.known import LEADERS
from workflows.across.holds.store import find_subject, standing_by_hand
from workflows.registers.awards.model import Hold
from workflows.registers.organisation.model import Person, Unit, body_of


@fact("award_hold_placed")
class AwardHoldPlaced(Act):
    """Somebody held the awards of a person or a unit by hand; the code of whom, since which day and why."""

    held: str
    since: date
    reason: str


class HoldRefusedError(BangVangError):
    """A hold cannot be placed as asked; the text says why."""


@dataclass(frozen=True)
class Wanted:
    """Whom to hold, by the code of a person or a unit; since which day, for what and by which paper."""

    code: str
    since: date
    reason: str


def place_award_hold(session: Session, wanted: Wanted, *, by: Actor, key: str) -> Hold:
    """Let no award be proposed for a person or a unit until a leader lets go.

    What is under way goes on: it is held by a matter that is raised about it. Auditors and the body's leader are told.
    Law 06/2022/QH15 Art. 4, Decree 152/2025 Art. 4. The caller owns the transaction. Raises NotAllowedError for
    whoever leads neither the body nor the Central Board, ReasonMissingError, HoldRefusedError.
    """
    require_reason(wanted.reason)
    if not any(by.holds(role) for role in LEADERS):
        raise NotAllowedError

    def work() -> dict[str, Any]:
        take_turns(session, "award_hold", wanted.code)
        hold = _hold(session, wanted, by)
        session.add(hold)
        session.flush()
        reason = wanted.reason.strip()
        record_act(session, AwardHoldPlaced(wanted.code, wanted.since, reason), by=by, subject=f"award_hold:{hold.id}")
        tell(session, Happening(AwardHoldPlaced.KIND, by))
        return {"hold": hold.id}

    answer = once(session, "place_award_hold", vars(wanted), work, by=by, key=key)
    return session.get_one(Hold, answer["hold"])


def _hold(session: Session, wanted: Wanted, by: Actor) -> Hold:
    subject = find_subject(session, wanted.code)
    if subject is None:
        _refuse(N_("There is nobody and no unit with the code %(code)s."), code=wanted.code)
    _require_leader(by, subject)
    if wanted.since > clock.today():
        _refuse(N_("A hold begins today or began earlier."))
    if standing_by_hand(session, subject):
        _refuse(N_("%(name)s is held already."), name=_name(subject))
    who = {"person_id": subject.id} if isinstance(subject, Person) else {"unit_code": subject.code}
    return Hold(id=new_id(), reason=wanted.reason.strip()[:1000], valid_from=wanted.since, **who)


def _require_leader(by: Actor, subject: Person | Unit) -> None:
    """Refuse who does not lead the body of whom is held, and who would hold themselves or their own body."""
    unit = subject.unit_code if isinstance(subject, Person) else subject.code
    if not any(by.holds(role, None if is_central else body_of(unit)) for role, is_central in LEADERS.items()):
        _refuse(N_("%(name)s belongs to another body."), name=_name(subject))
    if isinstance(subject, Person) and str(subject.id) in by.ids:
        raise NotAllowedError


def _name(subject: Person | Unit) -> str:
    return subject.full_name if isinstance(subject, Person) else subject.name


def _refuse(msgid: str, **params: object) -> NoReturn:
    raise HoldRefusedError(Text(msgid, params))
