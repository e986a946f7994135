"""Queries on what a person has seen of their notices, and how they want to be told."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.model import UserTask, UserTaskState
from engine.store.rows import find_or_add, put
from engine.store.tasks import offered_to
from web.notices.model import NoticeLook, NoticeSetting
from web.signin.model import Account
from workflows.registers.nominations.model import Notice

MOST_NEW = 99
MOST_TOLD = 200


def count_new(session: Session, actor: Actor) -> int:
    """Return how many notices were left for an actor since they last looked, at most MOST_NEW."""
    seen = select(NoticeLook.at).where(NoticeLook.person_id == actor.id).scalar_subquery()
    newer = select(Notice.id).where(Notice.recipient.in_(actor.all_principals), (seen.is_(None)) | (Notice.at > seen))
    return session.scalar(select(func.count()).select_from(newer.limit(MOST_NEW).subquery())) or 0


def mark_seen(session: Session, actor: Actor) -> None:
    """Note that an actor has seen their notices up to now."""
    put(session, NoticeLook, {"person_id": actor.id}, at=clock.now())


def setting_of(session: Session, person_id: str) -> NoticeSetting | None:
    """Return how a person wants to be told."""
    return session.get(NoticeSetting, person_id)


def put_setting(session: Session, person_id: str, address: str, ways: dict[str, str]) -> None:
    """Keep how a person is told from now on; what happened before they first said so is not told."""
    now, said = clock.now(), {"address": address, "ways": ways}
    kept = find_or_add(session, NoticeSetting, {"person_id": person_id}, **said, told_until=now, digest_until=now)
    kept.address, kept.ways = address, ways


def people_to_tell(session: Session) -> list[str]:
    """Return the ids of those who gave an address and have an account that is open."""
    is_open = select(Account.person_id).where(Account.disabled.is_(False))
    query = select(NoticeSetting.person_id).where(NoticeSetting.address != "").order_by(NoticeSetting.person_id)
    people, opened = session.scalars(query), {str(person) for person in session.scalars(is_open)}
    return [person for person in people if person in opened]


def locked_setting(session: Session, person_id: str) -> NoticeSetting | None:
    """Return a person's setting, held so that nobody else writes to them meanwhile."""
    return session.scalar(select(NoticeSetting).where(NoticeSetting.person_id == person_id).with_for_update())


def notices_between(session: Session, actor: Actor, since: datetime, until: datetime) -> list[Notice]:
    """Return what was left for an actor in a time, the oldest first."""
    query = select(Notice).where(Notice.recipient.in_(actor.all_principals), Notice.at > since, Notice.at <= until)
    return list(session.scalars(query.order_by(Notice.at, Notice.id).limit(MOST_TOLD)))


def tasks_between(session: Session, actor: Actor, since: datetime, until: datetime) -> list[UserTask]:
    """Return the tasks that were opened for an actor in a time and still are, the oldest first."""
    query = select(UserTask).where(UserTask.state == UserTaskState.OPEN, offered_to(actor))
    query = query.where(UserTask.created_at > since, UserTask.created_at <= until)
    return list(session.scalars(query.order_by(UserTask.created_at, UserTask.id).limit(MOST_TOLD)))
