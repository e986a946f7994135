"""The page of a party committee's opinion: missing, recorded against, and read by those who judge alone."""

from io import BytesIO
from uuid import uuid4

from flask import Flask
from PIL import Image

from tests.web.conftest import Bloc
from tests.web.inbox.test_arranging import signed_in


def picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (4, 3), "red").save(file, "PNG")
    file.seek(0)
    return file


def test_what_is_missing_is_said_then_what_the_committee_says(app: Flask, bloc: Bloc) -> None:
    code = bloc.propose(award="HCLD3")
    officer, department, nominee = (signed_in(app, name) for name in ("hanh", "duc", "chi"))
    page, form = f"/ho-so/{code}", f"/ho-so/{code}/y-kien-cap-uy"
    missing = "Còn thiếu ý kiến của ban cán sự đảng hoặc đảng ủy cơ quan; văn phòng đảng ủy cung cấp"
    assert missing in officer.get(page).text
    said = {
        "committee": "Đảng ủy cơ quan",
        "paper_no": "12-CV/ĐU",
        "paper_on": "mai",
        "agrees": "no",
        "note": "Đang xác minh",
    }
    refused = officer.post(form, {**said, "_key": str(uuid4())})
    assert (refused.status_code, "Đang xác minh" in refused.text) == (422, True)
    sent = {**said, "paper_on": "01/02/2019", "_key": str(uuid4()), "paper": (picture(), "y-kien.png")}
    assert officer.post(form, sent, content_type="multipart/form-data").status_code == 303
    text = department.get(page).text
    assert text.count("KHÔNG đồng ý: Đảng ủy cơ quan, văn bản số 12-CV/ĐU ngày 01/02/2019 – Đang xác minh") == 2
    assert "y-kien.png" in text
    assert missing not in text
    own = nominee.get(page).text
    assert not any(words in own for words in ("KHÔNG đồng ý", "y-kien.png"))
    assert nominee.get(form).status_code == 403
    assert signed_in(app, "thanh").get(form).status_code == 404
    assert "Còn thiếu ý kiến" not in officer.get(f"/ho-so/{bloc.propose()}").text
