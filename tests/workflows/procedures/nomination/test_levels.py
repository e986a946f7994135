"""A unit with legal personality decides on base titles itself; what is above them goes to its body."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.model.base import new_id
from engine.sheets import read_book
from tests.workflows.procedures.nomination.letters.test_five_hundred import cast, workbook
from tests.workflows.procedures.nomination.office import Office
from workflows.across.documents.commands import issue_document
from workflows.across.documents.contents.signing import signature_of
from workflows.procedures.council_session.store import waiting_for_council
from workflows.procedures.nomination.commands import create_nomination
from workflows.procedures.nomination.letters.commands import create_letter
from workflows.procedures.nomination.sight.store import visible
from workflows.procedures.nomination.store import entries_of, find_nomination, get_nomination
from workflows.registers.awards.model import YearRecord
from workflows.registers.awards.store import holders_in
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.access import visible_units
from workflows.registers.organisation.model import Council, CouncilMember, Post, Unit
from workflows.registers.organisation.reviewing import reviewing_unit

BASE, PART = "BTP.CCT", "BTP.CCT.P1"
OFFICES = ("emulation_dept", "body_leader")
HIGHER = ("CSTDB", "BKB", "BKTTG")


@pytest.fixture
def base(office):
    """Return the office with a department of legal personality under a ministry: its council, offices and people."""
    office.give(Unit(code=BASE, name="Cục Công tác", kind="department", parent_code="BTP", legal_person=True))
    office.give(Unit(code=PART, name="Phòng Một", kind="division", parent_code=BASE))
    members = [Office._person(new_id(), f"Ủy viên Cục {n} (ví dụ)", BASE) for n in range(3)]
    office.give(*members)
    office.give(Council(code=BASE, body_code="BTP", name="Hội đồng TĐKT Cục Công tác"))
    since = {"council_code": BASE, "role": "member", "valid_from": date(2018, 1, 1)}
    office.give(*[CouncilMember(person_id=m.id, place=n, **since) for n, m in enumerate(members)])
    office.give(*[office.post(members[n].id, role, BASE) for n, role in enumerate(OFFICES)])
    office.worker = Office._person(new_id(), "Lê Thị Cục (ví dụ)", PART)
    office.give(office.worker)
    office.give(YearRecord(person_id=office.worker.id, year=2019, rating="EXCELLENT"))
    return office


def propose(office, award, unit=PART):
    asked = {"award": award, "year": 2019, "unit": unit, "person": str(office.worker.id)}
    with office.database.transaction() as session:
        return create_nomination(session, **asked, by=office.writer(unit), key=str(new_id())).code


@pytest.mark.parametrize("award", ["LDTT", "CSTDCS", "GK"])
def test_base_titles_are_reviewed_where_there_is_legal_personality(base, award):
    code = propose(base, award)
    assert (base.nomination(code).body_code, base.nomination(code).reviewer) == ("BTP", BASE)
    assert base.variables(code, "nomination")["body"] == BASE


@pytest.mark.parametrize("award", HIGHER)
def test_titles_above_are_reviewed_by_the_body(base, award):
    code = propose(base, award)
    assert base.nomination(code).reviewer == "BTP"
    assert base.variables(code, "nomination")["body"] == "BTP"


def test_a_title_is_taken_to_its_decision_within_the_unit(base):
    code = propose(base, "LDTT")
    base.submit(code, PART)
    assert base.offered(code, "intake") == {f"emulation_dept@{BASE}"}
    base.appraise(code, BASE)
    with base.database.read() as session:
        assert [one.code for one in waiting_for_council(session, BASE)] == [code]
        assert waiting_for_council(session, "BTP") == []
    base.meet(code, BASE)
    assert base.offered(code, "leader_sign") == {f"body_leader@{BASE}"}
    base.sign(code, BASE)
    assert base.nomination(code).outcome == "awarded"
    with base.database.read() as session:
        assert holders_in(session, BASE, "LDTT", 2019) == {base.worker.id}
    assert (f"emulation_dept@{BASE}", "awarded") in base.notices(code)


def test_its_decision_has_a_number_of_the_unit_and_names_it(base):
    code = propose(base, "LDTT")
    base.submit(code, PART)
    base.review(code, BASE)
    department = base.actor(f"emulation_dept@{BASE}", name="department")
    with base.database.transaction() as session:
        made = issue_document(session, "decision", code, by=department, key="number")
        assert (made.body_code, made.symbol) == (BASE, "01/QĐ-BTP-CCT")
        assert (made.content["superior"], made.content["issuer"]) == ("BTP", "Cục Công tác")


def test_who_reviews_there_sees_what_is_proposed_there_and_nothing_else_of_the_body(base):
    inside, outside = propose(base, "CSTDB"), base.propose_body("BTP", "BKTTG")
    for role in (*OFFICES, "council_secretary", "council_member"):
        actor = base.actor(f"{role}@{BASE}", name=role)
        with base.database.read() as session:
            assert [one.code for one in session.scalars(select(Nomination).where(visible(actor)))] == [inside]
            with pytest.raises(NotFoundError):
                find_nomination(session, outside, actor)
        assert visible_units(actor).covers(PART)
        assert not visible_units(actor).covers("BTP")


@pytest.mark.parametrize("missing", ["legal", "council", *OFFICES])
def test_a_unit_that_lacks_what_a_review_needs_leaves_it_to_its_body(base, missing):
    with base.database.transaction() as session:
        if missing == "legal":
            session.get(Unit, BASE).legal_person = False
        else:
            model, kept = (CouncilMember, CouncilMember.council_code) if missing == "council" else (Post, Post.role)
            session.execute(delete(model).where(kept == (BASE if missing == "council" else missing)))
    assert base.nomination(propose(base, "LDTT")).reviewer == "BTP"


def test_the_nearest_of_two_reviews(base):
    with base.database.read() as session:
        assert reviewing_unit(session, PART, "base") == BASE
        assert reviewing_unit(session, BASE, "base") == BASE
        assert reviewing_unit(session, "BTP", "base") is None
        assert [reviewing_unit(session, PART, level) for level in ("ministry", "state")] == [None, None]


def test_a_list_of_many_is_decided_by_one_decision_of_the_unit(base):
    count = 200 if base.database.is_sqlite else 30
    people = [Office._person(new_id(), f"Nguyễn Văn {n} (ví dụ)", PART) for n in range(count)]
    for n, person in enumerate(people):
        person.code = f"cct{n:03d}"
    base.give(*people)
    base.give(*[YearRecord(person_id=one.id, year=2019, rating="GOOD") for one in people])
    rows = [[one.code, one.full_name, "Hoàn thành tốt nhiệm vụ."] for one in people]
    with base.database.transaction() as session:
        book = read_book(workbook(rows), "danh-sach.xlsx")
        asked = {"award": "LDTT", "year": 2019, "unit": PART, "kind": "individual"}
        code = create_letter(session, book, **asked, by=base.writer(PART), key="list").code
    assert base.nomination(code).reviewer == BASE
    base.submit(code, PART)
    base.appraise(code, BASE)
    key = base.call_session(BASE)
    base.convene(key, BASE)
    base.attend(key, 3, BASE)
    base.five_hundred = [None] * (count + 12)
    for voter in base.variables(key, "council_session")["voters"]:
        cast(base, key, Actor(id=voter["principal"].removeprefix("person:"), name=voter["name"]))
    base.finish_session(key, BASE)
    base.sign(code, BASE)
    with base.database.read() as session:
        assert {entry.state for entry in entries_of(session, [code])} == {"awarded"}
        assert len(holders_in(session, BASE, "LDTT", 2019)) == count


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("head", ("", "CỤC TRƯỞNG", "Vũ Thị Trưởng (ví dụ)")),
        ("deputy", ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "Đỗ Văn Phó (ví dụ)")),
    ],
)
def test_a_paper_is_signed_by_who_signed_the_case_and_a_deputy_signs_for_the_head(base, who, said):
    head = Office._person(new_id(), "Vũ Thị Trưởng (ví dụ)", BASE)
    deputy = Office._person(new_id(), "Đỗ Văn Phó (ví dụ)", BASE)
    head.position, deputy.position = "Cục trưởng", "Phó Cục trưởng"
    base.give(head, deputy)
    base.give(base.post(head.id, "body_leader", BASE), base.post(deputy.id, "body_leader", BASE))
    base.give(CouncilMember(council_code=BASE, person_id=head.id, role="chair", valid_from=date(2018, 1, 1)))
    code = propose(base, "LDTT")
    assert signature(base, code) == ("", "CỤC TRƯỞNG", "")
    base.submit(code, PART)
    base.appraise(code, BASE)
    base.meet(code, BASE, present=4)
    signs = f"body_leader@{BASE}"
    base.people[signs] = Actor(str({"head": head, "deputy": deputy}[who].id), who, frozenset({signs}))
    base.sign(code, BASE)
    assert signature(base, code) == said


def signature(office, code):
    with office.database.read() as session:
        one = signature_of(session, get_nomination(session, code))
    return one.authority, one.post, one.name
