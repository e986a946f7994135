"""Every way through the diagram of a revocation, and what it does to the register."""

from datetime import timedelta

import pytest

from engine.base import clock as clock_room
from engine.base.errors import NotAllowedError, NotFoundError
from engine.model.base import new_id
from engine.store import tasks
from workflows.procedures.revocation.commands import RevocationRefusedError, start_revocation
from workflows.procedures.revocation.store import Sought, get_revocation, titles_seen
from workflows.registers.awards.model import TitleRecord
from workflows.registers.awards.register import record_title
from workflows.registers.awards.store import titles_of
from workflows.registers.organisation.store import find_person


def department(office):
    return office.actor("emulation_dept@VKSNDTC", name="VKSNDTC appraises")


def give(office, award="CSTDCS"):
    """Let the person hold an award of 2019 and return its id."""
    title_id = new_id()
    common = {"award_code": award, "year": 2019, "recorded_at": clock_room.now(), "recorded_by": "test"}
    office.give(TitleRecord(id=title_id, person_id=office.subject, decision_no="9/QĐ", **common))
    return title_id


def propose(office, title, ground="fraud"):
    with office.database.transaction() as session:
        code = start_revocation(session, title, ground, by=department(office), key=str(new_id())).code
    office.run()
    return code


def find(office, code):
    found = {"document_no": "5/KL", "concluded_on": clock_room.today(), "summary": "Khai man", "files": []}
    office.do(code, "record_finding", department(office), **found)


def advise(office, code, opinion="revoke"):
    said = {"opinion": opinion, "yes": 9, "base": 10, "document_no": "3/BB", "held_on": clock_room.today()}
    office.do(code, "council_opinion", office.actor("council_secretary@VKSNDTC"), **said, comment="Ý kiến")


def sign(office, code, decision="approve"):
    signed = {"decision": decision, "document_no": "77/QĐ", "signed_on": clock_room.today(), "comment": "Ý kiến"}
    office.do(code, "leader_decide", office.actor("body_leader@VKSNDTC"), **signed)


def recover(office, code):
    office.do(code, "recover", department(office), object="recovered", money=1_490_000, note=None)


def revocation(office, code):
    with office.database.read() as session:
        return get_revocation(session, code)


def held(office):
    with office.database.read() as session:
        return [title.award_code for title in titles_of(session, find_person(session, office.subject))]


def test_a_body_revokes_its_own_award_and_recovers_what_came_with_it(office):
    code = propose(office, give(office))
    find(office, code)
    with office.database.read() as session:
        [task] = tasks.tasks_of(session, code, open_only=True)
    assert task.due_at.date() == clock_room.today() + timedelta(days=7)
    advise(office, code)
    sign(office, code)
    assert held(office) == []
    assert ("unit_head@VKSNDTC.V15", "revoked") in office.notices(code)
    recover(office, code)
    one = revocation(office, code)
    assert (one.outcome, one.decision_no) == ("revoked", "77/QĐ")
    assert one.recovered == "Đã thu hồi hiện vật; tiền thưởng 1490000 đồng"
    assert (one.title.revoked_no, one.title.revoked_on) == ("77/QĐ", clock_room.today())
    assert "Khai man" in one.title.revoked_for
    assert "award_revoked" in office.passed(code)


def test_an_award_of_the_state_is_revoked_by_the_decision_from_above(office):
    code = propose(office, give(office, "CSTDTQ"), "violation")
    find(office, code)
    advise(office, code)
    sign(office, code)
    assert held(office) == ["CSTDTQ"]
    officer = office.actor("central_officer@BTDKTTW")
    decided = {"granted": True, "document_no": "1/QĐ-TTg", "decided_on": clock_room.today()}
    office.do(code, "central_decide", officer, **decided, authority="Thủ tướng Chính phủ", comment=None)
    assert held(office) == []
    recover(office, code)
    assert revocation(office, code).decision_no == "1/QĐ-TTg"


@pytest.mark.parametrize("who", ["council", "leader", "above"])
def test_the_award_stands_where_anybody_on_the_way_says_so(office, who):
    code = propose(office, give(office, "CSTDTQ"))
    find(office, code)
    advise(office, code, "keep" if who == "council" else "revoke")
    if who != "council":
        sign(office, code, "keep" if who == "leader" else "approve")
    if who == "above":
        officer = office.actor("central_officer@BTDKTTW")
        office.do(code, "central_decide", officer, granted=False, comment="Ý kiến", document_no=None)
    one = revocation(office, code)
    assert (one.outcome, one.reason, one.closed_at is not None) == ("kept", "Ý kiến", True)
    assert held(office) == ["CSTDTQ"]
    assert office.states(code) == {"revocation": "completed"}


def test_the_leader_has_it_looked_at_again_and_a_late_council_is_reminded(office):
    code = propose(office, give(office))
    find(office, code)
    office.later(days=8)
    assert (f"matter_leader@{code}", "revocation_late") in office.notices(code)
    advise(office, code)
    sign(office, code, "return")
    assert office.waiting(code) == {"record_finding"}


def test_a_revoked_award_may_be_given_again(office):
    code = propose(office, give(office))
    find(office, code)
    advise(office, code)
    sign(office, code)
    assert held(office) == []
    with office.database.transaction() as session:
        record_title(session, find_person(session, office.subject), "CSTDCS", 2019, by=department(office))
    assert held(office) == ["CSTDCS"]


def test_an_award_is_revoked_once_on_a_ground_of_the_law_by_the_holders_body(office):
    title = give(office)
    with pytest.raises(RevocationRefusedError):
        propose(office, title, "envy")
    with pytest.raises(NotAllowedError), office.database.transaction() as session:
        start_revocation(session, title, "fraud", by=office.actor("unit_officer@VKSNDTC.V15"), key="k")
    with pytest.raises(NotFoundError), office.database.transaction() as session:
        start_revocation(session, title, "fraud", by=office.actor("emulation_dept@BCA"), key="k")
    propose(office, title)
    with pytest.raises(RevocationRefusedError):
        propose(office, title)


def test_the_same_key_begins_one_revocation(office):
    title = give(office)
    codes = set()
    for _ in range(2):
        with office.database.transaction() as session:
            codes.add(start_revocation(session, title, "fraud", by=department(office), key="same").code)
    assert len(codes) == 1


def test_the_register_shows_a_body_its_own_people_by_name_award_and_year(office):
    give(office)
    with office.database.read() as session:
        assert [t.award_code for t in titles_seen(session, department(office), Sought(text="tran vi du"))] == ["CSTDCS"]
        assert titles_seen(session, department(office), Sought(text="nguyen")) == []
        assert titles_seen(session, department(office), Sought(award="LDTT")) == []
        assert titles_seen(session, department(office), Sought(year=2018)) == []
        assert titles_seen(session, office.actor("emulation_dept@BCA")) == []
        assert len(titles_seen(session, office.actor("auditor@*"))) == 1
