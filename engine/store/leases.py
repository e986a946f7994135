"""Who works on what: rows taken by one worker for a while, and fenced off once that while is over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, exists, or_, select, text, update
from sqlalchemy.orm import Session, aliased

from engine.model import Instance, Job, JobKind, Message, MessageState
from engine.model.values import encode
from engine.store.fast import (
    LockedInstance,
    Question,
    Statement,
    ask,
    foreseen,
    lock_rows,
    read_instance,
    reading,
    write,
)

IMPATIENT = "SET LOCAL lock_timeout = '100ms'"
Row = TypeVar("Row", Job, Message)


class LeaseLostError(Exception):
    """The lease ended, somebody else took the work, or there is nothing left to do: what was done must not be kept."""


@dataclass(frozen=True)
class Taking:
    """Who takes work, at what moment, until when, and how much at most."""

    owner: str
    now: datetime
    until: datetime
    limit: int


@dataclass(frozen=True)
class Lease:
    """One taking of a job or message: its row's id and the fence it was taken under, with what the row says."""

    model: type[Job] | type[Message]
    id: UUID
    owner: str
    fence: int
    kind: str = ""
    name: str = ""
    correlation_key: str = ""
    attempts: int = 0
    max_attempts: int = 8
    instance_id: UUID | None = None
    element_instance_id: UUID | None = None
    payload: dict[str, Any] = field(default_factory=dict)
    due_at: datetime | None = None


def take_jobs(session: Session, kind: str, taking: Taking) -> list[Lease]:
    """Take due jobs of a kind, the longest due first; other workers skip them until the lease ends.

    Of the actions of one instance at most one is ever held. The caller commits before it works on them.
    """
    query = select(Job).where(Job.kind == kind, Job.available_at <= taking.now, Job.held.is_(False))
    if kind == "action":
        query = query.where(~_has_held_action(taking.now))
    query = query.order_by(Job.available_at, Job.id).limit(taking.limit).with_for_update(skip_locked=True)
    jobs = list(session.scalars(query.execution_options(populate_existing=True)))
    if kind == "action":
        jobs = _one_per_instance(session, jobs, taking.now)
    _mark(session, Job, [job.id for job in jobs], taking)
    return [_lease_of_job(job, taking.owner) for job in jobs]


def _has_held_action(now: datetime) -> ColumnElement[bool]:
    other = aliased(Job)
    return exists().where(
        other.instance_id == Job.instance_id,
        other.kind == JobKind.ACTION,
        other.owner.is_not(None),
        other.available_at > now,
    )


def take_messages(session: Session, wanted: ColumnElement[bool], taking: Taking) -> list[Lease]:
    """Take messages that somebody waits for, the oldest first; other workers skip them until the lease ends."""
    query = select(Message).where(wanted).order_by(Message.id).limit(taking.limit).with_for_update(skip_locked=True)
    messages = list(session.scalars(query.execution_options(populate_existing=True)))
    _mark(session, Message, [message.id for message in messages], taking)
    return [_lease_of_message(message, taking.owner) for message in messages]


def _one_per_instance(session: Session, jobs: Sequence[Job], now: datetime) -> list[Job]:
    """Keep one job per instance, and none of an instance whose action somebody holds.

    The instances' rows are locked first, and only then is asked who holds what: a statement sees what was committed
    before it began, so of two workers at two jobs of one instance the second finds the first's lease.
    """
    firsts: dict[UUID, Job] = {}
    for job in jobs:
        if job.instance_id is not None:
            firsts.setdefault(job.instance_id, job)
    locking = select(Instance.id).where(Instance.id.in_(firsts)).with_for_update(skip_locked=True)
    locked = set(session.scalars(locking))
    held = (
        select(Job.instance_id)
        .where(Job.instance_id.in_(locked), Job.kind == JobKind.ACTION, Job.owner.is_not(None), Job.available_at > now)
        .distinct()
    )
    busy = set(session.scalars(held))
    return [job for instance_id, job in firsts.items() if instance_id in locked - busy]


def _mark(session: Session, model: type[Row], ids: Sequence[UUID], taking: Taking) -> None:
    """Write the lease; a row that still names an owner was left behind by one, and that counts as an attempt."""
    if ids:
        lost = case((model.owner.is_not(None), model.attempts + 1), else_=model.attempts)
        values = {"owner": taking.owner, "fence": model.fence + 1, "available_at": taking.until, "attempts": lost}
        query = update(model).where(model.id.in_(ids)).values(values)
        session.execute(query.execution_options(synchronize_session=False))


def _tried(row: Job | Message) -> int:
    return row.attempts + (row.owner is not None)


def _lease_of_message(message: Message, owner: str) -> Lease:
    return Lease(
        Message,
        message.id,
        owner,
        message.fence + 1,
        kind="message",
        name=message.name,
        correlation_key=message.correlation_key,
        attempts=_tried(message),
    )


def _lease_of_job(job: Job, owner: str) -> Lease:
    return Lease(
        Job,
        job.id,
        owner,
        job.fence + 1,
        kind=job.kind,
        name=job.name,
        attempts=_tried(job),
        max_attempts=job.max_attempts,
        instance_id=job.instance_id,
        element_instance_id=job.element_instance_id,
        payload=job.payload or {},
        due_at=job.due_at,
    )


