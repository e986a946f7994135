"""The unary tests of decision tables (DMN 1.5 section 7.3.13), with a short way for constants."""

from decimal import Decimal
from typing import Any

from engine.feel import tree
from engine.feel.closures import Closure, compile_node, compiles
from engine.feel.comparison import as_compared, contains, is_member
from engine.feel.compiler.membership import lies_within
from engine.feel.compiler.operators import ORDERS, compare_or_warn
from engine.feel.frame import Frame
from engine.feel.values import Range

#: Kinds whose values Python compares as FEEL does.
_SIMPLE = (Decimal, str)


@compiles(tree.Tests)
def compile_tests(node: tree.Tests) -> Closure:
    """Compile a cell; the frame holds the tested value as `?`."""
    if node.negated:
        return _none_of([_compile_doubtful_test(test) for test in node.tests])
    tests = [_compile_cell_test(test) for test in node.tests]
    if not tests:
        return lambda _: True
    if len(tests) == 1:
        return tests[0]
    return lambda frame: any(test(frame) for test in tests)


def _none_of(tests: list[Closure]) -> Closure:
    """Compile `not(...)`: a test that cannot be told is not passed, and its opposite neither."""
    return lambda frame: all(test(frame) is False for test in tests)


def _compile_doubtful_test(node: tree.Node) -> Closure:
    """Compile a test that comes to None where null or another kind stands in a comparison or at the end of a range."""
    if isinstance(node, tree.Test):
        operand, sign, position = compile_node(node.operand), node.sign, node.position
        return lambda frame: compare_or_warn(frame, sign, (frame.vars["?"], operand(frame)), position)
    if isinstance(node, tree.RangeLiteral):
        span = compile_node(node)
        return lambda frame: lies_within(frame.vars["?"], span(frame))
    return _compile_cell_test(node)


def _compile_cell_test(node: tree.Node) -> Closure:
    if isinstance(node, tree.Test):
        return _comparison(node)
    constant = constant_of(node)
    if type(constant) in _SIMPLE:
        return _equality(constant)
    if isinstance(constant, Range) and type(constant.start) in _SIMPLE and type(constant.end) is type(constant.start):
        return _containment(constant)
    expression = compile_node(node)
    if tree.reads_input(node):
        return lambda frame: _passes_own(expression(frame), frame)
    return lambda frame: _passes(expression(frame), frame.vars["?"])


def constant_of(node: tree.Node) -> Any:
    """Return the value of a literal, or of a range between literals; None for anything else."""
    if isinstance(node, tree.Literal):
        return node.value
    if isinstance(node, tree.Negation):
        value = constant_of(node.operand)
        return -value if isinstance(value, Decimal) else None
    if isinstance(node, tree.RangeLiteral):
        start, end = constant_of(node.start), constant_of(node.end)
        if type(start) in _SIMPLE and type(end) is type(start) and as_compared(start) <= as_compared(end):
            return Range(start, end, node.start_included, node.end_included)
    return None


def _comparison(node: tree.Test) -> Closure:
    sign, position, constant = node.sign, node.position, constant_of(node.operand)
    if type(constant) in _SIMPLE:
        return _comparison_with_constant(node, constant)
    operand = compile_node(node.operand)
    return lambda frame: compare_or_warn(frame, sign, (frame.vars["?"], operand(frame)), position) is True


def _comparison_with_constant(node: tree.Test, constant: Any) -> Closure:
    sign, position, kind, order = node.sign, node.position, type(constant), ORDERS[node.sign]
    constant = as_compared(constant)

    def compared(frame: Frame) -> bool:
        value = frame.vars["?"]
        if type(value) is kind:
            return order(value if kind is Decimal else as_compared(value), constant)
        return compare_or_warn(frame, sign, (value, constant), position) is True

    return compared


def _equality(constant: Any) -> Closure:
    kind, constant = type(constant), as_compared(constant)

    def equals(frame: Frame) -> bool:
        value = frame.vars["?"]
        if type(value) is not kind:
            return _passes(constant, value)
        return bool(value == constant or (kind is str and as_compared(value) == constant))

    return equals


def _containment(span: Range) -> Closure:
    kind, start, end = type(span.start), as_compared(span.start), as_compared(span.end)
    above, below = ORDERS[">=" if span.start_included else ">"], ORDERS["<=" if span.end_included else "<"]

    def within(frame: Frame) -> bool:
        value = frame.vars["?"]
        if type(value) is kind:
            seen = value if kind is Decimal else as_compared(value)
            return above(seen, start) and below(seen, end)
        return _passes(span, value) if isinstance(value, Range) else contains(span, value) is True

    return within


def _passes_own(answer: Any, frame: Frame) -> bool:
    """Judge a test that reads `?` itself: true passes, another value is compared as usual."""
    if answer is None or isinstance(answer, bool):
        return answer is True
    return _passes(answer, frame.vars["?"])


def _passes(answer: Any, value: Any) -> bool:
    if answer is True and not isinstance(value, bool | list):
        return True
    return is_member(value, answer) is True
