"""Deadlines and sessions as a calendar (RFC 5545, written by the icalendar library)."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from engine.base import clock
from engine.model import UserTask
from workflows.procedures.council_session.invitation import session_event
from workflows.procedures.council_session.model import CouncilSession

if TYPE_CHECKING:
    from icalendar import Event

DEADLINE = timedelta(minutes=30)
REFRESH = timedelta(hours=1)


def write_calendar(
    name: str,
    tasks: Iterable[tuple[UserTask, str]],
    sessions: Iterable[CouncilSession],
    address: Callable[[UserTask], str],
) -> bytes:
    """Return a calendar of tasks, each with the name of its step, and of sessions; `address` leads to a task."""
    from icalendar import Calendar  # noqa: PLC0415 - 2 MB that calendars alone need

    made = Calendar()
    made.add("prodid", "-//Bang Vang//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH)
    for task, step in tasks:
        made.add_component(_deadline(task, step, address(task)))
    for sitting in sessions:
        made.add_component(session_event(sitting, sitting.council_code))
    written: bytes = made.to_ical()
    return written


def _deadline(task: UserTask, step: str, address: str) -> "Event":
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{task.id}@bangvang")
    event.add("dtstamp", clock.now())
    event.add("dtstart", task.due_at)
    event.add("duration", DEADLINE)
    event.add("summary", f"{step}: {task.title or task.business_key}")
    event.add("description", task.business_key)
    event.add("url", address)
    return event
