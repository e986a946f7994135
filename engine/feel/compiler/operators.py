"""Operators with a short way for numbers and strings, and the full semantics behind it."""

import operator
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from engine.base.text import N_, Text
from engine.feel import tree
from engine.feel.arithmetic import negate, operate
from engine.feel.closures import Closure, compile_node, compiles
from engine.feel.comparison import as_compared, compare
from engine.feel.errors import FeelNullError
from engine.feel.frame import Frame
from engine.feel.kinds import kind_of
from engine.feel.numbers import CONTEXT

_ON_NUMBERS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
}
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


def null_with(frame: Frame, error: FeelNullError, position: int) -> Any:
    """Return null, and note why."""
    return frame.root.warn(error.text, position)


@compiles(tree.Arithmetic)
def compile_arithmetic(node: tree.Arithmetic) -> Closure:
    """Compile `left + right` and the like."""
    left, right, sign, position = compile_node(node.left), compile_node(node.right), node.sign, node.position
    on_numbers = _ON_NUMBERS.get(sign)

    def arithmetic(frame: Frame) -> Any:
        a = left(frame)
        b = right(frame)
        if on_numbers and type(a) is Decimal and type(b) is Decimal:
            try:
                return on_numbers(a, b)
            except DecimalException:
                pass  # the long way says what is wrong
        try:
            return operate(sign, a, b)
        except FeelNullError as error:
            return null_with(frame, error, position)

    return arithmetic


@compiles(tree.Negation)
def compile_negation(node: tree.Negation) -> Closure:
    """Compile `-x`."""
    operand, position = compile_node(node.operand), node.position
    if isinstance(node.operand, tree.Literal) and isinstance(node.operand.value, Decimal):
        value = CONTEXT.minus(node.operand.value)
        return lambda _: value

    def negation(frame: Frame) -> Any:
        try:
            return negate(operand(frame))
        except FeelNullError as error:
            return null_with(frame, error, position)

    return negation


@compiles(tree.Comparison)
def compile_comparison(node: tree.Comparison) -> Closure:
    """Compile `left < right` and the like."""
    if isinstance(node.right, tree.Literal) and type(node.right.value) in (Decimal, str):
        return _comparison_with_constant(node, node.right.value)
    left, right, sign, position = compile_node(node.left), compile_node(node.right), node.sign, node.position
    order = ORDERS[sign]

    def comparison(frame: Frame) -> Any:
        a = left(frame)
        b = right(frame)
        kind = type(a)
        if kind is type(b) and (kind is Decimal or (kind is str and a.isascii() and b.isascii())):
            return order(a, b)
        return compare_or_warn(frame, sign, (a, b), position)

    return comparison


def _comparison_with_constant(node: tree.Comparison, constant: Any) -> Closure:
    left, sign, position = compile_node(node.left), node.sign, node.position
    order, kind, constant = ORDERS[sign], type(constant), as_compared(constant)
    if isinstance(node.left, tree.Name) and not node.left.scoped and kind is str:
        return _comparison_with_text(node, node.left.name, constant)

    def comparison(frame: Frame) -> Any:
        a = left(frame)
        if type(a) is kind:
            return order(a if kind is Decimal else as_compared(a), constant)
        return compare_or_warn(frame, sign, (a, constant), position)

    return comparison


def _comparison_with_text(node: tree.Comparison, name: str, constant: str) -> Closure:
    """Compile `name = "text"`, the commonest of all conditions, without a closure for the name."""
    left, sign, position, order = compile_node(node.left), node.sign, node.position, ORDERS[node.sign]

    def comparison(frame: Frame) -> Any:
        a = frame.vars.get(name)
        if type(a) is str:
            return order(a if a.isascii() else as_compared(a), constant)
        return compare_or_warn(frame, sign, (left(frame), constant), position)

    return comparison


def compare_or_warn(frame: Frame, sign: str, pair: tuple[Any, Any], position: int) -> bool | None:
    """Compare two values, and note it where they cannot be compared."""
    answer = compare(sign, *pair)
    if answer is None and frame.root.warnings is not None:
        params = {"sign": sign, "left": kind_of(pair[0]), "right": kind_of(pair[1])}
        frame.root.warn(Text(N_("%(sign)s does not work between %(left)s and %(right)s."), params), position)
    return answer


@compiles(tree.Logic)
def compile_logic(node: tree.Logic) -> Closure:
    """Compile `and` or `or` in three-valued logic (DMN 1.5 table 48)."""
    operands = [compile_node(operand) for operand in node.operands]
    decides = node.sign == "or"
    if len(operands) == 2:
        return _logic_of_two(operands[0], operands[1], decides)

    def logic(frame: Frame) -> Any:
        answer: bool | None = not decides
        for operand in operands:
            value = operand(frame)
            if value is decides:
                return decides
            if value is not (not decides):
                answer = None
        return answer

    return logic


def _logic_of_two(left: Closure, right: Closure, decides: bool) -> Closure:
    other = not decides

    def logic(frame: Frame) -> Any:
        a = left(frame)
        if a is decides:
            return decides
        b = right(frame)
        if b is decides:
            return decides
        return other if a is other and b is other else None

    return logic


@compiles(tree.If)
def compile_if(node: tree.If) -> Closure:
    """Compile `if`: anything but true chooses `else`."""
    condition, chosen, otherwise = compile_node(node.condition), compile_node(node.chosen), compile_node(node.otherwise)
    return lambda frame: chosen(frame) if condition(frame) is True else otherwise(frame)


@compiles(tree.Between)
def compile_between(node: tree.Between) -> Closure:
    """Compile `value between low and high`, both ends included."""
    value, low, high = compile_node(node.value), compile_node(node.low), compile_node(node.high)
    position = node.position

    def between(frame: Frame) -> bool | None:
        tested = value(frame)
        above = compare_or_warn(frame, ">=", (tested, low(frame)), position)
        below = compare_or_warn(frame, "<=", (tested, high(frame)), position)
        if above is None or below is None:
            return None
        return above and below

    return between
