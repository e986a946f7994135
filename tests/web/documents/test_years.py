"""The papers of a bloc's year: what each says, that the decree's layout holds, that every member reads them."""

from datetime import date

import pytest

from engine.base import clock as clock_room
from engine.base.errors import NotAllowedError, NotFoundError
from engine.model.base import new_id
from tests.web.conftest import Browser, Staff
from tests.web.documents.places import Pages
from tests.web.documents.test_layout import check
from tests.workflows.procedures.bloc_year.test_procedure import KEY, SCOPE, Year, scored
from tests.workflows.procedures.bloc_year.test_silence import REASON, SILENT, QuietYear
from tests.workflows.procedures.nomination.office import BODIES, Office, after, begun
from workflows.across.documents.commands import NumberedElsewhereError, issue_document
from workflows.across.documents.content import Content
from workflows.across.documents.kinds import KINDS, NotReadyError, kinds_about
from workflows.across.documents.store import find_document
from workflows.procedures.bloc_year.counting import Counted, CountRefusedError, keep_count
from workflows.procedures.bloc_year.directions.commands import close_direction
from workflows.procedures.bloc_year.directions.store import directions_of
from workflows.procedures.bloc_year.discussion.commands import discuss_year
from workflows.registers.organisation.model import CouncilMember, Person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
BEGINNING = ("year_plan", "year_launch", "covenant")
LEADER = "Lê Minh Viện (ví dụ)"


@pytest.fixture
def office(database, clock, request) -> Office:
    return begun(database, request)


@pytest.fixture
def year(office: Office) -> QuietYear:
    """Return a year of a bloc whose head has a leader with post and seat, who signs for it."""
    person = Office._person(new_id(), LEADER, "VKSNDTC")
    person.position = "Viện trưởng"
    office.give(person)
    seat = {"council_code": "VKSNDTC", "role": "chair", "valid_from": clock_room.today()}
    office.give(CouncilMember(person_id=person.id, **seat))
    return QuietYear(office)


def ready(office: Office) -> set[str]:
    """Return which papers of the year there are by now."""
    with office.database.read() as session:
        return {kind.key for kind in kinds_about("bloc") if kind.is_ready(session, SCOPE)}


def content(office: Office, kind: str) -> Content:
    with office.database.read() as session:
        return KINDS[kind].content(session, SCOPE)


def told(found: Content) -> str:
    """Return all that a paper says, a line for each paragraph and each row."""
    lines: list[str] = []
    for section in (*found.sections, *found.enclosed):
        lines += [section.heading, *section.paragraphs]
        lines += [" | ".join(row) for row in (section.table.rows if section.table else [])]
    return "\n".join(lines)


def sign_as_leader(office: Office, body: str) -> None:
    """Let the leader who is in the register of people sign the covenant for a body."""
    with office.database.read() as session:
        person = session.query(Person).filter_by(full_name=LEADER).one()
    leader = office.actor(f"body_leader@{body}")
    leader = type(leader)(str(person.id), LEADER, leader.principals)
    office.do(KEY, "sign_covenant", leader, signed=True, signed_on=clock_room.today(), clusters=3)


