"""What tests ask of the engine's tables and no page does."""

from typing import Any
from uuid import UUID

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from engine.model import AdminEvent, Event, Message, Migration, VariableChange


def messages_named(session: Session, name: str) -> list[Message]:
    """Return the messages of a name, oldest first, whatever became of them."""
    return list(session.scalars(select(Message).where(Message.name == name).order_by(Message.id)))


def variables_at(session: Session, instance_id: UUID, seq: int) -> dict[str, Any]:
    """Return the variables of the instance's own scope as they stood after event `seq`."""
    own = VariableChange.instance_id == instance_id, VariableChange.scope_id == instance_id
    query = select(VariableChange.name, VariableChange.value).where(*own, VariableChange.seq <= seq)
    return {name: value for name, value in session.execute(query.order_by(VariableChange.seq))}  # noqa: C416


def latest_acts(session: Session) -> list[AdminEvent]:
    """Return what was done outside of cases, the newest first."""
    return list(session.scalars(select(AdminEvent).order_by(AdminEvent.at.desc(), AdminEvent.id.desc())))


def count_migrations(session: Session) -> int:
    """Return how many migrations were ever begun."""
    return session.scalars(select(func.count()).select_from(Migration)).one()


def count_of_kind(session: Session, kind: str) -> tuple[int, int]:
    """Return how many events of a kind there are, and at how many instances."""
    query = select(func.count(), func.count(distinct(Event.instance_id))).where(Event.kind == kind)
    return session.execute(query).one()._tuple()
