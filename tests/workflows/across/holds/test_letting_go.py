"""Holds on awards: what a release ends, and who lets go of what nothing keeps any more."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from engine.base import clock as clock_room
from engine.base.actor import Absent, Actor
from engine.base.errors import NotAllowedError, NotFoundError
from engine.commands.operators import ReasonMissingError
from engine.model.base import new_id
from engine.store.administration import acts_about
from tests.workflows.procedures.complaint.test_procedure import complain, settle
from tests.workflows.procedures.nomination.office import UNIT, Office
from workflows.across.holds.commands import HoldKeptError, lift_award_hold
from workflows.across.holds.known import holds_known_to
from workflows.procedures.nomination.holding.hold import hold_nomination, release_nomination
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.awards.model import Hold
from workflows.registers.nominations.model import LIST, NominationEntry
from workflows.registers.organisation.model import Post

LEADER = Actor(str(uuid4()), "Lãnh đạo", frozenset({"body_leader@VKSNDTC"}))
CENTRAL = Actor(str(uuid4()), "Trưởng Ban", frozenset({"central_head@BTDKTTW"}))
CLERK = Actor(str(uuid4()), "Vụ TĐKT", frozenset({"emulation_dept@VKSNDTC"}))
AUDITOR = Actor(str(uuid4()), "Thanh tra", frozenset({"auditor@*"}))
STRANGER = Actor(str(uuid4()), "Cơ quan khác", frozenset({"body_leader@BCA", "emulation_dept@BCA"}))


def older(office: Office, **subject: Any) -> UUID:
    """Give a hold of before holds named what they came from."""
    one = new_id()
    office.give(Hold(id=one, reason="Kỷ luật", valid_from=date(2019, 1, 2), **subject))
    return one


def ended(office: Office, hold: UUID) -> bool:
    with office.database.read() as session:
        return session.get_one(Hold, hold).valid_to is not None


def lift(office: Office, hold: UUID, by: Actor, reason: str = "Đã hết căn cứ") -> None:
    with office.database.transaction() as session:
        lift_award_hold(session, hold, reason, by=by, key=str(uuid4()))


@pytest.mark.parametrize("kind", [LIST, "collective", "individual"])
def test_a_release_ends_its_own_holds_and_no_older_ones_of_the_same_subject(office: Office, kind: str) -> None:
    subject: dict[str, Any] = {"person_id": office.subject} if kind == "individual" else {"unit_code": UNIT}
    code = office.propose_person("LDTT") if kind == "individual" else office.propose_unit("TTLDTT")
    before, own = older(office, **subject), new_id()
    with office.database.transaction() as session:
        about = get_nomination(session, code)
        about.subject_kind = kind
        if kind == LIST:
            session.add(NominationEntry(nomination=code, no=1, person_id=office.subject, name="x", state="proposed"))
        about.held_at = clock_room.now()  # as it was put on hold before holds had a name
        session.add(Hold(id=own, reason="x", valid_from=clock_room.today(), **subject))
        session.flush()
        release_nomination(session, about)
        assert about.held_at is None
    assert (ended(office, before), ended(office, own)) == (False, True)
    clock_room.advance(timedelta(days=1))
    with office.database.transaction() as session:
        about = get_nomination(session, code)
        hold_nomination(session, about, "Đang được xem xét")
        session.flush()
        release_nomination(session, about)
    with office.database.read() as session:
        named = [one for one in session.query(Hold) if one.nomination == code]
        assert named
        assert all(one.ended_at for one in named)
    assert not ended(office, before)


def test_a_leader_lets_go_of_what_nothing_keeps_for_a_reason(office: Office) -> None:
    hold = older(office, person_id=office.subject)
    for by, error in ((CLERK, NotAllowedError), (AUDITOR, NotAllowedError), (STRANGER, NotFoundError)):
        with pytest.raises(error):
            lift(office, hold, by)
    with pytest.raises(ReasonMissingError):
        lift(office, hold, LEADER, " ")
    lift(office, hold, LEADER)
    with pytest.raises(HoldKeptError):
        lift(office, hold, CENTRAL)
    with office.database.read() as session:
        found = session.get_one(Hold, hold)
        assert (found.ended_by_name, found.end_reason) == ("Lãnh đạo", "Đã hết căn cứ")
        assert [act.kind for act in acts_about(session, [f"award_hold:{hold}"])] == ["award_hold_lifted"]
        assert [[], [hold]] == [[one.hold.id for one in part] for part in holds_known_to(session, CLERK)]


def test_nobody_lets_go_of_a_hold_on_themselves_or_whom_they_work_under(office: Office) -> None:
    hold = older(office, unit_code=UNIT)
    head = office._person(new_id(), "Vụ trưởng (ví dụ)", "VKSNDTC")
    under = office._person(new_id(), "Cán bộ (ví dụ)", UNIT)
    office.give(head, under)
    office.give(Post(person_id=head.id, role="unit_head", unit_code=UNIT, valid_from=date(2018, 1, 1)))
    for person in (head, under):
        leader = Actor(str(person.id), person.full_name, LEADER.principals)
        instead = Actor(
            str(uuid4()), "Người thay", LEADER.principals, stands_in_for=(Absent(leader.id, "x", frozenset()),)
        )
        for by in (leader, instead):
            with pytest.raises(NotFoundError):
                lift(office, hold, by)
            with office.database.read() as session:
                assert holds_known_to(session, by) == ([], [])


def test_what_a_matter_keeps_ends_with_it_alone(office: Office) -> None:
    code = office.propose_person("LDTT")
    office.submit(code)
    made = complain(office, code)
    with office.database.read() as session:
        [[shown], past] = holds_known_to(session, LEADER)
    assert past == []
    assert ([one.code for one in shown.causes], shown.may_lift) == ([made], False)
    with pytest.raises(HoldKeptError):
        lift(office, shown.hold.id, LEADER)
    settle(office, made, "unfounded")
    with office.database.read() as session:
        [standing, [over]] = holds_known_to(session, LEADER)
        assert holds_known_to(session, CENTRAL) == ([], []), "its nomination has not come up to them"
    assert standing == []
    assert ([one.code for one in over.causes], over.hold.ended_by) == ([made], "")
