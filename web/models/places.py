"""The units in whose name a person records a model, or notes something about one."""

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.parts.naming import unit_name
from workflows.registers.models.commands import RECORDERS
from workflows.registers.organisation.store import unit_tree


def units_of(session: Session, me: Actor) -> list[tuple[str, str]]:
    """Return the units under the posts of a person, each once, with their names."""
    scopes = sorted({scope for role in RECORDERS for scope in me.scopes(role)})
    found = {unit.code: unit_name(unit) for scope in scopes for unit in unit_tree(session, scope)}
    return list(found.items())
