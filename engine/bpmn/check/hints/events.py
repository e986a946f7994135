"""Hints on events: links that are called and end somewhere, conditions that are said, ways out of event gateways."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.agreement.weight import is_run
from engine.bpmn.check.hints.drawn import containers, flow_nodes, hint, is_conditional, ways_out
from engine.bpmn.check.standard.events import definition_nodes
from engine.bpmn.check.standard.kinds import EVENTS, THROWING
from engine.bpmn.read.document import Document
from engine.bpmn.read.links import link_name
from engine.bpmn.read.names import local, text_of
from engine.bpmn.read.node import Node


def check_links(document: Document) -> Iterator[Finding]:
    """`link-event`: a link has a name, by which it is thrown and caught once in its container."""
    for container in containers(document):
        by_name: dict[str, list[Node]] = {}
        for node in flow_nodes(container):
            for definition in definition_nodes(document, node):
                if local(definition) == "linkEventDefinition":
                    by_name.setdefault(link_name(definition), []).append(node)
        for node in by_name.pop("", ()):
            yield hint("link-event", node, N_("“%(name)s” is a link without a name."))
        for nodes in by_name.values():
            yield from _ends(nodes)


def _ends(nodes: list[Node]) -> Iterator[Finding]:
    """Yield the ends of one link that are alone on their side, or of which there are too many."""
    caught = [node for node in nodes if local(node) not in THROWING]
    if not caught or len(caught) == len(nodes) == 1:
        for node in nodes:
            yield hint("link-event", node, N_("The link of “%(name)s” has no other end here."))
    elif len(caught) > 1:
        for node in caught:
            yield hint("link-event", node, N_("The link of “%(name)s” is caught in more than one place."))


def check_conditions(document: Document) -> Iterator[Finding]:
    """`conditional-event`: an event of a process that runs says the condition it waits for."""
    for node in document.all(*sorted(EVENTS)):
        definitions = definition_nodes(document, node) if is_run(document, node) else []
        for definition in (one for one in definitions if local(one) == "conditionalEventDefinition"):
            if not (text_of(definition, "condition") or "").strip():
                yield hint("conditional-event", node, N_("“%(name)s” waits for a condition and does not say which."))


def check_event_gateways(document: Document) -> Iterator[Finding]:
    """`event-based-gateway`: what happens first chooses the way, no condition; there are two ways or more."""
    for node in document.all("eventBasedGateway"):
        ways = ways_out(document, node)
        if len(ways) < 2:
            yield hint("event-based-gateway", node, N_("“%(name)s” waits for what happens first, and has no choice."))
        for flow in filter(is_conditional, ways):
            message = N_("Flow “%(name)s” leaves an event gateway and has a condition.")
            yield hint("event-based-gateway", flow, message)


RULES = (check_links, check_conditions, check_event_gateways)
