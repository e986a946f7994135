"""Checks on diagrams: each rule is one function that looks at one process."""

from engine.bpmn.check.codes import Said, codes_in, unheard
from engine.bpmn.check.diagram import (
    check_diagram,
    check_file,
    check_running,
    placed,
    runnable_processes,
    steps_of,
    summoned,
)
from engine.bpmn.check.hints import check_hints
from engine.bpmn.check.known import Known

__all__ = [
    "Known",
    "Said",
    "check_diagram",
    "check_file",
    "check_hints",
    "check_running",
    "codes_in",
    "placed",
    "runnable_processes",
    "steps_of",
    "summoned",
    "unheard",
]
