"""Pages of submission letters for many: template, mistakes by row, opening one, and changing its entries."""

import io
from urllib.parse import unquote
from uuid import uuid4

from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from engine.base.actor import Actor
from tests.web.conftest import Bloc, Browser
from workflows.procedures.nomination.sight.store import visible
from workflows.procedures.nomination.store import entries_of
from workflows.registers.awards.model import YearRecord
from workflows.registers.nominations.model import Nomination


def workbook(*rows: list[str]) -> io.BytesIO:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Mã cán bộ", "Họ và tên", "Tóm tắt thành tích"])
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    written.seek(0)
    return written


def send(browser: Browser, *rows: list[str], **more: str):
    data = {
        "unit": "VKSNDTC.VP",
        "year": "2019",
        "kind": "individual",
        "award": "CSTDCS",
        "_key": str(uuid4()),
        **more,
    }
    return browser.post("/ho-so/danh-sach/moi", data | {"file": (workbook(*rows), "danh-sach.xlsx")})


def test_the_template_names_the_columns_that_are_read(browser: Browser, bloc: Bloc) -> None:
    browser.sign_in("hanh")
    sent = browser.get("/ho-so/danh-sach/mau/individual.xlsx")
    sheet = load_workbook(io.BytesIO(sent.data)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Mã cán bộ", "Họ và tên", "Tóm tắt thành tích"]
    assert browser.get("/ho-so/danh-sach/mau/khac.xlsx").status_code == 404


def test_mistakes_are_shown_by_row_column_and_reason_and_nothing_is_kept(browser: Browser, bloc: Bloc) -> None:
    browser.sign_in("hanh")
    answer = send(browser, ["khong-co", "Không Có", "Tốt"], ["", "Thiếu mã", "Tốt"])
    assert answer.status_code == 422
    assert "2 lỗi trong danh sách" in answer.text
    assert "Mã cán bộ" in answer.text
    auditor = Actor("a", "A", frozenset({"auditor@*"}))
    with bloc.database.read() as session:
        assert [
            n for n in session.scalars(select(Nomination).where(visible(auditor))) if n.subject_kind == "list"
        ] == []


def test_a_letter_needs_a_file_and_an_award(browser: Browser, bloc: Bloc) -> None:
    browser.sign_in("hanh")
    data = {"unit": "VKSNDTC.VP", "year": "2019", "kind": "individual", "award": "CSTDCS", "_key": str(uuid4())}
    assert browser.post("/ho-so/danh-sach/moi", data).status_code == 422
    assert send(browser, ["a", "A", "Tốt"], award="").status_code == 422


def test_a_list_becomes_one_file_whose_entries_can_still_be_taken_off(browser: Browser, bloc: Bloc) -> None:
    with bloc.database.transaction() as session:
        session.add(YearRecord(person_id=bloc.nominee, year=2019, rating="GOOD"))
    browser.sign_in("hanh")
    answer = send(browser, ["chi", "Cao Thu Chi", "Hoàn thành tốt"], ["x", "X", "Tốt"], award="LDTT", takes_rest="1")
    assert answer.status_code == 303
    code = unquote(answer.location.rpartition("/")[2])
    page = browser.get(f"/ho-so/{code}").text
    assert "Danh sách 1 cá nhân" in page
    assert "Cao Thu Chi" in page
    browser.post(f"/ho-so/danh-sach/{code}/1/bo", {"reason": "Xin rút", "_key": str(uuid4())})
    with bloc.database.read() as session:
        assert [(e.state, e.reason) for e in entries_of(session, [code])] == [("withdrawn", "Xin rút")]
    again = {"subject": "chi", "summary": "Hoàn thành tốt", "_key": str(uuid4())}
    browser.post(f"/ho-so/danh-sach/{code}/them", again)
    with bloc.database.read() as session:
        assert [(e.no, e.state) for e in entries_of(session, [code])] == [(1, "withdrawn"), (2, "proposed")]
    browser.sign_in("thanh")
    assert browser.post(f"/ho-so/danh-sach/{code}/2/bo", {"reason": "x", "_key": str(uuid4())}).status_code == 404
