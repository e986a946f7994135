"""Finding calendar addresses, and what their calendars hold."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.model import UserTask
from engine.store import tasks
from web.feed.model import CalendarFeed
from web.signin.model import Account

MOST = 500


def find_feed(session: Session, account_id: UUID) -> CalendarFeed | None:
    """Return the calendar address of an account, or None."""
    return session.get(CalendarFeed, account_id)


def find_owner(session: Session, token_hash: str) -> Account | None:
    """Return whose calendar an address leads to, unless the account is disabled."""
    query = select(Account).join(CalendarFeed, CalendarFeed.account_id == Account.id)
    return session.scalar(query.where(CalendarFeed.token_hash == token_hash, Account.disabled.is_(False)))


def tasks_with_deadline(session: Session, actor: Actor) -> list[UserTask]:
    """Return the open tasks of an actor that have a deadline, the nearest first, at most MOST."""
    query = tasks.inbox_query(actor, "all").where(UserTask.due_at.is_not(None))
    return list(session.scalars(query.order_by(UserTask.due_at, UserTask.id).limit(MOST)))
