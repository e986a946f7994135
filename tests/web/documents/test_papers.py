"""Documents on the pages: drafts, numbers, PDF with its exact text, Word, signed copies."""

import shutil
import subprocess
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from docx import Document as Word
from pypdfium2 import PdfDocument

from engine.base import clock as clock_room
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.bloc_year.test_procedure import SCOPE, Year
from tests.workflows.procedures.nomination.office import BODIES, Office, after, begun
from workflows.across.documents.commands import issue_document
from workflows.across.documents.store import documents_about
from workflows.procedures.council_session.store import find_session
from workflows.registers.ballot.store import ballots_of, roll_call

ON_ALL = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:")


@pytest.fixture
def office(database, clock, request) -> Office:
    return begun(database, request)


def text_of(data: bytes) -> str:
    """Return the characters of a PDF in their order, without the spaces and line ends between them.

    Poppler, where it is installed, must read the same characters as PDFium.
    """
    document = PdfDocument(data)
    found = "".join(page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document)
    document.close()
    if shutil.which("pdftotext"):
        asked = ["pdftotext", "-layout", "-", "-"]
        told = subprocess.run(asked, input=data, capture_output=True, check=True).stdout.decode()
        assert sorted(packed(told)) == sorted(packed(found))
        return packed(told)
    return packed(found)


def packed(text: str) -> str:
    return "".join(text.split())


def lacking(text: str, *passages: str) -> list[str]:
    return [passage for passage in passages if packed(passage) not in text]


def press(browser: Browser, kind: str, about: str, void_reason: str = "") -> str:
    """Give a document its number and return the address of its record."""
    sent = {"_key": str(uuid4()), "void_reason": void_reason}
    answer = browser.post(f"/van-ban/cap-so/{kind}/{about}", sent)
    assert answer.status_code == 303
    assert "/van-ban/" in answer.location, browser.get(answer.location).text[-400:]
    return answer.location


OPENLY = ["yêu cầu bỏ phiếu kín", "Chưa có bỏ phiếu kín trên hệ thống.", "Đồng ý (9)", "Không đồng ý (1)"]


def session_held(office: Office, yes: int = 9) -> tuple[str, str]:
    code = office.propose_person("LDTT")
    office.submit(code)
    office.appraise(code)
    return code, office.meet(code, present=9, yes=yes)


@after(session_held)
def test_the_papers_of_a_session_say_what_was_decided_letter_by_letter(
    browser: Browser, office: Office, staff: Staff
) -> None:
    code, key = office.told
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    page = browser.get(f"/hoi-dong/{key}").text
    for name in ("Giấy mời họp", "Biên bản họp", "Biên bản kiểm phiếu", "Danh sách được thông qua"):
        assert name in page
    expected = {
        "invitation": ["GIẤY MỜI", "trân trọng kính mời các thành viên dự phiên", "Kính gửi:", "Phòng họp 1"],
        "minutes": [
            "BIÊN BẢN",
            "Có mặt 9/10 thành viên",
            "Thảo luận từng hồ sơ.",
            "Hội đồng thông qua 1/1 hồ sơ",
            *OPENLY,
        ],
        "count": [
            "BIÊN BẢN KIỂM PHIẾU",
            "Số phiếu phát ra: 10. Số phiếu thu về: 10.",
            "Số hồ sơ đủ tỷ lệ: 1/1.",
            *OPENLY,
        ],
        "passed": ["DANH SÁCH", "Trần Thị Ví Dụ (ví dụ)", "9/10"],
    }
    numbers = []
    for kind, passages in expected.items():
        address = press(browser, kind, key)
        text = text_of(browser.get(f"{address}.pdf").data)
        assert lacking(text, *passages, *ON_ALL) == []
        numbers.append(browser.get(address).text.partition("<h1>")[2].partition("</h1>")[0].rpartition(" ")[2])
    assert numbers == ["01/GM-HĐTĐKT", "01/BB-HĐTĐKT", "02/BB-HĐTĐKT", "01/DS-HĐTĐKT"]
    assert lacking(text, "Nhà nước") == ["Nhà nước"]
    for ending in ("pdf", "docx"):
        assert browser.get(f"/van-ban/du-thao/ballot_sheet/{key}.{ending}").status_code == 200
    assert browser.post(f"/van-ban/cap-so/ballot_sheet/{key}", {"_key": str(uuid4())}).status_code == 403
    assert code in text_of(browser.get(f"/van-ban/du-thao/count/{key}.pdf").data)
    assert "Đồng ý (9)" in page
    staff.hire("kiemtoan", "auditor")
    browser.sign_in("kiemtoan")
    for record in (code, key):
        assert "Chưa có bỏ phiếu kín trên hệ thống." in browser.get(f"/kiem-tra/{record}").text


@pytest.mark.parametrize("yes", [9, 7, 0])
def test_totals_in_minutes_are_those_of_the_votes_recorded(
    browser: Browser, office: Office, staff: Staff, yes: int
) -> None:
    _code, key = session_held(office, yes)
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    with office.database.read() as session:
        [ballot] = ballots_of(session, key)
        votes = [vote.choice for _, vote in roll_call(session, ballot.id)]
        [item] = find_session(session, key).items
    counted = [votes.count(choice) for choice in ("yes", "no", "blank")]
    assert counted == [item.yes, item.against, item.blank]
    text = text_of(browser.get(f"/van-ban/du-thao/count/{key}.pdf").data)
    row = " ".join(map(str, [*counted, item.not_returned, item.base, item.needed]))
    assert lacking(text, "Trần Thị Ví Dụ (ví dụ)", row) == []


