"""The shipped procedures as a whole: their files, and going live."""

import json

import pytest

from engine.base.actor import Actor
from engine.base.xml import parse_xml
from engine.commands import deploy
from engine.releases.check import check_files
from engine.store import releases
from forms.schema import check_form
from workflows.shipped import deploy_all, load_actions, procedures

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
KEYS = [procedure.key for procedure in procedures()]


@pytest.fixture(params=KEYS)
def files(request):
    load_actions()
    return next(procedure for procedure in procedures() if procedure.key == request.param).files()


def diagram(files):
    return parse_xml(next(data for path, data in files.items() if path.endswith(".bpmn")))


def test_the_files_pass_every_check(files):
    findings = check_files(files)
    assert [finding for finding in findings if finding.severity == "error"] == []
    assert {finding.rule for finding in findings} <= {"dmn-table-gap"}  # awards a table does not speak of
    assert [found for path, data in files.items() if path.endswith(".json") for found in check_form(data, path)] == []


def test_each_user_task_has_a_form_a_due_date_and_both_names(files):
    forms = {json.loads(data)["id"] for path, data in files.items() if path.endswith(".form.json")}
    for task in diagram(files).iter(f"{BPMN}userTask"):
        assert task.find(f".//{ZEEBE}formDefinition").get("formId") in forms
        assert task.find(f".//{ZEEBE}taskSchedule").get("dueDate")
        names = {p.get("name") for p in task.iter(f"{ZEEBE}property")}
        assert "name:en" in names
        assert task.get("name")


def test_each_form_belongs_to_a_task(files):
    asked = {form.get("formId") for form in diagram(files).iter(f"{ZEEBE}formDefinition")}
    forms = {json.loads(data)["id"] for path, data in files.items() if path.endswith(".form.json")}
    assert forms == asked


def test_each_element_is_drawn_and_stands_in_a_lane(files):
    root = diagram(files)
    drawn = {node.get("bpmnElement") for node in root.iter() if isinstance(node.tag, str)} - {None}
    laned = {node.text for node in root.iter(f"{BPMN}flowNodeRef")}
    process = root.find(f"{BPMN}process")
    steps = [node for node in process if node.get("id") and node.tag != f"{BPMN}laneSet"]
    for node in steps:
        assert node.get("id") in drawn
        if node.tag != f"{BPMN}sequenceFlow":
            assert node.get("id") in laned


def test_the_procedures_go_live_once_and_keep_what_an_administrator_changed(database, clock):
    with database.transaction() as session:
        assert [release.procedure for release in deploy_all(session)] == KEYS
    with database.transaction() as session:
        assert deploy_all(session) == []
        files = dict(procedures()[0].files())
        files["nomination.bpmn"] = files["nomination.bpmn"].replace("Lập hồ sơ đề nghị".encode(), "Lập hồ sơ".encode())
        author, approver = Actor(id="a", name="A"), Actor("b", "B", frozenset({"process_approver@*"}))
        deploy(session, files, procedure="nomination", author=author, approver=approver, key="change")
    with database.transaction() as session:
        assert deploy_all(session) == []
        assert [release.number for release in releases.releases_of(session, "nomination")] == [2, 1]
