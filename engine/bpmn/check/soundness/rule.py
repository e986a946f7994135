"""The rule on soundness, with the way to each fault for the diagram to show."""

from collections.abc import Iterator
from dataclasses import replace

from engine.base.errors import Finding, Severity
from engine.base.text import N_
from engine.bpmn.check.budget import Budget
from engine.bpmn.check.soundness.verdict import Fault, judge
from engine.bpmn.check.standard.kinds import SUB_PROCESSES
from engine.bpmn.check.standard.place import at
from engine.bpmn.read.diagram import draws
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.read.node import Node

MESSAGES = {
    "deadlock": N_("Tokens can get stuck at “%(name)s”, waiting for others that never come."),
    "lack-of-synchronisation": N_("“%(name)s” can be passed by two tokens of one run: what follows happens twice."),
    "improper-completion": N_("“%(name)s” can be reached while other branches are still under way."),
    "endless": N_("From “%(name)s” the process can go on for ever without reaching an end."),
}
NEVER = N_("No run can end: tokens always get stuck at “%(name)s”.")
UNDECIDED = N_("“%(name)s” has too many states to look at all of them; whether tokens can get stuck is not known.")


def check_soundness(document: Document, process: Node, budget: Budget) -> Iterator[Finding]:
    """`deadlock`, `lack-of-synchronisation`, `improper-completion`, `endless`: tokens find their way out, each once.

    A deadlock that no run escapes is an error; what depends on data is a warning, for a condition may rule it out.
    """
    for container in (process, *process.iter(*(bpmn(kind) for kind in SUB_PROCESSES))):
        if local(container) == "adHocSubProcess" or not draws(container):
            continue
        verdict = judge(document, container, budget)
        for fault in verdict.faults:
            yield _finding(document, container, fault)
        if not verdict.is_decided and not verdict.is_beyond and not verdict.faults:
            yield at("undecided", container, UNDECIDED, None, "warning")


def _finding(document: Document, container: Node, fault: Fault) -> Finding:
    severity: Severity = "error" if fault.is_certain else "warning"
    message = NEVER if fault.kind == "deadlock" and fault.is_certain else MESSAGES[fault.kind]
    node = document.by_id.get(fault.element, container)
    path = tuple(name for name in fault.path if name in document.by_id)
    return replace(at(fault.kind, node, message, None, severity), path=path)
