"""Messages: sent by people or systems, kept until somebody waits for them, and delivered by the worker."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import BangVangError, KeyReusedError
from engine.base.plaintext import plain_values
from engine.base.text import N_, Text
from engine.bpmn.build.specs import event_of
from engine.bpmn.keep.running import with_locked
from engine.bpmn.run.performer import MESSAGE_LIFE
from engine.commands.instances import new_instance
from engine.commands.once import once
from engine.history import Entry
from engine.history.kinds.elements import MessageReceived
from engine.model import Message, MessageState, new_id
from engine.store import instances, leases, messages, starts, waiting
from engine.store.fast import ask, lock_rows, read_instance
from engine.store.leases import Lease
from engine.store.messages import HeldMessage, Receiver


class NameMissingError(BangVangError):
    """A message or signal without a name was sent."""

    def __init__(self) -> None:
        super().__init__(Text(N_("A message or signal needs a name.")))


def correlate_message(  # noqa: PLR0913 - a command's whole address
    session: Session,
    name: str,
    correlation_key: str,
    variables: Mapping[str, Any],
    *,
    by: Actor,
    key: str,
    message_id: str = "",
    life: timedelta = MESSAGE_LIFE,
) -> UUID:
    """Send a message; the worker delivers it to who waits for its name and key, now or within its life. Return its id.

    A message that its sender gave a `message_id` is kept once however often, and by whomever, it is sent with the same
    name and key. Raises NameMissingError, and KeyReusedError where that id came before with other variables.
    """
    if not name.strip():
        raise NameMissingError
    variables = plain_values(variables)

    def work() -> dict[str, Any]:
        known = waiting.sent_before(session, name, correlation_key, message_id)
        if known is not None and known.payload != dict(variables):
            raise KeyReusedError
        if known is None:
            known = _new_message(name, correlation_key, variables, by)
            known.message_id, known.expires_at = message_id, known.created_at + life
            known.removal_at = known.expires_at + MESSAGE_LIFE
            session.add(known)
        return {"message": known.id}

    request: dict[str, Any] = {"name": name, "correlation_key": correlation_key, "variables": dict(variables)}
    request |= {"message_id": message_id} if message_id else {}
    request |= {"life": life.total_seconds()} if life != MESSAGE_LIFE else {}
    answer = once(session, "correlate_message", request, work, by=by, key=key)
    found: UUID = answer["message"]
    return found


def _new_message(name: str, correlation_key: str, variables: Mapping[str, Any], by: Actor) -> Message:
    return Message(
        id=new_id(),
        name=name,
        correlation_key=correlation_key,
        payload=dict(variables),
        sent_by=by.id,
        created_at=clock.now(),
    )


def deliver_message(session: Session, lease: Lease) -> bool:
    """Hand a message to the element that has waited longest for it, or start the process it starts.

    Exactly once: the message's lease is checked, and the receiver's instance locked, in the transaction that delivers.
    Return whether it was delivered; else it waits on. Raises LeaseLostError.
    """
    now = clock.now()
    rows = ask(session, messages.leased_row(lease, now), messages.receiver_of(lease))
    message, receiver = messages.read_message(rows[0]), messages.read_receiver(rows[1])
    if message.expires_at <= now:
        messages.settle(session, message.id, MessageState.EXPIRED)
        return False
    target = _receive(session, message, receiver) if receiver is not None else _start(session, message)
    if target is None:
        leases.give_back(session, lease, now)
        return False
    messages.settle(session, message.id, MessageState.DELIVERED, target)
    return True


def _receive(session: Session, message: HeldMessage, receiver: Receiver) -> UUID | None:
    rows = ask(session, lock_rows(receiver.instance_id), messages.standing(receiver))
    if not messages.is_standing(rows[1]):
        return None
    with with_locked(session, read_instance(rows[0]), SYSTEM) as run:
        task = run.task(receiver.element_instance_id)
        element = task.drawn
        fact = MessageReceived(message.name, message.correlation_key, message.payload)
        run.note(Entry(fact, SYSTEM, element.id, element.name or element.id, task.id))
        event_of(task).fire(task, message.payload)
        run.advance()
    return receiver.instance_id


def _start(session: Session, message: HeldMessage) -> UUID | None:
    """Start the newest process that begins with this message, unless one runs for the same key already.

    A message without a key starts one every time.
    """
    for process_id, element_id in starts.started_by(session, "message", message.name):
        waiting.hold_key(session, process_id, message.correlation_key)
        if not message.correlation_key or not instances.active_instance(session, process_id, message.correlation_key):
            made = new_instance(
                session,
                process_id,
                message.payload,
                by=SYSTEM,
                business_key=message.correlation_key,
                title=str(message.payload.get("title") or ""),
                started_at=element_id,
            )
            return made.id
    return None