def test_a_bodys_request_and_decision_and_the_blocs_count_and_report(
    browser: Browser, office: Office, staff: Staff
) -> None:
    person = office.propose_person("LDTT")
    office.submit(person)
    office.review(person)
    flag = office.bring_body_to_bloc("VKSNDTC")
    office.call_vote()
    office.set_agenda(flag)
    for body in BODIES:
        office.vote(body, **({flag: "no"} if body == "BTP" else {}))
    office.sign_minutes()
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    decision = text_of(browser.get(f"{press(browser, 'decision', person)}.pdf").data)
    law = "Căn cứ Luật Thi đua, Khen thưởng số 15/2003/QH11"
    assert lacking(decision, "QUYẾT ĐỊNH", law, "Điều 1. Tặng", "Trần Thị Ví Dụ") == []
    request = text_of(browser.get(f"{press(browser, 'request', flag)}.pdf").data)
    assert lacking(request, "TỜ TRÌNH", "10/10 phiếu đồng ý") == []
    count = text_of(browser.get(f"{press(browser, 'bloc_count', 'NC-2019')}.pdf").data)
    assert lacking(count, "Số đơn vị thành viên: 8. Số đơn vị đã biểu quyết: 8.", "7 1 0", "Không đồng ý (1)") == []
    assert browser.get(f"/van-ban/du-thao/report/{SCOPE}.pdf").status_code == 404


def test_the_mid_year_report_sums_what_the_bodies_handed_in(browser: Browser, office: Office, staff: Staff) -> None:
    year = Year(office)
    year.agree_on_papers()
    year.sign_and_work()
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    text = text_of(browser.get(f"{press(browser, 'report', SCOPE)}.pdf").data)
    assert lacking(text, "BÁO CÁO", "Cộng 80 64 16", "Phương hướng", "Điển hình tiên tiến") == []


@after(session_held)
def test_numbers_have_no_gaps_and_a_repeated_request_takes_none(office: Office) -> None:
    _code, key = office.told
    secretary = office.actor("council_secretary@VKSNDTC")

    def lose(session) -> None:
        issue_document(session, "minutes", key, by=secretary, key="lost")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        office.database.perform(lose)
    for one in ("a", "a", "b"):
        with office.database.transaction() as session:
            issue_document(session, "minutes", key, by=secretary, key=one, void_reason="Sai tên")
    clock_room.advance(timedelta(days=60))  # the next year counts anew
    with office.database.transaction() as session:
        issue_document(session, "minutes", key, by=secretary, key="c", void_reason="Sai lần nữa")
    with office.database.read() as session:
        found = sorted((one.year, one.number) for one in documents_about(session, key))
    assert found == [(2019, 1), (2019, 2), (2020, 1)]


@after(session_held)
def test_a_case_has_one_live_document_of_a_kind_and_a_new_one_voids_it_with_a_reason(
    browser: Browser, office: Office, staff: Staff
) -> None:
    _code, key = office.told
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    first = press(browser, "minutes", key)
    again = browser.post(f"/van-ban/cap-so/minutes/{key}", {"_key": str(uuid4()), "void_reason": "  "})
    assert (again.status_code, "01/BB-HĐTĐKT rồi" in again.text) == (422, True)
    second = press(browser, "minutes", key, "Ghi sai số phiếu")
    page = browser.get(first).text
    for said in ("Văn bản này đã bị hủy", "Ghi sai số phiếu", "02/BB-HĐTĐKT", second):
        assert said in page
    assert "Ghi sai số phiếu" in browser.get("/van-ban/so/VKSNDTC/2019").text
    assert browser.get(f"{first}.pdf").data.startswith(b"%PDF")
    with office.database.read() as session:
        live = [one.symbol for one in documents_about(session, key) if one.voided_at is None]
    assert live == ["02/BB-HĐTĐKT"]


@after(session_held)
def test_the_pdf_of_a_document_stays_what_it_was(browser: Browser, office: Office, staff: Staff) -> None:
    _code, key = office.told
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    address = press(browser, "minutes", key)
    first = browser.get(f"{address}.pdf").data
    with office.database.transaction() as session:
        find_session(session, key).proceedings = "Sửa sau"
    clock_room.advance(timedelta(minutes=5))
    assert browser.get(f"{address}.pdf").data == first
    word = Word(BytesIO(browser.get(f"{address}.docx").data))
    said = "\n".join(p.text for p in word.paragraphs)
    assert "Thảo luận từng hồ sơ." in said
    assert "Sửa sau" not in said
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Thông qua" in cells


@after(session_held)
def test_who_may_not_see_the_case_sees_none_of_its_papers(browser: Browser, office: Office, staff: Staff) -> None:
    _code, key = office.told
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    address = press(browser, "minutes", key)
    staff.hire("khac", "council_secretary@BCA", unit="BCA")
    browser.sign_in("khac")
    for path in (address, f"{address}.pdf", f"{address}.docx", f"/van-ban/du-thao/minutes/{key}.pdf"):
        assert browser.get(path).status_code == 404, path
    assert browser.post(f"/van-ban/cap-so/minutes/{key}", {"_key": str(uuid4())}).status_code == 404
    assert browser.get("/van-ban/so/VKSNDTC/2019").status_code == 404
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    assert browser.get(f"{address}.pdf").status_code == 200
    assert browser.post(f"/van-ban/cap-so/minutes/{key}", {"_key": str(uuid4())}).status_code == 403
    assert "01/BB-HĐTĐKT" in browser.get("/van-ban/so/VKSNDTC/2019").text
