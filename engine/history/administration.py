"""The one door to the record of what is done outside of cases."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.history.fact import Fact
from engine.model import AdminEvent, new_id


@dataclass(frozen=True, slots=True)
class Act(Fact):
    """What is told of one kind of act; each room declares those that it does, by `fact`."""


def record_act(session: Session, act: Act, *, by: Actor, subject: str) -> AdminEvent:
    """Record an act in the transaction that does it; never a password, a link, a token or a vote."""
    made = AdminEvent(id=new_id(), kind=act.KIND, subject=subject, at=clock.now(), data=act.data())
    made.actor_id, made.actor_name = by.id, by.name
    session.add(made)
    session.flush()
    return made
