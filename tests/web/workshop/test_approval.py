"""A second person approves or returns a change."""

import re
from datetime import timedelta
from typing import Any

import pytest

from engine.base.actor import SYSTEM
from engine.commands import deploy, start_instance
from engine.releases import check
from engine.store import instances, releases, tasks
from engine.store.database import Database
from tests.web.conftest import PASSWORD
from tests.web.workshop.conftest import TEXTS, Workshop, texts_with

CONDITION = ("=complete = false", "=complete != true")
RENAMED = ("Kiểm tra thể thức hồ sơ", "Kiểm tra hồ sơ")


@pytest.fixture
def submitted(author: Workshop) -> dict[str, Any]:
    """Return a submitted draft that changes a condition."""
    draft: dict[str, Any] = author.save(texts_with(*CONDITION)).json
    assert author.submit(draft).status_code == 200
    return draft


def test_self_approval_is_refused_in_plain_words(workshop: Any) -> None:
    both: Workshop = workshop("both", "administrator@*", "process_approver@*")
    draft = both.save(texts_with(*CONDITION)).json
    both.submit(draft)
    both.browser.client.set_cookie("bangvang_language", "en")
    answer = both.decide(draft, "duyet")
    assert answer.status_code == 403
    assert "You cannot approve your own change. Another person must do it." in answer.text
    assert both.decide(draft, "tu-choi", reason="x").status_code == 403


def test_the_approver_sees_the_changed_condition(approver: Workshop, submitted: dict[str, Any]) -> None:
    page = approver.page(f"/ban-nhap/{submitted['id']}")
    assert "<del>=complete = false</del>" in page
    assert "<ins>=complete != true</ins>" in page
    assert "flow_incomplete" in page


def test_an_approved_draft_is_the_next_version(
    approver: Workshop, submitted: dict[str, Any], database: Database
) -> None:
    assert approver.decide(submitted, "duyet").status_code == 302
    with database.read() as session:
        newest = releases.releases_of(session, "review")[0]
    assert (newest.number, newest.author_name, newest.approver_name) == (2, "Lê Thị Hương", "Trần Quốc Khánh")
    assert newest.note == "Sửa điều kiện"
    page = approver.page("/review/so-sanh?tu=1&den=2")
    assert "=complete != true" in page


def test_running_instances_do_not_notice_a_new_version(
    author: Workshop, approver: Workshop, database: Database
) -> None:
    def begin(key: str) -> Any:
        return database.perform(lambda s: start_instance(s, "review", {}, by=SYSTEM, key=key, business_key=key)).id

    old = begin("old")
    draft = author.save(texts_with(*RENAMED)).json
    author.submit(draft)
    approver.decide(draft, "duyet")
    new = begin("new")
    with database.read() as session:
        (old_task,) = tasks.tasks_of_instance(session, old)
        (new_task,) = tasks.tasks_of_instance(session, new)
        counts = instances.count_by_release(session, [old_task.release_id, new_task.release_id])
    assert (old_task.name, new_task.name) == RENAMED
    assert counts == {old_task.release_id: {"active": 1}, new_task.release_id: {"active": 1}}


def test_pressing_approve_twice_deploys_once(approver: Workshop, submitted: dict[str, Any], database: Database) -> None:
    for _ in range(2):
        approver.decide(submitted, "duyet", key="same")
    with database.read() as session:
        assert len(releases.releases_of(session, "review")) == 2


def test_a_returned_draft_tells_its_author_why(author: Workshop, approver: Workshop, submitted: dict[str, Any]) -> None:
    assert approver.decide(submitted, "tu-choi", reason="Chưa nêu căn cứ").status_code == 302
    page = author.page(f"/ban-nhap/{submitted['id']}")
    assert "Chưa nêu căn cứ" in page
    again = author.get(f"/review/soan/du-lieu?tu=nhap-{submitted['id']}").json
    assert again["draft"] is None
    assert again["files"] == texts_with(*CONDITION)


def test_a_draft_is_returned_only_with_a_reason(approver: Workshop, submitted: dict[str, Any]) -> None:
    assert approver.decide(submitted, "tu-choi", reason="  ").status_code == 422


def test_a_draft_begun_before_the_newest_version_cannot_go_live(
    author: Workshop, approver: Workshop, submitted: dict[str, Any]
) -> None:
    late = author.save(texts_with(*RENAMED)).json
    author.submit(late)
    approver.decide(submitted, "duyet")
    answer = approver.decide(late, "duyet")
    assert answer.status_code in {409, 422}
    assert "2" in answer.text


