"""Lets reckoning in working days follow the calendar of a database, read again every few seconds."""

import time
from collections.abc import Mapping
from datetime import date

from engine.feel import workdays
from engine.store.database import Database
from workflows.registers.calendar.store import decided_days

FRESH_SECONDS = 5.0


class Decided:
    """The decided days of a database; every process that reckons holds its own copy, a few seconds old at most."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._days: Mapping[date, bool] = {}
        self._read_at = -FRESH_SECONDS

    def __call__(self) -> Mapping[date, bool]:
        """Return the days."""
        now = time.monotonic()
        if now - self._read_at >= FRESH_SECONDS:
            with self.database.read() as session:
                self._days = decided_days(session)
            self._read_at = now
        return self._days


def follow_calendar(database: Database) -> None:
    """Reckon by the calendar of a database from now on, in this process; call again to see a change at once."""
    workdays.follow(Decided(database))
