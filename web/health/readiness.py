"""Whether this node can do its work at this moment: asked every few seconds by whoever sends it requests."""

import shutil
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import JobKind
from engine.store import rounds
from engine.store.database import Database
from web.base.config import Settings
from web.base.schema import USABLE, standing_of
from web.health.machine import LEAST_DISK

KEPT = 1.0
"""Seconds for which an answer holds: anybody may ask, and asking must cost nothing."""
SILENT = timedelta(seconds=90)
"""Without a worker's round: six times what is between two of them."""
LATE = timedelta(minutes=5)
"""For a job that is due and that nobody has taken."""


class Readiness:
    """What keeps one node from its work, looked at once a second at most."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self.settings = settings
        self._known: tuple[float, tuple[str, ...]] | None = None

    def failing(self) -> tuple[str, ...]:
        """Return the names of what is not as it should be: database, schema, disk, workers, lateness."""
        now = time.monotonic()
        if self._known is None or now - self._known[0] >= KEPT:
            self._known = (now, (*self._failing_here(), *self._failing_there()))
        return self._known[1]

    def _failing_here(self) -> Iterator[str]:
        if shutil.disk_usage(self.settings.data_dir).free >> 20 < LEAST_DISK:
            yield "disk"

    def _failing_there(self) -> list[str]:
        try:
            with self.database.read() as session:
                return list(self._failing_in(session))
        except SQLAlchemyError:
            return ["database"]

    def _failing_in(self, session: Session) -> Iterator[str]:
        if standing_of(session) not in USABLE:
            yield "schema"
            return  # whatever else is asked may not be there
        now, seen = clock.now(), rounds.last_round(session)
        if seen is None or now - seen > SILENT:
            yield "workers"
        if now - self._first_due(session, now) > LATE:
            yield "lateness"

    def _first_due(self, session: Session, now: datetime) -> datetime:
        """Return since when the first job waits; mail waits for a mail server where there is none."""
        due = rounds.due_jobs(session, now)
        return min((one.since for one in due if one.kind != JobKind.MAIL or self.settings.smtp_host), default=now)
