"""Names in expressions: variables that something before them can have set."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from engine.base.errors import BangVangError, Finding
from engine.base.text import N_, Text
from engine.bpmn.check.content import expressions_of
from engine.bpmn.check.known import Known, about, label
from engine.bpmn.check.order import Order
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element, Flow
from engine.bpmn.read.expressions import Expr
from engine.bpmn.read.kinds import ElementKind
from engine.feel import compile_expression

STARTS_WITH = "variables"
"""The property of a process that lists the variables it is started with, apart by commas."""
OPEN_EVENTS = frozenset({"message", "signal", "error", "escalation", "multiple"})
COUNTED = frozenset({"loopCounter", "numberOfInstances", "numberOfCompletedInstances", "numberOfActiveInstances"})
COUNTED_MORE = frozenset({"numberOfTerminatedInstances"})
ARRIVED, IS_START = "activationCount", "waitingForStart"
"""What a complex gateway's condition sees beside the count of each flow into it, and what all its conditions see."""
INNER = ("output", "data output", "outputElement", "completionCondition", "behavior")
"""What is asked inside of an element, where its results, turns or tokens have names of their own."""
LIKENESS = 0.85


def check_names(process: Process, known: Known) -> Iterator[Finding]:
    """`name`: what an expression names is a variable that something before it can have set.

    Only what is certain is told: a variable that is set afterwards alone; one that nothing sets though the process
    lists what it starts with; and one that nothing sets at all, of which a near name is told, or else that it must be
    given at the start: where a condition on a flow asks for it, and once elsewhere.
    """
    setters = _setters(process, known)
    declared = _declared(process)
    order = Order(process)
    told: set[tuple[str, str]] = set()
    for use in _uses(process, known):
        place, name = use.place, use.name
        if name in declared or name in COUNTED | COUNTED_MORE or (place.id, name) in told:
            continue
        problem = _problem(process, order, setters, use)
        is_told = not isinstance(place, Flow) and (("", name) in told or not process.is_executable)
        if problem is None and not is_told and not setters.keys() & {name, ""}:
            given = N_("“%(name)s” asks for “%(variable)s”, which nothing here sets: it must be given at the start.")
            problem = given, {"variable": name}
        if problem is not None:
            told |= {(place.id, name), ("", name)}
            yield about("name", place, Text(problem[0], {"name": _called(place), **problem[1]}), "warning")


@dataclass(frozen=True)
class Use:
    """A variable that an expression reads: at which element, and where that is written.

    `is_after` where it is read once the element has done its work, or while it does: its own results are seen then;
    `beside` are the names that are there besides variables.
    """

    element: Element
    place: Element | Flow
    name: str
    is_after: bool
    beside: frozenset[str] = frozenset()


def _problem(
    process: Process, order: Order, setters: dict[str, set[str]], use: Use
) -> tuple[str, dict[str, str]] | None:
    element, name = use.element.id, use.name
    others, anything = setters.get(name, set()), setters.get("", set())
    if not use.is_after and not order.comes_again(element):
        anything = anything - {element}
    if anything and not order.only_after(element, anything):
        return None
    if others:
        later = N_("“%(name)s” asks for “%(variable)s”, which is only set afterwards.")
        return (later, {"variable": name}) if order.only_after(element, others) else None
    if STARTS_WITH in process.properties:
        return N_("“%(name)s” asks for “%(variable)s”, which nothing sets."), {"variable": name}
    words = [one for one in (*use.beside, *setters) if len(one) > 3]
    near = get_close_matches(name, words, 1, LIKENESS) if len(name) > 3 else []
    if not near or near[0].startswith(name) or name.startswith(near[0]) or _stem(near[0]) == _stem(name):
        return None
    asks = N_("“%(name)s” asks for “%(variable)s”, which nothing sets; is “%(near)s” meant?")
    return asks, {"variable": name, "near": near[0]}


def _stem(name: str) -> str:
    """Return a name without its digits: `score_1` and `score_2` are meant to differ."""
    return "".join(letter for letter in name if not letter.isdigit())


