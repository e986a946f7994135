"""`in` and the unary tests of decision tables (DMN 1.5 section 7.3.13 and table 55)."""

from typing import Any

from engine.feel import tree
from engine.feel.comparison import is_member, order_key
from engine.feel.compiler.closures import Closure, compile_node, compiles
from engine.feel.compiler.operators import compare_or_warn
from engine.feel.frame import Frame
from engine.feel.values import Range
from engine.text import N_, Text


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
    return lambda value, frame: is_member(value, container(frame))


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


@compiles(tree.Tests)
def compile_tests(node: tree.Tests) -> Closure:
    """Compile a cell; the frame holds the tested value as `?`."""
    tests = [_compile_cell_test(test) for test in node.tests]
    if not tests:
        return lambda _: True
    if node.negated:
        return lambda frame: not any(test(frame) for test in tests)
    if len(tests) == 1:
        return tests[0]
    return lambda frame: any(test(frame) for test in tests)


def _compile_cell_test(node: tree.Node) -> Closure:
    if isinstance(node, tree.Test):
        operand, sign, position = compile_node(node.operand), node.sign, node.position
        return lambda frame: compare_or_warn(frame, sign, (frame.vars["?"], operand(frame)), position) is True
    expression = compile_node(node)
    if _reads_input(node):
        return lambda frame: _passes_own(expression(frame), frame)
    return lambda frame: _passes(expression(frame), frame.vars["?"])


def _reads_input(node: tree.Node) -> bool:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, tree.Name) and current.name == "?":
            return True
        waiting.extend(tree.children(current))
    return False


def _passes_own(answer: Any, frame: Frame) -> bool:
    """Judge a test that reads `?` itself: true passes, another value is compared as usual."""
    return answer if isinstance(answer, bool) else _passes(answer, frame.vars["?"])


def _passes(answer: Any, value: Any) -> bool:
    if answer is True and not isinstance(value, bool | list):
        return True
    return is_member(value, answer) is True
