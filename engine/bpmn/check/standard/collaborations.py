"""Between pools: message flows, conversations, choreographies, correlation, resources."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.standard.events import definitions
from engine.bpmn.check.standard.kinds import CATCHING, CONVERSATIONS, EVENTS, THROWING
from engine.bpmn.check.standard.place import at, label, process_of
from engine.bpmn.read.document import Document, plain, references
from engine.bpmn.read.names import id_of, local
from engine.bpmn.read.node import Node


def check_message_flows(document: Document) -> Iterator[Finding]:
    """`message-flow`: a message leaves what sends in one pool and arrives at what receives in another."""
    for flow in document.all("messageFlow"):
        source, target = (document.find(flow, flow.get(end)) for end in ("sourceRef", "targetRef"))
        if source is None or target is None:
            continue  # said by the rule on references
        pools = [_pool(document, end) for end in (source, target)]
        if pools[0] is not None and pools[0] is pools[1]:
            yield at("message-flow", flow, N_("Message flow “%(name)s” stays within one pool."))
        if local(source) in EVENTS and not _may_send(document, source):
            yield at("message-flow", flow, N_("“%(other)s” cannot send a message."), {"other": label(source)})
        if local(target) in EVENTS and not _may_receive(document, target):
            yield at("message-flow", flow, N_("“%(other)s” cannot receive a message."), {"other": label(target)})


def _pool(document: Document, end: Node) -> Node | None:
    if local(end) == "participant":
        return end
    process = process_of(end)
    return None if process is None else document.pools.get(id_of(process), process)


def _may_send(document: Document, event: Node) -> bool:
    found = definitions(document, event)
    return local(event) in THROWING and (not found or "message" in found)


def _may_receive(document: Document, event: Node) -> bool:
    found = definitions(document, event)
    return local(event) in CATCHING and (not found or "message" in found)


def check_pools(document: Document) -> Iterator[Finding]:
    """`pool`: the least number of participants is not above the greatest, which is at least one."""
    for node in document.all("participantMultiplicity"):
        least, most = int(node.get("minimum") or 0), int(node.get("maximum") or 1)
        if most < 1 or least > most or least < 0:
            message = N_("“%(other)s” has between %(least)s and %(most)s participants, which cannot be.")
            yield at("pool", node, message, {"other": label(node.getparent()), "least": least, "most": most})


def check_conversations(document: Document) -> Iterator[Finding]:
    """`conversation`: a conversation has at least two participants; a conversation link joins one of them to it."""
    for node in document.all(*sorted(CONVERSATIONS)):
        if len(set(references(node, "participantRef"))) < 2:
            yield at("conversation", node, N_("Conversation “%(name)s” has fewer than two participants."))
    for link in document.all("conversationLink"):
        ends = [document.find(link, link.get(end)) for end in ("sourceRef", "targetRef")]
        kinds = [local(end) for end in ends if end is not None]
        if len(kinds) == 2 and len([kind for kind in kinds if kind in CONVERSATIONS]) != 1:
            yield at("conversation", link, N_("A conversation link joins a conversation and a participant."))


def check_choreographies(document: Document) -> Iterator[Finding]:
    """`choreography`: who begins a choreography activity takes part in it; a task is between exactly two."""
    for node in document.all("choreographyTask", "subChoreography", "callChoreography"):
        parts = [plain(reference) for reference in references(node, "participantRef")]
        if plain(node.get("initiatingParticipantRef")) not in parts:
            yield at("choreography", node, N_("Who begins “%(name)s” does not take part in it."))
        if local(node) == "choreographyTask":
            yield from _check_task(document, node, parts)


def _check_task(document: Document, node: Node, parts: list[str]) -> Iterator[Finding]:
    flows = [document.find(node, reference) for reference in references(node, "messageFlowRef")]
    if len(set(parts)) != 2 or len(flows) > 2:
        yield at(
            "choreography",
            node,
            N_("Choreography task “%(name)s” is between two participants, with at most two messages."),
        )
    for flow in flows:
        ends = [] if flow is None else [plain(flow.get(end)) for end in ("sourceRef", "targetRef")]
        if flow is not None and any(end not in parts for end in ends):
            message = N_("Message flow “%(other)s” of “%(name)s” is not between its participants.")
            yield at("choreography", node, message, {"other": label(flow)})


def check_subscriptions(document: Document) -> Iterator[Finding]:
    """`correlation`: a process subscribes with the properties of the key it names."""
    for node in document.all("correlationSubscription"):
        key = document.find(node, node.get("correlationKeyRef"))
        if key is None:
            continue
        properties = {plain(reference) for reference in references(key, "correlationPropertyRef")}
        for child in node:
            name = plain(child.get("correlationPropertyRef"))
            if local(child) == "correlationPropertyBinding" and name not in properties:
                message = N_("“%(other)s” is not a property of correlation key “%(key)s”.")
                yield at("correlation", node, message, {"other": name, "key": label(key)})


def check_resources(document: Document) -> Iterator[Finding]:
    """`resource`: a value is given for a parameter of the resource that is named."""
    for node in document.all("resourceParameterBinding"):
        named = [document.find(node, reference) for reference in references(node.getparent(), "resourceRef")]
        parameter = document.find(node, node.get("parameterRef"))
        if parameter is not None and named and parameter.getparent() is not named[0]:
            yield at(
                "resource",
                node,
                N_("“%(other)s” is no parameter of the resource that is named."),
                {"other": label(parameter)},
            )


RULES = (
    check_message_flows,
    check_pools,
    check_conversations,
    check_choreographies,
    check_subscriptions,
    check_resources,
)
