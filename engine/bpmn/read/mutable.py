"""An element of a file while the file is being changed: mended, translated, or given people's answers."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, Self, cast

from lxml import etree

from engine.base.xml import parse_xml, write_xml
from engine.bpmn.read.node import Node


class MutableNode(Node, Protocol):
    """What lxml's elements offer besides reading; its neighbours can be changed like itself."""

    tail: str | None

    def find(self, path: str) -> Self | None:
        """Return the first element of a path."""

    def findall(self, path: str) -> list[Self]:
        """Return the elements of a path."""

    def findtext(self, path: str) -> str | None:
        """Return the text of the first element of a path."""

    def iter(self, *tags: str) -> Iterator[Self]:
        """Yield it and all below."""

    def iterchildren(self, *tags: str) -> Iterator[Self]:
        """Yield its children."""

    def iterancestors(self, *tags: str) -> Iterator[Self]:
        """Yield what it stands in, from the inside out."""

    def getparent(self) -> Self:
        """Return what it stands in."""

    def index(self, child: Node) -> int:
        """Return the place of a child."""

    def append(self, child: Node) -> None:
        """Take a child as the last."""

    def insert(self, place: int, child: Node) -> None:
        """Take a child at a place."""

    def remove(self, child: Node) -> None:
        """Let a child go."""

    def addnext(self, other: Node) -> None:
        """Take another element as the next after itself."""

    def __iter__(self) -> Iterator[Self]: ...

    def __reversed__(self) -> Iterator[Self]: ...

    def __setitem__(self, places: slice, children: Iterable[Node]) -> None: ...


def parse_mutable(data: bytes) -> MutableNode:
    """Parse a file that is to be changed. Raises XmlRefusedError."""
    return cast(MutableNode, parse_xml(data))


def write_mutable(root: MutableNode) -> bytes:
    """Write a changed file as UTF-8."""
    return write_xml(cast(etree._Element, root))


def new_node(
    tag: str, attributes: Mapping[str, str | None] | None = None, *, spaces: Mapping[str, str] | None = None
) -> MutableNode:
    """Return an element that stands nowhere yet; `spaces` are the namespaces that it declares, by prefix."""
    given = {name: value for name, value in (attributes or {}).items() if value is not None}
    return cast(MutableNode, etree.Element(tag, given, nsmap=spaces))


def add_node(holder: MutableNode, tag: str, **attributes: str | None) -> MutableNode:
    """Add an element as the last in another, and return it."""
    given = {name: value for name, value in attributes.items() if value is not None}
    return cast(MutableNode, etree.SubElement(cast(etree._Element, holder), tag, given))
