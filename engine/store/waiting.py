"""What waits for time or messages."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from engine.model import Instance, Job, Message, ProcessVersion, Subscription


def wait(session: Session, row: Job | Subscription) -> None:
    """Add a waiting row unless it stands already."""
    if session.get(type(row), row.id) is None:
        session.add(row)


def forget(session: Session, element_instance_id: UUID) -> None:
    """Remove what an element waited for."""
    for model in (Job, Subscription):
        session.execute(delete(model).where(model.element_instance_id == element_instance_id))


def forget_instance(session: Session, instance_id: UUID) -> None:
    """Remove everything an instance waits for."""
    for model in (Job, Subscription):
        session.execute(delete(model).where(model.instance_id == instance_id))


def hold_instance(session: Session, instance_id: UUID, *, held: bool) -> None:
    """Keep everything an instance waits for from happening, or let it happen again."""
    for model in (Job, Subscription):
        query = update(model).where(model.instance_id == instance_id, model.held.is_(not held)).values(held=held)
        session.execute(query)


def due_jobs(session: Session, now: datetime, limit: int) -> Sequence[UUID]:
    """Return the ids of jobs that are due, the longest due first."""
    return session.scalars(
        select(Job.id).where(Job.due_at <= now, Job.held.is_(False)).order_by(Job.due_at, Job.id).limit(limit)
    ).all()


def next_due(session: Session) -> datetime | None:
    """Return when the next job is due."""
    return session.scalars(select(Job.due_at).where(Job.held.is_(False)).order_by(Job.due_at).limit(1)).first()


def find_job(session: Session, job_id: UUID) -> Job | None:
    """Return a job if it still stands."""
    return session.get(Job, job_id, populate_existing=True)


def postpone(session: Session, job_id: UUID, due_at: datetime, error: str) -> None:
    """Try a failed job again later."""
    session.execute(
        update(Job).where(Job.id == job_id).values(due_at=due_at, attempts=Job.attempts + 1, last_error=error)
    )


def hold_message(session: Session, message_id: UUID, retry_at: datetime, error: str, *, is_last: bool) -> None:
    """Try to deliver a failed message again later, or give it up."""
    query = update(Message).where(Message.id == message_id, Message.state == "waiting")
    state = "failed" if is_last else "waiting"
    session.execute(query.values(retry_at=retry_at, attempts=Message.attempts + 1, last_error=error, state=state))


def find_message(session: Session, message_id: UUID) -> Message | None:
    """Return a message as the database has it now."""
    return session.get(Message, message_id, populate_existing=True)


def jobs_of(session: Session, instance_id: UUID) -> list[Job]:
    """Return an instance's jobs, soonest first."""
    return list(session.scalars(select(Job).where(Job.instance_id == instance_id).order_by(Job.due_at)))


def subscriptions_of(session: Session, instance_id: UUID) -> list[Subscription]:
    """Return an instance's subscriptions."""
    return list(session.scalars(select(Subscription).where(Subscription.instance_id == instance_id)))


def deliverable_messages(session: Session, now: datetime, limit: int) -> list[UUID]:
    """Return the ids of waiting messages that somebody waits for, or that can start a process; oldest first."""
    match = and_(
        Subscription.name == Message.name,
        Subscription.correlation_key == Message.correlation_key,
        Subscription.held.is_(False),
    )
    running = (
        exists()
        .where(
            Instance.process_id == ProcessVersion.process_id,
            Instance.business_key == Message.correlation_key,
            Instance.state == "active",
        )
        .correlate(ProcessVersion, Message)  # or it would ask for any message's instance
    )
    starts = exists().where(ProcessVersion.start_message == Message.name, ~running)
    query = (
        select(Message.id)
        .where(Message.state == "waiting", Message.expires_at > now)
        .where(or_(Message.retry_at.is_(None), Message.retry_at <= now))
        .where(or_(exists().where(match), starts))
        .order_by(Message.id)
        .limit(limit)
    )
    return list(session.scalars(query))


def lock_message(session: Session, message_id: UUID) -> Message | None:
    """Return a message with its row locked, if it still waits."""
    query = select(Message).where(Message.id == message_id, Message.state == "waiting").with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def subscription_for(session: Session, name: str, correlation_key: str) -> Subscription | None:
    """Return the element that has waited longest for a message."""
    query = (
        select(Subscription)
        .where(Subscription.name == name, Subscription.correlation_key == correlation_key, Subscription.held.is_(False))
        .order_by(Subscription.created_at, Subscription.id)
        .limit(1)
    )
    return session.scalars(query).first()


def find_subscription(session: Session, subscription_id: UUID) -> Subscription | None:
    """Return a subscription as the database has it now, if it still stands."""
    return session.get(Subscription, subscription_id, populate_existing=True)


def messages_named(session: Session, name: str) -> list[Message]:
    """Return the messages of a name, oldest first, whatever became of them."""
    return list(session.scalars(select(Message).where(Message.name == name).order_by(Message.id)))


def expire_messages(session: Session, now: datetime) -> None:
    """Let messages that nobody received in time expire."""
    query = update(Message).where(Message.state == "waiting", Message.expires_at <= now).values(state="expired")
    session.execute(query)
