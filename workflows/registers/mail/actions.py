"""The action that sends a mail, for any diagram."""

from typing import Any
from uuid import UUID

from engine.base import clock
from engine.base.text import N_, Text
from engine.ports.actions import ActionError, OutsideCall, action
from engine.ports.mail import Mail, current_sender


@action("mail.send", title="Gửi thư điện tử", title_en="Send a mail", outside=True)
def send(call: OutsideCall, *, to: str, subject: str, text: str) -> dict[str, Any]:
    """Send a mail to one or more addresses, separated by commas; the step ends once the mail server has taken it."""
    sender = current_sender()
    if sender is None:
        raise ActionError(Text(N_("No mail server is set up.")))
    mail = Mail([address.strip() for address in to.split(",")], subject, text)
    sender.send(mail.compose(sender.address, UUID(call.key), clock.now()))
    return {}
