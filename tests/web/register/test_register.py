"""Pages of the register: finding who holds what, paging, proposing to revoke."""

from io import BytesIO
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook

from engine.base import clock as clock_room
from engine.model.base import new_id
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office
from workflows.registers.awards.model import TitleRecord


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


def give(office: Office, award: str, year: int = 2019) -> UUID:
    title_id = new_id()
    common = {"recorded_at": clock_room.now(), "recorded_by": "test", "decision_no": f"{year}/QĐ"}
    office.give(TitleRecord(id=title_id, person_id=office.subject, award_code=award, year=year, **common))
    return title_id


def test_a_body_finds_its_people_by_name_award_and_year(browser: Browser, office: Office, staff: Staff) -> None:
    give(office, "CSTDCS", 2018)
    give(office, "LDTT", 2019)
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    assert "2018/QĐ" in browser.get("/so-danh-hieu?q=tran+vi+du").text
    page = browser.get("/so-danh-hieu?award=LDTT&year=2019").text
    assert ("2019/QĐ" in page, "2018/QĐ" in page) == (True, False)
    assert "Không có danh hiệu nào" in browser.get("/so-danh-hieu?q=khong+co").text
    assert browser.get("/so-danh-hieu?year=abc&after=x:y&award=NONE").status_code == 200
    staff.hire("khac", "emulation_dept@BCA", unit="BCA")
    browser.sign_in("khac")
    assert "2018/QĐ" not in browser.get("/so-danh-hieu").text


def test_the_register_is_read_page_by_page(browser: Browser, office: Office, staff: Staff) -> None:
    for year in range(1950, 2010):
        give(office, "LDTT", year)
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    first = browser.get("/so-danh-hieu").text
    assert ("2009/QĐ" in first, "1960/QĐ" in first, "1959/QĐ" in first) == (True, True, False)
    address = first.partition('href="/so-danh-hieu?after=')[2].partition('"')[0]
    second = browser.get(f"/so-danh-hieu?after={address}").text
    assert ("1960/QĐ" in second, "1959/QĐ" in second, "1950/QĐ" in second) == (False, True, True)


def test_the_department_proposes_to_revoke_and_follows_it(browser: Browser, office: Office, staff: Staff) -> None:
    title = give(office, "CSTDCS")
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    assert "Đề nghị thu hồi" not in browser.get("/so-danh-hieu").text
    assert "Đề nghị thu hồi" in browser.get(f"/so-danh-hieu/{title}").text
    answer = browser.post(f"/so-danh-hieu/{title}/thu-hoi", {"_key": str(uuid4()), "ground": "fraud"})
    assert "TH-VKSNDTC-" in answer.location
    entry = browser.get(f"/so-danh-hieu/{title}").text
    assert ("Đề nghị thu hồi" in entry, answer.location.rpartition("/")[2] in entry) == (False, True)
    page = browser.get(answer.location).text
    assert "Gian dối trong kê khai thành tích" in page
    assert "Ghi kết luận vi phạm" in page
    again = browser.post(f"/so-danh-hieu/{title}/thu-hoi", {"_key": str(uuid4()), "ground": "fraud"})
    assert "đang được xem xét thu hồi" in browser.get(again.location).text
    staff.hire("khac", "emulation_dept@BCA", unit="BCA")
    browser.sign_in("khac")
    assert browser.get(answer.location).status_code == 404
    assert browser.get(f"/so-danh-hieu/{title}").status_code == 404
    assert browser.post(f"/so-danh-hieu/{title}/thu-hoi", {"_key": str(uuid4()), "ground": "fraud"}).status_code == 404


def test_the_list_to_be_published_is_a_workbook_of_what_the_page_shows(
    browser: Browser, office: Office, staff: Staff
) -> None:
    give(office, "LDTT", 2018)
    give(office, "CSTDCS", 2019)
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    [sheet] = load_workbook(BytesIO(browser.get("/so-danh-hieu/danh-sach.xlsx?year=2019").data)).worksheets
    rows = list(sheet.values)
    assert len(rows) == 2
    assert rows[1][0] == "Trần Thị Ví Dụ (ví dụ)"
    assert rows[1][4] == "Công trạng"
    assert rows[1][6:8] == (2019, "2019/QĐ")


def test_entries_are_found_by_body_unit_sex_and_decision_and_name_the_body(
    browser: Browser, office: Office, staff: Staff
) -> None:
    give(office, "CSTDCS", 2019)
    staff.hire("tra", "auditor@*")
    browser.sign_in("tra")
    page = browser.get("/so-danh-hieu?body=VKSNDTC&decision=2019/qđ").text
    assert "2019/QĐ" in page
    assert '<select name="unit"' in page
    for query in ("body=BCA", "decision=2018", "sex=male", "movement=PT-2019-001"):
        assert "2019/QĐ" not in browser.get(f"/so-danh-hieu?{query}").text, query
