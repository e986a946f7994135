"""Messages: checked against name and key, kept for who comes later, delivered once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.base.errors import KeyReusedError
from engine.bpmn.keep import cache
from engine.commands import correlate_message
from engine.commands.messages import NameMissingError, deliver_message
from engine.jobs import worker
from engine.model import Message
from engine.store import instances, leases, waiting
from engine.store.database import Database
from engine.store.leases import Lease, LeaseLostError, Taking
from tests.asking import messages_named
from tests.engine import drawing as d
from tests.engine.commands.test_races import together
from tests.engine.play import HEAD, Play, key

WAITS = d.diagram(
    d.start(),
    d.user("first"),
    d.catch("m", message="go"),
    d.user("after"),
    d.end(),
    d.path("begin", "first", "m", "after", "done"),
    messages=d.message("go", "=case"),
)
STARTS = d.diagram(
    d.start(message="asked"),
    d.user("look"),
    d.end(),
    d.path("begin", "look", "done"),
    process="begun",
    messages=d.message("asked", "=case"),
)


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    opened = Play(database)
    opened.deploy(WAITS)
    return opened


def waiting_for(play: Play, case: str) -> UUID:
    i = play.start({"case": case}, business_key=case)
    play.complete(i, "first")
    return i


def send(play: Play, case: str, name: str = "go", **how: Any) -> UUID:
    payload = how.pop("payload", {})
    by, sent = how.pop("by", SYSTEM), how.pop("key", None) or key()
    return play.database.perform(lambda s: correlate_message(s, name, case, payload, by=by, key=sent, **how))


def states(play: Play, name: str = "go") -> list[str]:
    with play.database.read() as s:
        return [m.state for m in messages_named(s, name)]


def test_a_message_with_another_key_or_name_moves_nobody(play: Play) -> None:
    i = waiting_for(play, "A")
    send(play, "B")
    send(play, "")
    send(play, "A", name="goo")
    assert play.settle() == 0
    assert play.names(i) == []
    assert states(play) == ["waiting", "waiting"]
    send(play, "A")
    assert play.settle() == 1
    assert play.names(i) == ["after"]


def test_the_very_first_message_is_checked_too(play: Play) -> None:
    """The stock engine gives the first message of a name to whoever waits, whatever its key."""
    send(play, "B")
    i = waiting_for(play, "A")
    assert play.settle() == 0
    assert play.names(i) == []


def test_a_message_that_comes_early_waits_for_its_receiver(play: Play) -> None:
    i = play.start({"case": "A"}, business_key="A")
    send(play, "A", payload={"early": True})
    assert play.settle() == 0
    clock.advance(timedelta(days=30))
    play.complete(i, "first")
    assert play.settle() == 1
    assert play.names(i) == ["after"]
    assert play.variables(i)["early"] is True


def test_a_message_lives_as_long_as_its_sender_says(play: Play) -> None:
    i = play.start({"case": "A"}, business_key="A")
    send(play, "A", life=timedelta(hours=1))
    clock.advance(timedelta(hours=1))
    play.complete(i, "first")
    assert play.settle() == 0
    assert play.names(i) == []
    play.database.perform(lambda s: waiting.expire_messages(s, clock.now()))
    assert states(play) == ["expired"]


def test_a_message_that_expires_between_taking_and_delivery_is_not_delivered(play: Play) -> None:
    i = waiting_for(play, "A")
    send(play, "A", life=timedelta(seconds=30))
    (lease,) = take(play, "one")
    clock.advance(timedelta(seconds=31))
    assert not play.database.perform(lambda s: deliver_message(s, lease))
    assert states(play) == ["expired"]
    assert play.names(i) == []


def test_of_two_receivers_the_one_that_waited_longer_gets_it(play: Play) -> None:
    first = waiting_for(play, "A")
    clock.advance(timedelta(minutes=1))
    second = waiting_for(play, "A")
    send(play, "A")
    play.settle()
    assert (play.names(first), play.names(second)) == (["after"], [])
    send(play, "A")
    play.settle()
    assert play.names(second) == ["after"]


def test_a_message_sent_again_under_the_senders_id_is_one_message(play: Play) -> None:
    i = waiting_for(play, "A")
    first = send(play, "A", message_id="letter 7", payload={"n": 1})
    play.settle()
    assert send(play, "A", message_id="letter 7", payload={"n": 1}, by=HEAD) == first
    assert send(play, "A", message_id="letter 8", payload={"n": 1}) != first
    assert send(play, "B", message_id="letter 7") != first
    assert states(play).count("delivered") == 1
    assert play.names(i) == ["after"]
    with pytest.raises(KeyReusedError):
        send(play, "A", message_id="letter 7", payload={"n": 2})


def test_a_message_sent_again_under_the_commands_key_is_one_message(play: Play) -> None:
    assert send(play, "A", key="k") == send(play, "A", key="k")
    with pytest.raises(KeyReusedError):
        send(play, "B", key="k")


def test_the_same_senders_id_twice_at_once_is_one_message(play: Play) -> None:
    for n in range(5):
        first, second = together(*[lambda n=n: send(play, "A", message_id=f"letter {n}")] * 2)
        assert first == second
    assert len(states(play)) == 5


def test_a_message_needs_a_name(play: Play) -> None:
    with pytest.raises(NameMissingError):
        send(play, "A", name=" ")


def test_a_worker_whose_lease_ended_cannot_deliver(play: Play) -> None:
    i = waiting_for(play, "A")
    send(play, "A")
    (slow,) = take(play, "one")
    assert take(play, "two") == []
    clock.advance(worker.LEASE)
    (quick,) = take(play, "two")
    with pytest.raises(LeaseLostError):
        play.database.perform(lambda s: deliver_message(s, slow))
    assert play.names(i) == []
    assert play.database.perform(lambda s: deliver_message(s, quick))
    with pytest.raises(LeaseLostError):
        play.database.perform(lambda s: deliver_message(s, slow))
    assert play.names(i) == ["after"]


def take(play: Play, owner: str) -> list[Lease]:
    now = clock.now()
    taking = Taking(owner, now, now + worker.LEASE, 10)
    return play.database.perform(lambda s: leases.take_messages(s, waiting.is_deliverable(now), taking))


def test_two_messages_of_one_key_at_once_on_two_workers_start_one_process(play: Play) -> None:
    play.deploy(STARTS)
    for n in range(6):
        case = f"S-{n}"
        send(play, case, name="asked", payload={"case": case})
        send(play, case, name="asked", payload={"case": case})
        cache.clear()
        leased = [*take(play, "one"), *take(play, "two")]
        assert len(leased) == 2
        together(*[lambda x=x: play.database.perform(lambda s: deliver_message(s, x)) for x in leased])
        with play.database.read() as s:
            assert len(instances.instances_for(s, case)) == 1
        (task,) = play.open(business_key=case)
        play.complete(task.instance_id, "look")
        assert play.settle() == 1  # the second begins the next one once the first has ended
        play.complete(play.open(business_key=case)[0].instance_id, "look")


def test_many_messages_and_receivers_on_two_workers_meet_once_each(play: Play) -> None:
    made = [waiting_for(play, f"C-{n % 4}") for n in range(12)]
    for n in range(16):
        send(play, f"C-{n % 4}", payload={"n": n})
    together(*[lambda: worker.run_until_idle(play.database)] * 3)
    play.settle()
    assert [play.names(i) for i in made] == [["after"]] * 12
    assert states(play).count("delivered") == 12
    assert len({play.variables(i)["n"] for i in made}) == 12


def test_a_message_that_cannot_be_delivered_becomes_an_incident(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    i = waiting_for(play, "A")
    sent = send(play, "A")

    def refuse(*_args: Any) -> bool:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setitem(worker.INSIDE, "message", refuse)
        for _ in range(8):
            play.settle()
            clock.advance(timedelta(days=2))
    with play.database.read() as s:
        (incident,) = instances.open_incidents(s)
        assert (incident.kind, incident.work_id, incident.attempts) == ("message", sent, 8)
        assert s.get_one(Message, sent).state == "failed"
    assert play.names(i) == []
