"""Leaving a reminder once, for whoever runs the office of a unit."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflows.procedures.nomination.store import add_notice, notices_about
from workflows.registers.organisation.model import UnitKind
from workflows.registers.organisation.store import find_unit


class Reminder(NamedTuple):
    """Whom to remind (`role@unit`), why, and of what (`mark`): nobody is told the same twice."""

    recipient: str
    reason: str
    mark: str


def office_of(session: Session, unit: str) -> list[str]:
    """Return under which principals the office of a unit is reached: its department, its officers or the Board's."""
    kind = find_unit(session, unit).kind
    if kind == UnitKind.CENTRAL:
        return [f"central_officer@{unit}"]
    return [f"emulation_dept@{unit}"] if kind == UnitKind.BODY else [f"unit_officer@{unit}", f"unit_head@{unit}"]


def tell(session: Session, about: str, reminders: Iterable[Reminder]) -> None:
    """Leave the reminders about something (its code) that were not left before."""
    wanted = list(dict.fromkeys(reminders))
    told = {(one.recipient, one.reason, one.element_id) for one in notices_about(session, about)} if wanted else set()
    for one in wanted:
        if one not in told:
            add_notice(session, about, one.recipient, one.reason, one.mark)
