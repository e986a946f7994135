"""Events say what they catch or throw: which signal, which error, which escalation and by what code, which time."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.agreement.weight import is_run, weighed
from engine.bpmn.check.standard.events import definition_nodes
from engine.bpmn.check.standard.kinds import CATCHING, EVENTS
from engine.bpmn.check.standard.place import at
from engine.bpmn.read.document import Document
from engine.bpmn.read.expressions import read_condition
from engine.bpmn.read.links import is_named, link_name
from engine.bpmn.read.names import local, text_of
from engine.bpmn.read.node import Node

TIMES = ("timeDate", "timeDuration", "timeCycle")
NAMED = {"signal": "signalRef", "escalation": "escalationRef", "error": "errorRef"}
CODES = {"escalation": "escalationCode", "error": "errorCode"}
THROWN = ("noneBehaviorEventRef", "oneBehaviorEventRef")
UNSAID = N_("“%(name)s” does not say which %(kind)s it is about.")


def check_triggers(document: Document) -> Iterator[Finding]:
    """`trigger`: an event says what it catches or throws: a signal, a link, a code, a condition, a time."""
    for event in document.all(*sorted(EVENTS)):
        for definition in definition_nodes(document, event):
            yield from _check(document, event, definition, throws=local(event) not in CATCHING)
    for loop in document.all("multiInstanceLoopCharacteristics"):
        for named in (document.find(loop, loop.get(name)) for name in THROWN):
            if named is not None:
                yield from _check(document, loop.getparent(), named, throws=True)


def _check(document: Document, event: Node, definition: Node, *, throws: bool) -> Iterator[Finding]:
    kind = local(definition).removesuffix("EventDefinition")
    told = {"kind": kind}
    if kind in ("timer", "conditional") and not is_run(document, event):
        return  # drawings say these in words
    if kind == "error" and throws and not definition.get("errorRef"):
        message = N_("“%(name)s” names no error: only an event that catches any catches it.")
        yield at("trigger", event, message, told, "warning")
    elif _says_nothing(definition, kind, throws=throws):
        yield weighed("trigger", document, event, UNSAID, told)
    elif kind in CODES and throws:
        declared = document.find(definition, definition.get(NAMED[kind]))
        if declared is not None and not (declared.get(CODES[kind]) or "").strip():
            message = N_("“%(name)s” throws an %(kind)s without a code: it is told from others by its id alone.")
            yield at("trigger", event, message, told, "warning")


def _says_nothing(definition: Node, kind: str, *, throws: bool) -> bool:
    if kind == "signal" or (kind == "escalation" and throws):
        return not definition.get(NAMED[kind])
    if kind == "link":
        return not link_name(definition) and not is_named(definition)
    if kind == "conditional":
        return read_condition(text_of(definition, "condition")) is None
    return kind == "timer" and not any((text_of(definition, tag) or "").strip() for tag in TIMES)


RULES = (check_triggers,)
