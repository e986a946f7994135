"""Reading acts that need two people, and the state of what they are about."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.model import ActState, ElementInstance, Instance, ProposedAct, Variable
from engine.model.instance import UNFINISHED
from engine.model.values import encode

MOST = 200


def find_act(session: Session, act_id: UUID) -> ProposedAct:
    """Return an act; raises NotFoundError."""
    found = session.get(ProposedAct, act_id, populate_existing=True)
    if found is None:
        raise NotFoundError
    return found


def lock_act(session: Session, act_id: UUID) -> ProposedAct:
    """Return an act with its row locked until the transaction ends; raises NotFoundError."""
    query = select(ProposedAct).where(ProposedAct.id == act_id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def open_acts(session: Session) -> list[ProposedAct]:
    """Return what waits for a second person, the oldest first."""
    query = (
        select(ProposedAct).where(ProposedAct.state == ActState.OPEN).order_by(ProposedAct.proposed_at, ProposedAct.id)
    )
    return list(session.scalars(query.limit(MOST)))


def decided_acts(session: Session) -> list[ProposedAct]:
    """Return what was decided, withdrawn or let lapse, the newest first."""
    query = select(ProposedAct).where(ProposedAct.state != ActState.OPEN)
    return list(session.scalars(query.order_by(ProposedAct.decided_at.desc(), ProposedAct.id.desc()).limit(MOST)))


def same_open_act(session: Session, request_hash: str) -> ProposedAct | None:
    """Return the open act of the very same request."""
    query = select(ProposedAct).where(ProposedAct.request_hash == request_hash, ProposedAct.state == ActState.OPEN)
    return session.scalars(query).first()


def lapsed_acts(session: Session, now: datetime) -> list[ProposedAct]:
    """Return open acts whose time is over, locked; those that others hold are passed over."""
    query = select(ProposedAct).where(ProposedAct.state == ActState.OPEN, ProposedAct.expires_at <= now)
    return list(session.scalars(query.limit(MOST).with_for_update(skip_locked=True)))


def mark_of_instance(session: Session, instance_id: UUID) -> str:
    """Return a digest of where an instance stands and of its variables: it changes when either does."""
    one = session.execute(select(Instance.release_id, Instance.state).where(Instance.id == instance_id)).one()
    tokens = select(ElementInstance.id, ElementInstance.state).where(
        ElementInstance.instance_id == instance_id, UNFINISHED
    )
    values = select(Variable.scope_id, Variable.name, Variable.value).where(Variable.instance_id == instance_id)
    standing = [
        [one.release_id, one.state],
        sorted(([str(key), state] for key, state in session.execute(tokens)), key=str),
        sorted(([str(scope), name, encode(value)] for scope, name, value in session.execute(values)), key=str),
    ]
    return hashlib.sha256(encode(standing).encode()).hexdigest()
