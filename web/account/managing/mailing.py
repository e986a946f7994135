"""Sending a one-time link by mail, besides showing it once."""

import hashlib
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.commands.mail import send_mail
from engine.ports.mail import Mail
from web.signin.events import record
from web.signin.events.kinds import LinkMailed


@dataclass(frozen=True)
class Invitation:
    """A link by which somebody sets a password, and where it goes."""

    username: str
    link: str
    address: str


def mail_link(session: Session, one: Invitation, *, by: Actor) -> None:
    """Put a link into the outbox, in the transaction that makes it; the record tells where it went, never the link.

    Raises MailRefusedError.
    """
    words = [
        _("An account for Bảng Vàng waits for you; your user name is %(name)s.", name=one.username),
        _("Set your password by this link. It works once and for some days; give it to nobody:"),
        one.link,
    ]
    mail = Mail((one.address,), _("Bảng Vàng: set your password"), "\n\n".join(words))
    key = f"link:{hashlib.sha256(one.link.encode()).hexdigest()}"
    send_mail(session, mail, by=by, key=key)
    record(session, LinkMailed(one.address), by=by, about=one.username)
