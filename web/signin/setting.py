"""Setting a password: the first, a new one, or one's own anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from web.signin import store
from web.signin.events import record
from web.signin.events.kinds import PasswordChanged, PasswordSet
from web.signin.links import LinkSpentError, use_link
from web.signin.model import Account
from web.signin.passwords import hash_password
from web.signin.strength import check_strength
from workflows.registers.organisation.store import find_person, find_unit


@dataclass(frozen=True)
class NewPassword:
    """A password that was taken; only `choose_password` makes one, before any transaction: hashing takes its time."""

    hash: str


def choose_password(password: str, names: Iterable[str], *, shortest: int) -> NewPassword:
    """Check and hash a password. Raises WeakPasswordError, TooBusyError."""
    check_strength(password, names, shortest=shortest)
    return NewPassword(hash_password(password))


def names_of(session: Session, account: Account) -> list[str]:
    """Return what a password of an account must not be built from: the names of its person and their unit."""
    person = find_person(session, account.person_id)
    body = find_unit(session, person.unit.body_code)
    units = [name for unit in (person.unit, body) for name in (unit.code, unit.name, unit.short_name)]
    return [account.username, person.full_name, person.code, *units]


def set_by_link(session: Session, token: str, password: NewPassword) -> Account:
    """Give the account of a link its password; the link is used up and every session of the account ends.

    Raises LinkSpentError, also where the account has been locked or disabled since.
    """
    link = use_link(session, token)
    account = session.get(Account, link.account_id) if link.account_id else None
    if account is None or not account.is_open:
        raise LinkSpentError
    _set(session, account, password, besides="")
    by = Actor(id=str(account.person_id), name=account.username)
    record(session, PasswordSet(link.purpose), by=by, about=account.username)
    return account


def change_own(session: Session, account_id: object, password: NewPassword, *, token: str, by: Actor) -> None:
    """Give one's account a new password; every other session of it ends, and links to it stop working."""
    account = session.get_one(Account, account_id)
    _set(session, account, password, besides=token)
    record(session, PasswordChanged(), by=by, about=account.username)


def _set(session: Session, account: Account, password: NewPassword, *, besides: str) -> None:
    now = clock.now()
    account.password_hash, account.password_set_at, account.link_allowed_at = password.hash, now, None
    store.void_links(session, account.id, now)
    store.delete_sessions(session, account.id, besides=besides)
    session.flush()
