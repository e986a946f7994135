"""Names that mean another element: it is there, and it is of the right kind."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.kinds import (
    ACTIVITIES,
    CALLABLE,
    COLLABORATIONS,
    CONVERSATIONS,
    DATA,
    DEFINITIONS,
    FLOW_NODES,
    INTERACTING,
)
from engine.bpmn.check.standard.place import at
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import local
from engine.bpmn.read.node import Node

Targets = frozenset[str]


def _one(*kinds: str) -> Targets:
    return frozenset(kinds)


FLOW = _one("sequenceFlow")
EVENT_DEFINITION = DEFINITIONS | {"eventDefinition"}
ITEM = _one("itemDefinition")
LINK = _one("linkEventDefinition")
# (kind, attribute or child) -> what it may name; an empty kind stands for every element with that attribute or child.
TARGETS: dict[tuple[str, str], Targets] = {
    ("messageFlow", "sourceRef"): INTERACTING,
    ("messageFlow", "targetRef"): INTERACTING,
    ("conversationLink", "sourceRef"): CONVERSATIONS | {"participant"},
    ("conversationLink", "targetRef"): CONVERSATIONS | {"participant"},
    ("", "default"): FLOW,
    ("", "incoming"): FLOW,
    ("", "outgoing"): FLOW,
    ("", "attachedToRef"): ACTIVITIES,
    ("", "messageRef"): _one("message"),
    ("", "inMessageRef"): _one("message"),
    ("", "outMessageRef"): _one("message"),
    ("", "signalRef"): _one("signal"),
    ("operation", "errorRef"): _one("error"),
    ("errorEventDefinition", "errorRef"): _one("error"),
    ("", "escalationRef"): _one("escalation"),
    ("", "operationRef"): _one("operation"),
    ("", "activityRef"): ACTIVITIES,
    ("", "itemSubjectRef"): ITEM,
    ("", "itemRef"): ITEM,
    ("", "dataObjectRef"): _one("dataObject"),
    ("", "dataStoreRef"): _one("dataStore"),
    ("", "processRef"): _one("process"),
    ("", "supports"): _one("process"),
    ("", "definitionalCollaborationRef"): COLLABORATIONS,
    ("", "flowNodeRef"): FLOW_NODES,
    ("", "eventDefinitionRef"): EVENT_DEFINITION,
    ("", "oneBehaviorEventRef"): EVENT_DEFINITION,
    ("", "noneBehaviorEventRef"): EVENT_DEFINITION,
    ("linkEventDefinition", "source"): LINK,
    ("linkEventDefinition", "target"): LINK,
    ("inputSet", "dataInputRefs"): _one("dataInput"),
    ("inputSet", "optionalInputRefs"): _one("dataInput"),
    ("inputSet", "whileExecutingInputRefs"): _one("dataInput"),
    ("inputSet", "outputSetRefs"): _one("outputSet"),
    ("outputSet", "dataOutputRefs"): _one("dataOutput"),
    ("outputSet", "optionalOutputRefs"): _one("dataOutput"),
    ("outputSet", "whileExecutingOutputRefs"): _one("dataOutput"),
    ("outputSet", "inputSetRefs"): _one("inputSet"),
    ("dataInputAssociation", "sourceRef"): DATA,
    ("dataInputAssociation", "targetRef"): DATA,
    ("dataOutputAssociation", "sourceRef"): DATA,
    ("dataOutputAssociation", "targetRef"): DATA,
    ("", "loopDataInputRef"): DATA,
    ("", "loopDataOutputRef"): DATA,
    ("ioBinding", "inputDataRef"): _one("inputSet", "dataInput"),
    ("ioBinding", "outputDataRef"): _one("outputSet", "dataOutput"),
    ("", "supportedInterfaceRef"): _one("interface"),
    ("", "interfaceRef"): _one("interface"),
    ("", "endPointRef"): _one("endPoint"),
    ("", "correlationPropertyRef"): _one("correlationProperty"),
    ("", "correlationKeyRef"): _one("correlationKey"),
    ("", "participantRef"): _one("participant"),
    ("", "innerParticipantRef"): _one("participant"),
    ("", "outerParticipantRef"): _one("participant"),
    ("", "initiatingParticipantRef"): _one("participant"),
    ("", "messageFlowRef"): _one("messageFlow"),
    ("", "innerMessageFlowRef"): _one("messageFlow"),
    ("", "outerMessageFlowRef"): _one("messageFlow"),
    ("", "innerConversationNodeRef"): CONVERSATIONS,
    ("", "outerConversationNodeRef"): CONVERSATIONS,
    ("", "choreographyRef"): _one("choreography"),
    ("", "calledChoreographyRef"): _one("choreography", "globalChoreographyTask"),
    ("", "calledCollaborationRef"): COLLABORATIONS,
    ("", "categoryValueRef"): _one("categoryValue"),
    ("", "resourceRef"): _one("resource"),
    ("", "parameterRef"): _one("resourceParameter"),
}
NAMES = frozenset(name for _, name in TARGETS)
ANYTHING = _one("association")
# Their ends have rules of their own.
ELSEWHERE = frozenset([("sequenceFlow", "sourceRef"), ("sequenceFlow", "targetRef")])


def check_references(document: Document) -> Iterator[Finding]:
    """`reference`: what an element refers to is in the file, and is of the kind the standard asks for."""
    for node in document.nodes:
        kind = local(node)
        for name, value in _named(node):
            targets = TARGETS.get((kind, name)) or TARGETS.get(("", name))
            if targets is not None and (kind, name) not in ELSEWHERE:
                yield from _check(document, node, name, value, targets)
            elif kind in ANYTHING and name in ("sourceRef", "targetRef") and _is_missing(document, node, value):
                yield at("reference", node, MISSING, {"what": name, "value": value[:80]})


MISSING = N_("“%(name)s” names “%(value)s” (%(what)s), which is not in the file.")
WRONG = N_("“%(name)s” names “%(value)s” (%(what)s), a %(kind)s; that does not fit here.")


def _named(node: Node) -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name, value in node.attrib.items() if name in NAMES or name.endswith("Ref"))
    for child in node:
        name = local(child)
        if (name in NAMES or name.endswith("Ref")) and len(child) == 0 and child.text and child.text.strip():
            yield name, child.text.strip()


def _check(document: Document, node: Node, name: str, value: str, targets: Targets) -> Iterator[Finding]:
    if document.is_foreign(node, value):
        return  # the rule on imports looks after it
    found = document.find(node, value)
    if found is None:
        yield at("reference", node, MISSING, {"what": name, "value": value[:80]})
    elif local(found) not in targets:
        yield at("reference", node, WRONG, {"what": name, "value": value[:80], "kind": local(found)})


def _is_missing(document: Document, node: Node, value: str) -> bool:
    return not document.is_foreign(node, value) and document.find(node, value) is None


def check_called(document: Document) -> Iterator[Finding]:
    """`called-element`: a call activity calls a process or a global task, where what it names is in this file."""
    for node in document.all("callActivity"):
        found = document.find(node, node.get("calledElement"))
        if found is not None and found is not node and local(found) not in CALLABLE:
            message = N_("“%(name)s” calls “%(value)s”, a %(kind)s; only processes and global tasks can be called.")
            yield at("called-element", node, message, {"value": node.get("calledElement"), "kind": local(found)})


def check_imports(document: Document) -> Iterator[Finding]:
    """`import`: an import says where its file is and what kind of file."""
    for node in document.all("import"):
        if not all((node.get(name) or "").strip() for name in ("namespace", "location", "importType")):
            message = N_("An import does not say whose names it brings in, where its file is, or of what kind it is.")
            yield at("import", node, message)


RULES = (check_references, check_called, check_imports)
