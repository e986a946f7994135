"""Work that comes back: each piece by name, at an interval, done by one worker at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from engine.base import clock
from engine.store import leases, waiting
from engine.store.database import Database

NAMES = UUID("6f1d1a5e-5a0e-4f3c-9b53-0e6f6b6f2d11")
"""The namespace that makes a job's id from the name of its work, so that all nodes share one row."""


@dataclass(frozen=True)
class Periodic:
    """Work to be done again and again; it opens its own transactions and may be repeated at any time."""

    name: str
    every: timedelta
    work: Callable[[Database], object]

    @property
    def job_id(self) -> UUID:
        """Return the id of its job, the same on every node."""
        return uuid5(NAMES, self.name)


_known: dict[str, Periodic] = {}


def register_periodic(name: str, every: timedelta, work: Callable[[Database], object]) -> None:
    """Have work done at an interval; a name registered again takes the place of the first."""
    _known[name] = Periodic(name, every, work)


def find_periodic(name: str) -> Periodic | None:
    """Return the work of a name, if this program knows it."""
    return _known.get(name)


def all_periodic() -> Iterator[Periodic]:
    """Return all registered work."""
    return iter(list(_known.values()))


def hasten(session: Session, name: str) -> None:
    """Let a worker do a piece of periodic work as soon as it can; one that is being done comes again soon anyway."""
    one = find_periodic(name)
    if one is None:
        msg = f"no periodic work is called {name}"
        raise LookupError(msg)
    waiting.plan(session, one.job_id, one.name, clock.now())
    leases.hasten(session, one.job_id, clock.now())


def _expire(database: Database) -> None:
    database.perform(lambda session: waiting.expire_messages(session, clock.now()))


register_periodic("engine.expire_messages", timedelta(minutes=10), _expire)
