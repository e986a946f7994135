"""A mailbox in place of a mail server."""

from email.message import EmailMessage


class Mailbox:
    """Keeps what is sent; `troubles` are raised first, one a mail."""

    address = "Bảng Vàng <bangvang@example.vn>"

    def __init__(self, *troubles: Exception) -> None:
        self.troubles = list(troubles)
        self.sent: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append(message)
