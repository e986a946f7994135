"""Checking and deploying files from the command line."""

import json
from pathlib import Path

import pytest

from tests.web.cli.conftest import Run
from web.cli.diagrams import read_files
from workflows.shipped import HERE, procedures

BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <bpmn:process id="short" name="Ngắn" isExecutable="true">
    <bpmn:startEvent id="begun"/>
    <bpmn:sequenceFlow id="flow_on" sourceRef="begun" targetRef="done"/>
    <bpmn:endEvent id="done"/>
  </bpmn:process>
</bpmn:definitions>
"""


def test_a_good_diagram_is_passed(bangvang: Run, tmp_path: Path) -> None:
    (tmp_path / "short.bpmn").write_text(BPMN, encoding="utf-8")
    done = bangvang("check", tmp_path / "short.bpmn", "--json")
    assert json.loads(done.stdout) == []
    assert done.exit_code == 0


def test_a_broken_diagram_ends_with_status_1_and_rule_element_and_line(bangvang: Run, tmp_path: Path) -> None:
    (tmp_path / "short.bpmn").write_text(BPMN.replace('targetRef="done"', 'targetRef="nowhere"'), encoding="utf-8")
    done = bangvang("check", tmp_path, "--json")
    assert done.exit_code == 1
    [finding] = [f for f in json.loads(done.stdout) if f["rule"] == "flow-ends"]
    assert (finding["element"], finding["line"], finding["file"]) == ("flow_on", 5, "short.bpmn")
    assert "short.bpmn:5:flow_on: lỗi:" in bangvang("check", tmp_path).stdout


def test_the_folder_of_a_shipped_procedure_brings_the_shared_tables_it_asks(bangvang: Run) -> None:
    for procedure in procedures():
        folder = Path(HERE / procedure.key)
        done = bangvang("check", folder, "--json")
        assert [finding for finding in json.loads(done.stdout) if finding["severity"] == "error"] == []
        assert read_files([folder]).keys() >= procedure.files().keys()


def test_a_hostile_diagram_is_refused(bangvang: Run, tmp_path: Path) -> None:
    hostile = BPMN.replace("<bpmn:def", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><bpmn:def', 1)
    (tmp_path / "short.bpmn").write_text(hostile, encoding="utf-8")
    done = bangvang("check", tmp_path)
    assert done.exit_code == 1
    assert "root:" not in done.stdout


@pytest.mark.usefixtures("data")
def test_a_deployed_folder_is_a_release_with_a_number(bangvang: Run, tmp_path: Path) -> None:
    (tmp_path / "short.bpmn").write_text(BPMN, encoding="utf-8")
    assert "Phiên bản 1 của trial" in bangvang("deploy", tmp_path, "--procedure", "trial").stdout
    (tmp_path / "short.bpmn").write_text(BPMN.replace("Ngắn", "Ngắn hơn"), encoding="utf-8")
    assert "Phiên bản 2 của trial" in bangvang("deploy", tmp_path, "--procedure", "trial").stdout


@pytest.mark.usefixtures("data")
def test_a_broken_folder_is_not_deployed(bangvang: Run, tmp_path: Path) -> None:
    (tmp_path / "short.bpmn").write_text(BPMN.replace('targetRef="done"', 'targetRef="nowhere"'), encoding="utf-8")
    done = bangvang("deploy", tmp_path, "--procedure", "trial")
    assert done.exit_code == 1
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_foreign_diagram_is_translated_with_a_report(bangvang: Run, tmp_path: Path) -> None:
    condition = "<bpmn:conditionExpression>${a == 1}</bpmn:conditionExpression></bpmn:sequenceFlow>"
    text = BPMN.replace('targetRef="done"/>', f'targetRef="done">{condition}')
    (tmp_path / "short.bpmn").write_text(text, encoding="utf-8")
    done = bangvang("translate", tmp_path / "short.bpmn", "--output", tmp_path / "ours.bpmn")
    assert done.exit_code == 0
    assert "=a = 1" in (tmp_path / "ours.bpmn").read_text(encoding="utf-8")
    assert "short.bpmn:5:flow_on: ${a == 1} → =a = 1" in done.stderr
