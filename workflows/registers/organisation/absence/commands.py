"""Announcing an absence, and cancelling it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotFoundError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.commands.once import once
from engine.history.administration import record_act
from engine.ports.acts import Happening, tell
from engine.store.turns import take_turns
from workflows.registers.organisation.absence import store
from workflows.registers.organisation.absence.acts import (
    AbsenceAccepted,
    AbsenceAnnounced,
    AbsenceCancelled,
    AbsenceDeclined,
    AbsenceRevoked,
    Grant,
)
from workflows.registers.organisation.absence.model import Absence
from workflows.registers.organisation.absence.rule import GrantRule, is_head_of
from workflows.registers.organisation.store import find_person


class AbsenceRefusedError(BangVangError):
    """An absence cannot be announced as asked; `field` says which part is wrong."""

    def __init__(self, text: Text, field: str) -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True)
class Away:
    """When somebody is away, both days included, and who acts for them."""

    first_day: date
    last_day: date
    substitute_id: UUID
    note: str = ""


def announce_absence(session: Session, away: Away, *, by: Actor, key: str) -> UUID:
    """Ask a substitute to act for the actor on some days, which they do once they accept; return the absence's id.

    The actor's superior is told, and the substitute. Raises AbsenceRefusedError where the days are wrong, too many or
    overlap another absence, or the substitute may not stand in or is away too; NotFoundError.
    """
    request = {"from": away.first_day, "to": away.last_day, "substitute": away.substitute_id, "note": away.note}

    def work() -> dict[str, UUID]:
        for person in sorted({by.id, str(away.substitute_id)}):
            take_turns(session, "absence", person)
        _require_possible(session, away, UUID(by.id))
        made = Absence(
            person_id=UUID(by.id),
            substitute_id=away.substitute_id,
            first_day=away.first_day,
            last_day=away.last_day,
            note=away.note[:300],
            created_at=clock.now(),
            created_by=by.id,
        )
        session.add(made)
        session.flush()
        _tell(session, made, AbsenceAnnounced, by)
        return {"absence": made.id}

    answer: UUID = once(session, "announce_absence", request, work, by=by, key=key)["absence"]
    return answer


def cancel_absence(session: Session, absence_id: UUID, *, by: Actor) -> None:
    """End an absence of one's own from now on; what the substitute did stands. Once cancelled it stays so."""
    require_care("cancel_absence", by)
    absence = store.lock_absence(session, absence_id)
    if str(absence.person_id) != by.id:
        raise NotFoundError
    _end(session, absence, AbsenceCancelled, by)


def revoke_absence(session: Session, absence_id: UUID, *, by: Actor) -> None:
    """End a standing grant of somebody of one's body or unit, as its head; what the substitute did stands.

    Raises NotFoundError for whoever is not the head.
    """
    require_care("revoke_absence", by)
    absence = store.lock_absence(session, absence_id)
    if not is_head_of(by, absence.person):
        raise NotFoundError
    _end(session, absence, AbsenceRevoked, by)


def accept_absence(session: Session, absence_id: UUID, *, by: Actor) -> None:
    """Accept to act for another; from now on it holds. Accepting twice changes nothing.

    Raises NotFoundError, AbsenceRefusedError where it has ended, or one may no longer stand in.
    """
    require_care("accept_absence", by)
    absence = _asked(session, absence_id, by)
    if absence.accepted_at is not None:
        return
    if not absence.waits or absence.last_day < clock.today():
        raise AbsenceRefusedError(Text(N_("This is no longer asked of you.")), "substitute")
    first = max(absence.first_day, clock.today())
    reason = GrantRule.of(session).why_not_substitute(session, absence.person, absence.substitute, first)
    if reason is not None:
        raise AbsenceRefusedError(reason, "substitute")
    absence.accepted_at = clock.now()
    _tell(session, absence, AbsenceAccepted, by)


def decline_absence(session: Session, absence_id: UUID, *, by: Actor) -> None:
    """Decline to act for another, or cease to. Raises NotFoundError."""
    require_care("decline_absence", by)
    absence = _asked(session, absence_id, by)
    if absence.declined_at is None and absence.cancelled_at is None:
        absence.declined_at = clock.now()
        _tell(session, absence, AbsenceDeclined, by)


def _asked(session: Session, absence_id: UUID, by: Actor) -> Absence:
    absence = store.lock_absence(session, absence_id)
    if str(absence.substitute_id) != by.id:
        raise NotFoundError
    return absence


def _end(session: Session, absence: Absence, kind: type[Grant], by: Actor) -> None:
    if absence.cancelled_at is None:
        absence.cancelled_at, absence.cancelled_by = clock.now(), by.id
        _tell(session, absence, kind, by)


def _tell(session: Session, absence: Absence, kind: type[Grant], by: Actor) -> None:
    """Record what became of a grant where auditors find it; tell the giver's superior and the two it is between."""
    grant = kind(str(absence.substitute_id), str(absence.id), absence.first_day, absence.last_day)
    record_act(session, grant, by=by, subject=f"person:{absence.person_id}")
    both = (str(absence.person_id), str(absence.substitute_id))
    told = tuple(one for one in both if one != by.id)
    tell(session, Happening(kind.KIND, by, of_person=both[0], told=told))


def _require_possible(session: Session, away: Away, person_id: UUID) -> None:
    rule = GrantRule.of(session)
    too_long = rule.why_not_days(away.first_day, away.last_day)
    if too_long is not None:
        raise AbsenceRefusedError(too_long, "last_day")
    substitute = find_person(session, away.substitute_id)
    first = max(away.first_day, clock.today())
    reason = rule.why_not_substitute(session, find_person(session, person_id), substitute, first)
    if reason is not None:
        raise AbsenceRefusedError(reason, "substitute")
    if store.absences_of(session, person_id, away.first_day, away.last_day):
        raise AbsenceRefusedError(
            Text(N_("You have announced an absence for some of these days already.")), "first_day"
        )
    if store.absences_of(session, substitute.id, away.first_day, away.last_day):
        text = Text(N_("%(name)s is away on some of these days too."), {"name": substitute.full_name})
        raise AbsenceRefusedError(text, "substitute")
