"""One idea of a draft: what is uploaded, renamed or dropped is what is edited, checked and submitted."""

from datetime import timedelta
from typing import Any

import pytest

from engine.base.actor import SYSTEM
from engine.commands import deploy
from engine.commands.drafts import files_of_draft
from engine.model import Release
from engine.store.database import Database
from tests.web.workshop.conftest import FILES, TEXTS, Workshop, texts_with
from tests.web.workshop.test_uploading import STUCK, drafts, upload

UNDRAWN = STUCK.replace('<bpmn:parallelGateway id="j"/>', '<bpmn:exclusiveGateway id="j"/>')
FORM = TEXTS["check_dossier.form.json"]


def change(author: Workshop, what: str, path: str, **more: Any) -> Any:
    """Rename or drop a file of the newest draft as its page does."""
    draft = author.get("/review/soan/du-lieu").json["draft"]
    return author.decide(draft, what, path=path, **{"version": draft["version"], **more})


def test_a_draft_with_a_new_a_renamed_and_no_old_file_is_edited_checked_and_submitted(
    author: Workshop, database: Database
) -> None:
    upload(author, (UNDRAWN.encode(), "other.bpmn"))
    assert change(author, "doi-ten", "other.bpmn", name="khác.bpmn").status_code == 303
    assert change(author, "bo-tep", "review.bpmn").status_code == 303
    loaded: dict[str, Any] = author.get("/review/soan/du-lieu").json
    assert loaded["files"].keys() == {"khác.bpmn", "check_dossier.form.json"}
    known = {"draft": loaded["draft"]["id"], "version": loaded["draft"]["version"]}
    checked = author.send("/review/soan/kiem-tra", files=loaded["files"], **known).json["findings"]
    assert [one for one in checked if one["severity"] == "error"] == []
    saved = author.save(loaded["files"], loaded["draft"])
    assert saved.status_code == 200, saved.text
    assert author.submit(saved.json).status_code == 200
    [draft] = drafts(database)
    assert (draft.state, files_of_draft(draft).keys()) == ("submitted", loaded["files"].keys())


def test_a_second_upload_goes_beside_the_first_unless_a_new_draft_is_asked_for(
    author: Workshop, database: Database
) -> None:
    upload(author, (STUCK.encode(), "other.bpmn"))
    mine = author.get("/review/soan/du-lieu").json["draft"]
    into = {"into": f"nhap-{mine['id']}", "version": str(mine["version"])}
    assert into["into"] in author.page("/review/tai-len")
    for _twice in range(2):
        sent = upload(author, (FORM.replace("check_dossier", "more").encode(), "more.form.json"), key="second", **into)
        assert sent.status_code == 200, sent.text
    [draft] = drafts(database)
    assert draft.files.keys() == {*TEXTS, "other.bpmn", "more.form.json"}
    stale = upload(author, (STUCK.encode(), "third.bpmn"), key="third", **into)
    assert (stale.status_code, "Lê Thị Hương" in stale.text) == (409, True)
    upload(author, (STUCK.encode(), "other.bpmn"), key="anew", into="1")
    assert len(drafts(database)) == 2


def test_a_file_in_a_folder_is_replaced_by_one_of_its_name(author: Workshop, database: Database) -> None:
    files = {"review.bpmn": FILES["review.bpmn"], "forms/check_dossier.form.json": FILES["check_dossier.form.json"]}
    database.perform(lambda s: deploy(s, files, procedure="review", author=SYSTEM, approver=None, key="folder"))
    upload(author, (FORM.encode(), "check_dossier.form.json"))
    assert drafts(database)[0].files.keys() == files.keys()


@pytest.mark.parametrize(
    ("what", "path", "name", "status"),
    [
        ("doi-ten", "review.bpmn", "review.dmn", 422),
        ("doi-ten", "review.bpmn", "../review.bpmn", 422),
        ("doi-ten", "review.bpmn", ".bpmn", 422),
        ("doi-ten", "other.bpmn", "review.bpmn", 422),
        ("doi-ten", "no.bpmn", "yes.bpmn", 404),
        ("bo-tep", "no.bpmn", "", 404),
    ],
)
def test_what_cannot_be_renamed_or_dropped_changes_nothing(
    what: str, path: str, name: str, status: int, author: Workshop, database: Database
) -> None:
    upload(author, (STUCK.encode(), "other.bpmn"))
    answer = change(author, what, path, name=name)
    assert answer.status_code == status
    assert "Các bước kiểm tra không phát hiện gì" not in answer.text
    assert drafts(database)[0].files.keys() == {*TEXTS, "other.bpmn"}


def test_a_draft_renamed_meanwhile_is_told_as_stale_and_its_last_file_stays(author: Workshop) -> None:
    seen = author.save(TEXTS).json
    change(author, "doi-ten", "review.bpmn", name="xét.bpmn")
    stale = author.save(texts_with("Kiểm tra thể thức hồ sơ", "Kiểm tra"), seen)
    assert (stale.status_code, "Lê Thị Hương" in stale.json["error"]) == (409, True)
    change(author, "bo-tep", "xét.bpmn")
    assert change(author, "bo-tep", "check_dossier.form.json").status_code == 422


def test_a_returned_draft_with_a_new_file_goes_on(author: Workshop, approver: Workshop) -> None:
    upload(author, (UNDRAWN.encode(), "other.bpmn"))
    loaded: dict[str, Any] = author.get("/review/soan/du-lieu").json
    author.submit(loaded["draft"])
    approver.decide(loaded["draft"], "tu-choi", reason="Thiếu căn cứ")
    begin = f"nhap-{loaded['draft']['id']}"
    again: dict[str, Any] = author.get(f"/review/soan/du-lieu?tu={begin}").json
    assert (again["draft"], again["files"].keys()) == (None, {*TEXTS, "other.bpmn"})
    saved = author.send("/review/soan", files=again["files"], begin=begin)
    assert saved.status_code == 200, saved.text
    assert author.send("/review/soan/kiem-tra", files=again["files"], begin=begin).json["findings"] is not None


def test_a_version_due_later_is_not_shown_as_what_holds(
    author: Workshop, approver: Workshop, database: Database, clock: Any
) -> None:
    draft = author.save(texts_with("Kiểm tra thể thức hồ sơ", "Kiểm tra mới")).json
    author.submit(draft)
    day = (clock.today() + timedelta(days=40)).strftime("%d/%m/%Y")
    approver.decide(draft, "duyet", effective_on=day)
    with database.read() as session:
        assert session.query(Release).count() == 2
    page, listed = author.page("/review"), author.page("/")
    assert "/quy-trinh/review/tep/1/review.bpmn" in page
    assert "/quy-trinh/review/tep/2/review.bpmn" not in page
    assert day in page
    assert "/quy-trinh/review/hinh/1/review.bpmn" in listed
