"""How a rule on the file reports, and small questions every rule asks."""

from collections.abc import Callable, Iterator, Mapping

from engine.base.errors import Finding, Severity
from engine.base.text import Text
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import is_true, local
from engine.bpmn.read.node import Node

StandardRule = Callable[[Document], Iterator[Finding]]


def at(
    rule: str, node: Node, msgid: str, params: Mapping[str, object] | None = None, severity: Severity = "error"
) -> Finding:
    """Return a finding at a node; `%(name)s` in the message is what people call it."""
    text = Text(msgid, {"name": label(node), **(params or {})})
    return Finding(rule, text, severity, element=nearest_id(node), line=node.sourceline)


def label(node: Node) -> str:
    """Return a node's name, or its id, or its kind."""
    return " ".join((node.get("name") or "").split())[:80] or node.get("id") or local(node)


def nearest_id(node: Node) -> str:
    """Return the id of a node, or of the nearest one around it that has one."""
    around: Node | None = node
    while around is not None and around.get("id") is None:
        around = around.getparent()
    return "" if around is None else str(around.get("id"))[:200]


def flag(node: Node, name: str, *, default: bool = False) -> bool:
    """Read an attribute that is true or false."""
    return is_true(node.get(name), default)


def container_of(node: Node) -> Node:
    """Return what holds a node: the process, sub-process or choreography it is drawn in."""
    return node.getparent()


def process_of(node: Node) -> Node | None:
    """Return the process or choreography a node belongs to at whatever depth."""
    while node is not None and local(node) not in ("process", "choreography", "globalChoreographyTask"):
        node = node.getparent()
    return node