def _is_ours(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    model = lease.model
    return (model.id == lease.id, model.fence == lease.fence, model.owner == lease.owner)


_jobs: Any = Job.__table__
_job = _jobs.c
HOLD = reading(
    [_job.held, _job.due_at, _job.element_instance_id],
    and_(
        _job.id == bindparam("job_id"),
        _job.fence == bindparam("fence_taken"),
        _job.owner == bindparam("owner_name"),
        _job.available_at > bindparam("now"),
    ),
    locking=True,
)
FINISH = Statement(
    lambda _: delete(_jobs).where(_job.id == bindparam("job_id"), _job.fence == bindparam("fence_taken"))
)


@dataclass(frozen=True)
class HeldJob:
    """What a worker asks of the job it holds."""

    held: bool
    due_at: datetime
    element_instance_id: UUID | None


def leased_row(lease: Lease, now: datetime) -> Question:
    """Return the question for the job of a lease that still stands, locked until the transaction ends.

    Every transaction that keeps what a worker did asks it; nobody can take the job between it and the commit. The
    job's instance is to be locked before.
    """
    return HOLD, {"job_id": lease.id, "fence_taken": lease.fence, "owner_name": lease.owner, "now": now}


def read_job(rows: list[list[Any]]) -> HeldJob:
    """Return the job that was asked for; raises LeaseLostError."""
    if not rows:
        raise LeaseLostError
    return HeldJob(*rows[0])


def take_free(session: Session, leases: Sequence[Lease]) -> list[Lease]:
    """Return those whose instance nobody else works on, locked until the transaction ends, which waits for no lock.

    Whoever holds what others may want waits less for a lock than a deadlock takes to be found. SQLite has one writer,
    and that is this transaction.
    """
    if session.get_bind().dialect.name == "sqlite":
        return list(leases)
    session.execute(text(IMPATIENT))
    wanted = [lease.instance_id for lease in leases if lease.instance_id is not None]
    locking = select(Instance.id).where(Instance.id.in_(wanted)).with_for_update(skip_locked=True)
    free: set[UUID | None] = {None, *(session.scalars(locking) if wanted else ())}
    return [lease for lease in leases if lease.instance_id in free]


def hold_with_instance(session: Session, lease: Lease, now: datetime) -> tuple[HeldJob, LockedInstance]:
    """Return the job of a lease that still stands, and its instance, both locked until the transaction ends.

    Raises LeaseLostError.
    """
    if lease.instance_id is None:
        raise LeaseLostError
    rows = foreseen(session, ("work", lease.id)) or ask(session, lock_rows(lease.instance_id), leased_row(lease, now))
    return read_job(rows[1]), read_instance(rows[0])


def hold(session: Session, lease: Lease, now: datetime) -> Any:
    """Return the row of a lease that still stands, locked until the transaction ends, as `leased_row` asks.

    Raises LeaseLostError.
    """
    query = select(lease.model).where(*_is_ours(lease), lease.model.available_at > now).with_for_update()
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise LeaseLostError
    return row


def extend(session: Session, leases: Iterable[Lease], until: datetime) -> None:
    """Let leases end later (the heartbeat); those lost meanwhile stay lost."""
    for lease in leases:
        query = update(lease.model).where(*_is_ours(lease)).values(available_at=until)
        session.execute(query.execution_options(synchronize_session=False))


def give_back(session: Session, lease: Lease, at: datetime) -> None:
    """Let others take what was not done, from an instant on; it does not count as an attempt."""
    query = update(lease.model).where(*_is_ours(lease)).values(owner=None, available_at=at)
    session.execute(query.execution_options(synchronize_session=False))


def postpone(session: Session, lease: Lease, at: datetime, error: Mapping[str, Any]) -> None:
    """Note a failed attempt, and when the next one may begin."""
    values = {"owner": None, "available_at": at, "attempts": lease.attempts + 1, "last_error": kept(error)}
    query = update(lease.model).where(*_is_ours(lease)).values(values)
    session.execute(query.execution_options(synchronize_session=False))


def kept(error: Mapping[str, Any]) -> str:
    """Return an error (`Text.as_failure`) as it is kept in `last_error`, to be translated for whoever reads it."""
    return encode(error)


def hasten(session: Session, job_id: UUID, at: datetime) -> None:
    """Let a job that nobody does at the moment be taken earlier."""
    query = update(Job).where(Job.id == job_id, Job.owner.is_(None), Job.available_at > at)
    session.execute(query.values(due_at=at, available_at=at).execution_options(synchronize_session=False))


def finish(session: Session, lease: Lease) -> None:
    """Remove a job that was done and is held."""
    write(session, FINISH, [{"job_id": lease.id, "fence_taken": lease.fence}])


def revive(session: Session, model: type[Job] | type[Message], row_id: UUID, now: datetime) -> bool:
    """Let workers take a row that was given up, with all its attempts before it; return whether it still stands."""
    values: dict[str, Any] = {"owner": None, "available_at": now, "attempts": 0, "last_error": ""}
    if model is Message:
        values["state"] = MessageState.WAITING
    given_up = or_(model.available_at.is_(None), model.attempts > 0)
    query = update(model).where(model.id == row_id, given_up).values(values).returning(model.id)
    return session.execute(query.execution_options(synchronize_session=False)).first() is not None
