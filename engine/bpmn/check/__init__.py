"""Checks on diagrams: each rule is one function that looks at one process."""

from engine.bpmn.check.diagram import check_diagram, check_file, check_running, placed, steps_of, summoned
from engine.bpmn.check.hints import check_hints
from engine.bpmn.check.known import Known

__all__ = ["Known", "check_diagram", "check_file", "check_hints", "check_running", "placed", "steps_of", "summoned"]
