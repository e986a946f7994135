"""Mail: kept with what causes it, sent at least once under one Message-ID, and visible when it cannot be sent."""

import smtplib
import socketserver
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import NoLongerOpenError, NotAllowedError
from engine.commands import drop_incident, retry_incident, send_mail
from engine.commands.incidents import NotDroppableError
from engine.commands.operators import ReasonMissingError
from engine.jobs import worker
from engine.model import Job
from engine.ports.mail import Mail, MailRefusedError, SmtpSender, use_sender
from engine.store import instances
from engine.store.database import Database
from tests.engine.play import HEAD, key
from tests.mailbox import Mailbox

ADMIN = Actor("admin", "Quản trị", frozenset({"administrator"}))
WRONG = ("a@[c.vn", "a@@b.vn", "a@b..vn", "a..b@c.vn", '"a@b.vn', "(a@b.vn", "a:@b.vn", "ạ@b.vn", "=?utf-8?q?a?=@b.vn")
LETTER = Mail(["lan@vks.gov.vn"], "Hồ sơ TĐKT-2019-00001 đã được thông qua", "Kính gửi đồng chí,\n…\n")


@pytest.fixture
def mailbox(clock: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    use_sender(box)
    yield box
    use_sender(None)


def post(database: Database, mail: Mail = LETTER, **how: Any) -> Any:
    return database.perform(lambda s: send_mail(s, mail, by=SYSTEM, key=how.get("key") or key()))


def test_mail_is_sent_by_the_worker(database: Database, mailbox: Mailbox) -> None:
    mail_id = post(database)
    assert mailbox.sent == []
    assert worker.run_until_idle(database) == 1
    (message,) = mailbox.sent
    assert message["To"] == "lan@vks.gov.vn"
    assert message["Subject"] == LETTER.subject
    assert message["Message-ID"] == f"<{mail_id}@example.vn>"
    assert message.get_content() == LETTER.text
    assert worker.run_until_idle(database) == 0


def test_mail_of_a_command_that_failed_is_not_sent(database: Database, mailbox: Mailbox) -> None:
    with pytest.raises(ZeroDivisionError):
        database.perform(lambda s: (send_mail(s, LETTER, by=SYSTEM, key=key()), 1 / 0))
    assert worker.run_until_idle(database) == 0
    assert mailbox.sent == []


def test_the_same_request_is_one_mail(database: Database, mailbox: Mailbox) -> None:
    assert post(database, key="k") == post(database, key="k")
    worker.run_until_idle(database)
    assert len(mailbox.sent) == 1


def test_mail_waits_until_there_is_a_sender(database: Database, clock: Any) -> None:
    use_sender(None)
    post(database)
    assert worker.run_until_idle(database) == 0
    box = Mailbox()
    use_sender(box)
    try:
        assert worker.run_until_idle(database) == 1
    finally:
        use_sender(None)
    assert len(box.sent) == 1


def test_a_mail_server_that_is_away_for_an_hour_loses_nothing(database: Database, mailbox: Mailbox) -> None:
    mailbox.troubles = [ConnectionRefusedError() for _ in range(4)]
    post(database)
    for _ in range(12):
        worker.run_until_idle(database)
        clock.advance(timedelta(minutes=10))
    assert len(mailbox.sent) == 1
    with database.read() as s:
        assert instances.open_incidents(s) == []


def test_a_worker_that_ends_after_sending_sends_again_under_the_same_id(database: Database, mailbox: Mailbox) -> None:
    post(database)
    send = mailbox.send

    def send_and_end(message: Any) -> None:
        send(message)
        raise SystemExit

    mailbox.send = send_and_end  # type: ignore[method-assign]
    with pytest.raises(SystemExit):
        worker.run_once(database)
    mailbox.send = send  # type: ignore[method-assign]
    clock.advance(worker.LEASE)
    assert worker.run_until_idle(database) == 1
    first, second = mailbox.sent
    assert first["Message-ID"] == second["Message-ID"]
    assert bytes(first) == bytes(second) or first["Date"] == second["Date"]


def test_mail_that_is_refused_becomes_an_incident_that_can_be_retried_or_dropped(
    database: Database, mailbox: Mailbox
) -> None:
    mailbox.troubles = [smtplib.SMTPServerDisconnected() for _ in range(8)]
    post(database)
    for _ in range(8):
        worker.run_until_idle(database)
        clock.advance(timedelta(days=2))
    with database.read() as s:
        (incident,) = instances.open_incidents(s)
        assert (incident.kind, incident.instance_id, incident.attempts) == ("mail", None, 8)
    database.perform(lambda s: retry_incident(s, incident.id, by=ADMIN, key=key(), reason="Server is back"))
    with pytest.raises(NoLongerOpenError):
        database.perform(lambda s: retry_incident(s, incident.id, by=ADMIN, key=key(), reason="sửa xong"))
    assert worker.run_until_idle(database) == 1
    assert len(mailbox.sent) == 1


def test_dropping_needs_an_administrator_and_a_reason(database: Database, mailbox: Mailbox) -> None:
    mailbox.troubles = [smtplib.SMTPServerDisconnected() for _ in range(8)]
    post(database)
    for _ in range(8):
        worker.run_until_idle(database)
        clock.advance(timedelta(days=2))
    with database.read() as s:
        (incident,) = instances.open_incidents(s)
    with pytest.raises(NotAllowedError):
        database.perform(lambda s: drop_incident(s, incident.id, "x", by=HEAD, key=key()))
    with pytest.raises(ReasonMissingError):
        database.perform(lambda s: drop_incident(s, incident.id, " ", by=ADMIN, key=key()))
    done = database.perform(lambda s: drop_incident(s, incident.id, "No longer needed", by=ADMIN, key=key()))
    assert (done.resolution, done.resolved_by, done.reason) == ("dropped", "admin", "No longer needed")
    with database.read() as s:
        assert s.get(Job, incident.work_id) is None
    assert NotDroppableError().text


@pytest.mark.parametrize(
    "mail",
    [
        Mail([], "s", "t"),
        Mail(["nobody"], "s", "t"),
        Mail(["a@b.vn"], "one\nBcc: evil@x.vn", "t"),
        Mail(["a@b.vn\nBcc: evil@x.vn"], "s", "t"),
        Mail(["a@b.vn"], "s", "t", reply_to="a@[c.vn"),
        *[Mail([wrong], "s", "t") for wrong in WRONG],
    ],
)
def test_a_mail_that_cannot_be_written_is_refused_at_once(sqlite_database: Database, mail: Mail) -> None:
    with pytest.raises(MailRefusedError):
        post(sqlite_database, mail)
    sqlite_database.dispose()


class Talk(socketserver.StreamRequestHandler):
    """A mail server that takes one message, or refuses every recipient named `nobody`."""

    taken: list[bytes] = []  # noqa: RUF012 - one list for the whole server

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            word = line.strip().upper()
            if word == b"DATA":
                self.say("354 go on")
                self.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            if word == b"QUIT":
                self.say("221 bye")
                return
            self.say("550 unknown" if b"NOBODY" in word else "250 ok")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def server() -> Iterator[SmtpSender]:
    Talk.taken = []
    with socketserver.TCPServer(("127.0.0.1", 0), Talk) as listening:
        thread = Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield SmtpSender("127.0.0.1", "bangvang@example.vn", port=listening.server_address[1], protection="none")
        listening.shutdown()


def test_mail_goes_to_an_smtp_server(sqlite_database: Database, server: SmtpSender) -> None:
    use_sender(server)
    try:
        post(sqlite_database)
        assert worker.run_until_idle(sqlite_database) == 1
        assert b"Message-ID: <" in Talk.taken[0]
        post(sqlite_database, Mail(["nobody@vks.gov.vn"], "s", "t"))
        assert worker.run_until_idle(sqlite_database) == 0
    finally:
        use_sender(None)
    with sqlite_database.read() as s:
        assert str(instances.open_incidents(s)[0].text) == "The mail server refused the mail: nobody@vks.gov.vn"
    sqlite_database.dispose()
