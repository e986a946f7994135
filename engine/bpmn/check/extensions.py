"""What the Zeebe vocabulary offers and this engine does not run: refused by name, never passed over."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.place import at
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import ZEEBE, local
from engine.bpmn.read.node import Node

_Z = f"{{{ZEEBE}}}"
PASSING = ("propagateAllChildVariables", "propagateAllParentVariables")
# What runs, with the attributes that are read; a release binds everything it holds, so other bindings say nothing new.
RUNS: dict[str, frozenset[str]] = {
    "taskDefinition": frozenset({"type", "retries"}),
    "ioMapping": frozenset(),
    "input": frozenset({"source", "target"}),
    "output": frozenset({"source", "target"}),
    "script": frozenset({"expression", "resultVariable"}),
    "calledDecision": frozenset({"decisionId", "resultVariable"}),
    "calledElement": frozenset({"processId", *PASSING}),
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
}
# Kept for whoever draws on, and read by nothing here: told, and nothing that keeps a diagram from running.
KEPT_HERE = N_("“%(name)s”: zeebe:%(what)s is kept, and nothing here reads it.")
KEPT = frozenset({"taskHeaders", "executionListeners", "userTaskForm"})
INSIDE = frozenset({"header", "executionListener"})
KEPT_ATTRIBUTES = frozenset({("formDefinition", "externalReference"), ("formDefinition", "formKey")})
WORKING = frozenset({"serviceTask"})


def check_extensions(_document: Document, process: Node) -> Iterator[Finding]:
    """`extension`: an executable process has only those Zeebe extensions, with those attributes, that run."""
    for node in process.iter(f"{_Z}*"):
        name = node.tag[len(_Z) :]
        holder = _drawn(node)
        if holder is not None and name not in INSIDE:
            yield from _check(node, name, holder)


def _check(node: Node, name: str, holder: Node) -> Iterator[Finding]:
    if name in KEPT:
        yield at("extension", holder, KEPT_HERE, {"what": name}, "warning")
    elif name not in RUNS:
        yield at("extension", holder, N_("“%(name)s” uses zeebe:%(what)s, which is not run here."), {"what": name})
    else:
        yield from _check_attributes(node, name, holder)
    if name == "taskListener" and local(holder) != "userTask":
        yield at("extension", holder, KEPT_HERE, {"what": name}, "warning")
    if name == "taskDefinition" and local(holder) not in WORKING:
        message = N_("“%(name)s” names a job (%(what)s), which only a service task does.")
        yield at("extension", holder, message, {"what": (node.get("type") or "")[:80]}, "warning")


def _check_attributes(node: Node, name: str, holder: Node) -> Iterator[Finding]:
    for attribute, value in node.attrib.items():
        known = attribute in RUNS[name] or attribute.startswith("{") or attribute == "id"
        if (name, attribute) in KEPT_ATTRIBUTES:
            yield at("extension", holder, KEPT_HERE, {"what": f"{name} {attribute}"}, "warning")
        elif attribute in PASSING and value not in ("true", "false"):
            message = N_("“%(name)s”: “%(value)s” is not a value of %(attribute)s.")
            yield at("extension", holder, message, {"value": value[:80], "attribute": attribute})
        elif not known and value not in HARMLESS.get(attribute, ()):
            message = N_("“%(name)s”: %(attribute)s of zeebe:%(what)s is not run here.")
            yield at("extension", holder, message, {"what": name, "attribute": attribute})


def _drawn(node: Node) -> Node | None:
    """Return the BPMN element that an extension belongs to."""
    while node is not None and (not local(node) or node.get("id") is None):
        node = node.getparent()
    return node


RULES = (check_extensions,)
