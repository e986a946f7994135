"""Saving, sharing and removing filters; choosing columns."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.store.turns import take_turns
from web.inbox.asked import Asked
from web.inbox.filters import store
from web.inbox.filters.model import InboxLook, SavedFilter

MOST = 30
COLUMNS: tuple[tuple[str, str], ...] = (
    ("award", N_("Award")),
    ("step", N_("Step")),
    ("due", N_("Deadline")),
    ("unit", N_("Unit")),
    ("received", N_("Received")),
    ("priority", N_("Priority")),
)
AT_FIRST = ("award", "step", "due")


class FilterRefusedError(BangVangError):
    """A filter cannot be saved: it has no name, or there are too many."""


def save_filter(session: Session, name: str, asked: Asked, *, body_code: str | None, by: Actor) -> SavedFilter:
    """Save a view under a name; the same name again replaces what it stood for.

    Shared with the body `body_code`, one of the actor's own, when given. Raises FilterRefusedError.
    """
    name = " ".join(name.split())[:80]
    if not name:
        raise FilterRefusedError(Text(N_("Give the filter a name.")))
    if body_code is not None and body_code not in store.bodies_of(by):
        raise FilterRefusedError(Text(N_("A filter is shared only within your own body.")))
    take_turns(session, "filters", by.id)
    found = store.named(session, by, name)
    if found is None:
        if len([one for one in store.filters_of(session, by) if one.owner_id == by.id]) >= MOST:
            raise FilterRefusedError(Text(N_("You have %(limit)s filters. Remove one first."), {"limit": MOST}))
        found = SavedFilter(owner_id=by.id, owner_name=by.name, name=name, created_at=clock.now(), query={})
        session.add(found)
    found.query, found.body_code = asked.as_filter(), body_code
    session.flush()
    return found


def remove_filter(session: Session, filter_id: UUID, *, by: Actor) -> None:
    """Remove a filter of the actor's own; raises NotFoundError."""
    session.delete(store.own_filter(session, by, filter_id))


def choose_columns(session: Session, columns: Iterable[str], *, by: Actor) -> None:
    """Keep which columns the actor wants to see, in the product's order."""
    wanted = set(columns)
    chosen = [key for key, _ in COLUMNS if key in wanted]
    look = store.look_of(session, by)
    if look is None:
        session.add(InboxLook(person_id=by.id, columns=chosen))
    else:
        look.columns = chosen


def columns_of(session: Session, actor: Actor) -> tuple[str, ...]:
    """Return the columns an actor wants to see."""
    look = store.look_of(session, actor)
    return AT_FIRST if look is None else tuple(look.columns)