def test_each_paper_of_a_year_is_there_once_the_year_has_come_to_it_and_says_what_was_done(
    app, office: Office, year: QuietYear
) -> None:
    assert ready(office) == set()
    with pytest.raises(NotReadyError):
        content(office, "year_plan")
    year.agree_without()
    assert ready(office) == {"year_plan", "year_launch"}
    sign_as_leader(office, "VKSNDTC")
    year.each(
        "sign_covenant", "body_leader", but=(SILENT, "VKSNDTC"), signed=True, signed_on=clock_room.today(), clusters=3
    )
    assert "covenant" not in ready(office)
    year.wait_out("sign_covenant")
    year.go_on("sign_covenant")
    rows = next(section.table.rows for section in content(office, "covenant").sections if section.table)
    assert [row[1] for row in rows] == list(BODIES)
    assert rows[0][2:4] == [LEADER, "Viện trưởng"]
    silent = rows[BODIES.index(SILENT)]
    assert silent[2:5] == ["–", "–", "–"]
    assert silent[5].startswith("Chưa ký; khối đi tiếp ngày ")
    assert REASON in silent[5]
    assert "7/8 đơn vị thành viên đã ký giao ước; 21 cụm" in told(content(office, "covenant"))
    late = office.actor(f"body_leader@{SILENT}")
    office.do(KEY, "late_sign_covenant", late, signed=True, signed_on=clock_room.today(), clusters=0)
    rows = next(section.table.rows for section in content(office, "covenant").sections if section.table)
    assert rows[BODIES.index(SILENT)][5].startswith("Ký muộn; khối đi tiếp ngày ")
    plan = told(content(office, "year_plan"))
    for words in ("Kế hoạch 2019", "A. Quy chế hoạt động của khối", "B. Thang điểm", "Áp dụng cho: BQLLANG"):
        assert words in plan
    launched = content(office, "year_launch")
    assert "với chủ đề: “Vượt chỉ tiêu”." in told(launched)
    assert (launched.signatures[-1].post, launched.signatures[-1].name) == ("VIỆN TRƯỞNG VKSNDTC", LEADER)
    assert launched.bases == []
    law = "Căn cứ Luật Thi đua, Khen thưởng số 15/2003/QH11 (sửa đổi, bổ sung);"
    assert content(office, "year_plan").bases == [law, "Căn cứ Nghị định số 91/2017/NĐ-CP của Chính phủ."]
    with app.test_request_context():
        for kind in BEGINNING:
            check(kind, content(office, kind))


def test_the_minutes_of_election_and_conferences_give_who_took_part_what_was_said_and_who_is_elected(
    app, office: Office, year: QuietYear
) -> None:
    year.agree_without()
    year.sign_without()
    with office.database.transaction() as session:
        member = office.actor("emulation_dept@BTP", name="Vụ BTP")
        discuss_year(session, SCOPE, "Sớm có hướng dẫn", by=member, key="said")
    year.register_without()
    year.report_without(assigned=[{"content": "Đơn giản hóa thủ tục", "owner": SILENT, "due_on": date(2030, 12, 31)}])
    with office.database.transaction() as session:
        [given] = directions_of(session, SCOPE)
        close_direction(session, SCOPE, given.id, "Chuyển năm sau", by=year.head(), key="close")
    year.score_without()
    assert "election" not in ready(office)
    year.lead("call_vote", decision="paper", document_no="01/BB", ballot_note="VKSNDTC được suy tôn")
    for body in BODIES:
        if body != SILENT:
            head = "BCA" if body != "BTP" else "BQP"
            deputy = "BQP" if body != "BTP" else "BCA"
            office.do(KEY, "elect", office.actor(f"bloc_voter@{body}"), head=head, deputy=deputy)
    year.wait_out("elect")
    year.go_on("elect")
    minutes = content(office, "election")
    said = told(minutes)
    for words in (
        "Số đơn vị thành viên: 8. Số đơn vị đã bầu: 7, đạt 87,5%.",
        "ít nhất 50%; đủ điều kiện",
        f"{SILENT} không bầu; khối đóng bầu, lý do: {REASON}",
        "VKSNDTC không được giới thiệu: Đang là khối trưởng",
        "4 | BTP | Đã bầu | bloc_voter@BTP",
        f"6 | {SILENT} | Không bầu | –",
        "1 | Khối trưởng | BCA | 6 | 85,7%",
        "Khối trưởng: BCA, 6/7 phiếu (85,7%), quá nửa số phiếu bầu.",
    ):
        assert words in said, words
    year.close()
    midyear, final = told(content(office, "midyear_minutes")), told(content(office, "final_minutes"))
    for words in (
        "Địa điểm: Hội trường VKSNDTC.",
        "Có mặt hoặc cử người dự thay: 7/8 đơn vị thành viên.",
        "7 | KTNN | Cử người dự thay | Phó Vụ trưởng",
        "8 | BQLLANG | Vắng mặt | –",
        "KTNN (Phó Vụ trưởng): Gọn thủ tục",
        "BTDKTTW (Phó Trưởng ban): Bám tiêu chí",
    ):
        assert words in midyear, words
        assert words in final, words
    assert f"1 | Đơn giản hóa thủ tục | {SILENT} | 31/12/2030" in midyear
    assert f"1 | Đơn giản hóa thủ tục | {SILENT} | 31/12/2030 | Không hoàn thành: Chuyển năm sau" in final
    assert f"6 | {SILENT} | Chưa báo cáo | –" in midyear
    assert "1 | VKSNDTC | Tốt | –" in midyear
    assert "BTP (Vụ BTP, gửi bằng văn bản): Sớm có hướng dẫn" in midyear
    assert "Sớm có hướng dẫn" not in final
    for words in ("1 | VKSNDTC | 1000", "VKSNDTC được suy tôn", "Khối trưởng năm 2020: BCA; Khối phó năm 2020: BQP"):
        assert words in final, words
    with app.test_request_context():
        for kind in ("election", "midyear_minutes", "final_minutes", "report"):
            check(kind, content(office, kind))
    assert content(office, "final_minutes").signatures[-1].name == "Lê Minh Viện (ví dụ)"


