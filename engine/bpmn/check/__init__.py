"""Checks on diagrams: each rule is one function that looks at one process."""

from engine.bpmn.check.codes import Said, codes_in, is_principal, unheard
from engine.bpmn.check.constants import Written, literals, texts_in
from engine.bpmn.check.diagram import (
    check_among,
    check_diagram,
    check_file,
    check_running,
    placed,
    runnable_processes,
    steps_of,
    summoned,
)
from engine.bpmn.check.hints import check_hints
from engine.bpmn.check.known import Known, meant, near

__all__ = [
    "Known",
    "Said",
    "Written",
    "check_among",
    "check_diagram",
    "check_file",
    "check_hints",
    "check_running",
    "codes_in",
    "is_principal",
    "literals",
    "meant",
    "near",
    "placed",
    "runnable_processes",
    "steps_of",
    "summoned",
    "texts_in",
    "unheard",
]
