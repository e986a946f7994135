"""Who may read, edit and approve procedures."""

from typing import Any
from uuid import UUID

import pytest

from tests.web.workshop.conftest import TEXTS, Workshop

READING = [
    "/",
    "/review",
    "/review/phien-ban/1",
    "/review/xem/1/review.bpmn",
    "/review/tep/1/review.bpmn",
    "/review/so-sanh",
]
EDITING = ["/review/soan", "/review/soan/du-lieu"]


def test_people_without_a_workshop_role_are_kept_out(workshop: Any) -> None:
    officer: Workshop = workshop("officer", "unit_officer@VKSNDTC.V15")
    assert {officer.get(path).status_code for path in READING + EDITING} == {403}


def test_strangers_are_asked_to_sign_in(app: Any, deployed: None) -> None:
    answer = app.test_client().get("/quy-trinh/")
    assert (answer.status_code, "/dang-nhap" in answer.location) == (302, True)


@pytest.mark.parametrize("role", ["administrator", "process_approver", "auditor"])
def test_administrators_approvers_and_auditors_read(role: str, workshop: Any) -> None:
    reader: Workshop = workshop("reader", f"{role}@*")
    assert {reader.get(path).status_code for path in READING} == {200}


def test_only_administrators_edit(author: Workshop, approver: Workshop) -> None:
    assert {author.get(path).status_code for path in EDITING} == {200}
    assert {approver.get(path).status_code for path in EDITING} == {403}
    assert approver.save(TEXTS).status_code == 403


def test_an_administrator_who_is_no_approver_cannot_approve(author: Workshop, workshop: Any) -> None:
    other: Workshop = workshop("binh", "administrator@*", name="Phạm Văn Bình")
    draft = author.save(TEXTS).json
    author.submit(draft)
    assert other.decide(draft, "duyet").status_code == 403


def test_what_does_not_exist_is_not_found(author: Workshop) -> None:
    files = ("9/review.bpmn", "nhap-x/review.bpmn", f"nhap-{UUID(int=1)}/review.bpmn", "1/none.bpmn")
    absent = ["/none", "/review/phien-ban/9", *(f"/review/tep/{file}" for file in files)]
    assert {author.get(path).status_code for path in absent} == {404}


def test_files_are_sent_as_attachments_of_a_harmless_type(author: Workshop) -> None:
    answer = author.get("/review/tep/1/review.bpmn")
    assert answer.mimetype == "application/xml"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_the_editor_may_carry_style_attributes(author: Workshop) -> None:
    assert "'unsafe-inline'" in author.get("/review/soan").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in author.get("/review").headers["Content-Security-Policy"]
