"""What Camunda 7, Flowable and Activiti write beside the standard, in our vocabulary."""

import re

from engine.bpmn.read.mutable import MutableNode
from engine.bpmn.read.names import XSI, bpmn, local
from engine.bpmn.translation import juel
from engine.bpmn.translation.note import UntranslatableError
from engine.bpmn.translation.page import Page, elements, inner, java

TEXTS = (
    *("conditionExpression", "condition", "timeDate", "timeDuration", "timeCycle"),
    *("loopCardinality", "completionCondition"),
)
# What these say has no effect on where tokens go.
SILENT = (
    "asyncBefore",
    "asyncAfter",
    "async",
    "exclusive",
    "jobPriority",
    "historyTimeToLive",
    "versionTag",
    "initiator",
)
EVENTS = {
    "create": "creating",
    "assignment": "assigning",
    "update": "updating",
    "complete": "completing",
    "delete": "canceling",
}
"""What happens to a user task, as Java engines and as Camunda 8 call it."""


def translate_java(page: Page) -> None:
    """Say in our vocabulary what a Java engine's diagram says, as far as it can be said."""
    for node in elements(page.root):
        for read in READERS.get(local(node), ()):
            read(page, node)
        _mappings(page, node)
        _rest(page, node)
    for node in elements(page.root, *TEXTS):
        _text(page, node)


def _value(page: Page, node: MutableNode, name: str) -> str | None:
    said = java(node, name)
    return None if not said else page.attempt(node, name, juel.to_feel, said)


def _several(page: Page, node: MutableNode, name: str) -> str | None:
    """Return a list of people or groups: `a, b` becomes a list in FEEL."""
    said = java(node, name)
    if not said or "{" in said:
        return _value(page, node, name)
    return "=[" + ", ".join(juel.quoted(part.strip()) for part in said.split(",") if part.strip()) + "]"


def _people(page: Page, node: MutableNode) -> None:
    offered = {
        "assignee": _value(page, node, "assignee") or "",
        "candidateGroups": _several(page, node, "candidateGroups") or "",
        "candidateUsers": _several(page, node, "candidateUsers") or "",
    }
    if any(offered.values()):
        page.extend(node, "assignmentDefinition", **offered)
        page.note(node, "assignee, candidateUsers, candidateGroups", "zeebe:assignmentDefinition")
    times = {"dueDate": _value(page, node, "dueDate") or "", "followUpDate": _value(page, node, "followUpDate") or ""}
    if any(times.values()):
        page.extend(node, "taskSchedule", **times)
        page.note(node, "dueDate, followUpDate", "zeebe:taskSchedule")
    if priority := _value(page, node, "priority"):
        page.extend(node, "priorityDefinition", priority=priority)
        page.note(node, "priority", "zeebe:priorityDefinition")


def _form(page: Page, node: MutableNode) -> None:
    said = java(node, "formKey") or java(node, "formRef")
    if said:
        name = re.sub(r"\.(form|html|json)$", "", said.rpartition("/")[2].rpartition(":")[2])
        page.extend(node, "formDefinition", formId=name)
        page.note(node, f"formKey {said}", f"zeebe:formDefinition {name}")
    for field in [*inner(node, "formField"), *inner(node, "formProperty")]:
        page.note(node, f"form field {field.get('id')}")
    for listener in inner(node, "taskListener"):
        name, said = _named(listener) or "script", listener.get("event") or "complete"
        event = EVENTS.get(said, said)
        page.extend(node, "taskListeners/taskListener", eventType=event, type=name)
        page.note(node, f"task listener {said} {name}", f"zeebe:taskListener {event} {name}")


def _named(node: MutableNode) -> str:
    """Return a short name for what a class, a bean or a topic does."""
    said = next(
        (v for key in ("class", "delegateExpression", "expression", "type", "topic") if (v := node.get(key))), ""
    )
    said = said or next((v for key in ("class", "delegateExpression") if (v := java(node, key))), "")
    return re.sub(r"[^\w.]", "", re.sub(r"\(.*", "", said.strip("${}# "))).rpartition("$")[2]


def _work(page: Page, node: MutableNode) -> None:
    if decision := java(node, "decisionRef"):
        asked = page.attempt(node, "decisionRef", juel.to_feel, decision) or decision
        page.extend(node, "calledDecision", decisionId=asked, resultVariable=java(node, "resultVariable") or "result")
        page.note(node, f"decisionRef {decision}", f"zeebe:calledDecision {asked}")
        return
    said = java(node, "expression")
    if said:
        try:
            found = juel.to_feel(said)
            _become_script(page, node, said, found)
            return
        except UntranslatableError:
            pass  # a method of a bean: an action does it
    topic = java(node, "topic") or (java(node, "type") if java(node, "type") != "external" else None)
    name = topic or _named(node) or re.sub(r"\(.*|[${}#\s]", "", said or "")
    if name:
        page.extend(node, "taskDefinition", type=name)
        page.note(node, f"delegate {topic or said or name}", f"zeebe:taskDefinition {name}")
    for field in inner(node, "field"):
        value = field.get("stringValue") or field.findtext("{*}string") or field.findtext("{*}expression") or ""
        source = page.attempt(node, f"field {field.get('name')}", _input, value)
        if source is not None:
            page.extend(node, "ioMapping/input", source=source, target=field.get("name") or "field")


def _become_script(page: Page, node: MutableNode, said: str, found: str) -> None:
    """Make a task that only reckons a script task: what it comes to is its result."""
    value = found if found.startswith("=") else "=" + juel.quoted(found)
    page.extend(node, "script", expression=value, resultVariable=java(node, "resultVariable") or "result")
    if local(node) == "serviceTask":
        node.tag = bpmn("scriptTask")
        node.attrib.pop("implementation", None)
        node.attrib.pop("operationRef", None)
    page.note(node, f"expression {said}", f"zeebe:script {value}")


