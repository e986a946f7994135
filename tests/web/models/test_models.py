"""Pages of exemplary models: recorded, checked, published with a picture, visited; each for those it is open to."""

from io import BytesIO
from uuid import uuid4

from PIL import Image

from tests.web.conftest import Browser, Staff

SAID = {"name": "Một cửa điện tử", "kind": "collective", "unit": "VKSNDTC.VP", "year": "2019", "summary": "Một đầu mối"}


def picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (4, 3), "red").save(file, "PNG")
    file.seek(0)
    return file


def test_a_model_goes_from_its_record_to_its_replication(browser: Browser, staff: Staff) -> None:
    staff.hire("can", "unit_officer@VKSNDTC.VP")
    staff.hire("vu", "emulation_dept@VKSNDTC")
    staff.hire("khac", "unit_head@BCA", unit="BCA")
    browser.sign_in("can")
    refused = browser.post("/dien-hinh/moi", {**SAID, "summary": "", "_key": str(uuid4())})
    assert refused.status_code == 422
    assert "Một cửa điện tử" in refused.text
    page = browser.post("/dien-hinh/moi", {**SAID, "_key": str(uuid4())}).location
    sent = {"picture": (picture(), "anh.png"), "_key": str(uuid4())}
    browser.post(f"{page}/anh", sent, content_type="multipart/form-data")
    text = browser.get(page).text
    address = text.partition('class="gallery"')[2].partition('<img src="')[2].partition('"')[0]
    assert browser.get(address).mimetype == "image/png"
    assert "Đạt yêu cầu" not in text
    browser.sign_in("khac")
    assert [browser.get(path).status_code for path in (page, address)] == [404, 404]
    browser.sign_in("vu")
    browser.post(f"{page}/kiem-tra", {"decision": "right", "_key": str(uuid4())})
    browser.post(f"{page}/cong-bo", {"_key": str(uuid4())})
    browser.sign_in("khac")
    note = {"kind": "replication", "unit": "BCA", "since": "01/02/2019", "text": "Áp dụng từ quý I"}
    browser.post(f"{page}/ghi-nhan", {**note, "_key": str(uuid4())})
    text = browser.get(page).text
    assert "Áp dụng từ quý I" in text
    assert "từ 01/02/2019" in text
    assert browser.post(f"{page}/kiem-tra", {"_key": str(uuid4())}).status_code == 403
    listed = browser.get("/dien-hinh?q=mot+cua&state=published&body=VKSNDTC&year=2019").text
    assert "Một cửa điện tử" in listed
    assert "Không có điển hình nào phù hợp" in browser.get("/dien-hinh?kind=individual").text
