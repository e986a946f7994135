"""Uploading: what other programs draw becomes a draft, and what is broken is told with its line."""

import io
import re
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from engine.base import xml
from engine.bpmn.check import diagram
from engine.model import Draft
from engine.store.database import Database
from tests.web.workshop.conftest import TEXTS, Workshop

SPLIT = """
    <bpmn:exclusiveGateway id="s" default="s_b"/><bpmn:parallelGateway id="j"/>
    <bpmn:manualTask id="a"/><bpmn:manualTask id="b"/>
    <bpmn:sequenceFlow id="s_a" sourceRef="s" targetRef="a">
      <bpmn:conditionExpression>true</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="s_b" sourceRef="s" targetRef="b"/><bpmn:sequenceFlow id="a_j" sourceRef="a" targetRef="j"/>
    <bpmn:sequenceFlow id="b_j" sourceRef="b" targetRef="j"/>"""
STUCK = f"""<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <bpmn:process id="other" isExecutable="true"><bpmn:startEvent id="begin"/><bpmn:endEvent id="done"/>{SPLIT}
    <bpmn:sequenceFlow id="first" sourceRef="begin" targetRef="s"/>
    <bpmn:sequenceFlow id="last" sourceRef="j" targetRef="done"/>
  </bpmn:process></bpmn:definitions>"""


def upload(author: Workshop, *files: tuple[bytes, str], key: str = "k", **fields: str) -> TestResponse:
    form = {
        **fields,
        "csrf_token": author.token,
        "key": key,
        "files": [FileStorage(io.BytesIO(data), name) for data, name in files],
    }
    boundary, body = encode_multipart(form)
    kind = f"multipart/form-data; boundary={boundary}"
    return author.browser.client.post("/quy-trinh/review/tai-len", data=body, content_type=kind, buffered=True)


def drafts(database: Database) -> list[Draft]:
    with database.read() as session:
        return list(session.scalars(select(Draft)))


def test_the_page_asks_for_files(author: Workshop) -> None:
    page = author.page("/review/tai-len")
    assert 'enctype="multipart/form-data"' in page
    assert "/quy-trinh/review/tai-len" in author.page("/review")


def test_an_uploaded_diagram_becomes_a_draft_beside_the_other_files(author: Workshop, database: Database) -> None:
    data = TEXTS["review.bpmn"].replace("UTF-8", "UTF-16").encode("UTF-16")
    answer = upload(author, (data, "vẽ/review.bpmn"))
    assert answer.status_code == 200
    [draft] = drafts(database)
    assert draft.files.keys() == TEXTS.keys()
    assert "<bpmn:process" in draft.files["review.bpmn"]
    assert f"/quy-trinh/ban-nhap/{draft.id}" in answer.text


