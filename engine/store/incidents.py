"""Reading what could not be done, and what is being tried again."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.model import Incident, IncidentKind, Instance, Job, Message, MessageState


def find_incident(session: Session, incident_id: UUID) -> Incident:
    """Return an incident; raises NotFoundError."""
    found = session.get(Incident, incident_id)
    if found is None:
        raise NotFoundError
    return found


def open_incidents_of(session: Session, instance_id: UUID) -> list[Incident]:
    """Return the incidents of an instance that nobody has settled yet."""
    query = select(Incident).where(Incident.instance_id == instance_id, Incident.resolved_at.is_(None))
    return list(session.scalars(query))


def lock_incident(session: Session, incident_id: UUID) -> Incident:
    """Return an incident with its row locked until the transaction ends; raises NotFoundError."""
    query = select(Incident).where(Incident.id == incident_id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def drop_work(session: Session, incident: Incident) -> None:
    """Let go of a message or mail that failed; the message is kept as dropped."""
    if incident.kind == IncidentKind.MESSAGE:
        session.execute(update(Message).where(Message.id == incident.work_id).values(state=MessageState.DROPPED))
    else:
        session.execute(delete(Job).where(Job.id == incident.work_id))


def find_open(session: Session, kind: str, work_id: UUID) -> Incident | None:
    """Return the open incident of a kind about a piece of work, if there is one."""
    query = select(Incident).where(Incident.kind == kind, Incident.work_id == work_id, Incident.resolved_at.is_(None))
    return session.scalars(query.limit(1)).first()


KINDS = tuple(IncidentKind)


def find_incidents(session: Session, kind: str = "", *, is_open: bool = True, limit: int = 200) -> list[Incident]:
    """Return incidents of a kind, or of all: the open ones oldest first, the settled ones last first."""
    query = select(Incident).where(Incident.resolved_at.is_(None) if is_open else Incident.resolved_at.is_not(None))
    if kind:
        query = query.where(Incident.kind == kind)
    order = Incident.created_at if is_open else Incident.resolved_at.desc()
    return list(session.scalars(query.order_by(order, Incident.id).limit(limit)))


def count_open(session: Session, hidden: Collection[str] = ()) -> dict[str, int]:
    """Return how many incidents of each kind are open, those of cases of hidden codes left out."""
    query = select(Incident.kind, func.count()).where(Incident.resolved_at.is_(None)).group_by(Incident.kind)
    if hidden:
        apart = select(Instance.id).where(Instance.business_key.in_(sorted(hidden)))
        query = query.where(or_(Incident.instance_id.is_(None), Incident.instance_id.not_in(apart)))
    return {kind: count for kind, count in session.execute(query)}  # noqa: C416 - rows are not pairs to mypy


def failing_jobs(session: Session, kind: str = "", limit: int = 200) -> list[Job]:
    """Return the jobs that failed and will be tried again by themselves, the next first."""
    query = select(Job).where(Job.attempts > 0, Job.available_at.is_not(None))
    if kind:
        query = query.where(Job.kind == kind)
    return list(session.scalars(query.order_by(Job.available_at, Job.id).limit(limit)))


def failing_messages(session: Session, limit: int = 200) -> list[Message]:
    """Return the messages that could not be delivered and will be tried again by themselves, the next first."""
    query = select(Message).where(Message.attempts > 0, Message.state == MessageState.WAITING)
    return list(session.scalars(query.order_by(Message.available_at, Message.id).limit(limit)))


def work_name(session: Session, incident: Incident) -> str:
    """Return what the failed work of an incident is called, or nothing where it is gone."""
    return work_names(session, [incident]).get(incident.id, "")


def work_names(session: Session, found: Collection[Incident]) -> dict[UUID, str]:
    """Return what the failed work of incidents is called, by their ids; of what is gone, nothing."""
    names: dict[UUID, str] = {}
    for is_message, model in ((True, Message), (False, Job)):
        asked = {one.work_id for one in found if one.work_id and (one.kind == IncidentKind.MESSAGE) is is_message}
        rows = session.execute(select(model.id, model.name).where(model.id.in_(asked))).all() if asked else []
        names |= {row.id: row.name for row in rows}
    return {one.id: names[one.work_id] for one in found if one.work_id in names}
