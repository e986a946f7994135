"""Comparing two versions names what an approver must see."""

from pathlib import Path

import pytest

from engine.base.xml import XmlRefusedError
from web.parts.diagrams import words
from web.parts.diagrams.compare import FactChange, FileChange, compare_files
from web.parts.diagrams.fields import FormUnreadableError
from workflows.registers.decisions import cases_of
from workflows.registers.decisions import files as decision_files

REVIEW = (Path(__file__).parents[2] / "workshop" / "review.bpmn").read_bytes()
FORM = (Path(__file__).parents[2] / "workshop" / "check_dossier.form.json").read_bytes()
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<decision id="eligibility" name="Điều kiện xét"><decisionTable id="t" hitPolicy="FIRST">
<input id="i" label="Số năm"><inputExpression id="e"><text>years</text></inputExpression></input>
<output id="o" name="eligible"/>
<rule id="r1"><inputEntry id="c1"><text>&gt;= 5</text></inputEntry>
<outputEntry id="v1"><text>true</text></outputEntry></rule>
</decisionTable></decision></definitions>""".encode()


def changed(old: bytes, new: bytes, path: str = "review.bpmn") -> FileChange:
    (change,) = compare_files({path: old}, {path: new})
    return change


def test_equal_files_do_not_differ() -> None:
    assert compare_files({"review.bpmn": REVIEW}, {"review.bpmn": REVIEW}) == []


def test_a_changed_condition_is_named_with_both_texts() -> None:
    change = changed(REVIEW, REVIEW.replace(b"=complete = false", b"=complete != true"))
    (item,) = change.items
    assert (item.sort, item.item.id, item.item.title) == ("changed", "flow_incomplete", "Chưa đạt")
    assert item.facts == (
        FactChange((words.TEXTS["conditionExpression"], ""), "=complete = false", "=complete != true"),
    )


def test_a_renamed_step_changes_neither_its_flows_nor_its_lane() -> None:
    change = changed(REVIEW, REVIEW.replace("Kiểm tra thể thức hồ sơ".encode(), "Kiểm tra hồ sơ".encode()))
    assert [(item.item.id, item.sort) for item in change.items] == [("check_dossier", "changed")]


def test_a_changed_assignment_and_deadline_are_named() -> None:
    new = REVIEW.replace(b"emulation_dept@VKSNDTC", b"unit_head@VKSNDTC").replace(b"now(), 10", b"now(), 15")
    (item,) = changed(REVIEW, new).items
    assert [fact.label[0] for fact in item.facts] == [
        words.FACTS["assignmentDefinition", "candidateGroups"],
        words.FACTS["taskSchedule", "dueDate"],
    ]


def test_a_changed_input_of_an_action_is_named_by_the_input() -> None:
    (item,) = changed(REVIEW, REVIEW.replace(b"=&quot;returned&quot;", b"=&quot;passed&quot;")).items
    assert item.facts == (FactChange((words.INPUT, "template"), '="returned"', '="passed"'),)


def test_an_added_step_and_a_removed_one_are_told() -> None:
    new = REVIEW.replace(b'id="decided"', b'id="announced"').replace(b'targetRef="decided"', b'targetRef="announced"')
    sorts = {item.item.id: item.sort for item in changed(REVIEW, new).items}
    assert sorts["announced"] == "added"
    assert sorts["decided"] == "removed"
    assert sorts["flow_decided"] == "changed"


def test_a_moved_shape_is_counted_and_not_called_a_change() -> None:
    change = changed(REVIEW, REVIEW.replace(b'x="345" y="130"', b'x="360" y="130"'))
    assert (change.items, change.moved) == ((), 1)


def test_which_editor_template_was_used_is_no_change() -> None:
    new = REVIEW.replace(
        b'<bpmn:serviceTask id="notify_unit"', b'<bpmn:serviceTask id="notify_unit" zeebe:modelerTemplate="x"'
    )
    assert changed(REVIEW, new).items == ()


def test_the_order_of_steps_in_a_lane_is_no_change() -> None:
    first, second = (
        f"        <bpmn:flowNodeRef>{x}</bpmn:flowNodeRef>\n".encode() for x in ("received", "check_dossier")
    )
    assert changed(REVIEW, REVIEW.replace(first + second, second + first)).items == ()


def test_a_changed_cell_of_a_decision_table_is_named_by_rule_and_column() -> None:
    (item,) = changed(TABLE, TABLE.replace(b"&gt;= 5", b"&gt;= 7"), "eligibility.dmn").items
    assert item.item.title == "Điều kiện xét #1"
    assert item.facts == (FactChange((words.COLUMN, "Số năm"), ">= 5", ">= 7"),)


def test_a_changed_field_of_a_form_is_named_by_its_label() -> None:
    new = FORM.replace('"label": "Ý kiến"'.encode(), '"label": "Ý kiến", "validate": {"required": true}'.encode())
    (item,) = changed(FORM, new, "check_dossier.form.json").items
    assert (item.item.id, item.item.title) == ("remark", "Ý kiến")
    assert item.facts == (FactChange((words.ANY, "validate"), "", '{"required": true}'),)


def test_hostile_xml_is_refused_and_not_compared() -> None:
    hostile = b'<!DOCTYPE x [<!ENTITY a "b">]>' + REVIEW.partition(b"?>\n")[2]
    with pytest.raises(XmlRefusedError):
        compare_files({"review.bpmn": REVIEW}, {"review.bpmn": hostile})


@pytest.mark.parametrize("text", [b"{", b"[]", b""])
def test_a_form_that_is_none_is_refused(text: bytes) -> None:
    with pytest.raises(FormUnreadableError):
        compare_files({"a.form.json": FORM}, {"a.form.json": text})


TABLES = {path: data.decode() for path, data in (decision_files() | cases_of(["vote_threshold.dmn"])).items()}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("vote_threshold.tests.csv", "9,10,10,,,true", "9,10,10,,,false"),
        ("vote_threshold.dmn", "<text>body</text>", '<text>"NC"</text>'),
        ("vote_threshold.dmn", 'name="numerator"', 'name="denominator_"'),
        ("vote_threshold.dmn", 'label="Số phiếu đồng ý"', 'label="Số phiếu"'),
        ("vote_threshold.dmn", 'href="#input_present"', 'href="#input_members"'),
    ],
)
def test_a_change_of_meaning_is_never_a_way_of_writing(path: str, old: str, new: str) -> None:
    assert old in TABLES[path]
    [change] = compare_files({path: TABLES[path].encode()}, {path: TABLES[path].replace(old, new, 1).encode()})
    assert change.items or change.is_untold


def test_white_space_and_comments_are_ways_of_writing() -> None:
    text = TABLES["vote_threshold.dmn"]
    other = text.replace("<decisionTable", "<!-- x -->\n   <decisionTable", 1)
    [change] = compare_files({"a.dmn": text.encode()}, {"a.dmn": other.encode()})
    assert not change.items
    assert not change.is_untold
