"""What can be asked of accounts: create, sign in, resume, sign out."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.model.base import new_id
from web.signin import store
from web.signin.events import record
from web.signin.events.kinds import SessionsEnded
from web.signin.model import Account, SignInFailure, WebSession
from web.signin.passwords import is_password

IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=10)
FAILURE_WINDOW = timedelta(minutes=15)
MAX_FAILURES = 10
"""At one name from one address, in FAILURE_WINDOW."""
MAX_FROM_ADDRESS = 100
"""From one address at whatever names: many people may stand behind one."""


@dataclass(frozen=True)
class Device:
    """The browser that signs in, in words its owner knows again, and its address."""

    name: str = ""
    address: str = ""


class SignInRefusedError(BangVangError):
    """The name and password do not fit; which of the two is not said."""

    def __init__(self) -> None:
        super().__init__(Text(N_("The user name or the password is not right.")))


class TooManyFailuresError(BangVangError):
    """Too many tries came from one address."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Too many failed attempts from here. Please wait 15 minutes and try again.")))


def open_account(session: Session, username: str, password_hash: str, person_id: UUID) -> Account:
    """Create an account whose password is hashed already; with an empty hash nobody signs in before a link is used."""
    now = clock.now()
    account = Account(
        username=username.strip().lower(),
        password_hash=password_hash,
        person_id=person_id,
        created_at=now,
        password_set_at=now if password_hash else None,
    )
    session.add(account)
    session.flush()
    return account


@dataclass(frozen=True)
class Attempt:
    """One try at a password, counted before the password is looked at."""

    rows: tuple[UUID, ...]
    pair: str
    network: str


def count_attempt(session: Session, username: str, address: str) -> Attempt:
    """Count a try at a name from an address; commit before asking `require_admitted`, so that all at once see it."""
    now = clock.now()
    network = network_of(address)
    keys = digest(f"{username.strip().lower()}|{network}"), digest(f"|{network}")
    store.forget_failures(session, before=now - FAILURE_WINDOW)
    rows = [SignInFailure(id=new_id(), username_hash=key, failed_at=now) for key in keys]
    session.add_all(rows)
    return Attempt(tuple(row.id for row in rows), *keys)


def require_admitted(session: Session, attempt: Attempt) -> None:
    """Refuse a try where there were too many from one address, at one name or at any.

    Nothing is counted by the name alone: else a stranger could lock its person out. Raises TooManyFailuresError.
    """
    since = clock.now() - FAILURE_WINDOW
    for key, most in ((attempt.pair, MAX_FAILURES), (attempt.network, MAX_FROM_ADDRESS)):
        if store.count_failures(session, key, since) > most:
            raise TooManyFailuresError


def forget_attempt(session: Session, attempt: Attempt, *, succeeded: bool) -> None:
    """Take back a try that was not made or, once the password was right, also those before it at the same name."""
    if succeeded:
        store.forget_failures_of(session, attempt.pair)
    store.forget_rows(session, attempt.rows)


def network_of(address: str) -> str:
    """Return what counts as one address: of IPv6 the part that one household or office has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def check_password(session: Session, username: str, password: str) -> Account:
    """Return the account a name and password open. Raises SignInRefusedError, TooBusyError."""
    account = store.find_account(session, username.strip().lower())
    usable = account if account is not None and account.is_open else None
    if not is_password(usable.password_hash if usable else None, password) or usable is None:
        raise SignInRefusedError
    return usable


def begin_session(
    session: Session, account_id: UUID, *, replacing: str | None = None, device: Device | None = None
) -> str:
    """Begin a session and return its token; a token the browser had before stops working."""
    now = clock.now()
    if replacing:
        store.delete_session(session, digest(replacing))
    store.delete_stale_sessions(session, seen_before=now - IDLE_LIMIT, created_before=now - ABSOLUTE_LIMIT)
    token = secrets.token_urlsafe(32)
    # The CSRF secret is fixed here, so that two pages loading at once cannot make two.
    data = {"csrf_token": secrets.token_hex(20)}
    begun = {"created_at": now, "seen_at": now, "confirmed_at": now}
    where = device or Device()
    session.add(
        WebSession(
            token_hash=digest(token),
            account_id=account_id,
            data=data,
            device=where.name[:80],
            address=where.address[:60],
            **begun,
        )
    )
    store.note_sign_in(session, account_id, now)
    return token


def resume_session(session: Session, token: str) -> store.Holder | None:
    """Return the session a token opens while it is neither idle nor too old."""
    holder = store.find_holder(session, digest(token))
    return holder if holder is not None and _is_good(holder, clock.now()) else None


def keep_session(session: Session, token: str, data: dict[str, object]) -> None:
    """Store what a session remembers and that its holder is there."""
    store.keep_session(session, digest(token), data, clock.now())


def confirm_session(session: Session, token: str) -> None:
    """Keep that the holder of a session gave the right password once more (`check_password`)."""
    store.confirm_session(session, digest(token), clock.now())


def end_session(session: Session, token: str) -> None:
    """End a session at once."""
    store.delete_session(session, digest(token))


def good_sessions(session: Session, account_id: UUID) -> list[WebSession]:
    """Return the sessions of an account that are neither idle nor too old, the latest used first."""
    now = clock.now()
    return store.sessions_of(session, account_id, seen_after=now - IDLE_LIMIT, created_after=now - ABSOLUTE_LIMIT)


def end_sessions(session: Session, username: str, token: str, handle: str, *, by: Actor) -> int:
    """End one's own session of a handle, or with none every one but the present; return how many."""
    account = store.find_account(session, username)
    if account is None or str(account.person_id) != by.id:
        raise NotAllowedError
    ended = store.delete_sessions(session, account.id, besides=digest(token), handle=handle)
    record(session, SessionsEnded(ended), by=by, about=username)
    return ended


def _is_good(found: store.Holder, now: datetime) -> bool:
    return found.seen_at > now - IDLE_LIMIT and found.created_at > now - ABSOLUTE_LIMIT


def digest(text: str) -> str:
    """Return what the tables keep of a token or of a name that was typed."""
    return hashlib.sha256(text.encode()).hexdigest()
