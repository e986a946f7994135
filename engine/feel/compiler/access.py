"""Variables, paths and filters."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.feel import tree
from engine.feel.builtins.registry import BUILTINS
from engine.feel.closures import Closure, compile_node, compiles
from engine.feel.frame import Frame
from engine.feel.kinds import PLAIN, adapt, kind_of
from engine.feel.limits import LOOP_COST
from engine.feel.numbers import SMALL, whole
from engine.feel.temporal.properties import PROPERTIES


@compiles(tree.Name)
def compile_name(node: tree.Name) -> Closure:
    """Compile a variable."""
    return _scoped_name(node) if node.scoped else _outer_name(node)


def _outer_name(node: tree.Name) -> Closure:
    name, plain = node.name, PLAIN

    def variable(frame: Frame) -> Any:
        try:
            value = frame.vars[name]
        except KeyError:
            return _missing(frame, node)
        kind = type(value)
        if kind is int:
            return SMALL[value] if 0 <= value < 1024 else Decimal(value)
        return value if kind in plain else adapt(value)

    return variable


def _scoped_name(node: tree.Name) -> Closure:
    name = node.name

    def variable(frame: Frame) -> Any:
        scope: Frame | None = frame
        while scope is not None:
            if name in scope.vars:
                value = scope.vars[name]
                return adapt(value) if scope.parent is None else value
            scope = scope.parent
        return _missing(frame, node)

    return variable


def _missing(frame: Frame, node: tree.Name) -> Any:
    built_in = BUILTINS.get(node.name)
    if built_in is None:
        frame.root.warn(Text(N_("There is no variable “%(name)s”."), {"name": node.name}), node.position)
    return built_in


@compiles(tree.Path)
def compile_path(node: tree.Path) -> Closure:
    """Compile `base.name`; of a list, the entry of each item."""
    outer = _outer_path(node)
    if outer is not None:
        return outer
    base = compile_node(node.base)
    return lambda frame: entry_of(base(frame), node, frame)


def _outer_path(node: tree.Path) -> Closure | None:
    """Compile a path that starts at a host's variable: only what it leads to is made a FEEL value."""
    names = [node]
    while isinstance(names[-1].base, tree.Path):
        names.append(names[-1].base)
    first = names[-1].base
    if not isinstance(first, tree.Name) or first.scoped:
        return None
    name, steps = first.name, names[::-1]

    def path(frame: Frame) -> Any:
        value = frame.vars.get(name) if name in frame.vars else _missing(frame, first)
        for step in steps:
            if type(value) is dict and step.name in value:
                value = value[step.name]
            else:
                value = entry_of(adapt(value), step, frame)
        return value if type(value) in PLAIN else adapt(value)

    return path


def entry_of(value: Any, node: tree.Path, frame: Frame) -> Any:
    """Return an entry of a context, a property of a temporal value, or those of a list's items."""
    if isinstance(value, dict):
        if node.name in value:
            return value[node.name]
    elif isinstance(value, list):
        frame.root.spend(len(value), node.position)
        return [entry_of(item, node, frame) for item in value]
    else:
        read = PROPERTIES.get(kind_of(value), {}).get(node.name)
        if read is not None:
            return read(value)
    if frame.root.warnings is not None:
        params = {"name": node.name, "kind": kind_of(value)}
        frame.root.warn(Text(N_("There is no entry “%(name)s” in this %(kind)s."), params), node.position)
    return None


@compiles(tree.Filter)
def compile_filter(node: tree.Filter) -> Closure:
    """Compile `list[index]` and `list[condition]`."""
    base = compile_node(node.base)
    if isinstance(node.condition, tree.Negation | tree.Literal):
        index = compile_node(node.condition)
        return lambda frame: _by_constant(_items(base(frame)), index(frame), frame, node)
    condition, cost = compile_node(node.condition), tree.weigh(node.condition) + LOOP_COST

    def filtered(frame: Frame) -> Any:
        items = _items(base(frame))
        frame.root.spend(cost * len(items), node.position)
        chosen = []
        for item in items:
            answer = condition(item_frame(item, frame))
            if type(answer) is Decimal:
                return item_at(items, answer, frame, node.position)
            if answer is True:
                chosen.append(item)
        return chosen if items else _of_nothing(condition(item_frame(None, frame)))

    return filtered


def _of_nothing(answer: Any) -> list[Any] | None:
    return None if type(answer) is Decimal else []


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def item_frame(item: Any, frame: Frame) -> Frame:
    """Return the scope of a filter's condition: the item, and its entries if it is a context."""
    variables: Mapping[str, Any] = {"item": item} | item if type(item) is dict else {"item": item}
    return Frame(variables, frame, frame.root)


def _by_constant(items: list[Any], answer: Any, frame: Frame, node: tree.Filter) -> Any:
    if type(answer) is Decimal:
        return item_at(items, answer, frame, node.position)
    return list(items) if answer is True else []


def item_at(items: list[Any], number: Decimal, frame: Frame, position: int = 0) -> Any:
    """Return the item at a position counted from 1, or from the end if negative."""
    index = whole(number)
    if index is not None and 1 <= abs(index) <= len(items):
        return items[index - 1 if index > 0 else index]
    frame.root.warn(Text(N_("The list has no item %(index)s."), {"index": number}), position)
    return None
