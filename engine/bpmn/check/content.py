"""Rules on what elements say: conditions, expressions, forms, actions, decisions, messages, timers."""

from collections.abc import Iterator

from engine.base.errors import BangVangError, Finding
from engine.base.text import N_, Text
from engine.bpmn.check.constants import constant, may_be
from engine.bpmn.check.known import Known, about, label, nearest
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import COMPLETING, Element, Flow, Listener, Loop
from engine.bpmn.read.expressions import Expr, is_expression, read_expression
from engine.bpmn.read.kinds import ElementKind, EventKind
from engine.bpmn.token.items import turns
from engine.feel import compile_expression, kinds
from engine.ports.actions import registry

ASKED = ("excluded", "attention")
"""The properties of a task that are expressions."""
CHOICES = ("exclusiveGateway", "inclusiveGateway")


def check_conditions(process: Process, _known: Known) -> Iterator[Finding]:
    """`condition`: a gateway that chooses has a condition on every flow but its default."""
    leaving: dict[str, list[Flow]] = {}
    for flow in process.flows.values():
        leaving.setdefault(flow.source, []).append(flow)
    for element in process.elements.values():
        flows = leaving.get(element.id, [])
        if element.kind in CHOICES and len(flows) > 1:
            yield from _bare_flows(element, flows)
        elif element.default_flow and element.kind not in CHOICES:
            yield from _always_taken(element, flows)


def _bare_flows(element: Element, flows: list[Flow]) -> Iterator[Finding]:
    for flow in flows:
        if flow.condition is None and flow.id != element.default_flow:
            text = Text(
                N_("Flow “%(flow)s” of gateway “%(name)s” needs a condition."),
                {"flow": flow.name or flow.id, "name": label(element)},
            )
            yield about("condition", flow, text)


def _always_taken(element: Element, flows: list[Flow]) -> Iterator[Finding]:
    for flow in flows:
        if flow.condition is None and flow.id != element.default_flow:
            text = N_(
                "“%(name)s” has a default flow beside “%(flow)s”, which is always taken: when the default is meant "
                "would be a guess. Give “%(flow)s” a condition, or let no flow be the default."
            )
            yield about("condition", flow, Text(text, {"flow": flow.name or flow.id, "name": label(element)}))


def check_expressions(process: Process, _known: Known) -> Iterator[Finding]:
    """`expression`: every expression is FEEL that can be read."""
    for element in process.elements.values():
        for what, expression in expressions_of(element):
            problem = _problem(expression)
            if problem is not None:
                text = Text(
                    N_("“%(name)s”, %(what)s: %(problem)s"), {"name": label(element), "what": what, "problem": problem}
                )
                yield about("expression", element, text)
    for flow in process.flows.values():
        problem = _problem(flow.condition)
        if problem is not None:
            text = Text(
                N_("Condition of flow “%(flow)s”: %(problem)s"), {"flow": flow.name or flow.id, "problem": problem}
            )
            yield about("expression", flow, text)


def expressions_of(element: Element) -> Iterator[tuple[str, Expr | None]]:
    """Yield every expression of an element with what it is for."""
    wanted = element.assignment
    yield from (
        ("assignee", wanted.assignee),
        ("candidateGroups", wanted.groups),
        ("candidateUsers", wanted.users),
        ("dueDate", wanted.due),
        ("followUpDate", wanted.follow_up),
        ("priority", wanted.priority),
        ("script", element.script),
        ("retries", element.retries),
    )
    yield from ((name, read_expression(element.properties.get(name))) for name in ASKED)
    yield from ((f"input {move.target}", move.source) for move in element.inputs)
    yield from ((f"output {move.target}", move.source) for move in element.outputs)
    yield from ((f"data input {move.target}", move.source) for move in element.data_inputs)
    yield from ((f"data output {move.target}", move.source) for move in element.data_outputs)
    yield "activationCondition", element.activation
    for trigger in element.triggers:
        yield "timer", None if trigger.timer is None else trigger.timer.value
        yield "condition", trigger.condition
        yield "correlationKey", None if trigger.message is None else trigger.message.correlation
    if element.message is not None and not element.triggers:
        yield "correlationKey", element.message.correlation
    if element.ad_hoc is not None:
        yield "completionCondition", element.ad_hoc.completion
    if element.loop is not None:
        yield from _loop_expressions(element.loop)


def _loop_expressions(loop: Loop) -> Iterator[tuple[str, Expr | None]]:
    yield from (
        ("inputCollection", loop.collection),
        ("loopCardinality", loop.cardinality),
        ("outputElement", loop.output_element),
        ("completionCondition", loop.completion),
        ("loopCondition", loop.condition),
        ("loopMaximum", loop.maximum),
    )
    for thrown in loop.thrown:
        yield "behavior", thrown.condition
        yield "behavior correlationKey", None if thrown.trigger.message is None else thrown.trigger.message.correlation


def _problem(expression: Expr | None) -> Text | None:
    if expression is None or not expression.is_feel:
        return None
    try:
        compile_expression(expression.source)
    except BangVangError as error:
        return error.text
    return None


