"""The invitation to a session as a calendar entry (RFC 5545), to be opened by any calendar program."""

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from engine.base import clock
from workflows.procedures.council_session.model import CouncilSession

if TYPE_CHECKING:
    from icalendar import Event

LENGTH = timedelta(hours=3)


def calendar_entry(sitting: CouncilSession, name: str) -> bytes:
    """Return the entry of a session that has been convened; the same session always keeps its identity."""
    from icalendar import Calendar  # noqa: PLC0415 - 2 MB that calendars alone need

    made = Calendar()
    made.add("prodid", "-//Bang Vang//Council session//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(session_event(sitting, name))
    written: bytes = made.to_ical()
    return written


def session_event(sitting: CouncilSession, name: str) -> "Event":
    """Return a session as an event of a calendar."""
    from icalendar import Event  # noqa: PLC0415

    begin = (sitting.held_at or sitting.created_at).astimezone(UTC)
    event = Event()
    event.add("uid", f"{_ascii(sitting.code)}@bangvang")
    event.add("dtstamp", clock.now())
    event.add("dtstart", begin)
    event.add("dtend", begin + LENGTH)
    event.add("summary", f"Họp {name}")
    event.add("location", sitting.place)
    event.add("description", _description(sitting))
    return event


def _description(sitting: CouncilSession) -> str:
    parts = [f"Phiên {sitting.code}: {len(sitting.items)} hồ sơ."]
    if sitting.closes_at is not None:
        closes = sitting.closes_at.astimezone(clock.local_zone())
        parts.append(f"Hạn gửi phiếu: {closes:%d/%m/%Y %H:%M}.")
    return "\n".join([*parts, sitting.note]).strip()


def _ascii(code: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "-" for c in code)