def test_the_list_tells_what_waits(author: Workshop, approver: Workshop, submitted: dict[str, Any]) -> None:
    for page in (approver.page("/"), approver.page("/review")):
        assert f"/quy-trinh/ban-nhap/{submitted['id']}" in page
    assert TEXTS["review.bpmn"] in approver.get("/review/tep/1/review.bpmn").text


def test_putting_a_version_in_force_asks(approver: Workshop, submitted: dict[str, Any], clock: Any) -> None:
    clock.advance(timedelta(minutes=15))
    assert 'name="_password"' in approver.page(f"/ban-nhap/{submitted['id']}")
    refused = approver.decide(submitted, "duyet", effective_on="01/01/2030")
    assert refused.status_code == 422
    assert "Nhập mật khẩu để xác nhận" in refused.text
    assert 'value="01/01/2030"' in refused.text
    assert approver.decide(submitted, "duyet", _password="sai").status_code == 422
    assert approver.decide(submitted, "duyet", _password=PASSWORD).status_code == 302


def test_what_a_version_weakens_is_ticked_one_by_one_and_kept(
    author: Workshop, approver: Workshop, database: Database
) -> None:
    texts = dict(TEXTS)
    text = texts["review.bpmn"]
    start = text.index("<zeebe:assignmentDefinition")
    end = text.index("/>", start) + 2
    texts["review.bpmn"] = text[:start] + text[start:end].replace("unit_", "other_", 1) + text[end:]
    texts["review.bpmn"] = texts["review.bpmn"].replace(RENAMED[0], "Xem https://evil.example", 1)
    draft = author.save(texts).json
    author.submit(draft)
    page = approver.page(f"/ban-nhap/{draft['id']}")
    marks = re.findall(r'name="noted" value="(\w+)"', page)
    assert len(marks) >= 1
    assert "https://evil.example" in page
    for noted in ([], marks[:-1], [*marks, "0" * 16]):
        assert approver.decide(draft, "duyet", noted=noted).status_code == 422
    assert approver.decide(draft, "duyet", noted=marks).status_code == 302
    with database.read() as session:
        kept = releases.releases_of(session, "review")[0].weakened
    assert len(kept or []) == len(marks)
    assert "https://evil.example" in approver.page("/review/phien-ban/2")


def test_no_check_of_files_runs_within_a_transaction_that_writes(
    author: Workshop, approver: Workshop, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    within: list[bool] = []
    seen: list[bool] = []
    perform, run = Database.perform, check.check_files
    monkeypatch.setattr(Database, "perform", lambda self, work: perform(self, _marked(work, within)))
    monkeypatch.setattr(check, "check_files", lambda files: seen.append(bool(within)) or run(files))
    draft = author.save(texts_with("Kiểm tra thể thức hồ sơ", "Kiểm tra")).json
    author.send("/review/soan/kiem-tra", files=TEXTS)
    assert author.submit(draft).status_code == 200
    assert approver.decide(draft, "duyet").status_code == 302
    assert (len(seen) >= 3, any(seen)) == (True, False)


def _marked(work: Any, within: list[bool]) -> Any:
    def marked(session: Any) -> Any:
        within.append(True)
        try:
            return work(session)
        finally:
            within.pop()

    return marked


def test_a_code_in_no_register_keeps_a_draft_from_being_submitted(author: Workshop) -> None:
    texts = texts_with("body_leader@VKSNDTC", "body_leader@VKSNDCT")
    found = author.send("/review/soan/kiem-tra", files=texts).json["findings"]
    [told] = [one for one in found if one["rule"] == "code"]
    assert (told["severity"], told["file"]) == ("error", "review.bpmn")
    assert "body_leader@VKSNDTC" in told["suggestion"]
    draft = author.save(texts).json
    assert "body_leader@VKSNDCT" in author.page(f"/ban-nhap/{draft['id']}")
    assert author.submit(draft).status_code == 422


def test_a_code_that_stood_before_stops_nobody(author: Workshop, database: Database) -> None:
    texts = texts_with("body_leader@VKSNDTC", "body_leader@VKSNDCT")
    files = {path: text.encode() for path, text in texts.items()}
    database.perform(lambda s: deploy(s, files, procedure="review", author=SYSTEM, approver=None, key="shipped"))
    found = author.send("/review/soan/kiem-tra", files=texts).json["findings"]
    assert [one["severity"] for one in found if one["rule"] == "code"] == ["warning"]
    assert author.submit(author.save({**texts, "review.bpmn": texts["review.bpmn"] + "\n"}).json).status_code == 200
