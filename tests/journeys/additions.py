"""One of each thing that docs/how-to-develop.md tells how to add: what is begun, and what its section lists besides."""

from tests.journeys.scratch import Addition, Edit

NUMBERING = "workflows/registers/numbering"
DATA = "engine/bpmn/check/standard/data.py"
GUARD = "tests/architecture/test_refusals.py"
SHIPPED = "workflows/shipped.py"
HISTORY = "engine/history/kinds/instances.py"
INQUIRY = "workflows/procedures/inquiry"
CHECKS = "docs/checks"
PROCEDURES = "tests/workflows/procedures/nomination/test_procedures.py"

ACTION = Addition(
    "An action that a diagram calls",
    (
        Edit(
            f"{NUMBERING}/actions.py",
            '''"""What a diagram may ask of numbering."""

from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.ports.actions import ActionCall, action
from workflows.registers.numbering.store import next_code


class SeriesMissingError(BangVangError):
    """A number is of a series."""


@action("numbering.next", title="Lấy số tiếp theo", title_en="Take the next number")
def take_number(call: ActionCall, *, series: str) -> dict[str, str]:
    """Return `number`: the next of a series, in this year. Raises SeriesMissingError."""
    if not series.strip():
        raise SeriesMissingError(Text(N_("Name the series of the number.")))
    return {"number": next_code(call.session, series, clock.today().year)}
''',
        ),
    ),
    (
        Edit(SHIPPED, '    "registers.ballot",\n    "registers.numbering",\n', '    "registers.ballot",\n'),
        Edit(GUARD, f'GUARDS = {{\n    "{NUMBERING}/actions.py": {{"take_number": "input"}},\n', "GUARDS = {\n"),
    ),
    (
        "tests/workflows/test_shipped.py::test_each_room_with_actions_is_loaded_with_the_shipped_procedures",
        f"{GUARD}::test_each_refusal_after_a_look_says_what_keeps_it_true",
    ),
)

BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
 xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="inquiries"
 targetNamespace="urn:bangvang:inquiry">
 <bpmn:process id="inquiry" name="Hỏi đáp" isExecutable="true">
  <bpmn:extensionElements><zeebe:properties><zeebe:property name="name:en" value="Inquiry"/></zeebe:properties>
  </bpmn:extensionElements>
  <bpmn:laneSet id="lanes"><bpmn:lane id="lane"><bpmn:flowNodeRef>asked</bpmn:flowNodeRef>
   <bpmn:flowNodeRef>reply</bpmn:flowNodeRef><bpmn:flowNodeRef>replied</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
  <bpmn:startEvent id="asked"/>
  <bpmn:userTask id="reply" name="Trả lời">
   <bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="inquiry_reply"/>
    <zeebe:assignmentDefinition candidateGroups="=[&quot;unit_head@&quot; + unit]"/>
    <zeebe:taskSchedule dueDate="=working days after(now(), 5)"/>
    <zeebe:properties><zeebe:property name="name:en" value="Reply"/></zeebe:properties></bpmn:extensionElements>
  </bpmn:userTask>
  <bpmn:endEvent id="replied"/>
  <bpmn:sequenceFlow id="to_reply" sourceRef="asked" targetRef="reply"/>
  <bpmn:sequenceFlow id="to_replied" sourceRef="reply" targetRef="replied"/>
 </bpmn:process>
 <bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="plane" bpmnElement="inquiry">
  <bpmndi:BPMNShape id="s0" bpmnElement="lane" isHorizontal="true"><dc:Bounds x="0" y="0" width="500" height="200"/>
  </bpmndi:BPMNShape>
  <bpmndi:BPMNShape id="s1" bpmnElement="asked"><dc:Bounds x="60" y="62" width="36" height="36"/></bpmndi:BPMNShape>
  <bpmndi:BPMNShape id="s2" bpmnElement="reply"><dc:Bounds x="180" y="40" width="100" height="80"/></bpmndi:BPMNShape>
  <bpmndi:BPMNEdge id="e1" bpmnElement="to_reply"><di:waypoint x="96" y="80"/><di:waypoint x="180" y="80"/>
  </bpmndi:BPMNEdge>
  <bpmndi:BPMNEdge id="e2" bpmnElement="to_replied"><di:waypoint x="280" y="80"/><di:waypoint x="360" y="80"/>
  </bpmndi:BPMNEdge>
 </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
