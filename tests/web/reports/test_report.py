"""Reports: every figure worked out by hand, nothing counted that the reader may not see, and the same as a workbook."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.web.conftest import Bloc, Browser
from web.reports.figures import paces
from web.reports.store import Step
from workflows.registers.nominations.model import LIST, Nomination, NominationEntry
from workflows.registers.organisation.model import Person

AT = datetime(2019, 10, 1, 2, 0, tzinfo=UTC)


def add(bloc: Bloc, code: str, award: str, outcome: str | None, **more: Any) -> None:
    """Put a nomination of the department's own body into the table, as its process would leave it."""
    values: dict[str, Any] = {"year": 2019, "unit_code": "VKSNDTC.VP", "body_code": "VKSNDTC", "reason": ""} | more
    with bloc.database.transaction() as session:
        session.add(
            Nomination(
                code=code,
                award_code=award,
                regime="R2017",
                subject_kind=values.pop("subject_kind", "collective"),
                subject_unit_code=values.pop("subject_unit_code", "VKSNDTC.VP"),
                subject_name="Văn phòng",
                subject_search="van phong",
                stage="decided" if outcome else "appraisal",
                outcome=outcome,
                created_at=AT,
                created_by="x",
                handed_in_at=values.pop("handed_in_at", AT),
                **values,
            )
        )


@pytest.fixture
def filled(bloc: Bloc) -> Bloc:
    add(bloc, "A1", "CTDCP", "awarded", central_at=AT)
    add(bloc, "A2", "CTDCP", "failed", bloc_at=AT, reason="Không đủ phiếu")
    add(bloc, "A3", "CTDCP", "failed", reason="Không đủ phiếu")
    add(bloc, "A4", "BKB", "withdrawn", reason="Đơn vị rút")
    add(bloc, "A5", "BKB", None)
    add(bloc, "A6", "BKB", None, handed_in_at=None)
    add(bloc, "A7", "BKB", "awarded", year=2018)
    add(bloc, "A8", "LDTT", None, subject_kind=LIST)
    with bloc.database.transaction() as session:
        for number, state in enumerate(("proposed", "passed", "awarded", "refused", "withdrawn"), start=1):
            session.add(NominationEntry(nomination="A8", no=number, unit_code="VKSNDTC.VP", name="VP", state=state))
    return bloc


def figures(browser: Browser, query: str = "") -> dict[str, list[int]]:
    """Return the numbers of the workbook by the name of each line."""
    book = load_workbook(BytesIO(browser.get(f"/bao-cao/bao-cao.xlsx{query}").data))
    rows = book["Kết quả"].iter_rows(min_row=2, values_only=True)
    return {str(row[0]): [int(str(value)) for value in row[1:]] for row in rows}


def test_each_line_is_as_counted_by_hand(browser: Browser, filled: Bloc) -> None:
    browser.sign_in("duc")
    found = figures(browser)
    # proposed, passed by the body, awarded, not passed, withdrawn, under way
    assert found["Cộng"] == [11, 5, 3, 3, 2, 3]
    assert found["Cờ thi đua của Chính phủ"] == [3, 2, 1, 2, 0, 0]
    assert found["Lao động tiên tiến"] == [5, 2, 1, 1, 1, 2]
    assert len(found) == 4


def test_a_report_is_narrowed_and_told_along_what_is_asked(browser: Browser, filled: Bloc) -> None:
    browser.sign_in("duc")
    assert figures(browser, "?by=year&award=BKB") == {
        "2019": [2, 0, 0, 0, 1, 1],
        "2018": [1, 1, 1, 0, 0, 0],
        "Cộng": [3, 1, 1, 0, 1, 1],
    }
    assert figures(browser, "?by=bloc&year=2018") == {"Ngoài khối": [1, 1, 1, 0, 0, 0], "Cộng": [1, 1, 1, 0, 0, 0]}
    assert figures(browser, "?year=1999") == {"Cộng": [0, 0, 0, 0, 0, 0]}
    page = browser.get("/bao-cao?year=1999").text
    assert "Không có gì để báo cáo" in page


def test_the_page_shows_lines_reasons_and_bars(browser: Browser, filled: Bloc) -> None:
    browser.sign_in("duc")
    page = browser.get("/bao-cao").text
    assert page.count("Không đủ phiếu") == 1
    assert "Đơn vị rút" in page
    assert '<rect class="awarded" x="0" y="0" width="20.0"' in page


