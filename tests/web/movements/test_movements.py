"""Pages of movements: written down, checked, launched, joined, reviewed with a paper; somebody is proposed for one."""

from io import BytesIO
from uuid import uuid4

from PIL import Image

from tests.web.conftest import Browser, Staff

SAID = {
    "name": "Ba nhất",
    "unit": "VKSNDTC",
    "goals": "Mục tiêu rõ",
    "criteria": "Tiêu chí rõ",
    "subjects": "Mọi tập thể",
    "begins_on": "01/02/2019",
    "ends_on": "31/12/2030",
    "mid_due": "01/06/2030",
    "final_due": "31/01/2031",
}


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 3), "red").save(file, "PNG")
    return file.getvalue()


PLAN = picture()


def key() -> dict[str, str]:
    return {"_key": str(uuid4())}


def test_a_movement_goes_from_its_draft_to_a_review_and_somebody_is_proposed_for_it(
    browser: Browser, staff: Staff
) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    staff.hire("vu2", "emulation_dept@VKSNDTC")
    staff.hire("vt", "body_leader@VKSNDTC")
    staff.hire("can", "unit_officer@VKSNDTC.VP", unit="VKSNDTC.VP")
    staff.hire("khac", "unit_head@BCA", unit="BCA")
    browser.sign_in("vu")
    refused = browser.post("/phong-trao/moi", {**SAID, "ends_on": "32/12/2030", **key()})
    assert refused.status_code == 422
    assert "Ngày kết thúc: " in refused.text
    assert "Mục tiêu rõ" in refused.text
    page = browser.post("/phong-trao/moi", {**SAID, **key()}).location
    browser.post(
        f"{page}/van-ban",
        {"paper": (BytesIO(PLAN), "ke-hoach.png"), **key()},
        content_type="multipart/form-data",
    )
    assert browser.post(f"{page}/kiem-tra", {"decision": "right", **key()}).status_code == 422
    browser.sign_in("khac")
    assert browser.get(page).status_code == 404
    browser.sign_in("vu2")
    browser.post(f"{page}/kiem-tra", {"decision": "back", "lacking": "Thiếu tiêu chí phụ", **key()})
    browser.sign_in("vu")
    assert "Thiếu tiêu chí phụ" in browser.get(page).text
    assert 'value="01/06/2030"' in browser.get(f"{page}/sua").text
    browser.post(f"{page}/sua", {**SAID, **key()})
    browser.sign_in("vu2")
    browser.post(f"{page}/kiem-tra", {"decision": "right", **key()})
    browser.sign_in("vt")
    browser.post(f"{page}/phat-dong", key())
    browser.sign_in("can")
    browser.post(f"{page}/tham-gia", {"unit": "VKSNDTC.VP", "targets": "10 sáng kiến", **key()})
    browser.post(f"{page}/bao-cao", {"unit": "VKSNDTC.VP", "text": "Đã có 12 sáng kiến", **key()})
    chosen = browser.get("/ho-so/moi?unit=VKSNDTC.VP&type=movement").text
    code = page.rpartition("/")[2]
    assert f'<option value="{code}">Ba nhất</option>' in chosen
    assert f'<option value="{code}">Ba nhất</option>' in browser.get("/ho-so/danh-sach/moi").text
    wrong = {"unit": "VKSNDTC.VP", "type": "movement", "subject": "x", "award": "BKB", **key()}
    assert "Chọn phong trào." in browser.post("/ho-so/moi", wrong).text
    browser.sign_in("vu")
    refused = browser.post(f"{page}/so-ket-tong-ket", {"kind": "mid", "held_on": "mai", "results": "Vượt xa", **key()})
    assert refused.status_code == 422
    assert "Vượt xa" in refused.text
    browser.post(f"{page}/so-ket-tong-ket", {"kind": "mid", "held_on": "", "results": "Vượt mục tiêu", **key()})
    browser.sign_in("khac")
    text = browser.get(page).text
    for told in ("đã sơ kết", "Vượt mục tiêu", "10 sáng kiến", "Đã có 12 sáng kiến", "1 đơn vị tham gia"):
        assert told in text
    paper = text.partition("/van-ban/")[2].partition('"')[0]
    assert browser.get(f"{page}/van-ban/{paper}").data == PLAN
    assert browser.post(f"{page}/ket-thuc", key()).status_code == 403
    assert "Ba nhất" in browser.get("/phong-trao?q=ba+nhat&state=mid_reviewed&body=VKSNDTC&year=2029").text
    assert "Không có phong trào nào phù hợp" in browser.get("/phong-trao?year=2040").text
