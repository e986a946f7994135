"""Codes that a diagram writes out as constants: principals, people, and what actions are given by name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.base.errors import Finding
from engine.base.text import N_, Text
from engine.bpmn.check.constants import Written, constants, is_constant, literals
from engine.bpmn.check.content import expressions_of
from engine.bpmn.check.known import label, meant, near
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element
from engine.bpmn.read.expressions import Expr
from engine.bpmn.read.kinds import ElementKind
from engine.ports.actions import registry
from engine.ports.registers import PERSON, PRINCIPAL, Code, Unknown

WRITTEN = re.compile(r"[\w.-]+@[\w.*-]+")
GROUPS, PEOPLE = ("candidateGroups",), ("assignee", "candidateUsers")


@dataclass(frozen=True)
class Said:
    """A code where it is written: at an element, rule or field, by what people call it.

    It `is_sure` to be a code where more than the name of a column or field tells so.
    """

    code: Code
    element: str
    name: str
    line: int | None = None
    is_sure: bool = True


def codes_in(process: Process) -> Iterator[Said]:
    """Yield the codes that a process writes out; what is put together at run time is not seen."""
    for element in process.elements.values():
        found = [code for what, said in expressions_of(element) if said is not None for code in _codes(what, said)]
        for code in dict.fromkeys((*found, *_given(element))):
            yield Said(code, element.id, label(element), element.line)


def _codes(what: str, said: Expr) -> Iterator[Code]:
    if what in PEOPLE:
        yield from ((PERSON, one) for one in constants(said))
    elif what in GROUPS and is_constant(said):
        yield from ((PRINCIPAL, one) for one in constants(said))
    else:
        found = (one.text for one in literals(said) if is_principal(one))
        yield from ((PRINCIPAL, text) for text in found)


def is_principal(written: Written) -> bool:
    """Tell whether a text is a role at a place as it stands."""
    return not written.is_part and WRITTEN.fullmatch(written.text) is not None


def _given(element: Element) -> Iterator[Code]:
    """Yield what an action is given as constants, by the names of its parameters."""
    if element.kind != ElementKind.SERVICE_TASK or element.action not in registry:
        return
    parameters = registry.find(element.action).parameters
    for move in element.inputs:
        if move.target in parameters and is_constant(move.source):
            yield from ((move.target, one) for one in constants(move.source))


def unheard(said: Said, unknown: Unknown, *, is_standing: bool = False) -> Finding | None:
    """Return a finding about a code that no register holds: a warning where that is empty, or the code stood before.

    What only the name of a column or field makes a code may mean what is elsewhere, as a rule on bodies of the whole
    country does: it is an error where it is nearly a code there is, else a warning, and none where it stood before.
    """
    meant_for = unknown.near if said.is_sure else near(said.code[1], [unknown.near])
    if not (said.is_sure or meant_for) and (is_standing or not unknown.is_filled):
        return None
    text = N_("“%(name)s” names “%(code)s”, which is in no register.")
    if not unknown.is_filled:
        text = N_("“%(name)s” names “%(code)s”, and the register that would hold it is still empty.")
    is_wrong = unknown.is_filled and not is_standing and bool(said.is_sure or meant_for)
    message = Text(text, {"name": said.name, "code": said.code[1][:80]})
    suggestion = meant(meant_for) if meant_for else None
    return Finding("code", message, "error" if is_wrong else "warning", "", said.element, said.line, suggestion)
