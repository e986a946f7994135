"""Of which kinds an expression's value may be, whatever its variables hold; null may always come."""

from collections.abc import Callable

from engine.feel import kinds, tree
from engine.feel.kinds import kind_of

RECKONED = frozenset({kinds.NUMBER, kinds.STRING, kinds.DATE, kinds.TIME, kinds.DATE_TIME, kinds.DAYS, kinds.MONTHS})
"""What arithmetic comes to."""
_RETURNED = {
    kinds.NUMBER: (
        "ceiling count exp floor log modulo number sqrt stddev sum product mean decimal",
        ("day of year", "round up", "round down", "round half up", "round half down", "string length", "week of year"),
    ),
    kinds.STRING: (
        "string substring replace trim",
        (
            *("day of week", "lower case", "month of year", "string join"),
            *("substring after", "substring before", "upper case"),
        ),
    ),
    kinds.LIST: (
        "append concatenate extract flatten remove reverse sort split sublist union mode",
        ("distinct values", "get entries", "index of", "insert before", "list replace"),
    ),
    kinds.DATE: ("date today", ("last day of month",)),
    kinds.DATE_TIME: ("now", ("date and time",)),
    kinds.TIME: ("time", ()),
}
RETURNS = {name: kind for kind, (words, more) in _RETURNED.items() for name in (*words.split(), *more)}
"""The kind that each built-in function of one kind alone comes to, but for those that come to true or false."""


def possible_kinds(node: tree.Node) -> frozenset[str] | None:
    """Return of which kinds a node's value may be; None where it may be of any."""
    look = _LOOKS.get(type(node))
    return None if look is None else look(node)


def may_be(node: tree.Node, kind: str) -> bool:
    """Tell whether a node's value may be of a kind."""
    possible = possible_kinds(node)
    return possible is None or kind in possible


def _literal(node: tree.Literal) -> frozenset[str]:
    return frozenset() if node.value is None else frozenset({kind_of(node.value)})


def _choice(node: tree.If) -> frozenset[str] | None:
    chosen, otherwise = possible_kinds(node.chosen), possible_kinds(node.otherwise)
    return None if chosen is None or otherwise is None else chosen | otherwise


def _call(node: tree.Call) -> frozenset[str] | None:
    name = node.function
    if not isinstance(name, tree.Name) or name.scoped or name.name not in RETURNS:
        return None
    return frozenset({RETURNS[name.name]})


def _always(*found: str) -> Callable[[tree.Node], frozenset[str]]:
    return lambda _: frozenset(found)


_LOOKS: dict[type, Callable[..., frozenset[str] | None]] = {
    tree.Literal: _literal,
    tree.If: _choice,
    tree.Call: _call,
    **dict.fromkeys((tree.Arithmetic, tree.Negation), _always(*RECKONED)),
    **dict.fromkeys((tree.ListLiteral, tree.For), _always(kinds.LIST)),
    tree.ContextLiteral: _always(kinds.CONTEXT_KIND),
    tree.FunctionLiteral: _always(kinds.FUNCTION),
    tree.RangeLiteral: _always(kinds.RANGE),
}
