"""What waits for time or messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, insert, or_, select, text, update
from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import (
    Incident,
    Instance,
    InstanceState,
    Job,
    JobKind,
    Message,
    MessageKind,
    MessageState,
    ProcessStart,
    Subscription,
    new_id,
)
from engine.store.fast import Statement, ask, inserting_if_new, write
from engine.store.rows import add_new
from engine.store.starts import started_by

_job, _subscription, _incident = Job.__table__.c, Subscription.__table__.c, Incident.__table__.c
_jobs: Any = Job.__table__
_subscriptions: Any = Subscription.__table__
_incidents: Any = Incident.__table__
WAITING = {"owner": None, "fence": 0, "attempts": 0, "last_error": "", "name": "", "payload": None, "max_attempts": 8}
"""What a job that nobody has taken says besides what it is."""
ADD_JOB = inserting_if_new(
    Job, ("id", "root_id", "instance_id", "element_instance_id", "kind", "due_at", "available_at", "held", *WAITING)
)
ADD_SUBSCRIPTION = inserting_if_new(
    Subscription,
    ("id", "root_id", "instance_id", "element_instance_id", "kind", "name", "correlation_key", "created_at", "held"),
)
_token: Any = bindparam("token")
_given_up = select(_job.id).where(_job.element_instance_id == _token, _job.available_at.is_(None))
CLOSE_INCIDENTS = Statement(
    lambda _: (
        update(_incidents)
        .where(_incident.work_id.in_(_given_up), _incident.resolved_at.is_(None))
        .values(resolved_at=bindparam("now", type_=_incident.resolved_at.type), resolution=bindparam("resolution"))
    )
)
FORGET_JOBS = Statement(lambda _: delete(_jobs).where(_job.element_instance_id == _token))
FORGET_SUBSCRIPTIONS = Statement(lambda _: delete(_subscriptions).where(_subscription.element_instance_id == _token))


def await_time(session: Session, place: Mapping[str, UUID], due_at: datetime) -> None:
    """Let an element wait for an instant, unless it does already; `place` holds the ids of its rows."""
    row = {**WAITING, **place, "kind": "timer", "due_at": due_at, "available_at": due_at, "held": False}
    write(session, ADD_JOB, [row])


def await_message(session: Session, place: Mapping[str, UUID], name: str, key: str, *, kind: str = "message") -> None:
    """Let an element wait for a message or signal, unless it does already; `place` holds the ids of its rows."""
    row = {**place, "kind": kind, "name": name, "correlation_key": key, "created_at": clock.now(), "held": False}
    write(session, ADD_SUBSCRIPTION, [row])


def forget(session: Session, element_instance_id: UUID) -> None:
    """Remove what an element waited for, and close the incidents of such work."""
    row = {"token": element_instance_id}
    write(session, CLOSE_INCIDENTS, [{**row, "now": clock.now(), "resolution": "gone"}])
    write(session, FORGET_JOBS, [row])
    write(session, FORGET_SUBSCRIPTIONS, [row])


def hand_on_signals(session: Session, before: UUID, after: UUID) -> None:
    """Let signals that were thrown while an event waited reach it where it waits again: none of them is lost."""
    query = update(Job).where(Job.element_instance_id == before, Job.kind == JobKind.SIGNAL)
    session.execute(query.values(element_instance_id=after).execution_options(synchronize_session=False))


def forget_instance(session: Session, instance_id: UUID) -> None:
    """Remove everything an instance waits for, and close the incidents of such work."""
    session.execute(delete(Subscription).where(Subscription.instance_id == instance_id))
    _forget_jobs(session, Job.instance_id == instance_id)


def _forget_jobs(session: Session, which: ColumnElement[bool]) -> None:
    gone = session.execute(delete(Job).where(which).returning(Job.id, Job.available_at))
    given_up = [row.id for row in gone if row.available_at is None]
    if given_up:
        query = update(Incident).where(Incident.work_id.in_(given_up), Incident.resolved_at.is_(None))
        session.execute(query.values(resolved_at=clock.now(), resolution="gone"))


def hold_instance(session: Session, instance_id: UUID, *, held: bool) -> None:
    """Keep everything an instance waits for from happening, or let it happen again."""
    for model in (Job, Subscription):
        query = update(model).where(model.instance_id == instance_id, model.held.is_(not held)).values(held=held)
        session.execute(query)


def due_kinds(session: Session, now: datetime, kinds: Sequence[str]) -> list[str]:
    """Return of which kinds there is anything to take, `message` among them; asks without locking anything."""
    ((answers,),) = ask(session, (_asking_for(tuple(kinds)), {"now": now}))
    return [kind for kind, there_is in zip(kinds, answers, strict=True) if there_is]


@lru_cache
def _asking_for(kinds: tuple[str, ...]) -> Statement:
    """Return the question a worker asks all the time, put together once: whether there is anything of each kind."""
    now = bindparam("now", type_=Job.available_at.type)
    asked = [
        exists().where(is_deliverable(now))
        if kind == "message"
        else exists().where(Job.kind == kind, Job.available_at <= now, Job.held.is_(False))
        for kind in kinds
    ]
    return Statement(lambda _: select(*(one.label(f"k{n}") for n, one in enumerate(asked))))


def plan(session: Session, job_id: UUID, name: str, due_at: datetime) -> None:
    """Make the row of periodic work, unless it stands already."""
    add_new(session, Job, [{"id": job_id, "kind": "periodic", "name": name, "due_at": due_at}])


def next_due(session: Session) -> datetime | None:
    """Return when the next job may be taken."""
    return session.scalars(select(func.min(Job.available_at)).where(Job.held.is_(False))).first()


def count_waiting_mail(session: Session) -> int:
    """Return how many mails a worker has still to send."""
    query = select(func.count()).select_from(Job).where(Job.kind == JobKind.MAIL, Job.available_at.is_not(None))
    return session.scalar(query) or 0


def work_of(session: Session, element_instance_id: UUID) -> Job | None:
    """Return the action that workers do for an element."""
    query = select(Job).where(Job.element_instance_id == element_instance_id, Job.kind == JobKind.ACTION)
    return session.scalars(query.execution_options(populate_existing=True)).first()


def sent_before(session: Session, name: str, correlation_key: str, message_id: str) -> Message | None:
    """Return the message that its sender gave the same id."""
    query = select(Message).where(
        Message.name == name, Message.correlation_key == correlation_key, Message.message_id == message_id
    )
    return session.scalars(query.where(Message.message_id != "")).first()


def jobs_of(session: Session, instance_id: UUID) -> list[Job]:
    """Return an instance's jobs, soonest first."""
    return list(session.scalars(select(Job).where(Job.instance_id == instance_id).order_by(Job.due_at, Job.id)))


