"""What SpiffWorkflow's editor writes beside the standard, in our vocabulary; its Python becomes FEEL or is named."""

from engine.bpmn.read.mutable import MutableNode
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.translation import python
from engine.bpmn.translation.juel import quoted
from engine.bpmn.translation.note import UntranslatableError
from engine.bpmn.translation.page import SPIFF, Page, elements, inner

ONLY = (SPIFF,)
TEXTS = (
    "conditionExpression",
    "condition",
    "timeDate",
    "timeDuration",
    "timeCycle",
    "loopCardinality",
    "completionCondition",
)


def translate_spiff(page: Page) -> None:
    """Say in our vocabulary what a diagram of SpiffWorkflow says, as far as it can be said."""
    for node in elements(page.root):
        if local(node) in READERS:
            READERS[local(node)](page, node)
        _around(page, node)
    for node in elements(page.root, "correlationPropertyRetrievalExpression"):
        _path(page, node)
    for lane in elements(page.root, "lane"):
        _lane(page, lane)
    for node in elements(page.root, *TEXTS):
        _text(page, node)


PYTHON = "text/x-python"


def _path(page: Page, node: MutableNode) -> None:
    """Call the path into a message what the standard calls it."""
    for path in node.findall(bpmn("formalExpression")):
        path.tag = bpmn("messagePath")
        page.note(node, f"formalExpression {path.text}", "messagePath")


def _script(page: Page, node: MutableNode) -> None:
    script = node.find(bpmn("script"))
    said = "" if script is None else (script.text or "")
    if said.strip() and not node.get("scriptFormat"):
        node.set("scriptFormat", PYTHON)  # it runs no other
    try:
        found = python.entries(said)
    except UntranslatableError as error:
        page.note(node, f"script: {said.strip()} ({error})")
        return
    if len(found) == 1:
        page.extend(node, "script", expression=f"={found[0][1]}", resultVariable=found[0][0])
    elif found:
        whole = "{" + ", ".join(f"{name}: {value}" for name, value in found) + "}"
        page.extend(node, "script", expression=f"={whole}", resultVariable="_assigned")
        for name in dict(python.assignments(said)):
            page.extend(node, "ioMapping/output", source=f"=_assigned.{name}", target=name)
    page.note(node, f"script {said.strip()}", "zeebe:script")


def _operator(page: Page, node: MutableNode) -> None:
    for operator in inner(node, "serviceTaskOperator", ONLY):
        name = (operator.get("id") or "").replace("/", ".")
        page.extend(node, "taskDefinition", type=name)
        page.note(node, f"serviceTaskOperator {operator.get('id')}", f"zeebe:taskDefinition {name}")
        for parameter in operator.iter(f"{{{SPIFF}}}parameter"):
            found = page.attempt(
                node, f"parameter {parameter.get('id')}", python.to_feel, parameter.get("value") or "None"
            )
            if found is not None:
                page.extend(node, "ioMapping/input", source=f"={found}", target=parameter.get("id") or "value")


def _decision(page: Page, node: MutableNode) -> None:
    for called in inner(node, "calledDecisionId", ONLY):
        page.extend(node, "calledDecision", decisionId=(called.text or "").strip(), resultVariable="result")
        page.note(node, f"calledDecisionId {called.text}", "zeebe:calledDecision")


def _form(page: Page, node: MutableNode) -> None:
    for said in inner(node, "property", ONLY):
        if said.get("name") == "formJsonSchemaFilename":
            name = (said.get("value") or "").removesuffix(".json").removesuffix("-schema")
            page.extend(node, "formDefinition", formId=name)
            page.note(node, f"formJsonSchemaFilename {said.get('value')}", f"zeebe:formDefinition {name}")
    for said in inner(node, "instructionsForEndUser", ONLY):
        page.extend(node, "properties/property", name="instructions", value=(said.text or "").strip())
        page.note(node, "instructionsForEndUser", "zeebe:property instructions")


def _around(page: Page, node: MutableNode) -> None:
    for tag, name in (("preScript", "input"), ("postScript", "output")):
        for script in inner(node, tag, ONLY):
            try:
                found = python.assignments(script.text or "")
            except UntranslatableError as error:
                page.note(node, f"{tag}: {(script.text or '').strip()} ({error})")
                continue
            for target, value in found:
                page.extend(node, f"ioMapping/{name}", source=f"={value}", target=target)
            page.note(node, f"{tag} {(script.text or '').strip()}", f"zeebe:{name}")


def _lane(page: Page, lane: MutableNode) -> None:
    """Offer the user tasks of a lane to the group of its name, as SpiffWorkflow does."""
    name = lane.get("name")
    held = {(ref.text or "").strip() for ref in lane.findall(bpmn("flowNodeRef"))}
    for node in elements(page.root, "userTask"):
        if name and node.get("id") in held and not list(node.iter("{*}assignmentDefinition")):
            page.extend(node, "assignmentDefinition", candidateGroups=f"=[{quoted(name)}]")
            page.note(node, f"lane {name}", "zeebe:assignmentDefinition")


def _text(page: Page, node: MutableNode) -> None:
    said = (node.text or "").strip()
    if not said or said.startswith("="):
        return
    found = page.attempt(node, local(node), python.to_feel, said)
    if found is not None:
        is_time = local(node).startswith("time") and found.startswith('"')
        node.text = found[1:-1] if is_time else f"={found}"
        node.attrib.pop("language", None)
        page.note(node, said, node.text)


READERS = {
    "scriptTask": _script,
    "serviceTask": _operator,
    "businessRuleTask": _decision,
    "userTask": _form,
    "manualTask": _form,
}
