"""To whom tasks are offered: the roles that a diagram names are roles that somebody can hold."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_, Text
from engine.bpmn.check.constants import constants, is_constant, literals
from engine.bpmn.check.content import expressions_of
from engine.bpmn.check.known import Known, about, label, near, nearest
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element

# A group is a role at a place: "unit_head@" + unit, or "central_officer@BTDKTTW"; or one person.
AT = "@"
PERSON = "person:"


def check_roles(process: Process, known: Known) -> Iterator[Finding]:
    """`role`: a role that a user task is offered to, or that is written elsewhere, is one of those people hold."""
    for element in process.elements.values() if known.roles else ():
        for role in dict.fromkeys(_roles(element, known)):
            text = Text(
                N_("“%(name)s” is offered to the role “%(role)s”, which nobody can hold."),
                {"name": label(element), "role": role},
            )
            yield nearest(about("role", element, text, "warning"), role, known.roles)


def _roles(element: Element, known: Known) -> Iterator[str]:
    """Yield the roles that nobody can hold: any in groups, elsewhere those that are nearly one that people hold."""
    for what, said in expressions_of(element):
        if said is None:
            continue
        is_group = what == "candidateGroups"
        is_whole = is_group and is_constant(said)
        for text in constants(said) if is_whole else (one.text for one in literals(said)):
            role, at, _ = text.partition(AT)
            is_meant = is_whole or (bool(at) and (is_group or (text.endswith(AT) and near(role, known.roles) != "")))
            if is_meant and role and role not in known.roles and not text.startswith(PERSON):
                yield role


RULES = (check_roles,)