def _input(value: str) -> str:
    """Return a value as an input: a text that is no expression is a FEEL text."""
    found = juel.to_feel(value)
    return found if found.startswith("=") else "=" + juel.quoted(found)


def _script(page: Page, node: MutableNode) -> None:
    script = node.find(bpmn("script"))
    said = "" if script is None else (script.text or "")
    if node.get("scriptFormat") in ("juel", "feel", "FEEL"):
        read = juel.to_feel if node.get("scriptFormat") == "juel" else str.strip
        found = page.attempt(node, "script", read, said)
        if found is not None:
            found = "=" + found.removeprefix("=").strip()
            page.extend(node, "script", expression=found, resultVariable=java(node, "resultVariable") or "result")
            page.note(node, f"script {said}", f"zeebe:script {found}")
    elif said.strip():
        page.note(node, f"script ({node.get('scriptFormat')}): {said.strip()}")


def _call(page: Page, node: MutableNode) -> None:
    called = node.get("calledElement")
    if called and node.find(".//{*}calledElement[@processId]") is None:
        process = page.attempt(node, "calledElement", juel.to_feel, called) or called
        page.extend(node, "calledElement", processId=process, **_passing(page, node))
    for tag, name in (("in", "input"), ("out", "output")):
        for mapping in inner(node, tag):
            source, target = mapping.get("sourceExpression") or _as_juel(mapping.get("source")), mapping.get("target")
            found = page.attempt(node, tag, juel.to_feel, source) if source and target else None
            if mapping.get("variables") == "all":
                continue
            if found and target:
                page.extend(node, f"ioMapping/{name}", source=found, target=target)
                page.note(node, f"{tag} {source}", f"zeebe:{name} {found} → {target}")
            else:
                page.note(node, f"{tag} {dict(mapping.attrib)}")


def _passing(page: Page, node: MutableNode) -> dict[str, str]:
    """Return what a call keeps apart: a Java engine passes only what is mapped, unless all is asked for."""
    whole = {tag: any(one.get("variables") == "all" for one in inner(node, tag)) for tag in ("in", "out")}
    whole["in"] = whole["in"] or java(node, "inheritVariables") == "true"
    names = {"in": "propagateAllParentVariables", "out": "propagateAllChildVariables"}
    kept = {names[tag]: "false" for tag, is_whole in whole.items() if not is_whole}
    for tag, is_whole in whole.items():
        page.note(
            node, f"{tag}: {'all' if is_whole else 'only what is mapped'}", f"{names[tag]} {str(is_whole).lower()}"
        )
    return kept


def _as_juel(said: str | None) -> str:
    """Return a variable's name as an expression; one that is an expression stays as it is."""
    return said or "" if not said or "{" in said else f"${{{said}}}"


def _loop(page: Page, node: MutableNode) -> None:
    collection = java(node, "collection")
    if collection:
        found = page.attempt(node, "collection", juel.to_feel, _as_juel(collection))
        if found:
            page.extend(
                node, "loopCharacteristics", inputCollection=found, inputElement=java(node, "elementVariable") or ""
            )
            page.note(node, f"collection {collection}", f"zeebe:loopCharacteristics {found}")


def _mappings(page: Page, node: MutableNode) -> None:
    for tag, name in (("inputParameter", "input"), ("outputParameter", "output")):
        for parameter in inner(node, tag):
            if parameter.getparent().getparent().getparent() is not node:
                continue
            target = parameter.get("name") or ""
            if len(parameter):
                page.note(node, f"{tag} {target}")
                continue
            found = page.attempt(node, f"{tag} {target}", _input, parameter.text or "")
            if found is not None:
                page.extend(node, f"ioMapping/{name}", source=found, target=target)
                page.note(node, f"{tag} {target}", f"zeebe:{name} {found}")
    for said in inner(node, "property"):
        if said.getparent().tag.endswith("}properties") and local(node):
            page.extend(
                node,
                "properties/property",
                name=said.get("name") or said.get("id") or "",
                value=said.get("value") or "",
            )
            page.note(node, f"property {said.get('name')}", "zeebe:property")


def _text(page: Page, node: MutableNode) -> None:
    said = (node.text or "").strip()
    if not re.search(r"[$#]\{", said):
        return
    found = page.attempt(node, local(node), juel.to_feel, said)
    if found is None:
        return
    node.text = found
    node.attrib.pop("language", None)
    node.attrib.pop(f"{{{XSI}}}resource", None)
    page.note(node, said, found)


def _rest(page: Page, node: MutableNode) -> None:
    """Name what is left: listeners of the engine, retries, and what has no effect here."""
    for listener in inner(node, "executionListener"):
        name, event = _named(listener) or "script", listener.get("event") or "start"
        is_kept = event in ("start", "end")
        if is_kept:
            page.extend(node, "executionListeners/executionListener", eventType=event, type=name)
        page.note(node, f"execution listener {event} {name}", "zeebe:executionListener" if is_kept else "")
    for retry in inner(node, "failedJobRetryTimeCycle"):
        page.note(node, f"failedJobRetryTimeCycle {retry.text}")
    for name in SILENT:
        if java(node, name) is not None:
            page.note(node, f"{name} {java(node, name)}", "–")


READERS = {
    "userTask": (_people, _form),
    "serviceTask": (_work,),
    "sendTask": (_work,),
    "businessRuleTask": (_work,),
    "scriptTask": (_script,),
    "callActivity": (_call,),
    "multiInstanceLoopCharacteristics": (_loop,),
}
