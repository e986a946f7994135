"""Bodies and units to narrow a list to: the bodies, and the units of the one that was chosen."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.text import N_
from web.parts.naming import unit_name
from workflows.registers.organisation.store import bodies, unit_tree

SEXES = {"female": N_("Women"), "male": N_("Men")}
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Places:
    """What may be chosen, each with its name."""

    bodies: Choices
    units: Choices


def units_within(session: Session, body: str) -> Choices:
    """Return the units under a body; none where no body was chosen."""
    units = unit_tree(session, body) if body else []
    return [(unit.code, unit_name(unit)) for unit in units if unit.code != body]


def places(session: Session, body: str) -> Places:
    """Return all bodies, and the units of one."""
    top = [(unit.code, unit_name(unit)) for unit in bodies(session)]
    return Places(top, units_within(session, body))
