"""The one clock: aware, UTC, and movable in tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_offset: timedelta = timedelta(0)
_frozen: datetime | None = None


def now() -> datetime:
    """Return the present instant, aware and in UTC."""
    return (_frozen or datetime.now(UTC)) + _offset


def within(span: timedelta) -> datetime:
    """Return the instant at which a span that begins now ends."""
    return now() + span


def today() -> date:
    """Return the present day in Vietnam."""
    return now().astimezone(LOCAL_ZONE).date()


@contextmanager
def travel_to(instant: datetime) -> Iterator[None]:
    """Freeze the clock at an aware instant; for tests and for building example data."""
    global _frozen, _offset
    before = (_frozen, _offset)
    _frozen, _offset = instant.astimezone(UTC), timedelta(0)
    try:
        yield
    finally:
        _frozen, _offset = before


def advance(step: timedelta) -> None:
    """Move the clock forward by `step`; only within `travel_to`."""
    global _frozen  # noqa: PLW0603 - there is one clock
    if _frozen is None:
        msg = "the clock moves by hand only while it is frozen"
        raise RuntimeError(msg)
    _frozen += step
