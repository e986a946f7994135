"""Queries on saved filters and chosen columns."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, literal_column, or_, select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.store.tasks import NOW, QUERIES_KEPT
from web.inbox.filters.model import InboxLook, SavedFilter
from web.inbox.pending.store import held_query
from workflows.registers.organisation.matching import by_bytes
from workflows.registers.organisation.model import body_of


def bodies_of(actor: Actor) -> set[str]:
    """Return the bodies in which an actor holds a role."""
    scopes = {principal.partition("@")[2] for principal in actor.principals}
    return {body_of(scope) for scope in scopes if scope and scope != "*"}


def filters_of(session: Session, actor: Actor) -> list[SavedFilter]:
    """Return an actor's own filters and those shared with their bodies, by name."""
    return list(session.scalars(select(SavedFilter).where(may_use(actor)).order_by(*by_name())))


def may_use(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a filter is an actor's own or shared with their bodies."""
    return or_(SavedFilter.owner_id == actor.id, SavedFilter.body_code.in_(bodies_of(actor)))


def by_name() -> tuple[ColumnElement[Any], ...]:
    """Return the order of filters: by name."""
    return by_bytes(SavedFilter.name), SavedFilter.id.expression


def named(session: Session, actor: Actor, name: str) -> SavedFilter | None:
    """Return the actor's own filter of a name."""
    return session.scalar(select(SavedFilter).where(SavedFilter.owner_id == actor.id, SavedFilter.name == name))


def own_filter(session: Session, actor: Actor, filter_id: UUID) -> SavedFilter:
    """Return a filter of the actor's own; raises NotFoundError for any other."""
    found = session.get(SavedFilter, filter_id)
    if found is None or found.owner_id != actor.id:
        raise NotFoundError
    return found


def look_of(session: Session, actor: Actor) -> InboxLook | None:
    """Return how an actor wants the list to look, if they ever said."""
    return session.get(InboxLook, actor.id)


def beside(session: Session, actor: Actor) -> Sequence[Any]:
    """Return the filters an actor may use, or one empty row, each with the columns they want and their held batch."""
    return session.execute(_beside_query(actor)).all()


@lru_cache(QUERIES_KEPT)
def _beside_query(actor: Actor) -> Select[Any]:
    look = select(InboxLook.columns).where(InboxLook.person_id == actor.id).scalar_subquery()
    held = held_query(actor, NOW).scalar_subquery()
    shown = (SavedFilter.name, SavedFilter.query, SavedFilter.body_code, SavedFilter.owner_name)
    nothing = select(literal_column("1").label("one")).subquery()  # answers where there are no filters
    query = select(look.label("columns"), held.label("held"), *shown).select_from(nothing)
    return query.outerjoin(SavedFilter, may_use(actor)).order_by(*by_name())
