"""Each rule on running with a wrong diagram that it names, by rule, element and line; the right one passes."""

from dataclasses import replace

import pytest

from engine.bpmn.check import Known, check_diagram
from tests.engine import drawing as d

KNOWN = Known(forms=frozenset({"known_form"}), decisions=frozenset({"known_decision"}))
RIGHT = d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done"))


def found(data: bytes) -> set[tuple[str, str]]:
    return {(f.rule, f.element) for f in check_diagram(data, "x.bpmn", KNOWN)}


def test_a_right_diagram_has_no_findings() -> None:
    assert check_diagram(RIGHT, "x.bpmn", KNOWN) == []


WRONG = {
    "flow-ends": (d.diagram(d.start(), d.end(), d.path("begin", "done"), d.flow("begin", "gone")), "begin__gone"),
    "start-event": (d.diagram(d.start(), d.start("b"), d.end(), d.path("begin", "done"), d.path("b", "done")), "p"),
    "unreachable": (
        d.diagram(
            d.start(),
            d.user("lost"),
            d.user("found"),
            d.end(),
            d.path("begin", "done"),
            d.path("lost", "found", "lost"),
        ),
        "lost",
    ),
    "flow-direction": (
        d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done", "one")),
        "done__one",
    ),
    "boundary": (
        d.diagram(
            d.start(),
            d.user("one"),
            d.boundary("late", "nobody", timer="P1D"),
            d.end(),
            d.path("begin", "one", "done"),
            d.path("late", "done"),
        ),
        "late",
    ),
    "condition": (
        d.diagram(
            d.start(),
            d.gateway("exclusive", "g"),
            d.user("a"),
            d.user("b"),
            d.end(),
            d.path("begin", "g", "a", "done"),
            d.path("g", "b", "done"),
        ),
        "g__a",
    ),
    "user-task": (d.diagram(d.start(), d.node("userTask", "one"), d.end(), d.path("begin", "one", "done")), "one"),
    "work": (d.diagram(d.start(), d.service("s", "no.such.action"), d.end(), d.path("begin", "s", "done")), "s"),
    "event": (
        d.diagram(
            d.start(),
            d.node("intermediateCatchEvent", "c", inner="<bpmn:messageEventDefinition/>"),
            d.end(),
            d.path("begin", "c", "done"),
        ),
        "c",
    ),
    "loop": (
        d.diagram(
            d.start(),
            d.user("one", inner="<bpmn:multiInstanceLoopCharacteristics/>"),
            d.end(),
            d.path("begin", "one", "done"),
        ),
        "one",
    ),
    "call": (
        d.diagram(d.start(), d.node("callActivity", "c", calledElement="gone"), d.end(), d.path("begin", "c", "done")),
        "c",
    ),
    "expression": (d.diagram(d.start(), d.script("s", "=1 +", "x"), d.end(), d.path("begin", "s", "done")), "s"),
    "unsupported": (
        d.diagram(
            d.start(),
            d.user("one"),
            d.node(
                "boundaryEvent",
                "two",
                inner='<bpmn:signalEventDefinition signalRef="s"/><bpmn:timerEventDefinition>'
                "<bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>",
                attachedToRef="one",
                cancelActivity="false",
            ),
            d.end(),
            d.path("begin", "one", "done"),
            d.path("two", "done"),
            messages='<bpmn:signal id="s" name="s"/>',
        ),
        "two",
    ),
    "trigger": (
        d.diagram(
            d.start(),
            d.node("endEvent", "done", inner="<bpmn:signalEventDefinition/>"),
            d.path("begin", "done"),
        ),
        "done",
    ),
    "duplicate-id": (
        d.diagram(d.start(), d.user("one"), d.user("one"), d.end(), d.path("begin", "one", "done")),
        "one",
    ),
}


@pytest.mark.parametrize("rule", sorted(WRONG))
def test_a_rule_names_the_element_and_the_line(rule: str) -> None:
    data, element = WRONG[rule]
    findings = [f for f in check_diagram(data, "x.bpmn", KNOWN) if f.rule == rule]
    assert element in {f.element for f in findings}
    assert all(f.line and f.file == "x.bpmn" for f in findings)


