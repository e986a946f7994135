"""Looking at attached files in the page: PDFs as pictures of their pages, pictures, and what cannot be shown."""

import os
from io import BytesIO
from threading import Thread
from uuid import UUID

import pytest
from flask import Flask
from PIL import Image

from engine.base.actor import Actor
from engine.base.children import TooManyError
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office
from web.cases.pictures import NoPictureError, page_picture
from web.documents.paper import Marks, lay_out
from web.documents.words import SAMPLE, shipped_template
from workflows.registers.attachments import FileStore, Upload
from workflows.registers.attachments.commands import keep_attachments, store_upload


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


def hostile(levels: int = 9) -> bytes:
    """Return a small PDF whose page draws a form that draws a form ten times, and so on."""
    draws = b"/F Do " * 12
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(draws), draws),
    ]
    for level in range(levels):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level) if level + 1 < levels else b""
        body = draws if inner else b"0 0 200 200 re f"
        kind = b"<</Type/XObject/Subtype/Form/BBox[0 0 200 200]%s/Length %d>>" % (inner, len(body))
        objects.append(kind + b"stream\n%s\nendstream" % body)
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return (
        written + end + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    )


def test_hostile_files_hold_up_whoever_opens_them_and_nobody_else(
    app: Flask, browser: Browser, office: Office, staff: Staff, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.cases.pictures.CPU_SECONDS", 1)
    staff.hire("ke", "body_leader@VKSNDTC")
    with app.test_request_context():
        good = attach(app, office, code, "to-trinh.pdf", lay_out(SAMPLE, Marks()))
    files = [attach(app, office, code, f"{n}.pdf", hostile() + b"%" * n) for n in range(5)]
    answers: list[int] = []

    others = [Browser(app.test_client()) for _ in files]
    assert {other.sign_in("ke").status_code for other in others} == {303}  # one after the other: the door has a queue

    def open_one(file: UUID, other: Browser) -> None:
        answers.append(other.get(f"/tep/{file}/trang/1").status_code)

    threads = [Thread(target=open_one, args=pair) for pair in zip(files, others, strict=True)]
    browser.sign_in("vu")
    for thread in threads:
        thread.start()
    assert browser.get(f"/tep/{good}/trang/1").status_code == 200
    for thread in threads:
        thread.join()
    assert browser.get(f"/tep/{good}/trang/1").status_code == 200
    assert set(answers) <= {404, 503}
    assert 404 in answers


def test_a_file_that_used_up_its_time_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.cases.pictures.CPU_SECONDS", 1)
    for _ in range(2):
        spent = os.times().children_user
        with pytest.raises(NoPictureError):
            page_picture(hostile() + b"%%", 1)
    assert os.times().children_user - spent < 0.1  # no child drew anything, however busy the machine is


def test_a_busy_machine_is_not_taken_for_a_bad_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.cases.pictures.SECONDS", 0.01)
    with pytest.raises(TooManyError):
        page_picture(hostile(1), 1)


def test_files_of_cases_one_may_not_see_stay_closed(app: Flask, browser: Browser, office: Office, code: str) -> None:
    file = attach(app, office, code, "anh.png", picture())
    browser.sign_in("khac")
    assert browser.get(f"/tep/{file}/xem").status_code == 404
    assert browser.get(f"/tep/{file}/trang/1").status_code == 404
