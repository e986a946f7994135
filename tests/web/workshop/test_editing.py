"""Saving, checking and submitting drafts."""

from typing import Any

from tests.web.workshop.conftest import FILES, TEXTS, Workshop, texts_with

RENAMED = ("Kiểm tra thể thức hồ sơ", "Kiểm tra hồ sơ")


def test_the_editor_begins_with_the_newest_version_and_our_actions(author: Workshop) -> None:
    loaded: dict[str, Any] = author.get("/review/soan/du-lieu").json
    assert loaded["files"] == TEXTS
    assert loaded["draft"] is None
    assert "action.test.notify" in {template["id"] for template in loaded["templates"]}


def test_a_saved_draft_is_what_the_editor_opens_next(author: Workshop) -> None:
    saved = author.save(texts_with(*RENAMED)).json
    loaded: dict[str, Any] = author.get("/review/soan/du-lieu").json
    assert loaded["draft"]["id"] == saved["id"]
    assert loaded["files"] == texts_with(*RENAMED)


def test_a_stale_save_is_refused_with_who_saved(author: Workshop) -> None:
    first = author.save(TEXTS).json
    second = author.save(texts_with(*RENAMED), first)
    assert second.json["version"] > first["version"]
    stale = author.save(TEXTS, first)
    assert stale.status_code == 409
    assert "Lê Thị Hương" in stale.json["error"]
    assert author.get("/review/soan/du-lieu").json["files"] == texts_with(*RENAMED)


def test_nobody_saves_over_another_persons_draft(author: Workshop, workshop: Any) -> None:
    draft = author.save(TEXTS).json
    other: Workshop = workshop("binh", "administrator@*", name="Phạm Văn Bình")
    answer = other.save(texts_with(*RENAMED), draft)
    assert (answer.status_code, "Lê Thị Hương" in answer.json["error"]) == (403, True)


def test_a_save_must_bring_every_file_and_no_other(author: Workshop) -> None:
    assert author.save({"review.bpmn": TEXTS["review.bpmn"]}).status_code == 422
    assert author.save({**TEXTS, "more.bpmn": "<a/>"}).status_code == 422
    assert author.send("/review/soan", files="none").status_code == 422
    assert author.send("/review/soan", files=TEXTS, sideways=1).status_code == 422


def test_a_save_without_the_token_is_refused(author: Workshop) -> None:
    author.token = "forged"
    assert author.save(TEXTS).status_code == 400


def test_a_check_names_rule_element_and_line(author: Workshop) -> None:
    broken = texts_with("=complete = false", "=complete = = false")
    (finding,) = author.send("/review/soan/kiem-tra", files=broken).json["findings"]
    line = TEXTS["review.bpmn"][: TEXTS["review.bpmn"].index("=complete = false")].count("\n")
    assert finding["severity"] == "error"
    assert (finding["file"], finding["element"]) == ("review.bpmn", "flow_incomplete")
    assert abs(finding["line"] - (line + 1)) <= 1
    assert finding["rule"]
    assert finding["message"]


def test_a_hostile_diagram_is_refused_with_rule_and_line(author: Workshop) -> None:
    hostile = texts_with(
        '<?xml version="1.0" encoding="UTF-8"?>\n', '<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY e "x">]>\n'
    )
    (finding,) = author.send("/review/soan/kiem-tra", files=hostile).json["findings"]
    assert finding["rule"] == "xml-doctype"
    draft = author.save(hostile).json
    refused = author.submit(draft)
    assert refused.status_code == 422
    assert refused.json["findings"][0]["rule"] == "xml-doctype"
    assert "DOCTYPE" in author.page(f"/ban-nhap/{draft['id']}")


def test_python_in_a_diagram_is_refused_with_its_element(author: Workshop) -> None:
    hostile = texts_with("=complete = false", "=__import__('os').system('true')")
    findings = author.send("/review/soan/kiem-tra", files=hostile).json["findings"]
    assert "flow_incomplete" in {finding["element"] for finding in findings if finding["severity"] == "error"}


def test_a_submitted_draft_can_no_longer_be_changed(author: Workshop) -> None:
    draft = author.save(TEXTS).json
    assert author.submit(draft, note="Vì sao").status_code == 200
    assert author.save(texts_with(*RENAMED), {**draft, "version": draft["version"] + 2}).status_code == 403
    page = author.page(f"/ban-nhap/{draft['id']}")
    assert "Vì sao" in page


def test_drafts_carry_forms_along(author: Workshop) -> None:
    draft = author.save(texts_with(*RENAMED)).json
    sent = author.get(f"/review/tep/nhap-{draft['id']}/check_dossier.form.json")
    assert sent.data == FILES["check_dossier.form.json"]