def test_a_flow_without_id_is_kept() -> None:
    data = RIGHT.replace(b'<bpmn:sequenceFlow id="begin__one"', b"<bpmn:sequenceFlow")
    assert not found(data)


@pytest.mark.parametrize("name", ["Start", "End", "Root", "one.EndJoin", "one.BoundaryEventSplit"])
def test_no_id_is_reserved(name: str) -> None:
    assert not found(RIGHT.replace(b'"one"', f'"{name}"'.encode()))


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"<!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>", "xml-doctype"),
        (b"<?xml version='1.0'?><!DOCTYPE d SYSTEM 'file:///etc/passwd'><d/>", "xml-doctype"),
        (b"<d>", "xml-syntax"),
        (b"", "xml-syntax"),
        (b"\x00\xff", "xml-syntax"),
        (b"<d>" * 300, "xml-depth"),
        (b"<d>" + b"<e/>" * 70_000 + b"</d>", "xml-size"),
        (b" " * (3 * 1024 * 1024), "xml-size"),
        (b"<html/>", "not-bpmn"),
    ],
)
def test_hostile_or_foreign_xml_is_refused_by_rule(data: bytes, rule: str) -> None:
    assert rule in {r for r, _ in found(data)}


def test_reading_has_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.base.xml.MAX_SECONDS", -1.0)
    assert found(RIGHT) == {("xml-time", "")}


def test_checking_has_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.bpmn.check.diagram.MAX_SECONDS", -1)
    [finding] = check_diagram(RIGHT, "x.bpmn", KNOWN)
    assert (finding.rule, finding.severity) == ("too-intricate", "error")


def test_a_file_draws_at_most_five_thousand_elements_and_flows() -> None:
    def chain(length: int) -> bytes:
        names = [f"t{n}" for n in range(length)]
        return d.diagram(d.start(), *(d.user(name) for name in names), d.end(), d.path("begin", *names, "done"))

    assert found(chain(2_498)) == set()  # with the events and flows that is 4,999
    assert found(chain(2_499)) == {("too-large", "")}


def test_python_in_a_script_task_is_refused() -> None:
    bad = d.node("scriptTask", "s", inner="<bpmn:script>import os</bpmn:script>", scriptFormat="python")
    assert ("work", "s") in found(d.diagram(d.start(), bad, d.end(), d.path("begin", "s", "done")))


@pytest.mark.parametrize(
    ("extension", "told"),
    [
        ('<zeebe:adHoc activeElementsCollection="=[]"/>', "adHoc"),
        ('<zeebe:calledElement processId="p" bindingType="versionTag"/>', "bindingType"),
        ('<zeebe:calledElement processId="p" propagateAllChildVariables="no"/>', "propagateAllChildVariables"),
    ],
)
def test_a_zeebe_extension_that_does_not_run_is_refused_by_name(extension: str, told: str) -> None:
    data = d.diagram(d.start(), d.node("manualTask", "m", extension), d.end(), d.path("begin", "m", "done"))
    found = [f for f in check_diagram(data, "x.bpmn", KNOWN) if (f.rule, f.element) == ("extension", "m")]
    assert [f.severity for f in found if told in str(f.message)] == ["error"]


@pytest.mark.parametrize(
    ("extension", "told"),
    [
        ('<zeebe:executionListeners><zeebe:executionListener type="x"/></zeebe:executionListeners>', "executionListen"),
        ('<zeebe:taskHeaders><zeebe:header key="a" value="b"/></zeebe:taskHeaders>', "taskHeaders"),
        ('<zeebe:userTaskForm id="f">{}</zeebe:userTaskForm>', "userTaskForm"),
        ('<zeebe:formDefinition externalReference="x"/>', "externalReference"),
        ('<zeebe:taskDefinition type="x"/>', "(x)"),
    ],
)
def test_what_is_kept_and_not_read_is_told_and_keeps_nothing_from_running(extension: str, told: str) -> None:
    data = d.diagram(d.start(), d.node("manualTask", "m", extension), d.end(), d.path("begin", "m", "done"))
    found = [(f.severity, f.rule) for f in check_diagram(data, "x.bpmn", KNOWN) if told in str(f.message)]
    assert found == [("warning", "extension")]


