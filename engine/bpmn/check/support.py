"""What the standard allows and this engine does not run: each is refused by name, never run otherwise than drawn."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_, Text
from engine.bpmn.build.builder import SPECS
from engine.bpmn.check.known import Known, about, label
from engine.bpmn.read.diagram import CONTAINERS, Process
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import ElementKind, EventKind, TimerKind

RUNS = frozenset(SPECS) | {"subProcess", "transaction", "adHocSubProcess", "callActivity"}
BEGINS = frozenset({"message", "timer", "signal", "conditional"})
EVENTS: dict[str, frozenset[str]] = {
    "startEvent": BEGINS,
    "endEvent": frozenset({"message", "signal", "error", "escalation", "compensate", "cancel", "terminate"}),
    "intermediateThrowEvent": frozenset({"message", "signal", "escalation", "compensate", "link"}),
    "intermediateCatchEvent": BEGINS | {"link"},
    "boundaryEvent": BEGINS | {"error", "escalation", "compensate", "cancel"},
}
"""The event definitions that run, by the element they stand at; `IN_EVENT_SUBPROCESS` those of its start event."""
IN_EVENT_SUBPROCESS = BEGINS | {"error", "escalation", "compensate"}
ALONE = frozenset({"link", "compensate", "cancel", "error"})
"""Event definitions that cannot be one of several at a catching event."""
ONCE = frozenset({"error", "cancel"})
"""What always interrupts; a compensation event finds nothing running that it could interrupt."""
THROWN_BY_LOOPS = frozenset({"message", "signal", "escalation"})
MAY_BE_PLAIN = frozenset({"startEvent", "endEvent", "intermediateThrowEvent"})


def check_supported(process: Process, _known: Known) -> Iterator[Finding]:
    """`unsupported`: elements, events and marks that cannot run are refused by name."""
    for element in process.elements.values():
        what = "" if element.kind in RUNS else element.kind
        for problem in (what, _event_problem(process, element), _mark_problem(element)):
            if problem:
                text = N_("“%(name)s” is a %(kind)s, which cannot be run yet.")
                yield about("unsupported", element, Text(text, {"name": label(element), "kind": problem}))


def _event_problem(process: Process, element: Element) -> str:
    """Return what event of an element cannot run, or an empty text."""
    if element.kind not in EVENTS:
        return ""
    begins_event_subprocess = element.kind == ElementKind.START_EVENT and _is_in_event_subprocess(process, element)
    if not element.triggers:
        return "" if element.kind in MAY_BE_PLAIN and not begins_event_subprocess else element.kind
    allowed = IN_EVENT_SUBPROCESS if begins_event_subprocess else EVENTS[element.kind]
    wrong = [trigger.kind for trigger in element.triggers if trigger.kind not in allowed]
    if wrong:
        return f"{element.kind} ({wrong[0]})"
    return _several_problem(element) or _once_problem(element)


def _is_in_event_subprocess(process: Process, element: Element) -> bool:
    holder = process.elements.get(element.container)
    return holder is not None and holder.is_event_subprocess


def _several_problem(element: Element) -> str:
    """Return what several event definitions at one catching event cannot be, or an empty text."""
    if len(element.triggers) < 2 or element.kind in (ElementKind.END_EVENT, ElementKind.INTERMEDIATE_THROW_EVENT):
        return ""
    alone = [trigger.kind for trigger in element.triggers if trigger.kind in ALONE]
    if alone:
        return f"multiple {element.kind} ({alone[0]})"
    once = [t for t in element.triggers if t.timer is not None and t.timer.kind != TimerKind.CYCLE]
    return f"non-interrupting multiple {element.kind} (timer)" if once and not element.interrupting else ""


def _once_problem(element: Element) -> str:
    wrong = [trigger.kind for trigger in element.triggers if trigger.kind in ONCE]
    catches = element.kind in (ElementKind.START_EVENT, ElementKind.BOUNDARY_EVENT)
    return f"non-interrupting {element.kind} ({wrong[0]})" if wrong and catches and not element.interrupting else ""


def _mark_problem(element: Element) -> str:
    """Return what mark of an element cannot run, or an empty text."""
    if not element.start_quantity or not element.completion_quantity:
        return f"{element.kind} (quantity)"
    if element.is_handler and not element.is_activity:
        return f"{element.kind} (isForCompensation)"
    if element.is_event_subprocess and (element.loop is not None or element.kind != ElementKind.SUB_PROCESS):
        return f"event {element.kind} (loop)" if element.loop is not None else f"event {element.kind}"
    if element.is_parallel and not element.is_instantiating:
        return f"{element.kind} (Parallel)"
    if element.loop is not None:
        wrong = [t.trigger.kind for t in element.loop.thrown if t.trigger.kind not in THROWN_BY_LOOPS]
        return f"multiInstanceLoopCharacteristics ({wrong[0]})" if wrong else ""
    return ""


def check_starts(process: Process, _known: Known) -> Iterator[Finding]:
    """`start-event`: a process or sub-process has one ordinary start; an event sub-process a triggered one."""
    for container in (process.id, *(e.id for e in process.elements.values() if e.kind in CONTAINERS)):
        holder = process.elements.get(container)
        place: Element | Process = process if holder is None else holder
        starts = [e for e in process.inside(container) if e.kind == ElementKind.START_EVENT]
        plain = [e for e in starts if not e.triggers]
        problem = _start_problem(process, container, len(starts), len(plain))
        if problem is not None:
            yield about("start-event", place, Text(problem, {"name": place.name or place.id, "count": len(starts)}))


def _start_problem(process: Process, container: str, starts: int, plain: int) -> str | None:
    holder = process.elements.get(container)
    if holder is not None and holder.is_event_subprocess:
        return None if starts == 1 else N_("“%(name)s” must have exactly one start event; it has %(count)s.")
    if plain > 1:
        return N_("“%(name)s” has more than one start event without a trigger; where it begins would be a guess.")
    if holder is not None and starts > plain:
        return N_("The start of “%(name)s” may have no trigger: a sub-process begins when its turn comes.")
    if not process.starts(container):
        return N_("“%(name)s” has nothing to begin with.")
    return None


def check_cancels(process: Process, _known: Known) -> Iterator[Finding]:
    """`cancel-event`: a transaction that can be cancelled says what happens then, by an event at its edge."""
    caught = {
        e.attached_to
        for e in process.elements.values()
        if e.kind == ElementKind.BOUNDARY_EVENT and e.event == EventKind.CANCEL
    }
    for element in process.elements.values():
        throws = element.kind == ElementKind.END_EVENT and any(
            trigger.kind == EventKind.CANCEL for trigger in element.triggers
        )
        if throws and element.container not in caught:
            text = N_(
                "“%(name)s” cancels its transaction, and no event at the transaction's edge says what happens then."
            )
            yield about("cancel-event", element, Text(text, {"name": label(element)}))


RULES = (check_supported, check_starts, check_cancels)