def subscriptions_of(session: Session, instance_id: UUID) -> list[Subscription]:
    """Return an instance's subscriptions."""
    return list(session.scalars(select(Subscription).where(Subscription.instance_id == instance_id)))


def is_deliverable(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Return the condition that somebody waits for a message, or that it can start a process."""
    match = and_(
        Subscription.kind == MessageKind.MESSAGE,
        Subscription.name == Message.name,
        Subscription.correlation_key == Message.correlation_key,
        Subscription.held.is_(False),
    )
    running = (
        exists()
        .where(
            Instance.process_id == ProcessStart.process_id,
            Instance.business_key == Message.correlation_key,
            Instance.state == InstanceState.ACTIVE,
        )
        .correlate(ProcessStart, Message)  # or it would ask for any message's instance
    )
    starts = exists().where(ProcessStart.kind == MessageKind.MESSAGE, ProcessStart.name == Message.name, ~running)
    return and_(
        Message.state == MessageState.WAITING,
        Message.expires_at > now,
        Message.available_at <= now,
        or_(exists().where(match), starts),
    )


def find_subscription(session: Session, subscription_id: UUID) -> Subscription | None:
    """Return a subscription as the database has it now, if it still stands."""
    return session.get(Subscription, subscription_id, populate_existing=True)


def expire_messages(session: Session, now: datetime) -> None:
    """Let messages that nobody received in time expire."""
    query = update(Message).where(Message.state == MessageState.WAITING, Message.expires_at <= now)
    session.execute(query.values(state=MessageState.EXPIRED, available_at=None))


def throw_signal(session: Session, signal: Message, thrower: UUID | None = None) -> int:
    """Keep a signal, with one job for every element that waits for its name at this moment; return how many.

    Every process whose newest version starts with it gets a job as well. What begins to wait after this does not get
    it: the jobs are written in the transaction that throws. What waits in the instance that throws gets none: it has
    the signal at once.
    """
    signal.kind, signal.state, signal.available_at = MessageKind.SIGNAL, MessageState.DELIVERED, None
    session.add(signal)
    session.flush()
    query = select(Subscription).where(Subscription.kind == MessageKind.SIGNAL, Subscription.name == signal.name)
    if thrower is not None:
        query = query.where(Subscription.instance_id != thrower)
    rows = [
        {
            "id": new_id(),
            "root_id": waiting.root_id,
            "instance_id": waiting.instance_id,
            "element_instance_id": waiting.element_instance_id,
            "kind": "signal",
            "name": signal.name,
            "payload": dict(signal.payload),
            "due_at": signal.created_at,
            "held": waiting.held,
        }
        for waiting in session.scalars(query)
    ]
    for process_id, element_id in started_by(session, "signal", signal.name):
        begins = {"element": element_id, "variables": dict(signal.payload)}
        session.add(Job(id=new_id(), kind="start", name=process_id, payload=begins, due_at=signal.created_at))
    if rows:
        session.execute(insert(Job), rows)
    return len(rows)


def hold_key(session: Session, name: str, correlation_key: str) -> None:
    """Let one transaction at a time start a process for a message's name and key, until this one ends.

    Two messages of one key on two workers would else start two instances. SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        statement = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
        session.execute(statement, {"key": f"{name} / {correlation_key}"})
