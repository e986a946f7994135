"""Queries on accounts, sessions and failed sign-ins."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session

from engine.store.fast import Statement, ask, changing, write
from web.signin.model import Account, AccountLink, SignInFailure, WebSession
from workflows.registers.organisation.model import Person, Post
from workflows.registers.organisation.stamp import present_stamp
from workflows.registers.organisation.store import at_work, holds_on

ADMINISTRATOR = "administrator"

HOLDER = Statement(
    lambda _: (
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
        .where(WebSession.token_hash == bindparam("token"), Account.disabled.is_(False), Account.locked_at.is_(None))
    )
)
KEEP = changing(WebSession, ("data", "seen_at"), WebSession.token_hash == bindparam("token"))
"""Both are asked and written by every request or nearly: plain rows, compiled once."""


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
    """Return a session with its account, unless the account is disabled or locked."""
    (rows,) = ask(session, (HOLDER, {"token": token_hash}))
    return Holder(*rows[0]) if rows else None


def keep_session(session: Session, token_hash: str, data: dict[str, Any], seen_at: datetime) -> None:
    """Write what a session remembers, and that its holder was there."""
    write(session, KEEP, [{"token": token_hash, "data": data, "seen_at": seen_at}])


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


def forget_rows(session: Session, rows: Collection[UUID]) -> None:
    """Remove some failures."""
    session.execute(delete(SignInFailure).where(SignInFailure.id.in_(rows)))


def delete_session(session: Session, token_hash: str) -> None:
    """End one session."""
    session.execute(delete(WebSession).where(WebSession.token_hash == token_hash))


def delete_stale_sessions(session: Session, *, seen_before: datetime, created_before: datetime) -> None:
    """Remove sessions that are past their idle or absolute limit."""
    session.execute(
        delete(WebSession).where((WebSession.seen_at <= seen_before) | (WebSession.created_at <= created_before))
    )


def note_sign_in(session: Session, account_id: UUID, at: datetime) -> None:
    """Write when an account was last used to sign in."""
    signed_in = update(Account).where(Account.id == account_id).values(last_signed_in_at=at)
    session.execute(signed_in, execution_options={"synchronize_session": False})


def account_of_person(session: Session, person_id: UUID) -> Account | None:
    """Return the account of a person, if there is one."""
    return session.scalar(select(Account).where(Account.person_id == person_id).order_by(Account.created_at).limit(1))


def shut_out(session: Session, people: Collection[UUID]) -> set[UUID]:
    """Return of which of some people an account was locked or closed; who has none may be given one."""
    shut = or_(Account.disabled.is_(True), Account.locked_at.is_not(None))
    return set(session.scalars(select(Account.person_id).where(Account.person_id.in_(people), shut)))


def sessions_of(
    session: Session, account_id: UUID, *, seen_after: datetime, created_after: datetime
) -> list[WebSession]:
    """Return the sessions of an account that are still good, the latest used first."""
    query = select(WebSession).where(WebSession.account_id == account_id)
    query = query.where(WebSession.seen_at > seen_after, WebSession.created_at > created_after)
    return list(session.scalars(query.order_by(WebSession.seen_at.desc())))


def sessions_by_handle(session: Session, account_id: UUID, handle: str) -> list[WebSession]:
    """Return the sessions of an account whose handle begins so."""
    query = select(WebSession).where(WebSession.account_id == account_id)
    return list(session.scalars(query.where(WebSession.token_hash.startswith(handle, autoescape=True))))


def delete_sessions(session: Session, account_id: UUID, *, besides: str = "", handle: str = "") -> int:
    """End the sessions of an account, all but one or only that of a handle; return how many."""
    ended = delete(WebSession).where(WebSession.account_id == account_id, WebSession.token_hash != besides)
    if handle:
        ended = ended.where(WebSession.token_hash.startswith(handle, autoescape=True))
    return int(session.execute(ended, execution_options={"synchronize_session": False}).rowcount)  # type: ignore[attr-defined]


def find_link(session: Session, token_hash: str, now: datetime) -> AccountLink | None:
    """Return the link of a token while it can be used."""
    good = (AccountLink.used_at.is_(None), AccountLink.expires_at > now)
    return session.scalar(select(AccountLink).where(AccountLink.token_hash == token_hash, *good))


def use_link(session: Session, token_hash: str, now: datetime) -> bool:
    """Use a link up; of two at once only one does."""
    good = (AccountLink.used_at.is_(None), AccountLink.expires_at > now)
    used = update(AccountLink).where(AccountLink.token_hash == token_hash, *good).values(used_at=now)
    return session.execute(used, execution_options={"synchronize_session": False}).rowcount == 1  # type: ignore[attr-defined,no-any-return]


def void_links(session: Session, account_id: UUID | None, now: datetime) -> None:
    """Make the unused links of an account void; without an account those of the first administrator."""
    whose = AccountLink.account_id.is_(None) if account_id is None else AccountLink.account_id == account_id
    void = update(AccountLink).where(whose, AccountLink.used_at.is_(None)).values(used_at=now)
    session.execute(void, execution_options={"synchronize_session": False})


def administrators(session: Session, today: date) -> list[UUID]:
    """Return who holds the administrator's post, with an account or without."""
    return list(session.scalars(select(Post.person_id).where(Post.role == ADMINISTRATOR, holds_on(Post, today))))


def active_administrators(session: Session, today: date) -> list[Account]:
    """Return the accounts of administrators who can sign in today."""
    return active_holders(session, [ADMINISTRATOR], today)


def active_holders(session: Session, roles: Collection[str], today: date) -> list[Account]:
    """Return the accounts of those who hold one of some roles and can sign in today."""
    held = select(Post.person_id).where(Post.role.in_(roles), holds_on(Post, today))
    query = select(Account).join(Person, Person.id == Account.person_id).where(Account.person_id.in_(held))
    query = query.where(Account.disabled.is_(False), Account.locked_at.is_(None), Account.password_hash != "")
    return list(session.scalars(query.where(at_work(today)).order_by(Account.username)))
