"""The one door to the record of what is done outside of cases."""

from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.model import AdminEvent, new_id


def record_act(session: Session, kind: str, *, by: Actor, subject: str, **data: Any) -> AdminEvent:
    """Record an act in the transaction that does it; never a password, a link, a token or a vote."""
    made = AdminEvent(id=new_id(), kind=kind, subject=subject, at=clock.now(), data=data)
    made.actor_id, made.actor_name = by.id, by.name
    session.add(made)
    session.flush()
    return made
