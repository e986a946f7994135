"""What expressions come to, as far as it is certain: conditions are true or false, functions exist, dates are dates."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.base.errors import BangVangError, Finding
from engine.base.text import N_, Text
from engine.bpmn.check.constants import constant
from engine.bpmn.check.content import expressions_of
from engine.bpmn.check.known import Known, about, label, nearest
from engine.bpmn.check.names import set_by
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element, Flow
from engine.bpmn.read.expressions import Expr, whole_number
from engine.bpmn.read.times import instant
from engine.feel import compile_expression, tree
from engine.feel.builtins.registry import BUILTINS
from engine.feel.inference import check_kinds
from engine.feel.kinds import BOOLEAN, kind_of
from engine.feel.possible import possible_kinds

CONDITIONS = frozenset({"condition", "activationCondition", "completionCondition", "loopCondition", "behavior"})
DATES = ("dueDate", "followUpDate")
Place = Element | Flow


def check_types(process: Process, known: Known) -> Iterator[Finding]:
    """`expression`: a condition can be true or false, functions are there, operands fit, and dates are dates."""
    set_here = frozenset(name for element in process.elements.values() for name in set_by(element, known))
    for place, what, expression in _expressions(process):
        parsed = _tree(expression)
        if parsed is not None:
            yield from _functions(place, parsed)
            yield from _operands(place, what, expression, parsed)
        if what in CONDITIONS:
            if not (isinstance(parsed, tree.Name) and parsed.name in set_here):
                yield from _no_condition(place, expression, parsed)
        elif what in (*DATES, "priority"):
            yield from _no_value(place, what, expression)


def _expressions(process: Process) -> Iterator[tuple[Place, str, Expr]]:
    for element in process.elements.values():
        for what, expression in expressions_of(element):
            if expression is not None:
                yield element, what, expression
    for flow in process.flows.values():
        if flow.condition is not None:
            yield flow, "condition", flow.condition


def _tree(expression: Expr) -> tree.Node | None:
    """Return an expression's tree; None of a text, and of what cannot be read, which another rule tells."""
    if not expression.is_feel:
        return None
    try:
        return compile_expression(expression.source).tree
    except BangVangError:
        return None


def _called(place: Place) -> str:
    return label(place) if isinstance(place, Element) else place.name or place.id


def _functions(place: Place, parsed: tree.Node) -> Iterator[Finding]:
    for node in tree.walk(parsed):
        name = node.function if isinstance(node, tree.Call) else None
        if isinstance(name, tree.Name) and not name.scoped and name.name not in BUILTINS:
            text = N_("“%(name)s” calls the function “%(function)s”, which there is not.")
            finding = about("expression", place, Text(text, {"name": _called(place), "function": name.name}))
            yield nearest(finding, name.name, BUILTINS)


def _operands(place: Place, what: str, expression: Expr, parsed: tree.Node) -> Iterator[Finding]:
    told: list[Text] = []
    kind = check_kinds(parsed, {}, told.append)
    for problem in told:
        text = N_("“%(name)s”: “%(expression)s” never has a value: %(problem)s")
        params = {"name": _called(place), "expression": expression.source[:80], "problem": problem}
        yield about("expression", place, Text(text, params), "error" if what in CONDITIONS else "warning")
    if kind is None and (value := constant(expression)) is not None:
        kind = kind_of(value)
    if what in CONDITIONS:
        yield from _never_told(place, expression, possible_kinds(parsed) if kind is None else frozenset({kind}))


def _never_told(place: Place, expression: Expr, possible: frozenset[str] | None) -> Iterator[Finding]:
    """Yield a condition that comes to values of other kinds than true and false, or to one of many."""
    if not possible or BOOLEAN in possible:
        return
    text = N_("“%(name)s”: the condition “%(expression)s” reckons a value, which is never true or false.")
    params = {"name": _called(place), "expression": expression.source[:80]}
    if len(possible) == 1:
        text = N_("“%(name)s”: the condition “%(expression)s” is a %(kind)s, never true or false.")
        params["kind"] = min(possible)
    yield about("expression", place, Text(text, params))


def _no_condition(place: Place, expression: Expr, parsed: tree.Node | None) -> Iterator[Finding]:
    """Yield a condition that is written for people: a text, or words that no variable is called by."""
    is_words = isinstance(parsed, tree.Name) and " " in parsed.name
    if is_words or (isinstance(parsed, tree.Literal) and parsed.value is None):
        text = N_("“%(name)s”: “%(expression)s” is no condition that a computer can tell.")
        finding = about("expression", place, Text(text, {"name": _called(place), "expression": expression.source[:80]}))
        yield replace(finding, suggestion=Text(N_("Write it as an expression, such as “= approved = true”.")))


def _no_value(place: Place, what: str, expression: Expr) -> Iterator[Finding]:
    value = constant(expression)
    if value is None:
        return
    try:
        _READ[what](value)
    except (BangVangError, ValueError, TypeError, ArithmeticError):
        text = N_("“%(name)s”, %(what)s: “%(value)s” is no such value.")
        params = {"name": _called(place), "what": what, "value": str(value)[:80]}
        yield about("expression", place, Text(text, params))


_READ: dict[str, Callable[[object], object]] = {**dict.fromkeys(DATES, instant), "priority": whole_number}
RULES = (check_types,)
