"""Pages on which units register, set targets and tell what they reached; a body's rule is set there by two people."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import uuid4

from openpyxl import load_workbook

from engine import commands as engine
from engine.base import clock as clock_room
from engine.store.proposals import open_acts
from tests.prepared import ship
from tests.web.conftest import PASSWORD, Browser, Staff
from workflows.registers.organisation import actor_for
from workflows.registers.registration.store import rule_of

UNIT, PAGE = "VKSNDTC.V15", "/dang-ky"


def asked(**more: Any) -> dict[str, Any]:
    return {"don-vi": UNIT, "nam": str(clock_room.today().year), "_key": str(uuid4()), **more}


def test_a_unit_registers_by_page_and_by_workbook_and_tells_what_it_reached(browser: Browser, staff: Staff) -> None:
    ship(staff.database)
    staff.hire("can", f"unit_officer@{UNIT}", unit=UNIT, name="Nguyễn Văn Cần")
    staff.hire("hai", unit=UNIT, name="Trần Thị Hai")
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("can")
    assert "Chưa có ai đăng ký" in browser.get(PAGE).text
    done = browser.post(PAGE, asked(people=["can", "hai"], award="LDTT", collective_award="TTLDXS"))
    assert done.status_code == 303
    shown = browser.get(done.location).text
    for words in ("Nguyễn Văn Cần", "Trần Thị Hai", "Lao động tiên tiến", "Tập thể lao động xuất sắc", "tập thể"):
        assert words in shown, words
    book = load_workbook(BytesIO(browser.get(f"{PAGE}/mau.xlsx").data))
    sheet = book.worksheets[0]
    for row in (("Chiến sĩ thi đua cơ sở", "hai", None), ("Không có danh hiệu", None, UNIT), ("LDTT", None, None)):
        sheet.append(row)
    files = []
    for rows in (4, 2):
        written = BytesIO()
        sheet.delete_rows(rows + 1, 9)
        book.save(written)
        files.append(BytesIO(written.getvalue()))
    wrong = browser.post(f"{PAGE}/tep", asked(file=(files[0], "ds.xlsx")), content_type="multipart/form-data")
    assert wrong.status_code == 422
    assert "Không có danh hiệu này" in wrong.text
    assert "mã cán bộ hoặc mã đơn vị" in wrong.text
    right = browser.post(f"{PAGE}/tep", asked(file=(files[1], "ds.xlsx")), content_type="multipart/form-data")
    assert right.status_code == 303
    assert "Chiến sĩ thi đua cơ sở" in browser.get(right.location).text
    empty = {"july": ["", ""], "december": ["", ""]}
    target = {"content": ["Giải quyết án", ""], "measure": ["vụ", ""], "planned": ["1.250,5", ""], **empty}
    kept = browser.post(f"{PAGE}/chi-tieu", asked(**target))
    assert kept.status_code == 303
    assert "1.250,5" in browser.get(kept.location).text
    wrong = browser.post(f"{PAGE}/chi-tieu", asked(**{**target, "planned": ["nhiều", ""]}))
    assert wrong.status_code == 422
    assert "không phải là số" in wrong.text
    browser.sign_in("vu")
    shown = browser.get(f"{PAGE}?don-vi=VKSNDTC").text
    assert "Theo đơn vị" in shown
    assert f"don-vi={UNIT}" in shown


def test_a_rule_is_proposed_on_the_page_and_warns_on_that_of_registrations(browser: Browser, staff: Staff) -> None:
    first = staff.hire("quantri", "administrator@*")
    second = staff.hire("quantri2", "administrator@*")
    staff.hire("can", "unit_head@VKSNDTC")
    browser.sign_in("quantri", PASSWORD)
    year = clock_room.today().year
    typed = {"body": "VKSNDTC", "is_on": "1", "is_exact": "1", "from_year": str(year), "reason": "QĐ 5"}
    for source, said in (("", "Nêu quy chế của cơ quan"), ("d" * 301, "không quá 300")):
        wrong = browser.post(f"{PAGE}/quy-dinh", {**typed, "source": source, "_key": str(uuid4())})
        assert wrong.status_code == 422
        assert said in wrong.text
    made = browser.post(f"{PAGE}/quy-dinh", {**typed, "source": "Điều 5 Quy chế", "_key": str(uuid4())})
    assert made.status_code == 303
    assert "không đăng ký danh hiệu nào thì không được xét" in browser.get(made.location).text
    with staff.database.transaction() as session:
        (act,) = open_acts(session)
        by = replace(actor_for(session, second), is_confirmed=True)
        assert engine.approve_act(session, act.id, by=by, key="approve").state == "approved"
    with staff.database.read() as session:
        rule = rule_of(session, "VKSNDTC")
        assert rule is not None
        assert (rule.from_year, rule.is_exact, rule.source) == (year, True, "Điều 5 Quy chế")
        assert first != second
    browser.sign_in("can")
    assert "Quy định riêng của cơ quan: Điều 5 Quy chế" in browser.get(PAGE).text