"""
END = (
    '  <bpmndi:BPMNShape id="s3" bpmnElement="replied"><dc:Bounds x="360" y="62" width="36" height="36"/>'
    "</bpmndi:BPMNShape>\n"
)
BESIDE = '  <bpmndi:BPMNEdge id="e1"'
PROCEDURE = Addition(
    "A procedure",
    (
        Edit(f"{INQUIRY}/__init__.py", '"""Inquiries."""\n'),
        Edit(f"{INQUIRY}/inquiry.bpmn", BPMN),
        Edit(
            SHIPPED,
            '    return [\n        Procedure("inquiry", "Hỏi đáp", "Inquiry"),\n',
            "    return [\n",
        ),
    ),
    (Edit(f"{INQUIRY}/inquiry.bpmn", END + BESIDE, BESIDE),),
    (f"{PROCEDURES}::test_each_element_is_drawn_and_stands_in_a_lane[inquiry]",),
)
FORM = Addition(
    "A form",
    (),
    (
        Edit(
            f"{INQUIRY}/forms/inquiry_reply.form.json",
            '{"type": "default", "schemaVersion": 18, "id": "inquiry_reply", "components": [{"type": "textarea", "id": '
            '"field_reply", "key": "reply", "label": "Trả lời", "properties": {"label:en": "Reply"}}]}\n',
        ),
    ),
    (f"{PROCEDURES}::test_each_user_task_has_a_form_a_due_date_and_both_names[inquiry]",),
)
TABLE = Addition(
    "A table, with its migration",
    (
        Edit(
            f"{NUMBERING}/model.py",
            '''

class SeriesNote(Base):
    """What is to be known about a series."""

    __tablename__ = "series_note"

    series: Mapped[str] = mapped_column(String(60), primary_key=True)
    note: Mapped[str] = mapped_column(String(300))
''',
        ),
    ),
    (Edit("tests/web/test_tables.py", '"series_counter", "series_note",', '"series_counter",'),),
    (
        "tests/web/test_tables.py::test_every_table_either_stands_or_is_emptied",
        "tests/web/cli/test_schema.py::test_migrated_tables_are_those_of_the_models[sqlite]",
        "tests/architecture/test_docs.py::test_page_of_tables_is_up_to_date",
    ),
)
PAGE = Addition(
    "A page",
    (
        Edit(
            "web/calendar/notes.py",
            '''"""The page of notes on the calendar."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

bp = Blueprint("calendar_notes", __name__, url_prefix="/ghi-chu-lich")


@bp.get("")
def show() -> ResponseReturnValue:
    """Show the notes."""
    return render_template("calendar/notes.html")
''',
        ),
        Edit("web/templates/calendar/notes.html", "<p><a href=\"{{ url_for('calendar_notes.add') }}\">+</a></p>\n"),
        Edit("web/shell/app.py", '    "calendar.views",\n    "calendar.notes",\n', '    "calendar.views",\n'),
    ),
    (
        Edit("web/calendar/notes.py", '@bp.get("")\n@signed_in\n', '@bp.get("")\n'),
        Edit("web/calendar/notes.py", "\nfrom web.signin.access import signed_in\n\nbp =", "\nbp ="),
        Edit("web/templates/calendar/notes.html", "calendar_notes.show", "calendar_notes.add"),
        Edit(
            "web/shell/navigation.py",
            '            Entry("calendar_notes.show", N_("Calendar of work"), "calendar"),\n'
            '            Entry("calendar.show',
            '            Entry("calendar.show',
        ),
    ),
    (
        "tests/web/test_access.py::test_every_view_of_the_url_map_carries_a_rule[sqlite]",
        "tests/web/test_addresses.py::test_every_address_a_page_asks_for_exists[sqlite]",
    ),
)
CHECK = Addition(
    "A check of diagrams",
    (
        Edit(
            DATA,
            '''def check_words(document: Document) -> Iterator[Finding]:
    """`data-word`: a data object has a name."""
    for node in document.all("dataObject"):
        if not node.get("name"):
            yield at("data-word", node, N_("Data object “%(name)s” has no name."), None, "warning")


RULES = (check_words, check_sets,''',
            "RULES = (check_sets,",
        ),
    ),
    (
        Edit(
            "engine/bpmn/check/advice.py",
            '    "data-word": N_("Name the data object."),\n    "data-holder":',
            '    "data-holder":',
        ),
        Edit(
            f"{CHECKS}/data-word.md",
            "# `data-word`\n\nA data object has a name.\n\n- **Severity**: warning\n- **From**: BPMN 2.0, 10.4.1\n"
            "- **Wrong**: no name\n- **Right**: a name\n- **What to do**: Name the data object.\n",
        ),
        Edit(
            f"{CHECKS}/index.md",
            "| [data-word](data-word.md) | warning | A data object has a name. |\n| [data-holder]",
            "| [data-holder]",
        ),
        Edit(
            "tests/engine/bpmn/check/cases.py",
            '    "data-word": (\n        [g.one("task")],\n        [(g.drawn(\'<bpmn:dataObject id="o"/>\' + '
            'd.path("begin", "done")), "o")],\n    ),\n    "data-holder": (',
            '    "data-holder": (',
        ),
    ),
    ("tests/engine/bpmn/check/test_pages.py::test_every_rule_has_advice_and_a_page",),
)
KIND = Addition(
    "A kind of event",
    (
        Edit(
            HISTORY,
            '''@fact("instance_weighed")
class InstanceWeighed(Fact):
    """Somebody weighed a case."""

    reason: str


OfInstance = (''',
            "OfInstance = (",
        ),
    ),
    (
        Edit(HISTORY, "    | ContentOpened\n    | InstanceWeighed\n", "    | ContentOpened\n"),
        Edit(
            "web/parts/sentences.py",
            "        case instances.InstanceWeighed():\n"
            '            return _told(N_("weighed “%(process)s”"), fact.reason)\n'
            "        case instances.ContentOpened():",
            "        case instances.ContentOpened():",
        ),
    ),
    ("tests/engine/history/test_kinds.py::test_every_kind_has_one_class_and_fits_its_column",),
)
VIETNAMESE = {"Name the series of the number.": "Ghi rõ dãy của số."}
"""The new messages of one package; the others go the same way."""
TRANSLATION = Addition(
    "A translation",
    (),
    (),
    ("tests/architecture/test_translations.py::test_every_message_has_a_vietnamese[workflows]",),
)
ADDITIONS = (ACTION, PROCEDURE, FORM, TABLE, PAGE, CHECK, KIND, TRANSLATION)
