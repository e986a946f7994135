"""Pages of inspections: a plan, its visit, findings checked by a second person, a remedy done; each for whom it is."""

from io import BytesIO
from uuid import uuid4

from tests.web.conftest import Browser, Staff

PLAN = {"name": "Kiểm tra năm", "unit": "VKSNDTC", "year": "2019", "content": "Hồ sơ, thời hạn"}


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def attach(browser: Browser, path: str, name: str) -> None:
    """Attach a paper and see on the plan who did."""
    answer = browser.post(path, {"paper": (BytesIO(PDF), name)}, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    assert name in browser.get(answer.location).text


def key() -> dict[str, str]:
    return {"_key": str(uuid4())}


def test_an_inspection_goes_from_its_plan_to_its_end(browser: Browser, staff: Staff) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    staff.hire("vu2", "emulation_dept@VKSNDTC")
    staff.hire("can", "unit_officer@VKSNDTC.VP", unit="VKSNDTC.VP")
    staff.hire("khac", "unit_head@BCA", unit="BCA")
    staff.hire("ktv", "auditor@*")
    browser.sign_in("vu")
    refused = browser.post("/kiem-tra-giam-sat/moi", {**PLAN, "name": "", **key()})
    assert (refused.status_code, "Hồ sơ, thời hạn" in refused.text) == (422, True)
    page = browser.post("/kiem-tra-giam-sat/moi", {**PLAN, **key()}).location
    visit = {"unit": "VKSNDTC.VP", "planned_on": "12/05/2019", "team": "Trưởng đoàn và hai thành viên"}
    refused = browser.post(f"{page}/luot", {**visit, "planned_on": "mai", **key()})
    assert (refused.status_code, "Trưởng đoàn và hai" in refused.text) == (422, True)
    browser.post(f"{page}/luot", {**visit, **key()})
    found = browser.get(page).text.partition("/luot/")[2][:36]
    said = {
        "held_on": "12/05/2019",
        "text": "Sổ ghi chưa kịp",
        "remedy-0": "Cập nhật sổ",
        "owner-0": "VKSNDTC.VP",
        "due-0": "01/06/2019",
        "remedy-1": "",
        "due-1": "",
    }
    assert 'value="12/05/2019"' not in browser.get(f"{page}/luot/{found}").text
    refused = browser.post(f"{page}/luot/{found}", {**said, "due-0": "tháng sau", **key()})
    assert (refused.status_code, "Cập nhật sổ" in refused.text) == (422, True)
    browser.post(f"{page}/luot/{found}", {**said, **key()})
    attach(browser, f"{page}/luot/{found}/giay-to", "ket-luan.pdf")
    assert browser.post(f"{page}/luot/{found}/kiem-tra", {"decision": "right", **key()}).status_code == 422
    browser.sign_in("vu2")
    browser.post(f"{page}/luot/{found}/kiem-tra", {"decision": "back", "lacking": "Thiếu số liệu", **key()})
    assert "Thiếu số liệu" in browser.get(f"{page}/luot/{found}").text
    assert "Cập nhật sổ" in browser.get(f"{page}/luot/{found}").text
    browser.post(f"{page}/luot/{found}", {**said, **key()})
    browser.sign_in("vu")
    browser.post(f"{page}/luot/{found}/kiem-tra", {"decision": "right", **key()})
    browser.sign_in("can")
    text = browser.get(page).text
    assert "quá hạn" in text
    remedy = text.partition("/khac-phuc/")[2][:36]
    attach(browser, f"{page}/khac-phuc/{remedy}/giay-to", "minh-chung.pdf")
    browser.post(f"{page}/khac-phuc/{remedy}", {"report": "Đã cập nhật", **key()})
    assert "ket-luan.pdf" in browser.get(page).text
    file = f"{page}/luot/{found}/giay-to/" + browser.get(page).text.partition("/giay-to/")[2].partition('"')[0]
    assert browser.get(file).data.startswith(b"%PDF")
    assert browser.get(f"{page}/luot/{found}").status_code == 403
    browser.sign_in("vu")
    assert "1 việc quá hạn" in browser.get("/kiem-tra-giam-sat?late=1&q=kiem+tra&body=VKSNDTC&year=2019").text
    browser.post(f"{page}/khac-phuc/{remedy}/kiem-tra", {"decision": "right", **key()})
    browser.sign_in("ktv")
    assert "Xác nhận đã xong: " in browser.get(page).text
    assert "đã khắc phục 1/1 việc" in browser.get("/kiem-tra-giam-sat").text
    browser.sign_in("khac")
    assert browser.get(page).status_code == 404
    assert browser.get(file).status_code == 404
    assert browser.post(f"{page}/khac-phuc/{remedy}/giay-to", {"paper": (BytesIO(PDF), "la.pdf")}).status_code == 403
    assert "Không có kế hoạch nào phù hợp" in browser.get("/kiem-tra-giam-sat").text
