"""What a diagram from elsewhere leaves open is asked, and what is answered is written into it."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from engine.base.errors import BangVangError
from engine.ports.actions import ActionCall, action, registry
from engine.releases.check import check_files
from engine.releases.questions import AnswerRefusedError, answered, questions_of
from tests.engine import drawing as d

HEADERS = '<zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders>'
JOB = f'<zeebe:taskDefinition type="io.other:pay:1"/>{HEADERS}'
STEPS = ("begin", "pay", "again", "script", "ask", "done")
SCRIPT = "<bpmn:script>result = http_get()</bpmn:script>"
FILES = {
    "a.bpmn": d.diagram(
        d.start(),
        d.node("serviceTask", "pay", JOB + d.mapping({"amount": "=1"}), name="Trả tiền"),
        d.node("serviceTask", "again", JOB),
        d.node("scriptTask", "script", inner=SCRIPT, scriptFormat="text/x-python"),
        d.node("userTask", "ask", '<zeebe:formDefinition formId="gone"/>', name="Hỏi"),
        d.end(),
        *(d.flow(one, two) for one, two in pairwise(STEPS)),
    )
}


@pytest.fixture
def paying() -> Iterator[None]:
    @action("test.pay", title="Trả tiền")
    def pay(call: ActionCall, *, account: str, amount: int = 0) -> None:
        """Pay."""

    yield
    del registry._actions["test.pay"]


def asked(files: dict[str, bytes]) -> dict[tuple[str, str], str]:
    return {(question.kind, question.word): question.mark for question in questions_of(files)}


def errors(files: dict[str, bytes]) -> list[str]:
    return [f"{finding.rule} {finding.message}" for finding in check_files(files) if finding.severity == "error"]


def test_what_is_answered_step_by_step_leaves_what_deploys(paying: None) -> None:
    questions = asked(FILES)
    assert questions.keys() == {("job", "io.other:pay:1"), ("job", "script"), ("people", ""), ("form", "gone")}
    files = answered(
        FILES,
        {
            questions["job", "io.other:pay:1"]: "action:test.pay",
            questions["job", "script"]: "person",
            questions["people", ""]: '["unit_officer@A"]',
            questions["form", "gone"]: "nothing",
        },
    )
    left = asked(files)
    assert left.keys() == {("value", "account"), ("people", "")}  # what an action needs; who does the script
    files = answered(files, {left["value", "account"]: '= "A" + string(1)', left["people", ""]: '["unit_head@A"]'})
    assert asked(files) == {}
    assert errors(files) == []
    assert b'name="jobType" value="io.other:pay:1"' in files["a.bpmn"]


def test_work_that_nobody_does_here_is_passed() -> None:
    questions = asked(FILES)
    answers = dict.fromkeys(questions.values(), "nothing") | {questions["people", ""]: '["unit_head@A"]'}
    files = answered(FILES, answers)
    assert errors(files) == []
    assert files["a.bpmn"].count(b"<bpmn:task ") == 3


DMN = (
    b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="m">'
    b'<decision id="rated" name="rated"><variable name="rated"/><literalExpression><text>1</text></literalExpression>'
    b"</decision></definitions>"
)


def listening(*listeners: tuple[str, str]) -> dict[str, bytes]:
    said = "".join(f'<zeebe:taskListener eventType="{event}" type="{name}"/>' for event, name in listeners)
    rule = '<zeebe:calledDecision decisionId="rating" resultVariable="r"/>'
    parts = (
        d.start(), d.user("ask", extension=f"<zeebe:taskListeners>{said}</zeebe:taskListeners>"),
        d.node("businessRuleTask", "rate", rule), d.end(), d.path("begin", "ask", "rate", "done"),
    )  # fmt: skip
    return {"a.bpmn": d.diagram(*parts), "rated.dmn": DMN}


def test_a_listener_calls_an_action_of_ours_or_is_left_out(paying: None) -> None:
    files = listening(("creating", "a.b.Tell"), ("completing", "sign"), ("completing", "drop"))
    marks = asked(files)
    words = {"creating: a.b.Tell", "completing: sign", "completing: drop"}
    assert marks.keys() == {("decision", "rating")} | {("listener", word) for word in words}
    can = {question.word: question.may_be_done for question in questions_of(files) if question.kind == "listener"}
    assert can == {"creating: a.b.Tell": False, "completing: sign": True, "completing: drop": True}
    files = answered(
        files,
        {
            marks["listener", "creating: a.b.Tell"]: "nothing",
            marks["listener", "completing: sign"]: "action:test.pay",
            marks["listener", "completing: drop"]: "nothing",
            marks["decision", "rating"]: "rated",
        },
    )
    assert asked(files) == {}
    assert errors(files) == []
    assert b'type="test.pay"' in files["a.bpmn"]
    assert b'decisionId="rated" resultVariable="r"' in files["a.bpmn"]


def test_a_decision_that_nobody_asks_is_passed() -> None:
    files = listening(("completing", "sign"))
    files = answered(files, dict.fromkeys(asked(files).values(), "nothing"))
    assert (asked(files), errors(files)) == ({}, [])
    assert b"zeebe:taskListener" not in files["a.bpmn"]


def test_a_listener_elsewhere_is_told_and_called_by_nothing() -> None:
    held = '<zeebe:taskListeners><zeebe:taskListener eventType="completing" type="x"/></zeebe:taskListeners>'
    data = d.diagram(d.start(), d.node("task", "a", held), d.end(), d.path("begin", "a", "done"))
    told = [(f.rule, f.severity, f.element) for f in check_files({"a.bpmn": data}) if f.rule == "extension"]
    assert told == [("extension", "warning", "a")]


@pytest.mark.parametrize(("kind", "answer"), [("job", "action:no.such"), ("people", "1 +")])
def test_what_is_no_answer_is_refused(kind: str, answer: str) -> None:
    mark = next(question.mark for question in questions_of(FILES) if question.kind == kind)
    with pytest.raises(BangVangError) as refused:
        answered(FILES, {mark: answer})
    assert (kind == "job") == isinstance(refused.value, AnswerRefusedError)


def test_nothing_is_asked_of_what_cannot_be_read_or_does_not_run() -> None:
    still = FILES["a.bpmn"].replace(b'isExecutable="true"', b'isExecutable="false"')
    assert questions_of({"a.bpmn": b"<a", "b.bpmn": still, "c.form.json": b"["}) == []
