"""Looking at attached files in the page: PDFs as pictures of their pages, pictures, and what cannot be shown."""

from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask
from PIL import Image

from engine.actor import Actor
from tests.web.conftest import Browser, Staff
from tests.workflows.nomination.office import Office
from web.documents.paper import Marks, lay_out
from web.documents.words import SAMPLE, shipped_template
from workflows.attachments import FileStore, Upload
from workflows.attachments.commands import keep_attachments, store_upload


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture
def code(office: Office, staff: Staff) -> str:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    staff.hire("khac", "emulation_dept@BCA", unit="BCA")
    found = office.propose_person("LDTT")
    office.submit(found)
    return found


def attach(app: Flask, office: Office, code: str, name: str, data: bytes) -> UUID:
    store = FileStore(app.config["BANGVANG_SETTINGS"].attachments_dir)
    by = Actor(id="x", name="Người nộp")
    with office.database.transaction() as session:
        made = store_upload(session, store, BytesIO(data), Upload(name, code), by=by)
        keep_attachments(session, [str(made.id)], code)
        return made.id


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (20, 10), "red").save(made, "PNG")
    return made.getvalue()


def test_a_pdf_is_shown_page_by_page(app: Flask, browser: Browser, office: Office, code: str) -> None:
    with app.test_request_context():
        pdf = lay_out(SAMPLE, Marks())
    file = attach(app, office, code, "to-trinh.pdf", pdf)
    browser.sign_in("vu")
    assert f"/tep/{file}/xem" in browser.get(f"/ho-so/{code}").text
    page = browser.get(f"/tep/{file}/xem").text
    assert f"/tep/{file}/trang/1" in page
    assert f"/tep/{file}/trang/2" not in page
    drawn = browser.get(f"/tep/{file}/trang/1")
    assert drawn.mimetype == "image/png"
    assert Image.open(BytesIO(drawn.data)).width == 1000
    assert browser.get(f"/tep/{file}/trang/2").status_code == 404


def test_a_picture_is_shown_and_a_word_file_is_offered_for_download(
    app: Flask, browser: Browser, office: Office, code: str
) -> None:
    shown = attach(app, office, code, "anh.png", picture())
    word = attach(app, office, code, "mau.docx", shipped_template())
    browser.sign_in("vu")
    assert browser.get(f"/tep/{shown}/trang/1").data == picture()
    assert "không xem được ở đây" in browser.get(f"/tep/{word}/xem").text
    assert browser.get(f"/tep/{word}/trang/1").status_code == 404


def test_a_broken_pdf_is_offered_for_download(app: Flask, browser: Browser, office: Office, code: str) -> None:
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    end = b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    end += b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF\n"
    file = attach(app, office, code, "rong.pdf", body + end)
    browser.sign_in("vu")
    assert "không xem được ở đây" in browser.get(f"/tep/{file}/xem").text


def test_files_of_cases_one_may_not_see_stay_closed(app: Flask, browser: Browser, office: Office, code: str) -> None:
    file = attach(app, office, code, "anh.png", picture())
    browser.sign_in("khac")
    assert browser.get(f"/tep/{file}/xem").status_code == 404
    assert browser.get(f"/tep/{file}/trang/1").status_code == 404
