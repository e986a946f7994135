"""To whom tasks are offered: the roles that a diagram names are roles that somebody can hold."""

import re
from collections.abc import Iterator

from engine.base.errors import Finding
from engine.base.text import N_, Text
from engine.bpmn.check.known import Known, about, label, nearest
from engine.bpmn.read.diagram import Process

# A group is a role at a unit: "unit_head@" + unit, or "central_officer@BTDKTTW".
ROLE = re.compile(r'"([\w.-]+)@')


def check_roles(process: Process, known: Known) -> Iterator[Finding]:
    """`role`: a role that a user task is offered to is one of those people hold."""
    for element in process.elements.values():
        wanted = element.assignment.groups
        named = ROLE.findall(wanted.source) if wanted is not None and wanted.is_feel else []
        for role in named if known.roles else ():
            if role not in known.roles:
                text = Text(
                    N_("“%(name)s” is offered to the role “%(role)s”, which nobody can hold."),
                    {"name": label(element), "role": role},
                )
                yield nearest(about("role", element, text, "warning"), role, known.roles)


RULES = (check_roles,)
