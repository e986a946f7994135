"""Announcing an absence, and cancelling it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.commands.once import once
from engine.errors import BangVangError
from engine.store.turns import take_turns
from engine.text import N_, Text
from workflows.organisation.absence import store
from workflows.organisation.absence.model import Absence
from workflows.organisation.store import find_person


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
    """Let a substitute act for the actor on some days; return the id of the absence.

    Raises AbsenceRefusedError where the days are wrong or overlap another absence, or the substitute is oneself or
    away too; NotFoundError.
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
        return {"absence": made.id}

    answer: UUID = once(session, "announce_absence", request, work, by=by, key=key)["absence"]
    return answer


def cancel_absence(session: Session, absence_id: UUID, *, by: Actor) -> None:
    """End an absence of one's own from now on; what the substitute did stands. Once cancelled it stays so."""
    absence = store.find_absence(session, UUID(by.id), absence_id)
    if absence.cancelled_at is None:
        absence.cancelled_at, absence.cancelled_by = clock.now(), by.id


def _require_possible(session: Session, away: Away, person_id: UUID) -> None:
    if away.last_day < away.first_day:
        raise AbsenceRefusedError(Text(N_("The last day comes before the first.")), "last_day")
    if away.last_day < clock.today():
        raise AbsenceRefusedError(Text(N_("These days have passed.")), "last_day")
    if away.substitute_id == person_id:
        raise AbsenceRefusedError(Text(N_("Choose somebody else as your substitute.")), "substitute")
    substitute = find_person(session, away.substitute_id)
    if store.absences_of(session, person_id, away.first_day, away.last_day):
        raise AbsenceRefusedError(
            Text(N_("You have announced an absence for some of these days already.")), "first_day"
        )
    if store.absences_of(session, substitute.id, away.first_day, away.last_day):
        text = Text(N_("%(name)s is away on some of these days too."), {"name": substitute.full_name})
        raise AbsenceRefusedError(text, "substitute")
