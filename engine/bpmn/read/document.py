"""A BPMN file as delivered: the whole tree, whatever is in it, with its ids and what refers to what.

Running reads processes out of it; checking and handing out use the tree itself, so nothing a vendor wrote is lost.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import cast

from lxml import etree

from engine.base.xml import parse_xml, write_xml
from engine.bpmn.read.expressions import read_name
from engine.bpmn.read.names import extension, local
from engine.bpmn.read.node import Node


class Document:
    """A parsed file; nodes are lxml elements and are never changed."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.namespace = root.get("targetNamespace") or ""

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Map each id of a BPMN element to its node; the first one where an id is used twice."""
        found: dict[str, Node] = {}
        for nodes in self._by_kind.values():
            for node in nodes:
                if (identifier := node.get("id")) is not None:
                    found.setdefault(identifier, node)
        return found

    @cached_property
    def _by_kind(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.root.iter():
            if kind := local(node):
                found.setdefault(kind, []).append(node)
        return found

    def all(self, *kinds: str) -> Iterator[Node]:
        """Yield the BPMN elements of some kinds, kind by kind in document order."""
        for kind in kinds:
            yield from self._by_kind.get(kind, ())

    @property
    def nodes(self) -> Iterator[Node]:
        """Yield every BPMN element, kind by kind."""
        return self.all(*self._by_kind)

    def find(self, node: Node, reference: str | None) -> Node | None:
        """Return the node that a reference written at `node` means, or None."""
        return self.by_id.get(plain(reference)) if reference and not self.is_foreign(node, reference) else None

    def is_foreign(self, node: Node, reference: str) -> bool:
        """Tell whether a prefixed name means something of another file."""
        prefix, colon, _ = reference.strip().rpartition(":")
        return bool(colon) and prefix in node.nsmap and node.nsmap[prefix] != self.namespace

    @cached_property
    def outgoing(self) -> dict[str, list[Node]]:
        """Map an element's id to the sequence flows that leave it."""
        return self._flows_by("sourceRef")

    @cached_property
    def incoming(self) -> dict[str, list[Node]]:
        """Map an element's id to the sequence flows that arrive at it."""
        return self._flows_by("targetRef")

    def _flows_by(self, end: str) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for flow in self.all("sequenceFlow"):
            if name := plain(flow.get(end)):
                found.setdefault(name, []).append(flow)
        return found

    @cached_property
    def called(self) -> frozenset[str]:
        """Return the ids of what call activities call, by the standard's attribute or by Zeebe's."""
        return frozenset(called for node in self.all("callActivity") for called in _called_by(node))

    @cached_property
    def pools(self) -> dict[str, Node]:
        """Map the id of each process that a pool shows to the pool."""
        shown = ((plain(pool.get("processRef")), pool) for pool in self.all("participant"))
        return {process: pool for process, pool in shown if process}


def _called_by(node: Node) -> Iterator[str]:
    yield plain(node.get("calledElement"))
    if (called := extension(node, "calledElement")) is not None:
        yield read_name(called.get("processId"))


def plain(reference: str | None) -> str:
    """Return the id in a qualified name: `t:Message_1` names `Message_1`."""
    return (reference or "").strip().rpartition(":")[2]


def references(node: Node, tag: str) -> list[str]:
    """Return the texts of a node's BPMN children of a tag, such as `flowNodeRef`."""
    return [child.text.strip() for child in node if local(child) == tag and child.text and child.text.strip()]


def read_document(data: bytes) -> Document:
    """Read a file in any encoding that XML names. Raises XmlRefusedError."""
    return Document(cast(Node, parse_xml(data)))


def write_document(document: Document) -> bytes:
    """Write a document out as UTF-8 with all it came with."""
    return write_xml(cast(etree._Element, document.root))
