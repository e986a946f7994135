"""Queries on accounts, sessions and failed sign-ins."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from web.account.model import Account, SignInFailure, WebSession


class Holder(NamedTuple):
    """A session that is still good, and whose it is."""

    session: WebSession
    account: Account


def find_account(session: Session, username: str) -> Account | None:
    """Return the account of a name, written in lower case."""
    return session.scalar(select(Account).where(Account.username == username))


def find_holder(session: Session, token_hash: str) -> Holder | None:
    """Return a session with its account, unless the account is disabled."""
    row = session.execute(
        select(WebSession, Account)
        .join(Account, Account.id == WebSession.account_id)
        .where(WebSession.token_hash == token_hash, Account.disabled.is_(False))
    ).one_or_none()
    return Holder(row[0], row[1]) if row else None


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
