"""Codes that a diagram writes out as constants: principals, people, and what actions are given by name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.base.errors import Finding
from engine.base.text import N_, Text
from engine.bpmn.check.constants import constants, is_constant, literals
from engine.bpmn.check.content import expressions_of
from engine.bpmn.check.known import about, label, meant
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element
from engine.bpmn.read.expressions import Expr
from engine.ports.actions import registry
from engine.ports.registers import PERSON, PRINCIPAL, Code, Unknown

WRITTEN = re.compile(r"[\w.-]+@[\w.*-]+")
GROUPS, PEOPLE = ("candidateGroups",), ("assignee", "candidateUsers")


@dataclass(frozen=True)
class Said:
    """A code where it is written."""

    element: Element
    code: Code


def codes_in(process: Process) -> Iterator[Said]:
    """Yield the codes that a process writes out; what is put together at run time is not seen."""
    for element in process.elements.values():
        found = [code for what, said in expressions_of(element) if said is not None for code in _codes(what, said)]
        yield from (Said(element, code) for code in dict.fromkeys((*found, *_given(element))))


def _codes(what: str, said: Expr) -> Iterator[Code]:
    if what in PEOPLE:
        yield from ((PERSON, one) for one in constants(said))
    elif what in GROUPS and is_constant(said):
        yield from ((PRINCIPAL, one) for one in constants(said))
    else:
        found = (one.text for one in literals(said) if not one.is_part and WRITTEN.fullmatch(one.text))
        yield from ((PRINCIPAL, text) for text in found)


def _given(element: Element) -> Iterator[Code]:
    """Yield what an action is given as constants, by the names of its parameters."""
    if element.kind != "serviceTask" or element.action not in registry:
        return
    parameters = registry.find(element.action).parameters
    for move in element.inputs:
        if move.target in parameters and is_constant(move.source):
            yield from ((move.target, one) for one in constants(move.source))


def unheard(said: Said, unknown: Unknown, *, is_standing: bool = False) -> Finding:
    """Return a finding about a code that no register holds: a warning where that is empty, or the code stood before."""
    text = N_("“%(name)s” names “%(code)s”, which is in no register.")
    if not unknown.is_filled:
        text = N_("“%(name)s” names “%(code)s”, and the register that would hold it is still empty.")
    place = {"name": label(said.element), "code": said.code[1][:80]}
    is_wrong = unknown.is_filled and not is_standing
    finding = about("code", said.element, Text(text, place), "error" if is_wrong else "warning")
    return replace(finding, suggestion=meant(unknown.near)) if unknown.near else finding
