"""Flows: their lists, the ends they lack, and marks that contradict them."""

from typing import Any

from engine.bpmn.read.diagram import FLOW_NODES
from engine.bpmn.read.names import bpmn, is_true, local, plain
from engine.bpmn.repair.sheet import HOLDERS, Sheet, list_flow, remove

ENDLESS = ("adHocSubProcess",)


def write_lists(sheet: Sheet) -> None:
    """Write anew what the elements of a container list as coming in and going out, where it writes such lists."""
    for holder in sheet.all(*HOLDERS):
        flows = [flow for flow in holder if local(flow) == "sequenceFlow" and flow.get("id")]
        nodes = [node for node in holder if local(node) in FLOW_NODES]
        for tag, end in (("outgoing", "sourceRef"), ("incoming", "targetRef")):
            if any(node.find(bpmn(tag)) is not None for node in nodes):
                for node in nodes:
                    _write_list(node, tag, [flow.get("id") for flow in flows if plain(flow.get(end)) == node.get("id")])


def _write_list(node: Any, tag: str, flows: list[str]) -> None:
    said = [plain(entry.text) for entry in node.findall(bpmn(tag))]
    if sorted(said) == sorted(flows):
        return
    for entry in node.findall(bpmn(tag)):
        node.remove(entry)
    for identifier in reversed(flows):
        list_flow(node, tag, identifier)


def draw_ends(sheet: Sheet) -> None:
    """Draw the end event that a process with a start lacks, and the start event that one with an end lacks."""
    for holder in sheet.all(*HOLDERS):
        if local(holder) not in ENDLESS:
            _draw_ends(sheet, holder)


def _draw_ends(sheet: Sheet, holder: Any) -> None:
    nodes = [node for node in holder if local(node) in FLOW_NODES and node.get("id")]
    kinds = {local(node) for node in nodes}
    flows = [flow for flow in holder if local(flow) == "sequenceFlow"]
    begins = "startEvent" in kinds or any(is_true(node.get("instantiate"), default=False) for node in nodes)
    sources, targets = ({plain(flow.get(end)) for flow in flows} for end in ("sourceRef", "targetRef"))
    if "endEvent" in kinds or begins:
        for node in nodes:
            if node.get("id") not in sources and not _is_apart(node) and not _may_end(node):
                _draw(sheet, holder, "endEvent", [node])
    first = [n for n in nodes if n.get("id") not in targets and not _is_apart(n) and not _is_caught(n)]
    if "endEvent" in kinds and not begins and first and not any(local(n) == "endEvent" for n in first):
        _draw(sheet, holder, "startEvent", first)


def _draw(sheet: Sheet, holder: Any, kind: str, nodes: list[Any]) -> None:
    event, is_after = sheet.add(holder, kind), kind == "endEvent"
    for node in nodes:
        flow = sheet.join(holder, *((node, event) if is_after else (event, node)))
        if node is nodes[0]:
            sheet.draw_beside(event, node, flow, is_after=is_after)


def _is_apart(node: Any) -> bool:
    return is_true(node.get("isForCompensation"), default=False) or is_true(node.get("triggeredByEvent"), default=False)


def _may_end(node: Any) -> bool:
    held = {local(child) for child in node}
    is_link = local(node) == "intermediateThrowEvent" and "linkEventDefinition" in held
    is_undoing = local(node) == "boundaryEvent" and "compensateEventDefinition" in held
    return local(node) == "endEvent" or is_link or is_undoing or _is_lost_gateway(node)


def _is_lost_gateway(node: Any) -> bool:
    """Tell whether an element needs more than an end after it: an event gateway needs the events it waits for."""
    return local(node) == "eventBasedGateway"


def _is_caught(node: Any) -> bool:
    is_link = local(node) == "intermediateCatchEvent" and node.find(bpmn("linkEventDefinition")) is not None
    return is_link or local(node) == "boundaryEvent"


def drop_directions(sheet: Sheet) -> None:
    """Take away what gateways say of their direction where their flows say otherwise: it changes nothing."""
    sides = ("targetRef", "sourceRef")
    counts = [[plain(flow.get(end)) for flow in sheet.all("sequenceFlow")] for end in sides]
    for node in sheet.root.iter():
        said = node.get("gatewayDirection") if local(node) else None
        several_in, several_out = (ends.count(node.get("id")) > 1 for ends in counts)
        meant = {(True, False): "Converging", (False, True): "Diverging", (True, True): "Mixed"}
        if said not in (None, "Unspecified", meant.get((several_in, several_out))):
            del node.attrib["gatewayDirection"]


def place_flows(sheet: Sheet) -> None:
    """Take away flows that lead from or to nothing, and write each of the others beside what it joins."""
    known = sheet.by_id()
    for flow in sheet.all("sequenceFlow"):
        ends = [known.get(plain(flow.get(end))) for end in ("sourceRef", "targetRef")]
        holders = {end.getparent() for end in ends if end is not None}
        if None in ends:
            _drop(sheet, flow)
        elif len(holders) == 1 and flow.getparent() not in holders:
            next(iter(holders)).append(flow)
    write_lists(sheet)


def _drop(sheet: Sheet, flow: Any) -> None:
    identifier = flow.get("id") or ""
    drawn = sheet.shape_of(identifier) if identifier else None
    if drawn is not None:
        remove(drawn)
    for entry in sheet.all("incoming", "outgoing"):
        if identifier and plain(entry.text) == identifier:
            remove(entry)
    for node in sheet.all(*FLOW_NODES):
        if identifier and plain(node.get("default")) == identifier:
            del node.attrib["default"]
    remove(flow)
