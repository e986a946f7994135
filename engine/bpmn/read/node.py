"""An element of a parsed file, as those see it who read it once the standard's check has found it well made."""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Protocol, overload


class Node(Protocol):
    """What lxml's elements offer. An attribute or parent that the standard demands is there, so it is given as such."""

    tag: str
    text: str | None
    attrib: MutableMapping[str, str]
    nsmap: Mapping[str | None, str]
    sourceline: int

    @overload
    def get(self, name: str) -> str | None:
        """Return an attribute."""

    @overload
    def get(self, name: str, default: str) -> str:
        """Return an attribute, or what is meant without it."""

    def set(self, name: str, value: str) -> None:
        """Set an attribute."""

    def items(self) -> "list[tuple[str, str]]":
        """Return all attributes."""

    def find(self, path: str) -> "Node | None":
        """Return the first element of a path."""

    def findall(self, path: str) -> "Sequence[Node]":
        """Return the elements of a path."""

    def iter(self, *tags: str) -> "Iterator[Node]":
        """Yield it and all below."""

    def iterchildren(self, *tags: str) -> "Iterator[Node]":
        """Yield its children."""

    def iterancestors(self, *tags: str) -> "Iterator[Node]":
        """Yield what it stands in, from the inside out."""

    def getparent(self) -> "Node":
        """Return what it stands in."""

    def __iter__(self) -> "Iterator[Node]": ...

    def __len__(self) -> int: ...