def _called(place: Element | Flow) -> str:
    return label(place) if isinstance(place, Element) else place.name or place.id


def _declared(process: Process) -> frozenset[str]:
    listed = process.properties.get(STARTS_WITH, "").split(",")
    return frozenset(name.strip() for name in (*listed, *process.variables))


def _setters(process: Process, known: Known) -> dict[str, set[str]]:
    """Map each variable to the elements that set it; the empty name stands for any variable whatever."""
    found: dict[str, set[str]] = {}
    for element in process.elements.values():
        for name in set_by(element, known):
            found.setdefault(name, set()).add(element.id)
    return found


def set_by(element: Element, known: Known) -> Iterator[str]:
    """Yield the variables that an element sets; the empty name stands for any whatever."""
    for move in (*element.inputs, *element.outputs, *element.data_inputs, *element.data_outputs):
        yield move.target.partition(".")[0]
    yield from element.variables
    if element.result_variable:
        yield element.result_variable
    if element.loop is not None:
        yield from filter(None, (element.loop.element, element.loop.output_collection))
    if not element.outputs:
        yield from _brought(element, known)


def _brought(element: Element, known: Known) -> Iterator[str]:
    """Yield what an element's result sets by name; "" where that may be anything."""
    if element.kind == ElementKind.USER_TASK and element.form_id in known.fields:
        yield from known.fields[element.form_id]
    elif element.kind in (ElementKind.USER_TASK, ElementKind.SERVICE_TASK, ElementKind.RECEIVE_TASK) or (
        element.kind == ElementKind.CALL_ACTIVITY and element.gives_all
    ):
        yield ""
    elif element.event in OPEN_EVENTS:
        if element.kind in (ElementKind.START_EVENT, ElementKind.INTERMEDIATE_CATCH_EVENT, ElementKind.BOUNDARY_EVENT):
            yield ""
    elif element.kind in (ElementKind.BUSINESS_RULE_TASK, ElementKind.SCRIPT_TASK) and not element.result_variable:
        yield ""


def _within(element: Element, known: Known) -> set[str]:
    """Return the variables that an element's outputs see beside those around it; "" where that may be anything."""
    found = {*element.variables, element.result_variable, *_brought(element, known)} - {""}
    anything = {name for name in _brought(element, known) if not name}
    turn = () if element.loop is None else (element.loop.element, element.loop.output_collection)
    moved = (move.target.partition(".")[0] for move in (*element.data_inputs, *element.outputs))
    return {*found, *anything, *filter(None, turn), *moved}


def _uses(process: Process, known: Known) -> Iterator[Use]:
    """Yield each variable that an expression reads."""
    for element in process.elements.values():
        own = {move.target.partition(".")[0] for move in element.inputs}
        within = own | _within(element, known)
        for what, expression in expressions_of(element):
            if what == "activationCondition":
                beside = _counts(process, element)
                yield from (Use(element, element, name, False, beside) for name in names_in(expression) - beside)
            elif not what.startswith(INNER):
                yield from (Use(element, element, name, False) for name in names_in(expression) - own)
            elif "" not in within:
                yield from (Use(element, element, name, True) for name in names_in(expression) - within)
    for flow in process.flows.values():
        source = process.elements.get(flow.source)
        if source is not None:
            beside = frozenset({IS_START} if source.kind == ElementKind.COMPLEX_GATEWAY else ())
            yield from (Use(source, flow, name, True, beside) for name in names_in(flow.condition) - beside)


def _counts(process: Process, gateway: Element) -> frozenset[str]:
    """Return the names that the condition of a complex gateway sees besides variables."""
    return frozenset(flow.id for flow in process.flows.values() if flow.target == gateway.id) | {ARRIVED, IS_START}


def names_in(expression: Expr | None) -> frozenset[str]:
    """Return the variables that an expression reads; none of one that is wrong, which the check `expression` tells."""
    if expression is None or not expression.is_feel:
        return frozenset()
    try:
        return frozenset(compile_expression(expression.source).names)
    except BangVangError:
        return frozenset()


RULES = (check_names,)
