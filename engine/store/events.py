"""Reading what happened."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from engine.model import Event, Instance
from engine.store.fast import inserting, write

Token = tuple[UUID, UUID | None]
"""An instance, and a token of it."""
ADDING = (
    "instance_id",
    "seq",
    "root_id",
    "at",
    "kind",
    "actor_id",
    "actor_name",
    "on_behalf_of",
    "element_id",
    "element_name",
    "element_instance_id",
    "data",
    "salt",
    "commitment",
    "previous",
    "hash",
)
ADD = inserting(Event, ADDING)


def add_events(session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write new events; they are never changed after."""
    write(session, ADD, rows)


def events_of(session: Session, *, business_key: str | None = None, instance_id: UUID | None = None) -> list[Event]:
    """Return the events of one instance, or of all instances of a business key, in order."""
    query = select(Event)
    if instance_id is not None:
        query = query.where(Event.instance_id == instance_id).order_by(Event.seq)
    else:
        query = query.join(Instance, Instance.id == Event.instance_id).where(Instance.business_key == business_key)
        query = query.order_by(Event.at, Instance.started_at, Event.instance_id, Event.seq)
    return list(session.scalars(query))


def chain_head(session: Session, instance_id: UUID) -> tuple[int, str]:
    """Return the length and the last hash that an instance claims for its chain."""
    found = session.execute(select(Instance.last_seq, Instance.last_hash).where(Instance.id == instance_id)).one()
    return found.last_seq, found.last_hash


def place_of(session: Session, instance_id: UUID, element_instance_id: UUID | None) -> tuple[str, str]:
    """Return the id and the name of the element that a token stands at, as its history last told them."""
    query = (
        select(Event.element_id, Event.element_name)
        .where(Event.instance_id == instance_id, Event.element_instance_id == element_instance_id)
        .order_by(Event.seq.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return ("", "") if found is None else (found.element_id, found.element_name)


def places_of(session: Session, tokens: Collection[Token]) -> dict[Token, tuple[str, str]]:
    """Return the same of many tokens, or of instances where no token is named; where nothing is told it is missing."""
    token = Event.instance_id, Event.element_instance_id
    named = {one for _instance, one in tokens if one is not None}
    query = select(*token, func.max(Event.seq).label("seq")).where(Event.instance_id.in_({one for one, _ in tokens}))
    query = query.where(or_(Event.element_instance_id.in_(named), Event.element_instance_id.is_(None)))
    last = query.group_by(*token).subquery()
    is_last = and_(Event.instance_id == last.c.instance_id, Event.seq == last.c.seq)
    rows = session.execute(select(*token, Event.element_id, Event.element_name).join(last, is_last)) if tokens else ()
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}
