"""Naming somebody as the sender of a matter: it keeps them from every step at once, from a vote once a second person
has worked on the matter.
"""

from dataclasses import replace

import pytest

from engine.base import clock as clock_room
from engine.base.actor import Absent, Actor
from engine.base.errors import NotAllowedError
from engine.commands import claim_task
from engine.model.base import new_id
from tests.workflows.procedures.nomination.office import Office
from workflows.across.people.relations.commands import Declared, declare_relation
from workflows.procedures.complaint.commands import Raised, raise_complaint
from workflows.registers.ballot.aside import involvement_on, why_aside
from workflows.registers.confidence.clearance import clearances
from workflows.registers.organisation.model import Person

DEPARTMENT = "emulation_dept@VKSNDTC"
RECEIVER = Actor("receives", "Người tiếp nhận", frozenset({DEPARTMENT}))
COLLEAGUE = Actor("verifies", "Người xác minh", frozenset({DEPARTMENT}))
INSTEAD = Actor("instead", "Người thay", stands_in_for=(Absent(RECEIVER.id, RECEIVER.name, frozenset()),))
ACCEPT = {"decision": "accept", "holds": False, "comment": None}


class Sent:
    """A denunciation about somebody proposed, of which the receiver said that a member of the council sent it."""

    def __init__(self, office: Office) -> None:
        self.office, self.nomination = office, office.propose_person("LDTT")
        office.submit(self.nomination)
        with office.database.read() as session:
            self.member = session.get_one(Person, office.seat(session, 3))
        raised = Raised("denunciation", "Khai man", clock_room.today(), sender_code=self.member.code)
        with office.database.transaction() as session:
            self.code = raise_complaint(session, self.nomination, raised, by=RECEIVER, key="k").code
        office.run()

    def classify(self, by: Actor) -> None:
        with self.office.database.read() as session:
            cleared = clearances(session, RECEIVER.id, RECEIVER.principals)
        away = tuple(replace(one, principals=cleared) for one in by.stands_in_for)
        self.office.do(self.code, "classify", replace(by, stands_in_for=away), **ACCEPT)

    def kinds(self) -> frozenset[str]:
        with self.office.database.read() as session:
            done = involvement_on(session, [self.nomination])[self.nomination]
        kinds = done.concerned.get(str(self.member.id), frozenset())
        assert (why_aside(done, str(self.member.id)) is not None) == ("sender" in kinds)
        return kinds


@pytest.fixture
def sent(office: Office) -> Sent:
    return Sent(office)


def test_the_word_of_one_keeps_from_every_step_and_from_no_vote(sent: Sent) -> None:
    assert sent.kinds() == {"said_sender"}
    sender = Actor(str(sent.member.id), sent.member.full_name, frozenset({DEPARTMENT}))
    for key, step in ((sent.nomination, "intake"), (sent.code, "classify")):
        with sent.office.database.transaction() as session, pytest.raises(NotAllowedError):
            claim_task(session, sent.office._find(session, key, step, sender).id, by=sender, key=str(new_id()))


@pytest.mark.parametrize(
    ("by", "kind"),
    [(RECEIVER, "said_sender"), (INSTEAD, "said_sender"), (COLLEAGUE, "sender")],
    ids=["the receiver", "in the receiver's place", "a colleague"],
)
def test_only_a_second_person_at_work_on_it_bars_the_seat(sent: Sent, by: Actor, kind: str) -> None:
    sent.classify(by)
    assert sent.kinds() == {kind}


@pytest.mark.parametrize("by", [RECEIVER, COLLEAGUE])
def test_relatives_of_who_sent_it_are_not_of_the_case(sent: Sent, by: Actor) -> None:
    sent.classify(by)
    with sent.office.database.transaction() as session:
        other = session.get_one(Person, sent.office.seat(session, 4))
        me = replace(RECEIVER, id=str(sent.member.id))
        declare_relation(session, Declared(other.code, "sibling", "", "Theo lý lịch"), by=me, key="d")
    with sent.office.database.read() as session:
        assert str(other.id) not in involvement_on(session, [sent.nomination])[sent.nomination].concerned
