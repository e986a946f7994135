"""Actions that touch the outside world: called without any lock, their outcome kept in a transaction of its own."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid5

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.base.errors import BusinessError
from engine.base.failpoints import reach
from engine.bpmn.build.specs import activity_of
from engine.bpmn.keep.running import running
from engine.history.kinds.elements import ActionCalled
from engine.model.values import encode
from engine.ports.actions import OutsideCall, registry
from engine.store import leases
from engine.store.database import Database
from engine.store.leases import Lease, LeaseLostError


def perform_action(database: Database, lease: Lease) -> bool:
    """Call an action, then complete its element.

    A worker that ends in between leaves the call to another, which makes it again under the same key. A business error
    goes to the error event that catches it. Raises LeaseLostError, and whatever else the action raises.
    """
    call = _call(lease)
    try:
        result = registry.find(lease.name).run(call, lease.payload["values"])
    except BusinessError as error:
        caught = error
        return database.perform(lambda session: _go_another_way(session, lease, call, caught))
    reach("worker.acted")
    return database.perform(lambda session: _complete(session, lease, call, result))


def _go_another_way(session: Session, lease: Lease, call: OutsideCall, error: BusinessError) -> bool:
    """Let an error event catch what an action raised; raise it where none does."""
    with running(session, call.instance_id, SYSTEM, even_suspended=True) as run:
        leases.hold(session, lease, clock.now())
        task = run.task(lease.element_instance_id)  # type: ignore[arg-type]
        leases.finish(session, lease)
        if not run.performer.catch(task, error):
            raise error
        run.go_on()
    return True


def _call(lease: Lease) -> OutsideCall:
    if lease.instance_id is None:
        raise LeaseLostError
    values = lease.payload["values"]
    # Values that an administrator has put right make another call, which must not be taken for a repetition.
    key = uuid5(lease.id, encode(values))
    return OutsideCall(
        str(key), lease.instance_id, lease.payload["business_key"], lease.payload["element"], lease.attempts + 1
    )


def _complete(session: Session, lease: Lease, call: OutsideCall, result: Mapping[str, Any]) -> bool:
    with running(session, call.instance_id, SYSTEM, even_suspended=True) as run:
        leases.hold(session, lease, clock.now())
        task = run.task(lease.element_instance_id)  # type: ignore[arg-type]
        run.performer.record(ActionCalled(lease.name, call.attempt, call.key), task)
        leases.finish(session, lease)
        activity_of(task).apply(task, result)
        task.complete()
        run.go_on()
    return True
