"""Administrators replace the Word templates: tried first, from a day on, and no Python runs."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from docx import Document as Word

from engine.base import clock as clock_room
from tests.web.conftest import Browser, Staff
from tests.web.documents.test_papers import press, session_held
from tests.workflows.procedures.nomination.office import Office
from web.documents import words as words_room
from web.documents.filling import TOO_MUCH
from web.documents.words import SAMPLE, fill_in, shipped_template
from workflows.across.documents.commands import TemplateRefusedError


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


def template(*lines: str) -> bytes:
    page, made = Word(), BytesIO()
    for line in lines:
        page.add_paragraph(line)
    page.save(made)
    return made.getvalue()


def replace(browser: Browser, kind: str, data: bytes, valid_from: str = "") -> str:
    sent = {"_key": str(uuid4()), "template": (BytesIO(data), "mau.docx"), "valid_from": valid_from, "note": "Mẫu mới"}
    answer = browser.post(f"/van-ban/mau/{kind}", sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    if "viec-hai-nguoi" not in answer.location:
        return browser.get(answer.location).text
    assert Word(BytesIO(browser.get(f"/van-ban/mau/de-nghi/{answer.location.rsplit('/', 1)[1]}.docx").data))
    assert "mau.docx" not in browser.get("/van-ban/mau").text
    browser.sign_in("pheduyet")
    assert browser.post(f"{answer.location}/duyet", {"_key": str(uuid4())}).status_code == 303
    browser.sign_in("quantri")
    return browser.get("/van-ban/mau").text


def words(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Word(BytesIO(data)).paragraphs)


def test_a_template_of_ones_own_serves_what_is_numbered_from_its_day_on(
    browser: Browser, office: Office, staff: Staff
) -> None:
    _code, key = session_held(office)
    staff.hire("thuky", "council_secretary@VKSNDTC")
    staff.hire("quantri", "administrator@*")
    staff.hire("pheduyet", "process_approver@*")
    browser.sign_in("thuky")
    before = press(browser, "minutes", key)
    browser.sign_in("quantri")
    assert "theo mẫu kèm sản phẩm" in browser.get("/van-ban/mau").text
    day = (clock_room.today() + timedelta(days=1)).strftime("%d/%m/%Y")
    page = replace(browser, "minutes", template("MẪU RIÊNG {{ number }}/{{ code }}: {{ content.about }}"), day)
    assert "mau.docx" in page
    clock_room.advance(timedelta(days=1))
    browser.sign_in("thuky")
    after = press(browser, "minutes", key, "Cấp theo mẫu mới")
    assert "MẪU RIÊNG 02/BB-HĐTĐKT: Họp" in words(browser.get(f"{after}.docx").data)
    assert "MẪU RIÊNG" not in words(browser.get(f"{before}.docx").data)


@pytest.mark.parametrize(
    "line",
    [
        "{{ content.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{% for x in %}",
        "{{ content.nothing.at.all }}",
        "{{ 1 // 0 }}",
    ],
)
def test_a_template_that_cannot_be_filled_in_is_refused(line: str) -> None:
    said = {"content": SAMPLE, "number": "1", "code": "X"}
    with pytest.raises(TemplateRefusedError):
        fill_in(template(line), said)


@pytest.mark.parametrize(
    "line",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 999999999 }}",
        "{% for a in range(9999) %}" + "{{ 'x' * 3000 }}" * 90 + "{% endfor %}",
    ],
)
def test_a_template_that_takes_too_much_is_refused_and_the_server_stays_small(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = "import web.documents.filling as f, sys; f.SECONDS = 2; sys.exit(f.main())"
    monkeypatch.setattr(words_room, "CHILD", ("-c", limited))
    said = {"content": SAMPLE, "number": "1", "code": "X"}
    with pytest.raises(TemplateRefusedError) as refused:
        fill_in(template(line), said)
    assert refused.value.text.msgid == TOO_MUCH


def test_what_is_no_word_file_or_lies_in_the_past_is_refused(browser: Browser, office: Office, staff: Staff) -> None:
    staff.hire("quantri", "administrator@*")
    staff.hire("pheduyet", "process_approver@*")
    browser.sign_in("quantri")
    assert "không phải văn bản Word" in replace(browser, "minutes", b"PK khong phai")
    assert "có hiệu lực từ hôm nay" in replace(browser, "minutes", template("x"), "01/01/2019")
    assert "mau.docx" not in browser.get("/van-ban/mau").text


def test_the_shipped_template_is_downloaded_and_brought_back(browser: Browser, office: Office, staff: Staff) -> None:
    staff.hire("quantri", "administrator@*")
    staff.hire("pheduyet", "process_approver@*")
    browser.sign_in("quantri")
    data = browser.get("/van-ban/mau/request.docx").data
    assert Word(BytesIO(data)).paragraphs[0].text == Word(BytesIO(shipped_template())).paragraphs[0].text
    assert "mau.docx" in replace(browser, "request", data)
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    assert browser.get("/van-ban/mau").status_code == 403
