"""`in`, and tests that stand as values (DMN 1.5 table 55)."""

from typing import Any

from engine.base.text import N_, Text
from engine.feel import tree
from engine.feel.closures import Closure, compile_node, compiles
from engine.feel.comparison import is_member, order_key
from engine.feel.compiler.operators import compare_or_warn
from engine.feel.frame import Frame
from engine.feel.values import Range


@compiles(tree.In)
def compile_in(node: tree.In) -> Closure:
    """Compile `value in (tests)`: true if any test is passed."""
    value, tests = compile_node(node.value), [_compile_test(test) for test in node.tests]

    def member(frame: Frame) -> bool | None:
        tested = value(frame)
        answers = [test(tested, frame) for test in tests]
        if True in answers:
            return True
        return None if None in answers else False

    return member


def _compile_test(node: tree.Node) -> Any:
    if isinstance(node, tree.Test):
        operand, sign, position = compile_node(node.operand), node.sign, node.position
        return lambda value, frame: compare_or_warn(frame, sign, (value, operand(frame)), position)
    container = compile_node(node)
    if isinstance(node, tree.RangeLiteral):
        return lambda value, frame: lies_within(value, container(frame))
    if tree.reads_input(node):
        return lambda value, frame: _judged(container(Frame({"?": value}, frame, frame.root)), value)
    return lambda value, frame: is_member(value, container(frame))


def lies_within(value: Any, span: Range | None) -> bool | None:
    """Return whether a value passes a range written as a test; None where it is no range, such as with a null end."""
    return None if span is None else is_member(value, span)


def _judged(answer: Any, value: Any) -> bool | None:
    """Return what a test says that reads the tested value itself as `?`."""
    return answer if answer is None or isinstance(answer, bool) else is_member(value, answer)


@compiles(tree.Test)
def compile_test(node: tree.Test) -> Closure:
    """Compile `(< 5)` standing as a value: a range without one end."""
    operand, sign, position = compile_node(node.operand), node.sign, node.position

    def span(frame: Frame) -> Any:
        end = operand(frame)
        if order_key(end) is None or sign == "!=":
            return frame.root.warn(Text(N_("These are not the ends of a range.")), position)
        if sign == "=":
            return Range(end, end)
        if sign in ("<", "<="):
            return Range(None, end, start_included=False, end_included=sign == "<=")
        return Range(end, None, start_included=sign == ">=", end_included=False)

    return span
