"""`range("[18..21)")`: a range of constants from its text (DMN 1.5 table 73)."""

import re

from engine.base.text import N_, Text
from engine.feel import tree
from engine.feel.builtins.registry import BUILTINS, builtin
from engine.feel.closures import compile_node
from engine.feel.comparison import order_key
from engine.feel.errors import FeelError, FeelNullError
from engine.feel.frame import Root
from engine.feel.parser import parse_expression
from engine.feel.parser.names import NameIndex
from engine.feel.values import Range

_NO_START = re.compile(r"^\s*([\[(\]])\s*\.\.")
_NO_END = re.compile(r"\.\.\s*([\])\[])\s*$")
_MAKERS = frozenset({"date", "time", "date and time", "duration"})


@builtin("range", "from: string")
def range_of_text(text: str) -> Range:
    """Return the range a text spells; an end left out is open to infinity."""
    refusal = FeelNullError(Text(N_("“%(text)s” is not a valid %(kind)s."), {"text": text[:60], "kind": "range"}))
    if len(text) > 400:
        raise refusal
    spelt = _NO_END.sub(r"..null\1", _NO_START.sub(r"\1null..", text))
    try:
        node = parse_expression(spelt, NameIndex(), NameIndex(_MAKERS), {}).node
    except FeelError:
        raise refusal from None
    if not isinstance(node, tree.RangeLiteral) or not (_is_constant(node.start) and _is_constant(node.end)):
        raise refusal
    value = _one_sided(node) if spelt != text else compile_node(node)(Root({}))
    if not isinstance(value, Range):
        raise refusal
    return value


def _one_sided(node: tree.RangeLiteral) -> Range | None:
    """Return the range of a literal with null for the end that was left out, which must be an open one."""
    low, high = compile_node(node.start)(Root({})), compile_node(node.end)(Root({}))
    if (low is None) is (high is None) or order_key(high if low is None else low) is None:
        return None
    if (low is None and node.start_included) or (high is None and node.end_included):
        return None
    return Range(low, high, node.start_included, node.end_included)


def _is_constant(node: tree.Node) -> bool:
    match node:
        case tree.Literal():
            return True
        case tree.Negation(operand=operand):
            return _is_constant(operand)
        case tree.Call(function=tree.Name(name=name), args=args):
            return name in _MAKERS and name in BUILTINS and all(map(_is_constant, args))
    return False
