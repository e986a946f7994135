"""Every element and attribute of BPMN 2.0, read from its schema, with what becomes of it here.

`runs` names the row of docs/bpmn.md that shows it; `kept` stands in everything.bpmn, where it changes nothing a token
does; `refused` names the rule. The page docs/bpmn-elements.md is written from this:
`.venv/bin/python -m tests.engine.bpmn.check.vocabulary`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from lxml import etree

from engine.bpmn.read.names import BPMN, local
from tests.architecture.sources import HOME

XS = "{http://www.w3.org/2001/XMLSchema}"
EVERYTHING = HOME / "tests" / "engine" / "bpmn" / "check" / "everything.bpmn"
PAGE = HOME / "docs" / "bpmn-elements.md"
RUNNING = HOME / "docs" / "bpmn.md"
# Rows of the table of what runs, for what stands there under another name.
ALIASES = {
    "activity/loopCharacteristics": "multiInstanceLoopCharacteristics",
    "activity/property": "property",
    "activity/ioSpecification": "dataInputAssociation",
    "adHocSubProcess/completionCondition": "adHocSubProcess/completionCondition",
    "assignment": "transformation",
    "assignment/from": "transformation",
    "assignment/to": "transformation",
    "association/sourceRef": "association",
    "association/targetRef": "association",
    "boundaryEvent/attachedToRef": "boundaryEvent",
    "callActivity/calledElement": "callActivity",
    "catchEvent/eventDefinition": "multiple",
    "compensateEventDefinition": "compensate/activityRef",
    "compensateEventDefinition/activityRef": "compensate/activityRef",
    "compensateEventDefinition/waitForCompletion": "compensate/waitForCompletion",
    "cancelEventDefinition": "endEvent/cancel",
    "complexBehaviorDefinition/condition": "complexBehaviorDefinition",
    "complexBehaviorDefinition/event": "complexBehaviorDefinition",
    "conditionalEventDefinition": "boundaryEvent/conditional",
    "conditionalEventDefinition/condition": "boundaryEvent/conditional",
    "dataAssociation/assignment": "transformation",
    "dataAssociation/sourceRef": "dataInputAssociation",
    "dataAssociation/targetRef": "dataInputAssociation",
    "dataObjectReference/dataObjectRef": "dataObjectReference",
    "error": "error/errorCode",
    "errorEventDefinition": "boundaryEvent/error",
    "errorEventDefinition/errorRef": "error/errorCode",
    "escalation": "boundaryEvent/escalation",
    "escalation/escalationCode": "boundaryEvent/escalation",
    "escalationEventDefinition": "boundaryEvent/escalation",
    "escalationEventDefinition/escalationRef": "boundaryEvent/escalation",
    "event/property": "property",
    "flowElement/name": "sequenceFlow",
    "formalExpression": "sequenceFlow/conditionExpression",
    "formalExpression/language": "sequenceFlow/conditionExpression",
    "globalScriptTask/script": "globalScriptTask",
    "globalScriptTask/scriptLanguage": "globalScriptTask",
    "linkEventDefinition": "intermediateThrowEvent/link",
    "linkEventDefinition/name": "intermediateThrowEvent/link",
    "linkEventDefinition/source": "intermediateCatchEvent/link",
    "linkEventDefinition/target": "intermediateThrowEvent/link",
    "loopDataInputRef": "multiInstanceLoopCharacteristics",
    "message/name": "startEvent/message",
    "message": "startEvent/message",
    "messageEventDefinition": "startEvent/message",
    "messageEventDefinition/messageRef": "startEvent/message",
    "multiInstanceLoopCharacteristics/complexBehaviorDefinition": "complexBehaviorDefinition",
    "multiInstanceLoopCharacteristics/inputDataItem": "multiInstanceLoopCharacteristics",
    "multiInstanceLoopCharacteristics/loopDataInputRef": "multiInstanceLoopCharacteristics",
    "multiInstanceLoopCharacteristics/loopDataOutputRef": "multiInstanceLoopCharacteristics",
    "multiInstanceLoopCharacteristics/outputDataItem": "multiInstanceLoopCharacteristics",
    "process": "process/isExecutable",
    "process/flowElement": "process/isExecutable",
    "process/property": "property",
    "receiveTask/messageRef": "receiveTask",
    "scriptTask/script": "scriptTask",
    "sendTask/messageRef": "sendTask",
    "sequenceFlow/sourceRef": "sequenceFlow",
    "sequenceFlow/targetRef": "sequenceFlow",
    "signal/name": "signal",
    "signalEventDefinition": "boundaryEvent/signal",
    "signalEventDefinition/signalRef": "boundaryEvent/signal",
    "subProcess/flowElement": "subProcess",
    "terminateEventDefinition": "endEvent/terminate",
    "throwEvent/eventDefinition": "endEvent",
    "transaction/method": "transaction",
    "timerEventDefinition": "timeDuration",
    "implicitThrowEvent": "complexBehaviorDefinition",
}


@dataclass(frozen=True)
class Row:
    """An element, or an attribute or part of one, with what becomes of it and what shows it."""

    element: str
    member: str
    verdict: str
    shown_by: str

    @property
    def name(self) -> str:
        """Return `element` or `element/member`."""
        return f"{self.element}/{self.member}" if self.member else self.element


@cache
def schema() -> Any:
    with as_file(files("SpiffWorkflow.bpmn.parser") / "schema") as folder:
        return etree.parse(str(folder / "Semantic.xsd")).getroot()


@cache
def types() -> dict[str, Any]:
    return {kind.get("name"): kind for kind in schema().findall(f"{XS}complexType")}


@cache
def type_of(element: str) -> str:
    found = schema().find(f"{XS}element[@name='{element}']")
    return "" if found is None else found.get("type").rpartition(":")[2]


def ancestry(kind: str) -> list[str]:
    """Return a type and those it extends."""
    found = []
    while kind in types():
        found.append(kind)
        base = types()[kind].find(f".//{XS}extension")
        kind = "" if base is None else base.get("base").rpartition(":")[2]
    return found


def members() -> Iterator[tuple[str, str]]:
    """Yield every element with an empty member, and with each attribute and part that its own type declares."""
    for element in schema().findall(f"{XS}element"):
        name = element.get("name")
        yield name, ""
        declared = types()[type_of(name)]
        yield from ((name, node.get("name")) for node in declared.iter(f"{XS}attribute"))
        for node in declared.iter(f"{XS}element"):
            yield name, (node.get("name") or node.get("ref")).rpartition(":")[2]


@cache
def used() -> frozenset[tuple[str, str]]:
    """Return (type, attribute or part) of everything that stands in everything.bpmn, on all types of an element."""
    return frozenset(drawn_in(EVERYTHING.read_bytes()))


def drawn_in(data: bytes) -> set[tuple[str, str]]:
    """Return (type, attribute or part) of everything that stands in a file, on all types of an element."""
    found: set[tuple[str, str]] = set()
    for node in etree.fromstring(data).iter(f"{{{BPMN}}}*"):
        for kind in ancestry(_actual_type(node)):
            found.add((kind, ""))
            found |= {(kind, str(name)) for name in node.attrib if not str(name).startswith("{")}
            found |= {(kind, name) for child in node for name in _part_names(child)}
    return found


def _actual_type(node: Any) -> str:
    if local(node) == "event" and local(node.getparent()) == "complexBehaviorDefinition":
        return "tImplicitThrowEvent"
    said = next((str(value) for name, value in node.attrib.items() if str(name).endswith("}type")), "")
    if said:
        return said.rpartition(":")[2]
    if known := type_of(local(node)):
        return known
    declared = schema().find(f".//{XS}element[@name='{local(node)}']")
    return "" if declared is None else (declared.get("type") or "").rpartition(":")[2]


def _part_names(child: Any) -> set[str]:
    """Return what a child may be called where it is declared: its name, or that of what it stands in for."""
    heads = {name: kind for kind in ancestry(type_of(local(child))) for name in _elements_of(kind)}
    return {local(child), *heads} - {""}


@cache
def _elements_of(kind: str) -> tuple[str, ...]:
    return tuple(e.get("name") for e in schema().findall(f"{XS}element") if e.get("type").rpartition(":")[2] == kind)


@cache
def running() -> frozenset[str]:
    """Return the rows of the table of what runs."""
    return frozenset(re.findall(r"^\| `([^`]+)` \| runs \|", RUNNING.read_text(encoding="utf-8"), re.MULTILINE))


def is_abstract(element: str) -> bool:
    """Tell whether an element only stands for others."""
    found = schema().find(f"{XS}element[@name='{element}']")
    kind = types()[type_of(element)]
    return "true" in (found.get("abstract"), kind.get("abstract"))


def row(element: str, member: str) -> Row:
    """Return what becomes of an element, attribute or part; a verdict `unknown` is a hole in the table."""
    name = f"{element}/{member}" if member else element
    shown = next((n for n in (ALIASES.get(name, ""), name, member) if n in running()), "")
    if shown:
        return Row(element, member, "runs", shown)
    if not member and is_abstract(element):
        return Row(element, member, "refused", "schema")
    return Row(element, member, "kept" if (type_of(element), member) in used() else "unknown", "everything.bpmn")


def rows() -> list[Row]:
    """Return the whole table, in the order of the schema."""
    return [row(element, member) for element, member in members()]


def page() -> str:
    """Return the page of the table."""
    lines = [
        "# Every element and attribute of BPMN 2.0",
        "",
        "The whole schema of BPMN 2.0, element by element with the attributes and parts that each declares itself.",
        "What **runs** is shown by the row of [what of BPMN runs](bpmn.md) that is named. What is **kept** says",
        "nothing to a token: it is taken in, handed on and shown, and a process with all of it runs as without",
        "(`tests/engine/bpmn/check/everything.bpmn`). What is **refused** is refused by the rule that is named.",
        "Values that are not run, such as a script in another language, stand under “Refused” [there](bpmn.md).",
        "A test holds every row. This page is written by `.venv/bin/python -m tests.engine.bpmn.check.vocabulary`.",
        "",
        "| element | attribute or part | | shown by |",
        "|---|---|---|---|",
    ]
    for one in rows():
        shown = f"[{one.shown_by}](checks/{one.shown_by}.md)" if one.verdict == "refused" else f"`{one.shown_by}`"
        lines.append(f"| `{one.element}` | {f'`{one.member}`' if one.member else ''} | {one.verdict} | {shown} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