def test_every_member_and_the_board_read_the_papers_of_a_year_and_only_its_head_numbers_them(
    office: Office, year: QuietYear
) -> None:
    year.agree_without()
    with office.database.transaction() as session:
        made = issue_document(session, "year_plan", SCOPE, by=year.head(), key="plan").id
    readers = (
        "emulation_dept@BTP",
        "council_secretary@BQP",
        "bloc_deputy@NC-2019",
        "central_officer@BTDKTTW",
        "auditor@*",
    )
    with office.database.read() as session:
        for reader in readers:
            assert find_document(session, made, office.actor(reader)).symbol == "01/KH-NC"
        with pytest.raises(NotFoundError):
            find_document(session, made, office.actor("emulation_dept@BTDKTTW"))


def count(office: Office, year: Year) -> None:
    """Let the head name who counts the election, after what it may not keep; the minutes name and sign it."""
    team = (("BTP", "Cao Thanh Nga"), ("BCA", "Đặng Công Phúc"))
    wrong = [Counted("election", team[:1]), Counted("election", team, 1, "rách"), Counted("cờ", team)]
    for said in wrong:
        with pytest.raises(CountRefusedError), office.database.transaction() as session:
            keep_count(session, SCOPE, said, by=year.head(), key=str(new_id()))
    with pytest.raises(NotAllowedError), office.database.transaction() as session:
        keep_count(session, SCOPE, Counted("election", team), by=office.actor("bloc_voter@BTP"), key="foreign")
    with office.database.transaction() as session:
        keep_count(session, SCOPE, Counted("election", team), by=year.head(), key="count")
    minutes = content(office, "election")
    assert "Cao Thanh Nga (BTP) – Tổ trưởng; Đặng Công Phúc (BCA)." in told(minutes)
    sheets = "Số phiếu phát ra: 8. Số phiếu thu về: 8. Số phiếu hợp lệ: 8. Số phiếu không hợp lệ: 0."
    assert sheets in told(minutes)
    assert (minutes.signatures[0].post, minutes.signatures[0].name) == ("TỔ TRƯỞNG", "Cao Thanh Nga")


@after(scored)
def test_minutes_with_a_number_on_paper_are_read_with_it_and_get_no_second_one(
    browser: Browser, office: Office, staff: Staff
) -> None:
    made = Year(office)
    made.vote(lambda body: ("BCA", "BQP") if body != "BCA" else ("BTP", "BQP"))
    count(office, made)
    made.close(document_no="15/BB-NC")
    staff.hire("truong", f"bloc_head@{SCOPE}")
    browser.sign_in("truong")
    page = browser.get(f"/nam-thi-dua/{KEY}").text
    assert "Số trên giấy: 15/BB-NC" in page
    assert f"/van-ban/cap-so/final_minutes/{SCOPE}" not in page
    read = Pages(browser.get(f"/van-ban/du-thao/final_minutes/{SCOPE}.pdf").data)
    assert all(said in read.said() for said in ("Số:15/BB-NC", f"HàNội,ngày{clock_room.today():%d}tháng"))
    with pytest.raises(NumberedElsewhereError), office.database.transaction() as session:
        issue_document(session, "final_minutes", SCOPE, by=made.head(), key="second")