def timed(kind: str, value: str, **properties: str) -> bytes:
    said = "".join(f'<zeebe:property name="{k}" value="{v}"/>' for k, v in properties.items())
    inner = f"<bpmn:timerEventDefinition><bpmn:{kind}>{value}</bpmn:{kind}></bpmn:timerEventDefinition>"
    event = d.node("intermediateCatchEvent", "t", f"<zeebe:properties>{said}</zeebe:properties>" if said else "", inner)
    return d.diagram(d.start(), event, d.end(), d.path("begin", "t", "done"))


@pytest.mark.parametrize(
    ("kind", "value", "missed", "wrong"),
    [
        ("timeCycle", "R3/P1D", "each", False), ("timeCycle", "R/P1M", "once", False),
        ("timeDuration", "P1M2DT3H", "", False), ("timeDate", "2026-03-01T08:00", "", False),
        ("timeCycle", "R3/P1D", "all", True), ("timeDuration", "P1D", "each", True), ("timeCycle", "R0/PX", "", True),
        ("timeCycle", "R/PT0S", "", True), ("timeDuration", "3 days", "", True), ("timeDate", "2026-02-29", "", True),
        ("timeDuration", "=duration(&quot;P1D&quot;)", "", False), ("timeCycle", "0 0 9 * * MON", "each", False),
        ("timeCycle", "=cycle(2, duration(&quot;P1D&quot;))", "", False), ("timeDate", "=now()", "", False),
        ("timeCycle", "=&quot;R/P0D&quot;", "", True), ("timeDuration", "=&quot;3 days&quot;", "", True),
        ("timeDuration", "=null", "", True),
        ("timeDate", "=date(&quot;2026-02-29&quot;)", "", True), ("timeCycle", "0 0 9 * *", "", True),
    ],
)  # fmt: skip
def test_a_timer_says_a_time_and_what_becomes_of_missed_turns(kind: str, value: str, missed: str, wrong: bool) -> None:
    data = timed(kind, value, **({"missedTurns": missed} if missed else {}))
    assert found(data) == ({("timer", "t")} if wrong else set())


WRONG_TIMES = ["timeDuration>3 ngày<", "timeDate>2027-02-29<", "timeCycle>R/PT0S<", "timeCycle>=cycle(0)<"]


@pytest.mark.parametrize("said", WRONG_TIMES)
def test_the_time_of_a_timer_is_looked_at_wherever_it_stands(said: str) -> None:
    wrong = f"<bpmn:timerEventDefinition><bpmn:{said}/bpmn:{said.partition('>')[0]}></bpmn:timerEventDefinition>"
    held = d.node("startEvent", "v", inner=wrong, isInterrupting="false") + d.end("ve") + d.path("v", "ve")
    apart = d.node("subProcess", "V", inner=held, triggeredByEvent="true")
    edge = d.node("boundaryEvent", "b", inner=wrong, attachedToRef="one", cancelActivity="false")
    drawn = d.user("one") + edge + d.node("intermediateCatchEvent", "t", inner=wrong) + d.end() + d.end("be") + apart
    begin = d.node("startEvent", "begin", inner=wrong)
    data = d.diagram(begin, drawn, d.path("begin", "one", "t", "done"), d.path("b", "be"))
    assert {element for rule, element in found(data) if rule == "timer"} == {"begin", "b", "t", "v"}


def test_a_role_nobody_can_hold_is_noticed_where_the_roles_are_known() -> None:
    known = replace(KNOWN, roles=frozenset({"head"}))
    data = d.diagram(d.start(), d.user("one", '=["haed@" + unit, "head@X"]'), d.end(), d.path("begin", "one", "done"))
    [finding] = check_diagram(data, "x.bpmn", known)
    assert (finding.rule, finding.element, finding.severity) == ("role", "one", "warning")
    assert check_diagram(data, "x.bpmn", KNOWN) == []
