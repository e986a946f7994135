"""The directions of a year as its page shows them: how each stands, and what a reader may do about it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from workflows.procedures.bloc_year.directions.commands import is_owner
from workflows.procedures.bloc_year.directions.model import BlocDirection, BlocProgress, DirectionState
from workflows.procedures.bloc_year.directions.store import directions_of, progress_of


@dataclass(frozen=True)
class ShownDirection:
    """A direction with what its owner told of it; `may_tell` and `may_close` for who reads it."""

    about: BlocDirection
    progress: list[BlocProgress]
    may_tell: bool
    may_close: bool

    @property
    def state(self) -> DirectionState:
        """Return how it stands today."""
        return self.about.state


def directions_for(session: Session, scope: str, actor: Actor) -> list[ShownDirection]:
    """Return the directions of a year, in their order."""
    found = directions_of(session, scope)
    told = progress_of(session, [one.id for one in found])
    leads = actor.holds("bloc_head", scope)
    return [_shown(session, one, told.get(one.id, []), actor, leads=leads) for one in found]


def _shown(
    session: Session, direction: BlocDirection, progress: list[BlocProgress], actor: Actor, *, leads: bool
) -> ShownDirection:
    is_open = direction.state is not DirectionState.CLOSED
    return ShownDirection(direction, progress, is_open and is_owner(session, direction, actor), is_open and leads)
