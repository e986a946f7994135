"""The one clock: aware, UTC, and movable in tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_zone = ZoneInfo("Asia/Ho_Chi_Minh")
_offset: timedelta = timedelta(0)
_frozen: datetime | None = None


def now() -> datetime:
    """Return the present instant, aware and in UTC."""
    return (_frozen or datetime.now(UTC)) + _offset


def local_zone() -> ZoneInfo:
    """Return the time zone that days, months and working hours are reckoned in: Vietnam's unless told."""
    return _zone


def live_in(zone: str) -> None:
    """Reckon days and months in a time zone of the IANA database from now on. Raises ZoneInfoNotFoundError."""
    global _zone  # noqa: PLW0603 - there is one clock
    _zone = ZoneInfo(zone)


def within(span: timedelta) -> datetime:
    """Return the instant at which a span that begins now ends."""
    return now() + span


def today() -> date:
    """Return the present local day."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """Return the local day of an instant; one without a zone is local already."""
    return (moment.astimezone(_zone) if moment.tzinfo else moment).date()


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
