"""The page of one task: shown, taken, filled in, sent once."""

import io
import re
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from engine.base.actor import SYSTEM
from engine.base.clock import local_zone
from engine.commands import resume_instance, suspend_instance
from engine.model import Event
from tests.conftest import INSTANT
from tests.web.conftest import Browser, Office

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def send(browser: Browser, task_id: UUID, *, key: str = "", **answers: Any) -> TestResponse:
    return browser.post(f"/viec/{task_id}", {"_key": key or str(uuid4()), **answers})


def count_events(office: Office, kind: str) -> int:
    with office.database.read() as session:
        return session.scalar(select(func.count()).select_from(Event).where(Event.kind == kind)) or 0


def test_a_task_shows_its_form_and_its_case(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1", title="Vụ 15")
    browser.sign_in("hanh")
    page = browser.get(f"/viec/{task_id}").text
    assert "Thẩm định hồ sơ" in page
    assert "Vụ 15" in page
    assert "Đề nghị trình" in page
    assert f'data-positions="/so-do/{office.task(task_id).instance_id}.json"' in page


def test_a_foreign_task_is_not_there(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("thanh")
    assert browser.get(f"/viec/{task_id}").status_code == 404
    assert browser.get(f"/hop-viec/{task_id}").status_code == 404
    assert browser.get(f"/so-do/{office.task(task_id).instance_id}.bpmn").status_code == 404
    assert browser.get(f"/so-do/{office.task(task_id).instance_id}.json").status_code == 404
    assert send(browser, task_id, decision="approve").status_code == 404
    assert browser.post(f"/viec/{task_id}/nhan", {"_key": str(uuid4())}).status_code == 404
    assert office.task(task_id).state == "open"


def test_a_wrong_answer_shows_the_field_and_the_reason_and_keeps_what_was_typed(
    browser: Browser, office: Office
) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    answer = send(browser, task_id, decision="", opinion="Đủ thành phần <b>")
    assert answer.status_code == 422
    assert 'id="form-errors"' in answer.text
    assert "Kết luận:" in answer.text
    assert "Đủ thành phần &lt;b&gt;" in answer.text
    assert office.task(task_id).state == "open"


def test_a_condition_between_fields_is_checked_on_the_server(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    assert send(browser, task_id, decision="return").status_code == 422
    assert send(browser, task_id, decision="return", opinion="Thiếu biên bản").status_code == 303


def test_after_sending_the_next_task_opens_with_a_notice(browser: Browser, office: Office) -> None:
    first, second = office.start("HS-1", title="Vụ 15"), office.start("HS-2")
    browser.sign_in("hanh")
    answer = send(browser, first, decision="approve")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/viec/{second}")
    assert "Đã gửi: Thẩm định hồ sơ – Vụ 15." in browser.get(f"/viec/{second}").text
    assert send(browser, second, decision="approve").headers["Location"] == "/"


def test_sending_twice_with_one_key_has_one_effect_and_the_same_answer(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    key = str(uuid4())
    first = send(browser, task_id, key=key, decision="approve")
    second = send(browser, task_id, key=key, decision="approve")
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert count_events(office, "task_completed") == 1


def test_a_key_used_for_another_answer_is_refused(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    key = str(uuid4())
    send(browser, task_id, key=key, decision="approve")
    assert send(browser, task_id, key=key, decision="return", opinion="khác").status_code == 422
    assert count_events(office, "task_completed") == 1


def test_a_submission_without_a_key_is_refused(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    assert browser.post(f"/viec/{task_id}", {"decision": "approve"}).status_code == 400
    assert office.task(task_id).state == "open"


def test_who_comes_second_is_told_who_was_first_and_when(app: Flask, browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    other = Browser(app.test_client())
    browser.sign_in("hanh")
    other.sign_in("lan")
    assert send(browser, task_id, decision="approve").status_code == 303
    late = send(other, task_id, decision="approve")
    assert late.status_code == 409
    assert "Nguyễn Thị Hạnh" in late.text
    when = INSTANT.astimezone(local_zone()).strftime("%d/%m/%Y %H:%M")
    assert when in late.text
    assert count_events(office, "task_completed") == 1
    page = other.get(f"/viec/{task_id}")
    assert page.status_code == 200
    assert f"Nguyễn Thị Hạnh đã hoàn thành việc này lúc {when}." in page.text
    assert "Đề nghị trình" in page.text


def test_a_claimed_task_is_kept_from_others_until_it_is_given_back(
    app: Flask, browser: Browser, office: Office
) -> None:
    task_id = office.start("HS-1")
    other = Browser(app.test_client())
    browser.sign_in("hanh")
    other.sign_in("lan")
    assert browser.post(f"/viec/{task_id}/nhan", {"_key": str(uuid4())}).status_code == 303
    page = other.get(f"/viec/{task_id}").text
    assert "Nguyễn Thị Hạnh đang xử lý việc này." in page
    assert "task-form" not in page
    refused = send(other, task_id, decision="approve")
    assert refused.status_code == 409
    assert "Nguyễn Thị Hạnh" in refused.text
    assert str(task_id) not in other.get("/").text
    assert browser.post(f"/viec/{task_id}/tra", {"_key": str(uuid4())}).status_code == 303
    assert "task-form" in other.get(f"/viec/{task_id}").text


def test_who_did_a_step_is_told_that_another_must_do_the_next(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("lan")
    following = send(browser, task_id, decision="approve").headers["Location"]
    page = browser.get(following).text
    assert "task-form" not in page
    assert "Thẩm định hồ sơ" in page
    assert browser.post(following, {"_key": str(uuid4()), "decision": "approve"}).status_code == 403


def test_a_form_asked_for_anew_comes_alone_and_changes_nothing(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    data = {"_key": str(uuid4()), "decision": "return", "_preview": "1"}
    answer = browser.post(f"/viec/{task_id}", data, headers={"X-Form-Preview": "1"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "data-form" in answer.text
    assert office.task(task_id).state == "open"


def test_of_a_task_that_somebody_did_meanwhile_no_form_comes_in_the_place_of_what_is_typed(
    app: Flask, browser: Browser, office: Office
) -> None:
    task_id = office.start("HS-1")
    other = Browser(app.test_client())
    browser.sign_in("hanh")
    other.sign_in("lan")
    assert send(browser, task_id, decision="approve").status_code == 303
    data = {"_key": str(uuid4()), "decision": "return", "_preview": "1"}
    answer = other.post(f"/viec/{task_id}", data, headers={"X-Form-Preview": "1"})
    assert answer.status_code == 409
    said = html.fromstring(answer.text).xpath("//*[@data-refusal]")[0].text_content()
    assert "Nguyễn Thị Hạnh đã hoàn thành việc này" in said
    assert "data-form" not in answer.text


def test_attached_files_are_kept_with_the_answer_and_sent_only_to_those_of_the_case(
    app: Flask, browser: Browser, office: Office
) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    sent = send(browser, task_id, decision="approve", **{"minutes:file": (io.BytesIO(PDF), "Biên bản họp.pdf")})
    assert sent.status_code == 303, re.sub(r"<[^>]+>", " ", sent.text)[-1500:]
    from workflows.registers.attachments import attachments_of

    with office.database.read() as session:
        (file,) = attachments_of(session, "HS-1")
        url = f"/tep/{file.id}"
    got = browser.get(url)
    assert got.data == PDF
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    other = Browser(app.test_client())
    other.sign_in("thanh")
    assert other.get(url).status_code == 404


def test_a_file_of_the_wrong_kind_is_refused_at_its_field(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    files = {"minutes:file": (io.BytesIO(b"<script>alert(1)</script>"), "anh.pdf")}
    answer = send(browser, task_id, decision="approve", **files)
    assert answer.status_code == 422
    assert "anh.pdf" in answer.text
    assert office.task(task_id).state == "open"


def test_steps_and_labels_are_english_when_english_is_chosen(browser: Browser, office: Office) -> None:
    task_id = office.start("HS-1")
    browser.sign_in("hanh")
    browser.client.set_cookie("bangvang_language", "en")
    page = browser.get(f"/viec/{task_id}").text
    assert "Review the file" in page
    assert "Conclusion" in page


def test_a_suspended_case_stays_in_the_inbox_and_says_why_it_waits(browser: Browser, office: Office) -> None:
    task_id, other = office.start("HS-1"), office.start("HS-2")
    instance = office.task(task_id).instance_id
    with office.database.transaction() as session:
        suspend_instance(session, instance, "Đang thanh tra", by=SYSTEM, key="suspend")
    browser.sign_in("hanh")
    listed = browser.get("/").text
    assert listed.count("Tạm dừng</span>") == 1
    assert f'data-row="{task_id}"' in listed
    page = browser.get(f"/viec/{task_id}").text
    assert "Đang thanh tra" in page
    assert 'id="task-form"' not in page
    chosen = browser.post("/xu-ly-loat", {"task": [str(task_id), str(other)]}).text
    assert "1 việc sẽ bị bỏ qua" in chosen
    assert "Đang thanh tra" in chosen
    assert send(browser, task_id, decision="approve").status_code == 423
    with office.database.transaction() as session:
        resume_instance(session, instance, "Đã xong", by=SYSTEM, key="resume")
    assert 'id="task-form"' in browser.get(f"/viec/{task_id}").text
    assert send(browser, task_id, decision="approve").status_code == 303