def test_every_nomination_that_ended_without_an_award_has_its_reason(browser: Browser, filled: Bloc) -> None:
    with filled.database.transaction() as session:
        session.get_one(NominationEntry, ("A8", 4)).reason = "Chưa đủ thành tích"
        session.get_one(NominationEntry, ("A8", 5)).reason = "Đơn vị rút"
    browser.sign_in("duc")
    book = load_workbook(BytesIO(browser.get("/bao-cao/bao-cao.xlsx").data))
    found = [row[1:] for row in book["Lý do"].iter_rows(min_row=2, values_only=True)]
    assert found == [("Không đủ phiếu", 2), ("Đơn vị rút", 2), ("Chưa đủ thành tích", 1)]
    total = figures(browser)["Cộng"]
    assert sum(int(str(number)) for _, number in found) == total[3] + total[4]
    with filled.database.transaction() as session:
        letter = session.scalars(select(Nomination).where(Nomination.code == "A8")).one()
        letter.outcome, letter.reason = "withdrawn", "Rút cả tờ trình"
    assert figures(browser)["Cộng"] == [11, 5, 3, 3, 4, 1]
    assert "Rút cả tờ trình" in browser.get("/bao-cao").text


def test_nobody_counts_what_they_may_not_see(browser: Browser, filled: Bloc) -> None:
    filled.staff.hire("khac", "emulation_dept@BCA", unit="BCA")
    browser.sign_in("khac")
    assert figures(browser) == {"Cộng": [0, 0, 0, 0, 0, 0]}
    browser.sign_in("hanh")
    assert browser.get("/bao-cao").status_code == 403


def test_the_pace_of_a_step_is_in_working_days() -> None:
    def step(began: int, ended: int) -> Step:
        days = (datetime(2019, 11, day, 3, 0, tzinfo=UTC) for day in (began, ended))
        return Step("unit_review", "intake", "Tiếp nhận", "Receive", *days)

    # Monday the 4th to Tuesday, to Friday, and over a weekend to Monday; seven more of one day
    found = paces([step(4, 5), step(4, 8), step(8, 11), *[step(4, 5)] * 7], lambda one: one.name)
    assert [(pace.name, pace.times, pace.median, pace.nine_of_ten) for pace in found] == [("Tiếp nhận", 10, 1, 1)]
    slow = paces([step(4, 5), step(4, 8)], lambda one: one.name)
    assert [(pace.median, pace.nine_of_ten) for pace in slow] == [(2.5, 4)]


def test_people_are_told_by_sex_ethnicity_post_and_level_and_collectives_apart(browser: Browser, bloc: Bloc) -> None:
    with bloc.database.transaction() as session:
        chi = session.get_one(Person, bloc.nominee)
        chi.sex, chi.ethnicity, chi.position = "female", "Tày", "Phó Vụ trưởng"
        lan = session.scalars(select(Person).where(Person.code == "duc")).one()
        lan.sex, lan.position = "male", "Chuyên viên"
    of_chi = {"subject_kind": "individual", "subject_unit_code": None, "person_id": bloc.nominee}
    add(bloc, "P1", "LDTT", "awarded", handed_in_at=datetime(2019, 6, 30, 16, 59, tzinfo=UTC), **of_chi)
    add(bloc, "P2", "LDTT", None, handed_in_at=datetime(2019, 6, 30, 17, tzinfo=UTC), subject_kind=LIST)
    add(bloc, "P3", "CTDCP", "failed", handed_in_at=datetime(2019, 12, 1, tzinfo=UTC))
    with bloc.database.transaction() as session:
        session.add(NominationEntry(nomination="P2", no=1, person_id=bloc.nominee, name="Chi", state="passed"))
        session.add(NominationEntry(nomination="P2", no=2, person_id=lan.id, name="Đức", state="passed"))
    browser.sign_in("duc")

    def proposed(query: str) -> dict[str, int]:
        return {name: numbers[0] for name, numbers in figures(browser, query).items() if name != "Cộng"}

    assert proposed("?by=sex") == {"Nữ": 2, "Nam": 1, "Tập thể": 1}
    assert proposed("?by=ethnicity") == {"Tày": 2, "Không ghi": 1, "Tập thể": 1}
    assert proposed("?by=direct") == {"Lãnh đạo, quản lý": 2, "Trực tiếp công tác": 1, "Tập thể": 1}
    assert proposed("?by=level") == {"Cấp cơ sở": 3, "Cấp Nhà nước": 1}
    assert proposed("?by=half") == {"6 tháng cuối năm 2019": 3, "6 tháng đầu năm 2019": 1}
    assert proposed("?by=regime&sex=male") == {"Luật 2003 và Nghị định 91/2017": 1}
    assert proposed("?by=unit&unit=VKSNDTC.VP") == {"Đơn vị VKSNDTC.VP, Đơn vị VKSNDTC": 4}
