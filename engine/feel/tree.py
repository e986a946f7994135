"""An expression after parsing: what was written, typed by kind, with positions."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from engine.feel.types import AnyType


@dataclass(frozen=True, slots=True)
class Node:
    """Part of an expression, written at `position`."""

    position: int


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value written out."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable; `scoped` if a scope inside the expression may hold it."""

    name: str
    scoped: bool


@dataclass(frozen=True, slots=True)
class Path(Node):
    """An entry or property of a value: `base.name`."""

    base: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """Items of a list that satisfy a condition, or the one at an index: `base[condition]`."""

    base: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function called with arguments by position or by name."""

    function: Node
    args: tuple[Node, ...]
    names: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """`- operand`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`left + right` and the like."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`left < right` and the like."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """`a and b and c`, or with `or`."""

    sign: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition then chosen else otherwise`."""

    condition: Node
    chosen: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`value between low and high`."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in (tests)`."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`value instance of kind`."""

    value: Node
    kind: AnyType


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """`[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    """`{name: value}`."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    """`[a..b]`, or `a..b` in a loop."""

    start: Node
    end: Node
    start_included: bool = True
    end_included: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Test(Node):
    """`< operand` as a test or as a range without one end."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for name in list, ... return body`."""

    iterators: tuple[tuple[str, Node], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some name in list, ... satisfies condition`, or with `every`."""

    every: bool
    iterators: tuple[tuple[str, Node], ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class FunctionLiteral(Node):
    """`function(name: kind, ...) body`."""

    params: tuple[tuple[str, AnyType], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """The unary tests of a decision table's cell; no tests at all is `-`."""

    tests: tuple[Node, ...]
    negated: bool


def children(node: Node) -> Iterator[Node]:
    """Go through the nodes directly inside one."""
    for field in fields(node):
        yield from _nodes_in(getattr(node, field.name))


def _nodes_in(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


def walk(node: Node) -> Iterator[Node]:
    """Go through a node and all nodes inside it."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(children(current))


def weigh(node: Node) -> int:
    """Count the nodes, as a measure of what one evaluation costs."""
    return sum(1 for _ in walk(node))


def reads_input(node: Node) -> bool:
    """Say whether the tested value is read as `?` somewhere inside."""
    return any(isinstance(part, Name) and part.name == "?" for part in walk(node))
