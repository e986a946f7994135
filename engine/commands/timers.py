"""Firing what has become due."""

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.bpmn.build.specs import event_of
from engine.bpmn.keep.running import with_locked
from engine.bpmn.read.cycles import due_of, turns_come
from engine.bpmn.read.timing import fires_each
from engine.history import Entry
from engine.history.kinds.elements import TimerFired
from engine.store import leases
from engine.store.leases import Lease, LeaseLostError


def fire_timer(session: Session, lease: Lease) -> bool:
    """Fire one due timer; exactly once, because its lease is checked under its instance's lock.

    Raises LeaseLostError where another worker took it, or its element no longer waits.
    """
    if lease.element_instance_id is None:
        raise LeaseLostError
    job, instance = leases.hold_with_instance(session, lease, clock.now())
    if job.held:  # suspended since it was taken
        leases.give_back(session, lease, clock.now())
        return False
    with with_locked(session, instance, SYSTEM) as run:
        task = run.task(lease.element_instance_id)
        element = task.drawn
        turns = 1 if fires_each(element) else turns_come(due_of(task.internal_data), clock.now())
        fact = TimerFired(job.due_at.isoformat(), turns if turns > 1 else 0)
        run.note(Entry(fact, SYSTEM, element.id, element.name or element.id, task.id))
        leases.finish(session, lease)
        event_of(task).come(task, turns)
        run.advance()
    return True
