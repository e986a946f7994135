"""Gateways that neither split nor join: the flow that arrives goes on to where the one that leaves led."""

from typing import Any

from engine.bpmn.read.names import bpmn, plain
from engine.bpmn.repair.sheet import Sheet, remove

PASSED = ("exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway")


def pass_by(sheet: Sheet) -> None:
    """Take away each gateway with one way in and one way out that asks nothing."""
    for node in sheet.all(*PASSED):
        flows = list(sheet.all("sequenceFlow"))
        arriving = [flow for flow in flows if plain(flow.get("targetRef")) == node.get("id")]
        leaving = [flow for flow in flows if plain(flow.get("sourceRef")) == node.get("id")]
        if len(arriving) == len(leaving) == 1 and leaving[0].find(bpmn("conditionExpression")) is None:
            _pass(sheet, node, arriving[0], leaving[0])


def _pass(sheet: Sheet, node: Any, arriving: Any, leaving: Any) -> None:
    if arriving is leaving:
        return
    arriving.set("targetRef", leaving.get("targetRef"))
    for entry in sheet.all("incoming"):
        if leaving.get("id") and plain(entry.text) == leaving.get("id"):
            entry.text = arriving.get("id")
    for entry in sheet.all("flowNodeRef"):
        if plain(entry.text) == node.get("id"):
            remove(entry)
    _draw_through(sheet, node, arriving, leaving)
    remove(leaving)
    remove(node)
    for line in sheet.all("association"):
        if node.get("id") in (plain(line.get("sourceRef")), plain(line.get("targetRef"))):
            remove(line)


def _draw_through(sheet: Sheet, node: Any, arriving: Any, leaving: Any) -> None:
    """Lead the drawn line on to where the flow leads now."""
    first, second = (sheet.shape_of(flow.get("id") or "") for flow in (arriving, leaving))
    if first is not None and second is not None:
        last = [child for child in second if child.tag.endswith("}waypoint")][1:]
        for point in last:
            first.append(point)
        _put_labels_last(first)
    for shape in (second, sheet.shape_of(node.get("id"))):
        if shape is not None:
            remove(shape)


def _put_labels_last(edge: Any) -> None:
    for label in [child for child in edge if not child.tag.endswith("}waypoint") and "Label" in child.tag]:
        edge.append(label)
