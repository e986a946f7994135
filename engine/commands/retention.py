"""How long a procedure's ended instances are kept, and holds on cases that must stay."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.bpmn.keep.running import running
from engine.commands.once import once
from engine.commands.operators import require_operator, require_two
from engine.history import Entry
from engine.history.kinds.instances import HoldLifted, HoldPlaced
from engine.model import LegalHold, Retention, new_id
from engine.store import instances, releases, retention
from engine.store.turns import take_turns

MAX_MONTHS = 1200


class RetentionRefusedError(BangVangError):
    """A retention or a hold cannot be set as asked."""


def set_retention(  # noqa: PLR0913 - a command's whole address
    session: Session, procedure: str, months: int | None, reason: str, *, by: Actor, key: str
) -> Retention:
    """Keep a procedure's instances for some months after their end, or for ever (None), those that have ended too.

    Raises NeedsTwoError, ReasonMissingError, RetentionRefusedError.
    """
    require_two(by, "set_retention", reason)
    require_retention(session, procedure, months)

    def work() -> dict[str, Any]:
        setting = Retention(
            id=new_id(),
            procedure=procedure,
            months=months,
            reason=reason,
            set_at=clock.now(),
            set_by=by.id,
            set_by_name=by.name,
        )
        session.add(setting)
        session.flush()
        retention.date_ended(session, procedure, months)
        return {"retention": setting.id}

    request = {"procedure": procedure, "months": months, "reason": reason}
    answer = once(session, "set_retention", request, work, by=by, key=key)
    return session.get_one(Retention, answer["retention"])


def require_retention(session: Session, procedure: str, months: int | None) -> None:
    """Refuse a number of months that is none, and a procedure there is not; raises RetentionRefusedError."""
    if months is not None and not 1 <= months <= MAX_MONTHS:
        raise RetentionRefusedError(
            Text(N_("Name 1 to %(most)s months, or none to keep for ever."), {"most": MAX_MONTHS})
        )
    if procedure not in releases.procedures(session):
        raise RetentionRefusedError(Text(N_("There is no procedure “%(name)s”."), {"name": procedure}))


def place_hold(session: Session, instance_id: UUID, reason: str, *, by: Actor, key: str) -> LegalHold:
    """Keep a case from being removed: all instances of its business key and of cases that belong to it.

    The history of each of them says so. Raises NotFoundError, NotAllowedError, ReasonMissingError.
    """
    require_operator(by, reason)

    def work() -> dict[str, Any]:
        instance = instances.find_instance(session, instance_id)
        hold = LegalHold(
            id=new_id(),
            business_key=instance.business_key,
            root_id=instance.root_id,
            reason=reason,
            placed_at=clock.now(),
            placed_by=by.id,
            placed_by_name=by.name,
        )
        session.add(hold)
        session.flush()
        _tell(session, hold, Entry(HoldPlaced(reason, hold.id), by), by)
        return {"hold": hold.id}

    answer = once(session, "place_hold", {"instance": instance_id, "reason": reason}, work, by=by, key=key)
    return retention.find_hold(session, answer["hold"])


def lift_hold(session: Session, hold_id: UUID, reason: str, *, by: Actor, key: str) -> LegalHold:
    """Let a case be removed once it is due.

    Raises NotFoundError, NeedsTwoError, ReasonMissingError, RetentionRefusedError where it is lifted.
    """
    require_two(by, "lift_hold", reason)

    def work() -> dict[str, Any]:
        take_turns(session, "hold", hold_id)
        session.refresh(retention.find_hold(session, hold_id))
        hold = standing_hold(session, hold_id)
        hold.lifted_at, hold.lifted_by, hold.lifted_by_name = clock.now(), by.id, by.name
        hold.lift_reason = reason
        _tell(session, hold, Entry(HoldLifted(reason, hold.id), by), by)
        return {"hold": hold_id}

    once(session, "lift_hold", {"hold": hold_id, "reason": reason}, work, by=by, key=key)
    return retention.find_hold(session, hold_id)


def standing_hold(session: Session, hold_id: UUID) -> LegalHold:
    """Return a hold that stands; raises NotFoundError, RetentionRefusedError."""
    hold = retention.find_hold(session, hold_id)
    if hold.lifted_at is not None:
        raise RetentionRefusedError(Text(N_("This hold has been lifted already.")))
    return hold


def _tell(session: Session, hold: LegalHold, entry: Entry, by: Actor) -> None:
    """Put the same event into the history of every instance a hold covers, in one order, so none waits for another."""
    for instance_id in retention.covered_by(session, hold.id):
        with running(session, instance_id, by, even_suspended=True) as run:
            run.note(entry)
