"""Live instances kept between commands, by id and version.

A live instance is taken out while a command works on it and put back only after the commit, so an error or a rollback
evicts it and two threads never share it.
"""

from collections import OrderedDict
from threading import Lock
from uuid import UUID

from sqlalchemy.orm import Session

from engine.bpmn.run.live import LiveWorkflow
from engine.ports.meter import register_size
from engine.store.fast import LockedInstance
from engine.store.fast import keep as keep_in_batch
from engine.store.fast import take as take_from_batch

KEPT = 256
_kept: OrderedDict[tuple[str, UUID], tuple[int, LiveWorkflow]] = OrderedDict()
_lock = Lock()


def _key(session: Session, instance_id: UUID) -> tuple[str, UUID]:
    return session.info["place"], instance_id


def take(session: Session, instance: LockedInstance) -> LiveWorkflow | None:
    """Take a live instance out, if it is at the version the database says."""
    known: tuple[int, LiveWorkflow] | None = take_from_batch(session, instance.id)
    if known is None:
        with _lock:
            known = _kept.pop(_key(session, instance.id), None)
    return known[1] if known is not None and known[0] == instance.version else None


def is_kept(session: Session, instance_id: UUID) -> bool:
    """Tell whether an instance is kept, at whatever version."""
    with _lock:
        return _key(session, instance_id) in _kept


def put_after_commit(session: Session, instance: LockedInstance, live: LiveWorkflow) -> None:
    """Keep a live instance once the transaction has committed."""
    entry, key = (instance.version, live), _key(session, instance.id)
    keep_in_batch(session, instance.id, entry, lambda: _put(key, entry))


def _put(key: tuple[str, UUID], entry: tuple[int, LiveWorkflow]) -> None:
    with _lock:
        _kept[key] = entry
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)


def clear() -> None:
    """Forget every live instance."""
    with _lock:
        _kept.clear()


register_size("live_instances", lambda: len(_kept))
