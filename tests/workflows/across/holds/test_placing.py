"""A hold that comes with no nomination: a leader places it on somebody of the body, and lets go of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from engine.base import clock as clock_room
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.commands.operators import ReasonMissingError
from engine.store.administration import acts_about
from tests.workflows.across.holds.test_letting_go import CENTRAL, CLERK, LEADER, STRANGER, lift
from tests.workflows.procedures.nomination.office import UNIT, Office
from workflows.across.holds.known import holds_known_to
from workflows.across.holds.placing import HoldRefusedError, Wanted, place_award_hold
from workflows.registers.awards.model import Hold
from workflows.registers.awards.store import is_on_hold
from workflows.registers.organisation.model import Person

WANTED = Wanted(UNIT, date(2019, 1, 2), "Đang thanh tra theo QĐ 7/QĐ-TTr")


def place(office: Office, wanted: Wanted, by: Actor, key: str = "") -> Hold:
    with office.database.transaction() as session:
        return place_award_hold(session, wanted, by=by, key=key or str(uuid4()))


@contextmanager
def refused(saying: str) -> Iterator[None]:
    with pytest.raises(HoldRefusedError, match=saying):
        yield


def code_of(office: Office) -> str:
    with office.database.read() as session:
        return session.get_one(Person, office.subject).code


def test_who_is_held_by_hand_is_not_proposed_until_a_leader_lets_go(office: Office) -> None:
    hold = place(office, replace(WANTED, code=code_of(office)), LEADER)
    with office.database.read() as session:
        assert is_on_hold(session, session.get_one(Person, office.subject), clock_room.today())
        [[shown], _] = holds_known_to(session, CLERK)
        assert (shown.hold.id, shown.hold.reason, shown.held.about) == (hold.id, WANTED.reason, None)
        assert [act.kind for act in acts_about(session, [f"award_hold:{hold.id}"])] == ["award_hold_placed"]
    lift(office, hold.id, LEADER)
    with office.database.read() as session:
        assert not is_on_hold(session, session.get_one(Person, office.subject), clock_room.today())
    place(office, replace(WANTED, code=code_of(office)), CENTRAL)


def test_what_cannot_be_held_is_refused_in_words(office: Office) -> None:
    with pytest.raises(NotAllowedError):
        place(office, WANTED, CLERK)
    with pytest.raises(ReasonMissingError):
        place(office, replace(WANTED, reason=" "), LEADER)
    with refused("another body"):
        place(office, WANTED, STRANGER)
    with refused("nobody and no unit"):
        place(office, replace(WANTED, code="không có"), LEADER)
    with refused("today or began earlier"):
        place(office, replace(WANTED, since=clock_room.today() + timedelta(days=1)), LEADER)
    place(office, WANTED, LEADER)
    with refused("held already"):
        place(office, WANTED, CENTRAL)


def test_nobody_holds_themselves_and_the_same_key_places_one(office: Office) -> None:
    own = replace(LEADER, id=str(office.subject))
    with pytest.raises(NotAllowedError):
        place(office, replace(WANTED, code=code_of(office)), own)
    assert place(office, WANTED, LEADER, "k").id == place(office, WANTED, LEADER, "k").id


def test_of_many_who_hold_the_same_at_once_one_does(office: Office) -> None:
    def work(_: int) -> bool:
        with suppress(HoldRefusedError):
            place(office, WANTED, LEADER)
            return True
        return False

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(work, range(6))) == 1
