"""Changes of the calendar as acts: given alone, or proposed where an installation asks for two people."""

from datetime import date

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.ports.acts import ActKind, Request, register_act
from workflows.registers.calendar import store
from workflows.registers.calendar.commands import clear_day, set_day

SET_DAY, CLEAR_DAY = "set_day", "clear_day"


def _set(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    day, is_working = request["day"], request["is_working"]
    return set_day(session, day, is_working=is_working, decision=reason, by=by, key=key)


def _setting(_session: Session, request: Request) -> list[Text]:
    said = N_("%(day)s is worked") if request["is_working"] else N_("%(day)s is off")
    return [Text(said, {"day": _shown(request)})]


def _clear(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> None:  # noqa: ARG001 - done alone it needs no reason
    clear_day(session, request["day"], by=by, key=key)


def _clearing(_session: Session, request: Request) -> list[Text]:
    return [Text(N_("%(day)s is as the law has it again"), {"day": _shown(request)})]


def _shown(request: Request) -> str:
    day: date = request["day"]
    return f"{day:%d/%m/%Y}"


def _mark(session: Session, request: Request) -> str:
    found = store.find_day(session, request["day"])
    return "" if found is None else f"{found.is_working} {found.set_at}"


register_act(ActKind(SET_DAY, N_("Let a day be off or worked"), _set, _setting, _mark))
register_act(ActKind(CLEAR_DAY, N_("Put a day of the calendar back"), _clear, _clearing, _mark))
