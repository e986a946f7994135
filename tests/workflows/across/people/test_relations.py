"""Declaring relatives: who confirms it, who may not, and from when it bars a seat from a vote."""

from dataclasses import replace

import pytest

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from tests.workflows.procedures.nomination.office import Office
from workflows.across.people.relations import commands
from workflows.across.people.relations.commands import Declared, confirm_relation, declare_relation, withdraw_relation
from workflows.across.people.relations.model import DeclaredRelation
from workflows.registers.ballot.aside import involvement_on, why_aside
from workflows.registers.organisation.model import Person

SECRETARY = frozenset({"council_secretary@VKSNDTC"})


class Two:
    """The person proposed, a member of the council, and two secretaries."""

    def __init__(self, office: Office) -> None:
        self.code = office.propose_person("LDTT")
        with office.database.read() as session:
            member = session.get_one(Person, office.seat(session, 3))
            nominee = session.get_one(Person, office.subject)
            self.codes = {"nominee": nominee.code, "member": member.code}
            self.who = {
                "nominee": Actor(str(nominee.id), nominee.full_name, frozenset(), is_confirmed=True),
                "member": Actor(str(member.id), member.full_name, frozenset(), is_confirmed=True),
                "secretary": Actor(str(office.seat(session, 9)), "Thư ký", SECRETARY, is_confirmed=True),
                "second": Actor(str(office.seat(session, 10)), "Thư ký hai", SECRETARY, is_confirmed=True),
                "stranger": Actor("x", "Người lạ", frozenset({"council_secretary@BCA"}), is_confirmed=True),
            }
        self.who["substitute"] = replace(self.who["second"], stands_in_for=(self.who["secretary"],))
        self.office = office

    def declare(self, by: str) -> DeclaredRelation:
        of = {"secretary": ("nominee", "member"), "nominee": ("", "member"), "member": ("", "nominee")}[by]
        said = Declared(self.codes[of[1]], "sibling", self.codes.get(of[0], ""), "Theo lý lịch")
        with self.office.database.transaction() as session:
            return declare_relation(session, said, by=self.who[by], key="d")

    def barred(self) -> set[str]:
        with self.office.database.read() as session:
            done = involvement_on(session, [self.code])[self.code]
        assert self.who["member"].id in done.concerned  # from every step at once
        return {"member"} if why_aside(done, self.who["member"].id) else set()


@pytest.fixture
def two(office: Office) -> Two:
    return Two(office)


@pytest.mark.parametrize(
    ("declarer", "confirmers", "at_once"),
    [
        ("nominee", {"member", "secretary", "second", "substitute"}, False),
        ("secretary", {"nominee", "member", "second"}, False),
        ("member", {"nominee", "secretary", "second", "substitute"}, True),
    ],
)
def test_a_second_person_bars_anothers_seat(two: Two, declarer: str, confirmers: set[str], at_once: bool) -> None:
    relation = two.declare(declarer)
    assert two.barred() == ({"member"} if at_once else set())
    with two.office.database.read() as session:
        found = session.get_one(DeclaredRelation, relation.id)
        assert {who for who, actor in two.who.items() if commands.may_confirm(found, actor)} == confirmers
    with pytest.raises(NotFoundError), two.office.database.transaction() as session:
        confirm_relation(session, relation.id, by=two.who[declarer], key="own")
    with two.office.database.transaction() as session:
        confirm_relation(session, relation.id, by=two.who["second"], key="c")
    assert two.barred() == {"member"}
    with pytest.raises(NotFoundError), two.office.database.transaction() as session:
        withdraw_relation(session, relation.id, "Nhầm", by=two.who["nominee"], key="w")
