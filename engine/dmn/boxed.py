"""Boxed expressions to closures over the same frames FEEL runs in (DMN 1.5 sections 7.3 and 10.2)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.dmn.builder import Builder, typed
from engine.dmn.tables import build_table
from engine.dmn.xmlnames import Element, child, children, local_name, name_of, text_of, type_name_of
from engine.feel.compiler import Closure
from engine.feel.compiler.access import item_at, item_frame
from engine.feel.errors import FeelNullError
from engine.feel.frame import Frame
from engine.feel.functions import Function
from engine.feel.iteration import items_of
from engine.feel.userfunction import UserFunction

Names = frozenset[str]
KINDS = (
    "literalExpression", "context", "decisionTable", "list", "relation", "functionDefinition", "invocation",
    "conditional", "for", "every", "some", "filter",
)  # fmt: skip
#: What one node of a boxed expression counts against the budget.
STEP = 5


def expression_in(parent: Element | None) -> Element | None:
    """Return the boxed expression inside an element."""
    return None if parent is None else child(parent, *KINDS)


def build_boxed(builder: Builder, element: Element | None, names: Names) -> Closure:
    """Compile a boxed expression with the names it may read; none at all is null."""
    if element is None:
        return lambda _: None
    closure = _BUILDERS[local_name(element)](builder, element, names)
    builder.check_type(element)
    return typed(closure, builder.type_of(element), name_of(element) or type_name_of(element))


def _literal(builder: Builder, element: Element, names: Names) -> Closure:
    text = text_of(element, "text")
    if not text:
        return lambda _: None
    return builder.expression(element, text, names)


def _context(builder: Builder, element: Element, names: Names) -> Closure:
    entries: list[tuple[str | None, Closure]] = []
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        value = build_boxed(builder, expression_in(entry), names)
        if variable is None:
            entries.append((None, value))
            continue
        name = name_of(variable)
        entries.append((name, typed(value, builder.type_of(variable), name)))
        names |= {name}

    def context(frame: Frame) -> Any:
        values: dict[str, Any] = {}
        inner = Frame(values, frame, frame.root)
        for name, value in entries:
            if name is None:
                return value(inner)
            values[name] = value(inner)
        return values

    return context


def _list(builder: Builder, element: Element, names: Names) -> Closure:
    items = [build_boxed(builder, item, names) for item in children(element, *KINDS)]
    return lambda frame: [item(frame) for item in items]


def _relation(builder: Builder, element: Element, names: Names) -> Closure:
    columns = [(name_of(column), builder.type_of(column)) for column in children(element, "column")]
    rows = [
        [
            (name, typed(build_boxed(builder, cell, names), kind, name))
            for (name, kind), cell in zip(columns, children(row, *KINDS), strict=False)
        ]
        for row in children(element, "row")
    ]
    return lambda frame: [{name: cell(frame) for name, cell in row} for row in rows]


def build_function(builder: Builder, element: Element, names: Names) -> Closure:
    """Compile a function definition to a closure that makes the function in the frame it is met in."""
    if element.get("kind", "FEEL") != "FEEL":
        builder.find(element, "dmn-external-function", Text(N_("External functions are not allowed.")))
        return lambda _: None
    params = tuple((name_of(param), builder.type_of(param)) for param in children(element, "formalParameter"))
    body = build_boxed(builder, expression_in(element), names | {name for name, _ in params})
    return lambda frame: UserFunction(params, body, frame, cost=STEP)


def _function(builder: Builder, element: Element, names: Names) -> Closure:
    return build_function(builder, element, names)


def _invocation(builder: Builder, element: Element, names: Names) -> Closure:
    called = build_boxed(builder, child(element, *KINDS), names)
    bindings: dict[str, Closure] = {}
    for binding in children(element, "binding"):
        parameter = child(binding, "parameter")
        if parameter is not None:
            value = build_boxed(builder, expression_in(binding), names)
            bindings[name_of(parameter)] = typed(value, builder.type_of(parameter), name_of(parameter))

    def invocation(frame: Frame) -> Any:
        function = called(frame)
        if not isinstance(function, Function):
            return frame.root.warn(Text(N_("“%(name)s” is not a function."), {"name": text_of(element[0])}), 0)
        return function.invoke_named({name: value(frame) for name, value in bindings.items()}, frame.root)

    return invocation


def _conditional(builder: Builder, element: Element, names: Names) -> Closure:
    parts = [build_boxed(builder, expression_in(child(element, part)), names) for part in ("if", "then", "else")]
    condition, chosen, otherwise = parts

    def conditional(frame: Frame) -> Any:
        answer = condition(frame)
        if answer is not None and not isinstance(answer, bool):
            return frame.root.warn(Text(N_("The condition is not true or false.")), 0)
        return chosen(frame) if answer else otherwise(frame)

    return conditional


def _loop_parts(builder: Builder, element: Element, names: Names, last: str) -> tuple[str, Closure, Closure]:
    variable = element.get("iteratorVariable") or ""
    values = build_boxed(builder, expression_in(child(element, "in")), names)
    body = build_boxed(builder, expression_in(child(element, last)), names | {variable, "partial"})
    return variable, values, body


def _for(builder: Builder, element: Element, names: Names) -> Closure:
    variable, values, body = _loop_parts(builder, element, names, "return")

    def loop(frame: Frame) -> Any:
        items = _items(values(frame), frame)
        if items is None:
            return None
        results: list[Any] = []
        for item in items:
            results.append(body(Frame({variable: item, "partial": results}, frame, frame.root)))
        return results

    return loop


def _items(value: Any, frame: Frame) -> list[Any] | None:
    if value is None:
        return frame.root.warn(Text(N_("There is nothing to go through.")), 0)  # type: ignore[no-any-return]
    try:
        items = items_of(value)
    except FeelNullError as error:
        return frame.root.warn(error.text, 0)  # type: ignore[no-any-return]
    frame.root.spend(STEP * len(items))
    return items


def _quantified(decides: bool) -> Callable[[Builder, Element, Names], Closure]:
    def build(builder: Builder, element: Element, names: Names) -> Closure:
        variable, values, condition = _loop_parts(builder, element, names, "satisfies")

        def quantified(frame: Frame) -> Any:
            items = _items(values(frame), frame)
            if items is None:
                return None
            answers = [condition(Frame({variable: item}, frame, frame.root)) for item in items]
            if not all(isinstance(answer, bool) for answer in answers):
                return frame.root.warn(Text(N_("The condition is not true or false.")), 0)
            return decides if decides in answers else not decides

        return quantified

    return build


def _filter(builder: Builder, element: Element, names: Names) -> Closure:
    base = build_boxed(builder, expression_in(child(element, "in")), names)
    match = build_boxed(builder, expression_in(child(element, "match")), names | {"item"} | frozenset(builder.words))

    def filtered(frame: Frame) -> Any:
        value = base(frame)
        items = value if isinstance(value, list) else [] if value is None else [value]
        frame.root.spend(STEP * len(items))
        chosen = []
        for item in items:
            answer = match(item_frame(item, frame))
            if type(answer) is Decimal:
                return item_at(items, answer, frame)
            if not isinstance(answer, bool):
                return frame.root.warn(Text(N_("The condition is not true or false.")), 0)
            if answer:
                chosen.append(item)
        return chosen

    return filtered


_BUILDERS: dict[str, Callable[[Builder, Element, Names], Closure]] = {
    "literalExpression": _literal,
    "context": _context,
    "decisionTable": build_table,
    "list": _list,
    "relation": _relation,
    "functionDefinition": _function,
    "invocation": _invocation,
    "conditional": _conditional,
    "for": _for,
    "every": _quantified(decides=False),
    "some": _quantified(decides=True),
    "filter": _filter,
}
