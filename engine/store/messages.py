"""Delivering messages: what a worker reads of one and of its receiver, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, select, text
from sqlalchemy.orm import Session

from engine.model import Message, Subscription
from engine.store.fast import Question, Statement, changing, reading, write
from engine.store.leases import Lease, LeaseLostError

_message, _subscription = Message.__table__.c, Subscription.__table__.c
HOLD = reading(
    [_message.id, _message.name, _message.correlation_key, _message.payload, _message.expires_at],
    and_(
        _message.id == bindparam("row_id"),
        _message.fence == bindparam("fence_taken"),
        _message.owner == bindparam("owner_name"),
        _message.available_at > bindparam("now"),
    ),
    locking=True,
)
RECEIVER = Statement(
    lambda _: (
        select(_subscription.id, _subscription.instance_id, _subscription.element_instance_id)
        .where(
            _subscription.kind == bindparam("kind"),
            _subscription.name == bindparam("name"),
            _subscription.correlation_key == bindparam("key"),
            _subscription.held == bindparam("held"),
        )
        .order_by(_subscription.created_at, _subscription.id)
        .suffix_with(text("LIMIT 1"))
    )
)
STANDING = reading([_subscription.held], _subscription.id == bindparam("row_id"))
SETTLE = changing(Message, ("state", "delivered_to", "available_at", "owner"), _message.id == bindparam("row_id"))


@dataclass(frozen=True)
class HeldMessage:
    """What a worker asks of the message it holds."""

    id: UUID
    name: str
    correlation_key: str
    payload: dict[str, Any]
    expires_at: datetime


@dataclass(frozen=True)
class Receiver:
    """The element that has waited longest for a message: its subscription's id, its instance, its token."""

    id: UUID
    instance_id: UUID
    element_instance_id: UUID


def leased_row(lease: Lease, now: datetime) -> Question:
    """Return the question for the message of a lease that still stands, locked until the transaction ends."""
    return HOLD, {"row_id": lease.id, "fence_taken": lease.fence, "owner_name": lease.owner, "now": now}


def read_message(rows: list[list[Any]]) -> HeldMessage:
    """Return the message that was asked for; raises LeaseLostError."""
    if not rows:
        raise LeaseLostError
    return HeldMessage(*rows[0])


def receiver_of(lease: Lease) -> Question:
    """Return the question for who has waited longest for the message of a lease."""
    return RECEIVER, {"kind": "message", "name": lease.name, "key": lease.correlation_key, "held": False}


def read_receiver(rows: list[list[Any]]) -> Receiver | None:
    """Return the receiver that was asked for, if there is one."""
    return Receiver(*rows[0]) if rows else None


def standing(receiver: Receiver) -> Question:
    """Return the question whether a receiver still waits; its instance is to be locked before."""
    return STANDING, {"row_id": receiver.id}


def is_standing(rows: list[list[Any]]) -> bool:
    """Tell whether the receiver that was asked for still waits and is not suspended."""
    return bool(rows) and not rows[0][0]


def settle(session: Session, message_id: UUID, state: str, delivered_to: UUID | None = None) -> None:
    """Write what became of a message that is held."""
    row = {"row_id": message_id, "state": state, "delivered_to": delivered_to, "available_at": None, "owner": None}
    write(session, SETTLE, [row])
