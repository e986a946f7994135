"""What a person set up for the list and may still take back, read at once with every page of the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.inbox.filters.commands import AT_FIRST
from web.inbox.filters.store import beside


@dataclass(frozen=True)
class Beside:
    """The filters somebody may use, the columns they want to see, and their newest batch that is still held."""

    filters: Sequence[Any]
    columns: tuple[str, ...]
    held: UUID | None


def beside_list(session: Session, actor: Actor) -> Beside:
    """Return what stands beside the list of an actor."""
    rows = beside(session, actor)
    columns = rows[0].columns
    return Beside(
        filters=[row for row in rows if row.name is not None],
        columns=AT_FIRST if columns is None else tuple(columns),
        held=rows[0].held,
    )
