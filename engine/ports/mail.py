"""Mail: kept in the transaction that causes it, sent by a worker, at least once and under one Message-ID."""

import re
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from engine.base.errors import PointlessError
from engine.base.text import N_, Text

Protection = Literal["starttls", "tls", "none"]
# What every mail server takes (RFC 5321 without quoted names, address literals and UTF-8): a dotted name, a host name.
_NAME = r"[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_NAME}@{_LABEL}(?:\.{_LABEL})+")
_NAMED = re.compile(r"[^<>\r\n]*<([^<>\s]+)>")  # Vụ Tổng hợp <vu@vks.gov.vn>
LONGEST_ADDRESS = 200


class MailRefusedError(PointlessError):
    """A mail cannot be written: an address or the subject is not one line, or there is no address."""


def is_address(text: str) -> bool:
    """Tell whether a text is one mail address that every mail server takes."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None and len(text.partition("@")[0]) <= 64


@dataclass(frozen=True)
class Mail:
    """What is sent to whom; `html` may say the same as `text` in a richer form."""

    to: Sequence[str]
    subject: str
    text: str
    html: str = ""
    reply_to: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the mail as plain values."""
        return {**vars(self), "to": list(self.to)}

    def compose(self, sender: str, mail_id: UUID, at: datetime) -> EmailMessage:
        """Return the message to send, the same every time; raises MailRefusedError."""
        self._require_addresses()
        message = EmailMessage()
        try:
            message["From"], message["To"], message["Subject"] = sender, ", ".join(self.to), self.subject
            if self.reply_to:
                message["Reply-To"] = self.reply_to
            domain = sender.rpartition("@")[2].strip(" >") or "localhost"
            message["Message-ID"], message["Date"] = f"<{mail_id}@{domain}>", format_datetime(at)
            message["Auto-Submitted"] = "auto-generated"
        except (ValueError, MessageError, AttributeError, IndexError):  # the last two: the parser of addresses stumbles
            raise self._unwritable() from None
        message.set_content(self.text)
        if self.html:
            message.add_alternative(self.html, subtype="html")
        return message

    def _require_addresses(self) -> None:
        """Refuse a mail without an address, or with one that no mail server takes; raises MailRefusedError."""
        if not self.to:
            raise MailRefusedError(Text(N_("The mail “%(subject)s” has no address."), {"subject": self.subject}))
        given = [*self.to, *([self.reply_to] if self.reply_to else [])]
        if not all(is_address(one) or is_address(_NAMED.sub(r"\1", one)) for one in given):
            raise self._unwritable()

    def _unwritable(self) -> MailRefusedError:
        said = {"subject": self.subject[:80]}
        return MailRefusedError(
            Text(N_("An address or the subject of the mail “%(subject)s” cannot be written."), said)
        )


class Sender(Protocol):
    """Hands messages to a mail server."""

    @property
    def address(self) -> str:
        """Return the From of every mail."""

    def send(self, message: EmailMessage) -> None:
        """Send one message; raises where it was not taken, PointlessError where it never will be."""


@dataclass(frozen=True)
class SmtpSender:
    """Sends through an SMTP server (RFC 5321), one connection a mail; `address` is the From of every mail."""

    host: str
    address: str
    port: int = 587
    protection: Protection = "starttls"
    user: str = ""
    password: str = ""
    timeout: float = 15.0

    def send(self, message: EmailMessage) -> None:
        """Send one message; a 5yz answer (RFC 5321 section 4.2.1) raises PointlessError."""
        try:
            with self._connect() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            if all(code >= 500 for code, _ in error.recipients.values()):
                raise PointlessError(_refused("; ".join(sorted(error.recipients)))) from None
            raise
        except smtplib.SMTPResponseException as error:
            if error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError):
                raise PointlessError(_refused(str(error.smtp_code))) from None
            raise

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.protection == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        if self.protection == "starttls":
            server.starttls(context=context)
        if self.user:
            server.login(self.user, self.password)
        return server


def _refused(detail: str) -> Text:
    return Text(N_("The mail server refused the mail: %(detail)s"), {"detail": detail})


class _Post:
    """The sender of this program; without one, mail waits."""

    sender: Sender | None = None


def use_sender(sender: Sender | None) -> None:
    """Send mail through a sender from now on; with None, mail waits until there is one."""
    _Post.sender = sender


def current_sender() -> Sender | None:
    """Return the sender of this program, if it has one."""
    return _Post.sender
