"""Queries on saved filters and chosen columns."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from web.inbox.filters.model import InboxLook, SavedFilter
from workflows.registers.organisation.matching import by_bytes
from workflows.registers.organisation.model import body_of


def bodies_of(actor: Actor) -> set[str]:
    """Return the bodies in which an actor holds a role."""
    scopes = {principal.partition("@")[2] for principal in actor.principals}
    return {body_of(scope) for scope in scopes if scope and scope != "*"}


def filters_of(session: Session, actor: Actor) -> list[SavedFilter]:
    """Return an actor's own filters and those shared with their bodies, by name."""
    shared = SavedFilter.body_code.in_(bodies_of(actor))
    query = select(SavedFilter).where(or_(SavedFilter.owner_id == actor.id, shared))
    return list(session.scalars(query.order_by(by_bytes(SavedFilter.name), SavedFilter.id)))


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
