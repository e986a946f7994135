"""Rules on the XML itself, before anything is read from it: ids are there, unique and short."""

import re
from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_, Text
from engine.bpmn.read.diagram import FLOW_NODES
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.read.node import Node

NEED_ID = FLOW_NODES | {"process", "message"}
FLOW_ELEMENTS = FLOW_NODES | {"sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference"}
MAX_FLOW_ELEMENTS = 5_000
NCNAME = re.compile(r"^[A-Za-z_][\w.\-]{0,199}$")


def check_source(root: Node) -> Iterator[Finding]:
    """Check how much a parsed file draws, and its ids."""
    if root.tag != bpmn("definitions"):
        yield Finding("not-bpmn", Text(N_("This is not a BPMN 2.0 diagram.")), line=root.sourceline)
        return
    if sum(1 for node in root.iter() if local(node) in FLOW_ELEMENTS) > MAX_FLOW_ELEMENTS:
        text = Text(N_("The file draws more than %(limit)s elements and flows."), {"limit": MAX_FLOW_ELEMENTS})
        yield Finding("too-large", text, line=root.sourceline)
        return
    seen: dict[str, int] = {}
    for node in root.iter():
        kind = local(node)
        if not kind:
            continue
        yield from _check_id(node, kind, seen)


def _check_id(node: Node, kind: str, seen: dict[str, int]) -> Iterator[Finding]:
    identifier = node.get("id")
    if identifier is None:
        if kind in NEED_ID:
            text = Text(N_("A %(kind)s has no id; it would be lost."), {"kind": kind})
            yield Finding("missing-id", text, line=node.sourceline)
        return
    if identifier in seen:
        text = Text(
            N_("The id “%(id)s” is used twice (first on line %(line)s)."), {"id": identifier, "line": seen[identifier]}
        )
        yield Finding("duplicate-id", text, element=identifier, line=node.sourceline)
    elif kind in NEED_ID and not NCNAME.match(identifier):
        yield Finding(
            "bad-id",
            Text(N_("“%(id)s” is not a valid id."), {"id": identifier[:80]}),
            element=identifier[:80],
            line=node.sourceline,
        )
    seen.setdefault(identifier, node.sourceline)
