"""Who may read, edit and approve procedures."""

from typing import Any

import pytest

from tests.web.workshop.conftest import TEXTS, Workshop

READING = ["/", "/review", "/review/phien-ban/1", "/review/xem/1/review.bpmn", "/review/tep/1/review.bpmn", "/review/so-sanh"]
EDITING = ["/review/soan", "/review/soan/du-lieu"]


@pytest.mark.parametrize("path", READING + EDITING)
def test_people_without_a_workshop_role_are_kept_out(path: str, workshop: Any) -> None:
    officer: Workshop = workshop("officer", "unit_officer@VKSNDTC.V15")
    assert officer.get(path).status_code == 403


def test_strangers_are_asked_to_sign_in(app: Any, deployed: None) -> None:
    answer = app.test_client().get("/quy-trinh/")
    assert (answer.status_code, "/dang-nhap" in answer.location) == (302, True)


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("role", ["administrator", "process_approver", "auditor"])
def test_administrators_approvers_and_auditors_read(role: str, path: str, workshop: Any) -> None:
    assert workshop("reader", f"{role}@*").get(path).status_code == 200


@pytest.mark.parametrize("path", EDITING)
def test_only_administrators_edit(path: str, author: Workshop, approver: Workshop) -> None:
    assert author.get(path).status_code == 200
    assert approver.get(path).status_code == 403
    assert approver.save(TEXTS).status_code == 403


def test_an_administrator_who_is_no_approver_cannot_approve(author: Workshop, workshop: Any) -> None:
    other: Workshop = workshop("binh", "administrator@*", name="Phạm Văn Bình")
    draft = author.save(TEXTS).json
    author.submit(draft)
    assert other.decide(draft, "duyet").status_code == 403


@pytest.mark.parametrize("path", ["/none", "/review/phien-ban/9", "/review/tep/9/review.bpmn", "/review/tep/nhap-x/review.bpmn", "/review/tep/1/none.bpmn"])
def test_what_does_not_exist_is_not_found(path: str, author: Workshop) -> None:
    assert author.get(path).status_code == 404


def test_files_are_sent_as_attachments_of_a_harmless_type(author: Workshop) -> None:
    answer = author.get("/review/tep/1/review.bpmn")
    assert answer.mimetype == "application/xml"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_only_the_editor_may_carry_style_attributes(author: Workshop) -> None:
    assert "'unsafe-inline'" in author.get("/review/soan").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in author.get("/review").headers["Content-Security-Policy"]
