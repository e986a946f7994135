"""Who acts for a member of a bloc or a cluster: a body through its offices, a unit through officer and head."""

from sqlalchemy.orm import Session

from workflows.registers.organisation.model import Unit
from workflows.registers.organisation.store import find_bloc_year


def heads(session: Session, unit: str, scope: str) -> bool:
    """Tell whether a body or unit heads a bloc or cluster in its year; raises NotFoundError."""
    return find_bloc_year(session, scope).head_code == unit


def department_of(member: Unit) -> str:
    """Return, as a principal, who prepares what a member hands in."""
    return _post(member, "emulation_dept", "unit_officer")


def leader_of(member: Unit) -> str:
    """Return, as a principal, who signs for a member."""
    return _post(member, "body_leader", "unit_head")


def voter_of(member: Unit) -> str:
    """Return, as a principal, who votes for a member."""
    return _post(member, "bloc_voter", "unit_head")


def _post(member: Unit, of_body: str, of_unit: str) -> str:
    return f"{of_body if member.has_own_office else of_unit}@{member.code}"
