"""Five awards from the proposal to the paper: number, day and signer are those of the registers."""

from datetime import date

import pytest

from engine.base import clock
from engine.base.actor import Actor
from engine.model.base import new_id
from engine.sheets import read_book
from tests.web.documents.places import Pages
from tests.workflows.procedures.central_submission import test_procedure as board
from tests.workflows.procedures.nomination.letters.test_five_hundred import cast, workbook
from tests.workflows.procedures.nomination.office import BODIES, UNIT, Office
from web.documents.paper import Marks, lay_out
from workflows.across.documents.commands import issue_document
from workflows.across.documents.content import content_of
from workflows.across.documents.store import register_of
from workflows.procedures.nomination.letters.commands import create_letter
from workflows.registers.awards.model import TitleRecord, YearRecord
from workflows.registers.awards.store import all_titles
from workflows.registers.organisation.model import Council, CouncilMember, Unit

BASE, PART = "BTP.CCT", "BTP.CCT.P1"
BODY = "Viện kiểm sát nhân dân tối cao"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def office(database, clock) -> Office:
    """Return the office with a unit of legal personality, and the heads of it and of the procuracy in their posts."""
    made = Office(database)
    with database.transaction() as session:
        session.get(Unit, "VKSNDTC").name = BODY
        session.get(Unit, "BTP").name = "Bộ Tư pháp"
    made.give(Unit(code=BASE, name="Cục Công tác", kind="department", parent_code="BTP", legal_person=True))
    made.give(Unit(code=PART, name="Phòng Một", kind="division", parent_code=BASE))
    made.give(Council(code=BASE, body_code="BTP", name="Hội đồng TĐKT Cục Công tác"))
    members = [made._person(new_id(), f"Ủy viên Cục {n} (ví dụ)", BASE) for n in range(3)]
    made.give(*members)
    seats = {"council_code": BASE, "role": "member", "valid_from": date(2018, 1, 1)}
    made.give(*[CouncilMember(person_id=one.id, place=n, **seats) for n, one in enumerate(members)])
    made.give(made.post(members[0].id, "emulation_dept", BASE))
    _head(made, BASE, "Vũ Thị Trưởng (ví dụ)", "Cục trưởng")
    _head(made, "VKSNDTC", "Lê Minh Viện (ví dụ)", "Viện trưởng")
    return made


def _head(office: Office, unit: str, name: str, post: str) -> None:
    person = Office._person(new_id(), name, unit)
    person.position = post
    office.give(person)
    office.give(office.post(person.id, "body_leader", unit))
    office.give(CouncilMember(council_code=unit, person_id=person.id, role="chair", valid_from=date(2018, 1, 1)))
    signs = f"body_leader@{unit}"
    office.people[signs] = Actor(str(person.id), name, frozenset({signs}))


def number(office: Office, app, kind: str, code: str, body: str) -> tuple[str, Pages, str]:
    """Give a paper its number; return it, its pages and their text, after looking it up in the register of papers."""
    by = office.actor(f"emulation_dept@{body}", name=f"{body} numbers")
    with office.database.transaction() as session:
        made = issue_document(session, kind, code, by=by, key=f"number {kind}")
        assert [one.symbol for one in register_of(session, body, made.year) if one.kind == kind] == [made.symbol]
        content, symbol, day = content_of(made.content), made.symbol, made.issued_on
    assert day == clock.today()
    with app.test_request_context():
        pages = Pages(lay_out(content, Marks(symbol, day)))
    return symbol, pages, pages.said()


def entered(office: Office, code: str) -> set[tuple[str, date | None, str]]:
    """Return under which number, of which day and by whom a nomination's awards stand in the register."""
    with office.database.read() as session:
        found = [one for one in all_titles(session) if one.source == code]
        return {(one.decision_no, one.decided_on, one.authority) for one in found}


def lacking(text: str, *passages: str) -> list[str]:
    return [one for one in passages if "".join(one.split()) not in text]


def meet(office: Office, code: str, seats: int = 11) -> None:
    """Let the procuracy's council, its chair on it, decide on all that waits."""
    key = office.call_session()
    office.convene(key)
    office.attend(key, seats)
    office.cast_sheets(key, {})
    office.finish_session(key)


def review(office: Office, code: str, unit: str = UNIT) -> None:
    office.submit(code, unit)
    office.appraise(code)
    meet(office, code)
    office.sign(code)


def test_two_hundred_are_granted_at_their_unit_by_one_decision(office: Office, app) -> None:
    people = [Office._person(new_id(), f"Nguyễn Văn {n} (ví dụ)", PART) for n in range(200)]
    for n, person in enumerate(people):
        person.code = f"cct{n:03d}"
    office.give(*people)
    office.give(*[YearRecord(person_id=one.id, year=2019, rating="GOOD") for one in people])
    book = read_book(workbook([[one.code, one.full_name, "Hoàn thành tốt."] for one in people]), "danh-sach.xlsx")
    with office.database.transaction() as session:
        asked = {"award": "LDTT", "year": 2019, "unit": PART, "kind": "individual"}
        code = create_letter(session, book, **asked, by=office.writer(PART), key="list").code
    office.submit(code, PART)
    office.appraise(code, BASE)
    key = office.call_session(BASE)
    office.convene(key, BASE)
    office.attend(key, 4, BASE)
    office.five_hundred = [None] * 212
    for voter in office.variables(key, "council_session")["voters"]:
        cast(office, key, Actor(id=voter["principal"].removeprefix("person:"), name=voter["name"]))
    office.finish_session(key, BASE)
    office.sign(code, BASE)
    symbol, pages, text = number(office, app, "decision", code, BASE)
    assert symbol == "01/QĐ-BTP-CCT"
    assert entered(office, code) == {(symbol, clock.today(), "Cục trưởng Cục Công tác")}
    said = "cho các cá nhân, tập thể có tên trong danh sách kèm theo"
    assert lacking(text, "CỤC TRƯỞNG CỤC CÔNG TÁC", said, "Vũ Thị Trưởng", "Nguyễn Văn 199 (ví dụ)") == []
    assert pages.find("Nơi nhận:").page < pages.find("DANH SÁCH TẶNG").page
    assert len(pages.pages) > 5


