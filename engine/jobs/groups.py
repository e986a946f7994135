"""Several pieces of work in one transaction: waiting for the disk is what firing a timer costs most.

A group waits for nobody: who has an instance open for more than a moment is left out of it, and it is over soon, so
that whoever wants one of its instances waits no longer than for one large piece of work. It is all or nothing: where
one piece fails, none of them happened, and the caller does each by itself, which finds the one that cannot be done.
"""

import time
from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.failpoints import reach
from engine.bpmn.keep.ahead import look_ahead
from engine.store.database import Database
from engine.store.leases import Lease, take_free

LARGEST = 16
"""How many pieces at most one transaction does."""
LONGEST = 0.2
"""Seconds after which a group takes up nothing more, for its instances are locked until it commits."""

Work = Callable[[Session, Lease], bool]
"""Does one leased piece of work in the caller's transaction; returns whether anything was done."""
Results = dict[UUID, bool]


def fit_together(leases: Sequence[Lease]) -> list[Lease]:
    """Return the first of those that may share a transaction: of one instance only one, and none that failed before.

    What was left behind by a worker that ended, or failed, might end this one as well, and goes alone.
    """
    chosen: dict[UUID, Lease] = {}
    for lease in leases:
        if not lease.attempts:
            chosen.setdefault(lease.instance_id or lease.id, lease)
    return list(chosen.values())[:LARGEST]


def do_together(database: Database, leases: Sequence[Lease], work: Work) -> Results:
    """Do pieces of work in one transaction; return whether each of those that were come to had anything done.

    Raises what any of them raises, with nothing done.
    """
    results: Results = {}
    over = time.monotonic() + LONGEST
    with database.transaction() as session:
        free = take_free(session, leases)
        look_ahead(session, free)
        for lease in free:
            results[lease.id] = work(session, lease)
            session.flush()
            session.expunge_all()  # the next piece sees the rows as they are now, as in a transaction of its own
            reach("worker.grouped")
            if time.monotonic() > over:
                break
    return results
