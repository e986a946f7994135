"""The units in whose name a person plans inspections, and those that a plan may reach."""

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.parts.naming import unit_name
from workflows.registers.inspections.commands import INSPECTORS
from workflows.registers.inspections.model import InspectionPlan
from workflows.registers.inspections.reach import units_reached
from workflows.registers.organisation.store import unit_tree

Places = list[tuple[str, str]]


def units_planning(session: Session, me: Actor) -> Places:
    """Return the units under the posts of a person who inspects, each once, with their names."""
    scopes = sorted({scope for role in INSPECTORS for scope in me.scopes(role)})
    found = {unit.code: unit_name(unit) for scope in scopes for unit in unit_tree(session, scope)}
    return list(found.items())


def units_inspected(session: Session, plan: InspectionPlan) -> Places:
    """Return the units that a plan may visit, with their names."""
    return [(unit.code, unit_name(unit)) for unit in units_reached(session, plan)]
