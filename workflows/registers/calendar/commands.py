"""Changing the calendar of work."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.store.rows import put
from workflows.registers.calendar import store
from workflows.registers.calendar.model import CalendarDay

EDITOR = "administrator"


class CalendarRefusedError(BangVangError):
    """The calendar cannot be changed as asked; the text says why."""


def set_day(  # noqa: PLR0913 - the day, what of it, by which decision, and who
    session: Session, day: date, *, is_working: bool, decision: str, by: Actor, key: str
) -> CalendarDay:
    """Let a day be worked, or be off, by a decision.

    Deadlines reckoned from now on follow; those that stand keep their day. The caller owns the transaction. Raises
    NotAllowedError, CalendarRefusedError without a decision.
    """
    _require_editor(by)
    require_decision(decision)

    def work() -> dict[str, Any]:
        said = {"is_working": is_working, "decision": decision.strip()[:300]}
        put(session, CalendarDay, {"day": day}, **said, set_at=clock.now(), set_by=by.id, set_by_name=by.name)
        return {"day": day}

    once(session, "set_day", {"day": day, "is_working": is_working, "decision": decision}, work, by=by, key=key)
    found = store.find_day(session, day)
    if found is None:
        raise CalendarRefusedError(Text(N_("This day was put back meanwhile.")))
    return found


def require_decision(decision: str) -> None:
    """Refuse a day without the decision it is set by; raises CalendarRefusedError."""
    if not decision.strip():
        raise CalendarRefusedError(Text(N_("Name the decision by which the day is off or made up for.")))


def clear_day(session: Session, day: date, *, by: Actor, key: str) -> None:
    """Let a day be as the law's calendar has it. Raises NotAllowedError."""
    _require_editor(by)

    def work() -> dict[str, Any]:
        found = store.find_day(session, day)
        if found is not None:
            session.delete(found)
            session.flush()
        return {"day": day}

    once(session, "clear_day", {"day": day}, work, by=by, key=key)


def _require_editor(by: Actor) -> None:
    if not by.holds(EDITOR):
        raise NotAllowedError
