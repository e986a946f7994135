"""Live instances kept between commands, by id and version.

A live instance is taken out while a command works on it and put back only after the commit, so an error or a rollback
evicts it and two threads never share it.
"""

from collections import OrderedDict
from threading import Lock
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session

from engine.bpmn.live import LiveWorkflow
from engine.model import Instance

KEPT = 256
_kept: OrderedDict[tuple[str, UUID], tuple[int, LiveWorkflow]] = OrderedDict()
_lock = Lock()
PENDING = "live_instances"
LISTENING = "live_instances_listening"


def _key(session: Session, instance_id: UUID) -> tuple[str, UUID]:
    return str(session.get_bind().engine.url), instance_id


def take(session: Session, instance: Instance) -> LiveWorkflow | None:
    """Take a live instance out, if it is at the version the database says."""
    pending: dict[UUID, tuple[int, LiveWorkflow]] = session.info.get(PENDING, {})
    if instance.id in pending:
        return pending[instance.id][1]
    with _lock:
        version, live = _kept.pop(_key(session, instance.id), (None, None))
    return live if version == instance.version else None


def put_after_commit(session: Session, instance: Instance, live: LiveWorkflow) -> None:
    """Keep a live instance once the transaction has committed."""
    if LISTENING not in session.info:
        session.info[LISTENING] = True
        event.listen(session, "after_commit", _commit)
        event.listen(session, "after_rollback", _forget)
    session.info.setdefault(PENDING, {})[instance.id] = (instance.version, live)


def _commit(session: Session) -> None:
    if session.in_nested_transaction():
        return
    pending: dict[UUID, tuple[int, LiveWorkflow]] = session.info.pop(PENDING, {})
    with _lock:
        for instance_id, (version, live) in pending.items():
            _kept[_key(session, instance_id)] = (version, live)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)


def _forget(session: Session) -> None:
    session.info.pop(PENDING, None)


def clear() -> None:
    """Forget every live instance."""
    with _lock:
        _kept.clear()
