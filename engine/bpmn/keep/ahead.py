"""What a group of work will ask for, asked at once: each instance under its lock, its work's row, and how it stands."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.bpmn.keep import cache
from engine.store import leases, states
from engine.store.fast import Asking, foresee, lock_rows, together
from engine.store.leases import Lease


def look_ahead(session: Session, wanted: Iterable[Lease]) -> None:
    """Ask for what each piece of work needs, of those that say which instance they move."""
    known = [(lease, lease.instance_id) for lease in wanted if lease.instance_id is not None]
    together(session, [_look(session, lease, instance_id) for lease, instance_id in known])


def _look(session: Session, lease: Lease, instance_id: UUID) -> Asking[None]:
    rows = yield [lock_rows(instance_id), leases.leased_row(lease, clock.now())]
    foresee(session, ("work", lease.id), rows)
    if not cache.is_kept(session, instance_id):
        foresee(session, ("rows", instance_id), (yield from states.asking_for_rows(session, instance_id)))
