"""Whom a plan of inspections may reach: units under whose plan it is, members of its bloc, all for the Board."""

from sqlalchemy.orm import Session

from workflows.registers.inspections.model import InspectionPlan
from workflows.registers.organisation.access import is_within
from workflows.registers.organisation.model import Unit, UnitKind
from workflows.registers.organisation.store import bloc_members, bloc_of, find_bloc_year, find_unit, unit_tree


def may_visit(session: Session, plan: InspectionPlan, unit: Unit) -> bool:
    """Tell whether a plan may visit a unit, or ask it for a remedy."""
    if plan.bloc_scope:
        year = find_bloc_year(session, plan.bloc_scope)
        member = bloc_of(session, unit.code, year.year)
        return member is not None and member.scope == plan.bloc_scope
    whose = find_unit(session, plan.unit_code)
    return whose.kind == UnitKind.CENTRAL or is_within(unit.code, plan.unit_code)


def units_reached(session: Session, plan: InspectionPlan) -> list[Unit]:
    """Return the units that a plan may visit today: the members of its bloc, every unit, or those under whose it is."""
    if plan.bloc_scope:
        return bloc_members(session, plan.bloc_scope)
    whose = find_unit(session, plan.unit_code)
    units = unit_tree(session, None if whose.kind == UnitKind.CENTRAL else plan.unit_code)
    return [unit for unit in units if unit.kind != UnitKind.SERVICE]