def test_the_same_upload_twice_is_one_draft(author: Workshop, database: Database) -> None:
    upload(author, (TEXTS["review.bpmn"].encode(), "review.bpmn"))
    upload(author, (TEXTS["review.bpmn"].encode(), "review.bpmn"))
    assert len(drafts(database)) == 1


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (TEXTS["review.bpmn"].replace("targetRef=", "<").encode(), "review.bpmn", "xml-syntax"),
        (b"<!DOCTYPE a><a/>", "review.bpmn", "xml-doctype"),
        (b"x", "review.exe", "review.exe"),
        (b"\xff\xfe\x00", "a.form.json", "a.form.json"),
        (b" " * (3 * 1024 * 1024), "a.form.json", "2048"),
        (b"PK\x03\x04 not a package", "level.tests.xlsx", "level.tests.xlsx"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_nothing_kept(
    data: bytes, name: str, told: str, author: Workshop, database: Database
) -> None:
    answer = upload(author, (data, name))
    assert answer.status_code == 422
    assert told in answer.text
    assert drafts(database) == []


def test_an_upload_without_files_is_refused(author: Workshop) -> None:
    assert upload(author).status_code == 422


def test_an_approver_may_not_upload(approver: Workshop) -> None:
    assert upload(approver, (b"<a/>", "review.bpmn")).status_code == 403


def test_the_way_to_a_deadlock_is_drawn(author: Workshop, database: Database) -> None:
    answer = upload(author, (STUCK.encode(), "other.bpmn"))
    assert "[deadlock]" in answer.text or "deadlock" in answer.text
    name = f"nhap-{drafts(database)[0].id}"
    link = next(part for part in author.page(f"/review/kiem-tra/{name}").split('"') if f"/kiem-tra/{name}/" in part)
    assert 'data-diagram="' in author.page(link.removeprefix("/quy-trinh"))
    positions = author.get(f"{link.removeprefix('/quy-trinh')}/vi-tri").get_json()
    assert positions["current"] == ["j"]
    assert {"begin", "first", "s"} <= set(positions["past"])


def test_a_finding_without_a_way_has_no_page(author: Workshop) -> None:
    assert author.get("/review/kiem-tra/1/9").status_code == 404


def test_a_draft_with_a_new_file_can_be_edited(author: Workshop, database: Database) -> None:
    upload(author, (STUCK.encode(), "other.bpmn"))
    [draft] = drafts(database)
    saved = author.save(dict(draft.files), {"id": str(draft.id), "version": draft.version})
    assert saved.status_code == 200, saved.text
    checked = author.send("/review/soan/kiem-tra", files=dict(draft.files))  # as an editor that knows no draft asks
    assert {one["file"] for one in checked.json["findings"]} >= {"other.bpmn"}


def test_a_refusal_brings_no_empty_list_of_findings(author: Workshop) -> None:
    refused = author.save({**TEXTS, "more.bpmn": "<a/>"})
    assert (refused.status_code, refused.json.keys()) == (422, {"error"})


def test_what_another_program_wrote_is_translated_and_reported(author: Workshop, database: Database) -> None:
    data = STUCK.replace("<bpmn:conditionExpression>true", "<bpmn:conditionExpression>${level == 2}").encode()
    answer = upload(author, (data, "other.bpmn"), translate="on")
    assert answer.status_code == 200
    assert "${level == 2}" in answer.text
    assert "=level = 2" in drafts(database)[0].files["other.bpmn"]


ELSEWHERE = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
  <bpmn:process id="other" isExecutable="true">
    <bpmn:extensionElements><zeebe:userTaskForm id="f1">{"components": [], "type": "default"}</zeebe:userTaskForm>
    </bpmn:extensionElements>
    <bpmn:startEvent id="begin"/>
    <bpmn:serviceTask id="pay" name="Trả tiền"><bpmn:extensionElements><zeebe:taskDefinition type="pay-worker"/>
      <zeebe:executionListeners><zeebe:executionListener eventType="start" type="log"/></zeebe:executionListeners>
    </bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:userTask id="look"><bpmn:extensionElements><zeebe:formDefinition formKey="camunda-forms:bpmn:f1"/>
      <zeebe:taskListeners><zeebe:taskListener eventType="completing" type="notify"/></zeebe:taskListeners>
    </bpmn:extensionElements></bpmn:userTask>
    <bpmn:businessRuleTask id="rate"><bpmn:extensionElements>
      <zeebe:calledDecision decisionId="gone" resultVariable="r"/>
    </bpmn:extensionElements></bpmn:businessRuleTask>
    <bpmn:sequenceFlow id="one" sourceRef="begin" targetRef="pay"/>
    <bpmn:sequenceFlow id="two" sourceRef="pay" targetRef="look"/>
    <bpmn:sequenceFlow id="three" sourceRef="look" targetRef="rate"/>
  </bpmn:process></bpmn:definitions>"""


def test_a_diagram_from_elsewhere_is_taken_in_mended_answered_and_submitted(
    author: Workshop, database: Database
) -> None:
    answer = upload(author, (ELSEWHERE.encode(), "other.bpmn"), translate="on")
    assert answer.status_code == 200
    assert "loose-end" in answer.text
    [draft] = drafts(database)
    assert "f1.form.json" in draft.files

    def page() -> str:
        return author.page(f"/ban-nhap/{draft.id}")

    def press(what: str, **fields: Any) -> None:
        seen = {"id": str(draft.id)}
        version = re.search(r'name="version" value="(\d+)"', page())
        assert version is not None
        answer = author.decide(seen, what, version=version[1], **fields)
        assert answer.status_code == 303, answer.text

    assert "sua-loi" in page()
    press("sua-loi", path="other.bpmn", rule="loose-end")
    [people] = re.findall(r'name="([0-9a-f]{16})-unit"', page())
    asked = re.findall(r'<select[^>]* name="([0-9a-f]{16})"', page())
    assert len(asked) == 4  # whose job, who may do it, which decision, what for a listener
    assert "completing: notify" in page()
    press("tra-loi", **{**dict.fromkeys(asked, "nothing"), people: "unit_officer", f"{people}-unit": "VKSNDTC"})
    [draft] = drafts(database)
    assert "<bpmn:endEvent" in draft.files["other.bpmn"]
    assert author.submit({"id": str(draft.id), "version": draft.version}).status_code == 200


def test_another_ones_draft_is_neither_mended_nor_answered(author: Workshop, workshop: Any, database: Database) -> None:
    upload(author, (ELSEWHERE.encode(), "other.bpmn"))
    [draft] = drafts(database)
    other = workshop("binh", "administrator@*")
    for what in ("sua-loi", "tra-loi"):
        assert other.decide({"id": str(draft.id)}, what, version=draft.version).status_code == 403
    assert "tra-loi" not in other.page(f"/ban-nhap/{draft.id}")


def test_a_mend_in_the_editor_comes_back_unsaved(author: Workshop, database: Database) -> None:
    upload(author, (ELSEWHERE.encode(), "other.bpmn"))
    loaded = author.get("/review/soan/du-lieu").json
    known = {"draft": loaded["draft"]["id"], "version": loaded["draft"]["version"]}
    checked = author.send("/review/soan/kiem-tra", files=loaded["files"], **known).json["findings"]
    assert {one["rule"] for one in checked if one["mends"]} == {"loose-end"}
    wanted = {"file": "other.bpmn", "rule": "loose-end"}
    mended = author.send("/review/soan/sua-loi", files=loaded["files"], **wanted, **known)
    assert "endEvent" in mended.json["files"]["other.bpmn"]
    assert "endEvent" not in drafts(database)[0].files["other.bpmn"]


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often a diagram is parsed, and how often the standard's rules look at one."""
    counted: Counter[str] = Counter()
    parse, look = xml._read, diagram.check_standard

    def counting_parse(data: bytes) -> Any:
        counted["parsed"] += b"<bpmn:definitions" in data
        return parse(data)

    def counting_look(document: Any) -> Any:
        counted["looked at"] += 1
        return look(document)

    monkeypatch.setattr(xml, "_read", counting_parse)
    monkeypatch.setattr(diagram, "check_standard", counting_look)
    return counted


def test_a_diagram_is_read_once_for_an_upload_a_submission_and_each_page(
    author: Workshop, database: Database, readings: Counter[str]
) -> None:
    changed = TEXTS["review.bpmn"].replace('name="', 'name="Mới: ', 3)
    assert upload(author, (changed.encode(), "review.bpmn"), translate="1").status_code == 200
    assert readings == {"parsed": 1, "looked at": 1}
    [draft] = drafts(database)
    asked = {
        f"/review/kiem-tra/nhap-{draft.id}": 1,  # what the checks say
        f"/ban-nhap/{draft.id}": 2,  # and what is changed, in which the version in force is read as well
    }
    for page, parsed in asked.items():
        author.page(page)  # each picture is drawn once, and kept
        readings.clear()
        author.page(page)
        assert readings == {"parsed": parsed, "looked at": 1}, page
    readings.clear()
    author.submit({"id": draft.id, "version": draft.version})
    assert readings == {"parsed": 1, "looked at": 1}
