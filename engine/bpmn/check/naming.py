"""Processes, decisions, forms and actions that are named by an expression: which it is must be sure beforehand."""

from collections.abc import Iterator

from engine.base.errors import BangVangError, Finding
from engine.base.text import N_, Text
from engine.bpmn.check.constants import constant, is_constant
from engine.bpmn.check.known import Known, about, label, nearest
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element
from engine.bpmn.read.expressions import is_expression, read_expression
from engine.bpmn.read.kinds import ElementKind
from engine.feel import compile_expression
from engine.feel.inference import certain_kind
from engine.feel.kinds import STRING, kind_of

LATER = N_(
    "“%(name)s” says its %(what)s by “%(expression)s”, which is known only when it runs. Which it is must be sure "
    "before: write the id, and where one of several is meant, draw a gateway with one element for each."
)
NO_ID = N_("“%(name)s” says its %(what)s by “%(expression)s”, which comes to a %(kind)s and is no id.")
UNREADABLE = N_("“%(name)s”, %(what)s: %(problem)s")


def check_calls(process: Process, known: Known) -> Iterator[Finding]:
    """`call`: a call activity calls a process of the same release."""
    for element in process.elements.values():
        problem = _call_problem(element, known) if element.kind == ElementKind.CALL_ACTIVITY else None
        if problem is not None:
            called = element.called_process
            finding = about("call", element, Text(problem, {"name": label(element), "process": called}))
            yield nearest(finding, called, known.processes - {called, process.id})


def _call_problem(element: Element, known: Known) -> str | None:
    if is_expression(element.called_process):
        return None  # told below
    if element.called_process not in known.processes:
        return N_("“%(name)s” calls process “%(process)s”, which is not among the files.")
    if element.called_process in known.summoned:
        return N_(
            "“%(name)s” calls process “%(process)s”, which begins only when an event happens. "
            "Give it a start event without a trigger."
        )
    return None


def check_names_by_expression(process: Process, _known: Known) -> Iterator[Finding]:
    """`call`, `work` and `user-task`: what an element names by an expression comes to one id, without any variable."""
    for element in process.elements.values():
        for rule, what, said in _named(element):
            if is_expression(said):
                yield about(rule, element, _problem(element, what, said))


def _named(element: Element) -> Iterator[tuple[str, str, str]]:
    """Yield the rule that looks at it, the attribute, and what it says."""
    if element.kind == ElementKind.CALL_ACTIVITY:
        yield "call", "processId", element.called_process
    elif element.kind == ElementKind.BUSINESS_RULE_TASK and not element.script:
        yield "work", "decisionId", element.decision_id
    elif element.kind == ElementKind.SERVICE_TASK:
        yield "work", "type", element.action
    elif element.kind == ElementKind.USER_TASK:
        yield "user-task", "formId", element.form_id


def _problem(element: Element, what: str, said: str) -> Text:
    """Return why an expression names nothing: one that comes to an id was read as that id."""
    told = {"name": label(element), "what": what, "expression": said[:80]}
    expression = read_expression(said)
    assert expression is not None  # noqa: S101 - it begins with an equals sign
    try:
        parsed = compile_expression(expression.source).tree
    except BangVangError as error:
        return Text(UNREADABLE, {**told, "problem": error.text})
    kind = kind_of(constant(expression)) if is_constant(expression) else certain_kind(parsed, {})
    return Text(LATER, told) if kind in (None, STRING) else Text(NO_ID, {**told, "kind": kind})


RULES = (check_calls, check_names_by_expression)
