"""Reading BPMN's own data: data objects, properties, and what moves in and out of an activity.

Each data object and property is one variable, named by its name where that is a FEEL name, else by its id; a reference
names its object's variable. An association becomes a mapping of FEEL expressions: its transformation or assignments,
or else the value as it is.
"""

import re
from collections.abc import Iterator, Mapping

from engine.bpmn.read.element import Move
from engine.bpmn.read.expressions import Expr, read_condition
from engine.bpmn.read.names import bpmn, id_of, local, plain, text_of
from engine.bpmn.read.node import Node

NAME = re.compile(r"[^\W\d]\w*\Z")
ITEMS = ("dataObject", "property", "dataInput", "dataOutput")


def variable_name(node: Node) -> str:
    """Return the variable behind a data object, property, data input or data output."""
    for said in (node.get("name") or "", node.get("id") or ""):
        if NAME.match(said.strip()):
            return str(said.strip())
    return re.sub(r"\W", "_", node.get("id") or "")


def variables_of(root: Node) -> dict[str, str]:
    """Return the variable behind each item of a file, by id; a reference that leads nowhere is left out."""
    found = {id_of(node): variable_name(node) for tag in ITEMS for node in root.iter(bpmn(tag))}
    for node in root.iter(bpmn("dataObjectReference")):
        target = plain(node.get("dataObjectRef"))
        if target in found:
            found[id_of(node)] = found[target]
    return found


def declared(node: Node) -> tuple[str, ...]:
    """Return the variables a process, sub-process or activity declares: they live in its own scope."""
    return tuple(variable_name(child) for child in node if local(child) in ("dataObject", "property"))


def inputs(node: Node, variables: Mapping[str, str]) -> tuple[Move, ...]:
    """Return the data input associations of an activity or throw event as mappings into its own variables."""
    found: list[Move] = []
    for association in node.findall(bpmn("dataInputAssociation")):
        found += _moves(association, variables)
    return tuple(found)


def outputs(node: Node, variables: Mapping[str, str]) -> tuple[Move, ...]:
    """Return the data output associations of an activity or catch event as mappings out of its variables.

    What a multi-instance activity collects is handed on once, by the loop, not by each of its instances.
    """
    loop = node.find(bpmn("multiInstanceLoopCharacteristics"))
    collected = "" if loop is None else plain(text_of(loop, "loopDataOutputRef"))
    found: list[Move] = []
    for association in node.findall(bpmn("dataOutputAssociation")):
        if not collected or plain(text_of(association, "sourceRef")) != collected:
            found += _moves(association, variables)
    return tuple(found)


def _moves(association: Node, variables: Mapping[str, str]) -> Iterator[Move]:
    target = variables.get(plain(text_of(association, "targetRef")), "")
    assignments = association.findall(bpmn("assignment"))
    for assignment in assignments:
        source = read_condition(text_of(assignment, "from"))
        to = (read_condition(text_of(assignment, "to")) or Expr("")).source
        if source is not None and (to or target):
            yield Move(source, variables.get(to, to) or target)
    source = read_condition(text_of(association, "transformation"))
    named = ""
    if source is None and not assignments:
        named = variables.get(plain(text_of(association, "sourceRef")), "")
        source = Expr(named) if named else None
    if source is not None and target:
        yield Move(source, target, named)


def loop_data(
    node: Node, drawn: Node, variables: Mapping[str, str]
) -> tuple[Expr | None, str | None, str | None, Expr | None]:
    """Return what BPMN's own loop data say: collection, item, output collection and output item.

    `loopDataInputRef` names a data input of the activity; where an association fills it from a data object, the object
    itself is run over, since the loop is counted before any instance's own inputs exist.
    """
    collection, output = plain(text_of(drawn, "loopDataInputRef")), plain(text_of(drawn, "loopDataOutputRef"))
    source = _across(node, "dataInputAssociation", "targetRef", "sourceRef", collection) or collection
    target = _across(node, "dataOutputAssociation", "sourceRef", "targetRef", output) or output
    item, result = drawn.find(bpmn("inputDataItem")), drawn.find(bpmn("outputDataItem"))
    return (
        Expr(variables[source]) if source in variables else None,
        None if item is None else variable_name(item),
        variables.get(target),
        None if result is None else Expr(variable_name(result)),
    )


def _across(node: Node, tag: str, near: str, far: str, wanted: str) -> str:
    for association in node.findall(bpmn(tag)):
        if wanted and plain(text_of(association, near)) == wanted:
            return plain(text_of(association, far))
    return ""
