"""A diagram that sends a mail."""

from datetime import timedelta

from engine.base import clock
from engine.ports.mail import use_sender
from engine.store import instances
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play
from tests.mailbox import Mailbox
from web.shell.wiring import join_rooms


def test_a_service_task_sends_a_mail_and_waits_until_it_was_taken(database: Database) -> None:
    join_rooms()
    play = Play(database)
    inputs = d.mapping({"to": "=address", "subject": '="Hồ sơ " + code', "text": "Kính gửi đồng chí."})
    play.deploy(
        d.diagram(
            d.start(),
            d.service("tell", "mail.send", inputs),
            d.user("after"),
            d.end(),
            d.path("begin", "tell", "after", "done"),
        )
    )
    box = Mailbox(ConnectionRefusedError())
    with clock.travel_to(clock.now()):
        use_sender(box)
        try:
            i = play.start({"address": "a@vks.gov.vn, b@vks.gov.vn", "code": "TĐKT-1"})
            assert play.settle() == 0
            assert play.names(i) == []
            clock.advance(timedelta(seconds=13))
            assert play.settle() == 1
        finally:
            use_sender(None)
    (message,) = box.sent
    assert (message["To"], message["Subject"]) == ("a@vks.gov.vn, b@vks.gov.vn", "Hồ sơ TĐKT-1")
    assert play.names(i) == ["after"]


def test_without_a_mail_server_the_step_becomes_an_incident(database: Database) -> None:
    join_rooms()
    play = Play(database)
    inputs = d.mapping({"to": "a@b.vn", "subject": "s", "text": "t"})
    play.deploy(d.diagram(d.start(), d.service("tell", "mail.send", inputs), d.end(), d.path("begin", "tell", "done")))
    with clock.travel_to(clock.now()):
        i = play.start()
        for _ in range(3):
            play.settle()
            clock.advance(timedelta(days=1))
    with database.read() as s:
        assert str(instances.open_incidents(s, i)[0].text) == "No mail server is set up."
