"""Units, people, posts, blocs and councils, and who may do what on a given day."""

from workflows.registers.organisation.access import VisibleUnits, visible_units
from workflows.registers.organisation.model import (
    Bloc,
    BlocMember,
    BlocYear,
    Council,
    CouncilMember,
    Person,
    Post,
    Unit,
)
from workflows.registers.organisation.principals import actor_for
from workflows.registers.organisation.stamp import OrganisationStamp

__all__ = [
    "Bloc",
    "BlocMember",
    "BlocYear",
    "Council",
    "CouncilMember",
    "OrganisationStamp",
    "Person",
    "Post",
    "Unit",
    "VisibleUnits",
    "actor_for",
    "visible_units",
]
