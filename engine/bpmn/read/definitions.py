"""What a diagram declares once and its elements refer to: messages, signals, errors, escalations, event definitions."""

from collections.abc import Iterator

from engine.bpmn.read.element import Message, Timer, Trigger
from engine.bpmn.read.expressions import read_condition, read_expression
from engine.bpmn.read.links import is_named, link_name, other_ends
from engine.bpmn.read.names import bpmn, extension, id_of, is_true, local, plain, text_of
from engine.bpmn.read.node import Node


class Definitions:
    """The declarations of one file, by id; references may carry a namespace prefix."""

    def __init__(self, root: Node) -> None:
        self.messages = {m.get("id"): _message(m) for m in root.findall(bpmn("message"))}
        self.operations = {o.get("id"): plain(text_of(o, "inMessageRef")) for o in root.iter(bpmn("operation"))}
        self.signals = {s.get("id"): s.get("name") or s.get("id") or "" for s in root.findall(bpmn("signal"))}
        self.errors = _codes(root, "error", "errorCode")
        self.escalations = _codes(root, "escalation", "escalationCode")
        self.links = _links(root)
        self.events = {node.get("id"): node for node in root if is_event_definition(node)}

    def message(self, node: Node) -> Message | None:
        """Return the message that an element or event definition refers to, itself or by its operation."""
        operation = node.get("operationRef") or text_of(node, "operationRef")
        return self.messages.get(plain(node.get("messageRef") or self.operations.get(plain(operation))))

    def triggers(self, node: Node) -> tuple[Trigger, ...]:
        """Return the event definitions of an event, in document order, those by reference included."""
        return tuple(self.trigger(one) for one in self.event_definitions(node))

    def event_definitions(self, node: Node) -> Iterator[Node]:
        """Yield the event definitions of an event; a reference to nothing is passed over (a check names it)."""
        for child in node:
            if is_event_definition(child):
                yield child
            elif local(child) == "eventDefinitionRef" and plain(child.text) in self.events:
                yield self.events[plain(child.text)]

    def trigger(self, node: Node) -> Trigger:
        """Return what one event definition says."""
        kind = local(node).removesuffix("EventDefinition")
        return Trigger(
            kind=kind,
            name=self._name(kind, node),
            message=self.message(node) if kind == "message" else None,
            timer=_timer(node) if kind == "timer" else None,
            condition=read_condition(text_of(node, "condition")) if kind == "conditional" else None,
            activity=plain(node.get("activityRef")),
            waits=is_true(node.get("waitForCompletion"), default=True),
        )

    def _name(self, kind: str, node: Node) -> str:
        if kind == "signal":
            return self.signals.get(plain(node.get("signalRef")), "")
        if kind == "error":
            return self.errors.get(plain(node.get("errorRef")), "")
        if kind == "escalation":
            return self.escalations.get(plain(node.get("escalationRef")), "")
        return self.links.get(node, "") if kind == "link" else ""


def is_event_definition(node: Node) -> bool:
    """Tell whether an XML element is an event definition."""
    return local(node).endswith("EventDefinition")


def _codes(root: Node, tag: str, attribute: str) -> dict[str, str]:
    """Return codes by id; what has no code is known by its id, which no other has."""
    return {id_of(node): node.get(attribute) or id_of(node) for node in root.findall(bpmn(tag))}


def _links(root: Node) -> dict[Node, str]:
    """Return what each link definition goes by: its name, with the id of its catching end where references say it."""
    definitions = list(root.iter(bpmn("linkEventDefinition")))
    ends = other_ends(definitions)
    said = {end for thrown, end in ends.items() if end is not None and (is_named(thrown) or is_named(end))}
    names = {one: f"{link_name(one)} [{one.get('id')}]" if one in said else link_name(one) for one in definitions}
    return names | {thrown: names[end] for thrown, end in ends.items() if end is not None}


def _message(node: Node) -> Message:
    subscription = extension(node, "subscription")
    key = None if subscription is None else read_expression(subscription.get("correlationKey"))
    return Message(node.get("name") or node.get("id") or "", key)


def _timer(node: Node) -> Timer | None:
    for kind, tag in (("date", "timeDate"), ("duration", "timeDuration"), ("cycle", "timeCycle")):
        value = read_expression(text_of(node, tag))
        if value is not None:
            return Timer(kind, value)
    return None
