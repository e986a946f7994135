"""Messages: sent by people or systems, and delivered by the worker."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import SYSTEM, Actor
from engine.bpmn.performer import MESSAGE_LIFE
from engine.bpmn.running import running
from engine.commands.instances import new_instance
from engine.commands.once import once
from engine.history import Entry
from engine.model import Message, Subscription, new_id
from engine.store import instances, releases, waiting


def correlate_message(  # noqa: PLR0913 - a command's whole address
    session: Session,
    name: str,
    correlation_key: str,
    variables: Mapping[str, Any],
    *,
    by: Actor,
    key: str,
) -> UUID:
    """Send a message; the worker delivers it to who waits for it, now or until it expires. Return its id."""

    def work() -> dict[str, Any]:
        now = clock.now()
        message = Message(
            id=new_id(),
            name=name,
            correlation_key=correlation_key,
            payload=dict(variables),
            sent_by=by.id,
            created_at=now,
            expires_at=now + MESSAGE_LIFE,
        )
        session.add(message)
        return {"message": message.id}

    request = {"name": name, "correlation_key": correlation_key, "variables": dict(variables)}
    answer = once(session, "correlate_message", request, work, by=by, key=key)
    found: UUID = answer["message"]
    return found


def deliver_message(session: Session, message_id: UUID) -> bool:
    """Hand a message to the element that has waited longest for it, or start the process it starts.

    Exactly once: the message's row and the receiver's instance are locked together. Return whether it was delivered.
    """
    message = waiting.lock_message(session, message_id)
    if message is None:
        return False
    receiver = waiting.subscription_for(session, message.name, message.correlation_key)
    target = _receive(session, message, receiver) if receiver is not None else _start(session, message)
    if target is None:
        return False
    message.state, message.delivered_to = "delivered", target
    return True


def _receive(session: Session, message: Message, receiver: Subscription) -> UUID | None:
    with running(session, receiver.instance_id, SYSTEM, even_suspended=True) as run:
        found = waiting.find_subscription(session, receiver.id)
        if found is None or found.held:
            return None
        task = run.task(receiver.element_instance_id)
        element = task.task_spec.element
        data = {"message": message.name, "key": message.correlation_key, "payload": message.payload}
        run.note(Entry("message_received", SYSTEM, element.id, element.name or element.id, task.id, data))
        task.task_spec.fire(task, message.payload)
        run.advance()
        return run.instance.id


def _start(session: Session, message: Message) -> UUID | None:
    """Start the newest process that begins with this message, unless one runs for the same key already."""
    for process_id in releases.starting_with(session, message.name):
        if instances.active_instance(session, process_id, message.correlation_key) is None:
            made = new_instance(
                session,
                process_id,
                message.payload,
                by=SYSTEM,
                business_key=message.correlation_key,
                title=str(message.payload.get("title") or ""),
            )
            return made.id
    return None
