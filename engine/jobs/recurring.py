"""Periodic work: one row a piece, whatever the number of workers."""

from datetime import timedelta

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.failpoints import reach
from engine.ports.periodic import all_periodic, find_periodic
from engine.store import leases, waiting
from engine.store.database import Database
from engine.store.leases import Lease

FOREIGN = timedelta(minutes=5)


def plan_periodic(session: Session) -> None:
    """Make the rows of registered work that lack; every worker does so when it begins."""
    for one in all_periodic():
        waiting.plan(session, one.job_id, one.name, clock.now())


def perform_periodic(database: Database, lease: Lease) -> bool:
    """Do one piece of periodic work, then set its next time.

    Work that this program does not know is left to others. Raises LeaseLostError, and what the work raises.
    """
    one = find_periodic(lease.name)
    if one is None:  # a node of another version planned it
        database.perform(lambda session: leases.give_back(session, lease, clock.now() + FOREIGN))
        return False
    one.work(database)
    reach("worker.acted")

    def done(session: Session) -> bool:
        job = leases.hold(session, lease, clock.now())
        job.due_at = job.available_at = clock.now() + one.every
        job.owner, job.attempts, job.last_error = None, 0, ""
        return True

    return database.perform(done)
