"""What the Zeebe vocabulary offers and this engine does not run: refused by name, never passed over."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.place import at
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import ZEEBE, local
from engine.bpmn.read.node import Node

_Z = f"{{{ZEEBE}}}"
# What runs, with the attributes that are read; a release binds everything it holds, so other bindings say nothing new.
RUNS: dict[str, frozenset[str]] = {
    "taskDefinition": frozenset({"type", "retries"}),
    "ioMapping": frozenset(),
    "input": frozenset({"source", "target"}),
    "output": frozenset({"source", "target"}),
    "script": frozenset({"expression", "resultVariable"}),
    "calledDecision": frozenset({"decisionId", "resultVariable"}),
    "calledElement": frozenset({"processId"}),
    "userTask": frozenset(),
    "formDefinition": frozenset({"formId"}),
    "assignmentDefinition": frozenset({"assignee", "candidateGroups", "candidateUsers"}),
    "taskSchedule": frozenset({"dueDate", "followUpDate"}),
    "priorityDefinition": frozenset({"priority"}),
    "loopCharacteristics": frozenset({"inputCollection", "inputElement", "outputCollection", "outputElement"}),
    "subscription": frozenset({"correlationKey"}),
    "taskListeners": frozenset(),
    "taskListener": frozenset({"eventType", "type", "retries"}),
    "properties": frozenset(),
    "property": frozenset({"name", "value"}),
    "versionTag": frozenset({"value"}),
}
# Attributes whose value changes nothing, because it is how things are here anyway.
HARMLESS = {
    "bindingType": frozenset({"latest", "deployment"}),
    "propagateAllChildVariables": frozenset({"true"}),
    "propagateAllParentVariables": frozenset({"true"}),
}


def check_extensions(_document: Document, process: Node) -> Iterator[Finding]:
    """`extension`: an executable process has only those Zeebe extensions, with those attributes, that run."""
    for node in process.iter(f"{_Z}*"):
        name = node.tag[len(_Z) :]
        holder = _drawn(node)
        if holder is None:
            continue
        if name not in RUNS:
            message = N_("“%(name)s” uses zeebe:%(what)s, which is not run here.")
            yield at("extension", holder, message, {"what": name})
            continue
        for attribute, value in node.attrib.items():
            known = attribute in RUNS[name] or attribute.startswith("{") or attribute == "id"
            if not known and value not in HARMLESS.get(attribute, ()):
                message = N_("“%(name)s”: %(attribute)s of zeebe:%(what)s is not run here.")
                yield at("extension", holder, message, {"what": name, "attribute": attribute})


def _drawn(node: Node) -> Node | None:
    """Return the BPMN element that an extension belongs to."""
    while node is not None and (not local(node) or node.get("id") is None):
        node = node.getparent()
    return node


RULES = (check_extensions,)
