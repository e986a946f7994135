"""Signals: thrown once, received by everything that waits for their name at that moment."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.plaintext import plain_values
from engine.bpmn.build.specs import event_of
from engine.bpmn.keep.running import with_locked
from engine.commands.messages import NameMissingError
from engine.commands.once import once
from engine.history import Entry
from engine.history.kinds.elements import SignalReceived
from engine.model import Message, new_id
from engine.store import leases, waiting
from engine.store.leases import Lease


def broadcast_signal(session: Session, name: str, variables: Mapping[str, Any], *, by: Actor, key: str) -> int:
    """Throw a signal to every element that waits for it now; the worker hands it to each. Return how many they are.

    Raises NameMissingError.
    """
    if not name.strip():
        raise NameMissingError
    variables = plain_values(variables)

    def work() -> dict[str, Any]:
        now = clock.now()
        signal = Message(
            id=new_id(),
            name=name,
            correlation_key="",
            payload=dict(variables),
            sent_by=by.id,
            created_at=now,
            expires_at=now + timedelta(days=1),
        )
        return {"signal": signal.id, "receivers": waiting.throw_signal(session, signal)}

    answer = once(session, "broadcast_signal", {"name": name, "variables": dict(variables)}, work, by=by, key=key)
    return int(answer["receivers"])


def deliver_signal(session: Session, lease: Lease) -> bool:
    """Hand a signal to one of the elements that waited for it when it was thrown; exactly once.

    Raises LeaseLostError where another worker took it; an element that no longer waits is left alone.
    """
    job, instance = leases.hold_with_instance(session, lease, clock.now())
    receiver = job.element_instance_id  # handed on, where the event has been caught and waits again
    if job.held:  # suspended since it was taken
        leases.give_back(session, lease, clock.now())
        return False
    leases.finish(session, lease)
    if receiver is None or waiting.find_subscription(session, receiver) is None:
        return False
    with with_locked(session, instance, SYSTEM) as run:
        task = run.task(receiver)
        element = task.drawn
        fact = SignalReceived(lease.name, lease.payload)
        run.note(Entry(fact, SYSTEM, element.id, element.name or element.id, task.id))
        event_of(task).fire(task, lease.payload)
        run.advance()
    return True