def test_a_grassroots_fighter_within_the_cap(office: Office, app) -> None:
    office.give_titles("LDTT", 2019)
    office.give_initiative("base")
    code = office.propose_person("CSTDCS")
    office.hand_in(code)
    assert office.waiting(code) == {"review_findings"}  # one of one holder of the lower title is more than 15 %
    with office.database.read() as session:
        others = [office.seat(session, place) for place in range(2, 9)]
    held = {"award_code": "LDTT", "year": 2019, "recorded_at": clock.now(), "recorded_by": "test"}
    office.give(*[TitleRecord(person_id=one, **held) for one in others])
    office.do(code, "review_findings", office.writer(UNIT), decision="fix")
    office.submit(code)
    office.appraise(code)
    meet(office, code)
    office.sign(code)
    symbol, _pages, text = number(office, app, "decision", code, "VKSNDTC")
    assert entered(office, code) == {(symbol, clock.today(), f"Viện trưởng {BODY}")}
    whom = f"Tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2019 cho Trần Thị Ví Dụ (ví dụ), Vụ Tổ chức cán bộ, {BODY}."
    assert lacking(text, whom, f"VIỆN TRƯỞNG {BODY.upper()}", "Lê Minh Viện (ví dụ)") == []


def test_a_title_of_the_ministry(office: Office, app) -> None:
    office.give_titles("CSTDCS", 2017, 2018, 2019)
    office.give_initiative("ministry")
    code = office.propose_person("CSTDB")
    review(office, code)
    symbol, pages, text = number(office, app, "decision", code, "VKSNDTC")
    assert entered(office, code) == {(symbol, clock.today(), f"Viện trưởng {BODY}")}
    bases = ("Căn cứ Luật Thi đua, Khen thưởng số 15/2003/QH11", "Căn cứ Nghị định số 91/2017/NĐ-CP")
    advised = f"Theo đề nghị của Hội đồng Thi đua - Khen thưởng {BODY}."
    assert lacking(text, *bases, advised, "QUYẾT ĐỊNH:", "Điều 1. Tặng danh hiệu", "được thưởng theo quy định") == []
    assert pages.find("VIỆN TRƯỞNG").top < pages.find("Căn cứ").top < pages.find("Theo đề nghị").top


def test_a_flag_is_asked_of_the_prime_minister(office: Office, app) -> None:
    code = office.propose_body("VKSNDTC")
    review(office, code, "VKSNDTC")
    office.call_vote()
    office.set_agenda(code)
    for body in BODIES:
        office.vote(body, **({code: "no"} if body == "BTP" else {}))
    office.sign_minutes()
    symbol, _pages, text = number(office, app, "request", code, "VKSNDTC")
    assert symbol == "01/TTr-VKSNDTC"
    passages = ("Thủ tướng Chính phủ", "tặng Cờ thi đua của Chính phủ năm 2019", "Khối thi đua nội chính đã bình xét")
    assert lacking(text, *passages, "7/8 phiếu đồng ý, đạt 87,5%", "Hồ sơ kèm theo gồm:", "VIỆN TRƯỞNG") == []
    _decide(office, code, "77/QĐ-TTg", date(2020, 6, 1))
    assert entered(office, code) == {("77/QĐ-TTg", date(2020, 6, 1), "Thủ tướng Chính phủ")}


def test_an_order_is_asked_of_the_president_through_the_prime_minister(office: Office, app) -> None:
    office.give_titles("BKTTG", 2013)
    office.give_titles("CSTDCS", 2014, 2015, 2016, 2017, 2018, 2019)
    office.give(*[YearRecord(person_id=office.subject, year=year, rating="EXCELLENT") for year in range(2013, 2019)])
    code = office.propose_person("HCLD3")
    review(office, code)
    _symbol, _pages, text = number(office, app, "request", code, "VKSNDTC")
    asked = "Kính trình Thủ tướng Chính phủ xem xét, trình Chủ tịch nước quyết định."
    assert lacking(text, "tặng Huân chương Lao động hạng Ba năm 2019", asked, "Lê Minh Viện (ví dụ)") == []
    _decide(office, code, "1234/QĐ-CTN", date(2020, 8, 3))
    assert entered(office, code) == {("1234/QĐ-CTN", date(2020, 8, 3), "Chủ tịch nước")}


def _decide(office: Office, code: str, document_no: str, decided_on: date) -> None:
    """Let the Central Board take it in, ask, submit, and enter what was decided."""
    board.receive(office, code)
    board.accept(office, code)
    board.appraise(office, code)
    board.submit(office, code)
    board.decide(office, code, document_no=document_no, decided_on=decided_on)
