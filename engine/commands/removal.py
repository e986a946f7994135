"""The clean-up: what is past its date goes, in every room's tables, a piece at a time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import Instance, RemovedInstance
from engine.ports.periodic import register_periodic
from engine.store import removal
from engine.store.database import Database

BATCH = 50
ROWS = 1000
AT_A_TIME = 60.0
"""Seconds after which a worker lets go of this work for a moment."""


@dataclass
class Removed:
    """What one clean-up removed: instances with all their rows, and rows with a date of their own."""

    instances: int = 0
    rows: int = 0


def clean_up(database: Database, seconds: float = AT_A_TIME) -> Removed:
    """Remove ended instances and other rows past their removal date, until there is no more or the time is over.

    Each instance goes in a transaction of its own, so ending this at any moment leaves whole instances only; running it
    again, or twice at once, goes on with the rest. What a legal hold covers stays.
    """
    done, end = Removed(), time.monotonic() + seconds
    while time.monotonic() < end and _instances(database, done):
        pass
    for table in removal.dated_tables():
        while time.monotonic() < end:
            gone = database.perform(lambda s, t=table: removal.remove_dated(s, t, clock.now(), ROWS))  # type: ignore[misc]
            done.rows += gone
            if gone < ROWS:
                break
    return done


def _instances(database: Database, done: Removed) -> int:
    """Remove one batch of instances; return how many went."""
    with database.read() as session:
        due = removal.due_instances(session, clock.now(), BATCH)
    gone = 0
    for instance_id in due:
        rows = database.perform(_remover(instance_id))
        gone += bool(rows)
        done.rows += rows
    done.instances += gone
    return gone


def _remover(instance_id: UUID) -> Callable[[Session], int]:
    return lambda session: _remove(session, instance_id)


def _remove(session: Session, instance_id: UUID) -> int:
    """Remove one instance and keep the record that it was; return how many rows went."""
    instance = removal.lock_due(session, instance_id, clock.now())
    if instance is None:
        return 0
    record = _record(instance)
    record.rows = removal.remove_instance(session, instance)
    session.add(record)
    return record.rows


def _record(instance: Instance) -> RemovedInstance:
    return RemovedInstance(
        id=instance.id,
        procedure=instance.procedure,
        process_id=instance.process_id,
        business_key=instance.business_key,
        started_at=instance.started_at,
        ended_at=instance.ended_at,
        due_at=instance.removal_at,
        removed_at=clock.now(),
        last_seq=instance.last_seq,
        last_hash=instance.last_hash,
    )


_clean_up: Callable[[Database], object] = clean_up
register_periodic("engine.clean_up", timedelta(hours=1), _clean_up)
