"""Reading instances, and where they stand on their diagrams."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.model import ElementInstance, Event, Incident, Instance, InstanceState
from engine.store import states
from engine.store.fast import LockedInstance, ask, lock_rows, read_instance


@dataclass
class Positions:
    """Where an instance stands: what waits, what was passed, which flows were taken, and how often."""

    current: list[str] = field(default_factory=list)
    past: list[str] = field(default_factory=list)
    taken_flows: list[str] = field(default_factory=list)
    visits: dict[str, int] = field(default_factory=dict)


def find_instance(session: Session, instance_id: UUID) -> Instance:
    """Return an instance; raises NotFoundError."""
    found = session.get(Instance, instance_id)
    if found is None:
        raise NotFoundError
    return found


def lock_instance(session: Session, instance_id: UUID) -> LockedInstance:
    """Return an instance as plain values, its row locked until the transaction ends; raises NotFoundError.

    SQLite needs no row lock: the whole transaction began IMMEDIATE.
    """
    (rows,) = ask(session, lock_rows(instance_id))
    return read_instance(rows)


def suspended_because(session: Session, instance_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return which of some instances are suspended, and why."""
    query = select(Instance.id, Instance.suspended_reason)
    query = query.where(Instance.id.in_(instance_ids), Instance.suspended_at.is_not(None))
    return {row.id: row.suspended_reason for row in session.execute(query)} if instance_ids else {}


def instances_for(session: Session, business_key: str) -> list[Instance]:
    """Return the instances of a business key, oldest first."""
    query = select(Instance).where(Instance.business_key == business_key).order_by(Instance.started_at, Instance.id)
    return list(session.scalars(query))


def newest_by_key(session: Session, business_keys: Collection[str]) -> dict[str, Instance]:
    """Return the newest instance of each of some business keys that has any."""
    query = select(Instance).where(Instance.business_key.in_(business_keys)).order_by(Instance.started_at, Instance.id)
    return {one.business_key: one for one in session.scalars(query)} if business_keys else {}


def all_ids(session: Session) -> list[UUID]:
    """Return the ids of all instances, oldest first."""
    return list(session.scalars(select(Instance.id).order_by(Instance.started_at, Instance.id)))


def active_instances(session: Session) -> list[tuple[UUID, str, str]]:
    """Return id, process and business key of every running instance, the oldest first."""
    query = select(Instance.id, Instance.process_id, Instance.business_key).where(
        Instance.state == InstanceState.ACTIVE
    )
    return [(row.id, row.process_id, row.business_key) for row in session.execute(query.order_by(Instance.id))]


def active_instance(session: Session, process_id: str, business_key: str) -> Instance | None:
    """Return the running instance of a process for a business key, if there is one."""
    query = select(Instance).where(
        Instance.business_key == business_key,
        Instance.process_id == process_id,
        Instance.state == InstanceState.ACTIVE,
    )
    return session.scalars(query).first()


def active_keys(session: Session, process_id: str, business_keys: Collection[str]) -> set[str]:
    """Return for which of some business keys a process is running."""
    query = select(Instance.business_key).where(
        Instance.business_key.in_(business_keys),
        Instance.process_id == process_id,
        Instance.state == InstanceState.ACTIVE,
    )
    return set(session.scalars(query)) if business_keys else set()


def count_by_release(session: Session, release_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """Return, per release, how many instances are in each state."""
    query = (
        select(Instance.release_id, Instance.state, func.count())
        .where(Instance.release_id.in_(release_ids))
        .group_by(Instance.release_id, Instance.state)
    )
    found: dict[UUID, dict[str, int]] = {}
    for release_id, state, count in session.execute(query):
        found.setdefault(release_id, {})[state] = count
    return found


def variables_of(session: Session, instance_id: UUID) -> dict[str, Any]:
    """Return the variables of an instance's own scope."""
    return states.root_variables(session, instance_id)


def open_incidents(session: Session, instance_id: UUID | None = None) -> list[Incident]:
    """Return unresolved incidents, of one instance or of all."""
    query = select(Incident).where(Incident.resolved_at.is_(None)).order_by(Incident.created_at)
    if instance_id is not None:
        query = query.where(Incident.instance_id == instance_id)
    return list(session.scalars(query))


def incident_of(session: Session, element_instance_id: UUID) -> Incident | None:
    """Return the unresolved incident of an element instance, if there is one."""
    query = select(Incident).where(Incident.element_instance_id == element_instance_id, Incident.resolved_at.is_(None))
    return session.scalars(query).first()


def rename_incidents(session: Session, instance_id: UUID, elements: Mapping[UUID, str]) -> None:
    """Let open incidents name the elements that their tokens stand at now."""
    for token, element_id in elements.items():
        query = update(Incident).where(Incident.instance_id == instance_id, Incident.resolved_at.is_(None))
        session.execute(query.where(Incident.element_instance_id == token).values(element_id=element_id))


def close_incidents(
    session: Session, instance_id: UUID, at: datetime, element_instance_ids: Sequence[UUID] | None = None
) -> None:
    """Resolve the open incidents of an instance, or of some of its element instances: there is nothing left to try."""
    query = update(Incident).where(Incident.instance_id == instance_id, Incident.resolved_at.is_(None))
    if element_instance_ids is not None:
        query = query.where(Incident.element_instance_id.in_(element_instance_ids))
    session.execute(query.values(resolved_at=at, resolution="gone"))


def element_instance(session: Session, instance_id: UUID, element_instance_id: UUID) -> ElementInstance | None:
    """Return one token's row."""
    return session.get(ElementInstance, (instance_id, element_instance_id))


def positions(session: Session, instance_id: UUID, until_seq: int | None = None) -> Positions:
    """Return where an instance stands, or stood after event `until_seq`."""
    query = (
        select(Event.kind, Event.element_id, Event.element_instance_id, Event.data)
        .where(Event.instance_id == instance_id, Event.element_id != "")
        .order_by(Event.seq)
    )
    if until_seq is not None:
        query = query.where(Event.seq <= until_seq)
    return fold_positions([tuple(row) for row in session.execute(query)])


ENTERED = frozenset({"element_entered", "task_opened", "token_mapped"})
LEFT = frozenset({"element_completed", "task_completed"})
GONE = frozenset({"element_cancelled", "element_merged", "task_cancelled"})


def fold_positions(rows: Sequence[tuple[Any, ...]]) -> Positions:
    """Fold (kind, element id, element instance id, data) rows into positions."""
    found = Positions()
    current: dict[UUID, str] = {}
    for kind, element_id, token, data in rows:
        if kind in ENTERED and not (data or {}).get("listens"):
            current[token] = element_id
        elif kind in LEFT | GONE:
            current.pop(token, None)
        if kind in LEFT:
            found.visits[element_id] = found.visits.get(element_id, 0) + 1
        if kind in ENTERED | LEFT:
            _note_flow(found, data)
    found.current = list(dict.fromkeys(current.values()))
    found.past = [e for e in found.visits if e not in found.current]
    return found


def _note_flow(found: Positions, data: dict[str, Any] | None) -> None:
    flow = (data or {}).get("flow")
    if flow and flow not in found.taken_flows:
        found.taken_flows.append(flow)
