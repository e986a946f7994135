"""Queries on accounts, sessions and failed sign-ins."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from web.account.model import Account, SignInFailure, WebSession
from workflows.organisation.stamp import present_stamp

HOLDER = (
    select(
        WebSession.created_at,
        WebSession.seen_at,
        WebSession.confirmed_at,
        WebSession.data,
        Account.username,
        Account.person_id,
        present_stamp(),
    )
    .join(Account, Account.id == WebSession.account_id)
    .where(WebSession.token_hash == bindparam("token_hash"), Account.disabled.is_(False))
)


class Holder(NamedTuple):
    """A session that may still be good, whose it is, and the mark of what people may act as."""

    created_at: datetime
    seen_at: datetime
    confirmed_at: datetime | None
    data: dict[str, Any]
    username: str
    person_id: UUID
    stamp: UUID | None


def find_account(session: Session, username: str) -> Account | None:
    """Return the account of a name, written in lower case."""
    return session.scalar(select(Account).where(Account.username == username))


def find_holder(session: Session, token_hash: str) -> Holder | None:
    """Return a session with its account, unless the account is disabled."""
    row = session.execute(HOLDER, {"token_hash": token_hash}).one_or_none()
    return Holder(*row) if row else None


def keep_session(session: Session, token_hash: str, data: dict[str, Any], seen_at: datetime) -> None:
    """Write what a session remembers, and that its holder was there."""
    kept = update(WebSession).where(WebSession.token_hash == token_hash)
    session.execute(kept.values(data=data, seen_at=seen_at), execution_options={"synchronize_session": False})


def confirm_session(session: Session, token_hash: str, confirmed_at: datetime) -> None:
    """Write that the holder of a session gave the password once more."""
    confirmed = update(WebSession).where(WebSession.token_hash == token_hash).values(confirmed_at=confirmed_at)
    session.execute(confirmed, execution_options={"synchronize_session": False})


def count_failures(session: Session, username_hash: str, since: datetime) -> int:
    """Count the failed sign-ins of a name since an instant."""
    count = session.scalar(
        select(func.count())
        .select_from(SignInFailure)
        .where(SignInFailure.username_hash == username_hash, SignInFailure.failed_at > since)
    )
    return count or 0


def forget_failures(session: Session, *, before: datetime) -> None:
    """Remove failures too old to count."""
    session.execute(delete(SignInFailure).where(SignInFailure.failed_at <= before))


def forget_failures_of(session: Session, username_hash: str) -> None:
    """Remove the failures of a name that has now signed in."""
    session.execute(delete(SignInFailure).where(SignInFailure.username_hash == username_hash))


def delete_session(session: Session, token_hash: str) -> None:
    """End one session."""
    session.execute(delete(WebSession).where(WebSession.token_hash == token_hash))


def delete_stale_sessions(session: Session, *, seen_before: datetime, created_before: datetime) -> None:
    """Remove sessions that are past their idle or absolute limit."""
    session.execute(
        delete(WebSession).where((WebSession.seen_at <= seen_before) | (WebSession.created_at <= created_before))
    )
