"""Putting mail into the outbox, and sending what is in it."""

from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.failpoints import reach
from engine.commands.once import once
from engine.model import Job, new_id
from engine.ports.mail import Mail, current_sender
from engine.store import leases
from engine.store.database import Database
from engine.store.leases import Lease, LeaseLostError

MAX_TRIES = 8
"""About half a day, which outlasts most failures of a mail server."""


def send_mail(session: Session, mail: Mail, *, by: Actor, key: str, root_id: UUID | None = None) -> UUID:
    """Put a mail into the outbox; a worker sends it once the transaction has committed. Return its id.

    It is sent at least once, always under the same Message-ID. Raises MailRefusedError.
    """

    def work() -> dict[str, UUID]:
        now = clock.now()
        mail_id = new_id()
        mail.compose("check@localhost", mail_id, now)
        job = Job(
            id=mail_id,
            root_id=root_id,
            kind="mail",
            name=mail.subject[:200],
            payload=mail.as_data(),
            due_at=now,
            max_attempts=MAX_TRIES,
        )
        session.add(job)
        return {"mail": mail_id}

    answer = once(session, "send_mail", mail.as_data(), work, by=by, key=key)
    sent: UUID = answer["mail"]
    return sent


def deliver_mail(database: Database, lease: Lease) -> bool:
    """Hand one mail to the mail server, without any transaction, then take it out of the outbox.

    Raises LeaseLostError, and what the mail server answers.
    """
    sender = current_sender()
    if sender is None:
        raise LeaseLostError
    mail = Mail(**lease.payload)
    sender.send(mail.compose(sender.address, lease.id, lease.due_at or clock.now()))
    reach("worker.acted")

    def done(session: Session) -> bool:
        leases.hold(session, lease, clock.now())
        leases.finish(session, lease)
        return True

    return database.perform(done)