def check_user_tasks(process: Process, known: Known) -> Iterator[Finding]:
    """`user-task`: a user task is offered to somebody, and its form is part of the release."""
    for element in process.elements.values():
        if element.kind != ElementKind.USER_TASK:
            continue
        wanted = element.assignment
        if wanted.groups is None and wanted.users is None and wanted.assignee is None:
            text = Text(N_("User task “%(name)s” is offered to nobody."), {"name": label(element)})
            yield about("user-task", element, text)
        if element.form_id and not is_expression(element.form_id) and element.form_id not in known.forms:
            text = Text(
                N_("The form “%(form)s” of “%(name)s” is not among the files."),
                {"form": element.form_id, "name": label(element)},
            )
            yield nearest(about("user-task", element, text), element.form_id, known.forms)
        for listener in element.listeners:
            if not listens(listener):
                text = Text(
                    N_("“%(name)s” has a listener (%(event)s: %(action)s) that cannot be run."),
                    {"name": label(element), "event": listener.event, "action": listener.action},
                )
                yield nearest(about("user-task", element, text), listener.action, {one.name for one in registry})


def listens(listener: Listener) -> bool:
    """Tell whether a listener is one that is called: an action of ours, inside of the transaction that completes."""
    is_ours = listener.event == COMPLETING and listener.action in registry
    return is_ours and not registry.find(listener.action).is_outside


def check_work(process: Process, known: Known) -> Iterator[Finding]:
    """`work`: service tasks name an action, business rule tasks a decision, script tasks an expression."""
    for element in process.elements.values():
        text = None
        if is_expression(element.action if element.kind == ElementKind.SERVICE_TASK else element.decision_id):
            continue  # the rules on names say more
        if element.kind == ElementKind.SERVICE_TASK:
            text = _action_problem(element)
        elif (
            element.kind == ElementKind.BUSINESS_RULE_TASK
            and element.decision_id not in known.decisions
            and not element.script
        ):
            text = Text(
                N_("The decision “%(decision)s” of “%(name)s” is not among the files."),
                {"decision": element.decision_id, "name": label(element)},
            )
        elif element.kind == ElementKind.SCRIPT_TASK and element.script is None:
            text = Text(
                N_("Script task “%(name)s” has no FEEL expression; other scripts are never run."),
                {"name": label(element)},
            )
        if text is not None:
            is_service = element.kind == ElementKind.SERVICE_TASK
            word, words = (
                (element.action, {one.name for one in registry})
                if is_service
                else (element.decision_id, known.decisions)
            )
            yield nearest(about("work", element, text), word, words - {word})


def _action_problem(element: Element) -> Text | None:
    if element.action not in registry:
        return Text(
            N_("“%(name)s” calls “%(action)s”, and there is no such action."),
            {"name": label(element), "action": element.action},
        )
    action = registry.find(element.action)
    given = {move.target.partition(".")[0] for move in element.inputs}
    missing = [p.name for p in action.parameters.values() if p.is_required and given and p.name not in given]
    if missing:
        return Text(
            N_("“%(name)s” gives action “%(action)s” no value for “%(parameter)s”."),
            {"name": label(element), "action": element.action, "parameter": missing[0]},
        )
    return None


def check_events(process: Process, _known: Known) -> Iterator[Finding]:
    """`event`: a message event names a message, and has a correlation key unless it starts a process."""
    for element in process.elements.values():
        messages = [trigger.message for trigger in element.triggers if trigger.kind == EventKind.MESSAGE]
        if element.kind in (ElementKind.SEND_TASK, ElementKind.RECEIVE_TASK):
            messages.append(element.message)
        begins = element.kind == ElementKind.START_EVENT and element.container == process.id
        for message in messages:
            if message is None:
                yield about("event", element, Text(N_("“%(name)s” names no message."), {"name": label(element)}))
            elif message.correlation is None and not begins:
                text = Text(
                    N_("Message “%(message)s” of “%(name)s” has no correlation key: who has waited longest takes it."),
                    {"message": message.name, "name": label(element)},
                )
                yield about("event", element, text, "warning")


def check_loops(process: Process, _known: Known) -> Iterator[Finding]:
    """`loop`: a multi-instance activity says what it runs over: a list, or a whole number of turns."""
    for element in process.elements.values():
        loop = element.loop
        says = loop and (loop.condition or loop.maximum if loop.standard else loop.collection or loop.cardinality)
        if loop is not None and not says:
            text = Text(N_("“%(name)s” does not say over what it runs."), {"name": label(element)})
            yield about("loop", element, text)
        elif loop is not None:
            yield from _impossible_loops(element, loop)


def _impossible_loops(element: Element, loop: Loop) -> Iterator[Finding]:
    """Yield what a loop says that it can never run over."""
    for number in filter(None, (loop.cardinality, loop.maximum)):
        value = constant(number)
        try:
            if value is not None or not may_be(number, kinds.NUMBER):
                turns(element, number.source if value is None else value)
        except BangVangError as error:
            yield about("loop", element, error.text)
    if loop.collection is not None and not may_be(loop.collection, kinds.LIST):
        text = N_("“%(name)s” needs a list to run over, not %(value)s.")
        yield about("loop", element, Text(text, {"name": label(element), "value": loop.collection.source[:60]}))


RULES = (
    check_conditions,
    check_expressions,
    check_user_tasks,
    check_work,
    check_events,
    check_loops,
)
