"""What administrators do to accounts. Nobody does any of it to their own."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError, NotFoundError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.commands.once import once
from engine.ports.acts import APPROVERS, Happening, tell
from engine.store.turns import take_turns
from web.account.managing import store
from web.signin import store as accounts
from web.signin.commands import open_account
from web.signin.events import record
from web.signin.events.kinds import MANAGED, AccountMade, Invited
from web.signin.first import AccountRefusedError, check_username
from web.signin.links import issue_link
from web.signin.model import Account
from workflows.registers.organisation.store import people_by_id

MANAGER = "administrator"
MOST_AT_ONCE = 500


def create_accounts(session: Session, people: Sequence[UUID], *, by: Actor, key: str) -> list[UUID]:
    """Make accounts without a password for people, named by their codes; who has one already keeps it.

    Return the new accounts' ids. Raises NotAllowedError, and AccountRefusedError where a code cannot be a user name.
    """
    require_manager(by)
    if len(people) > MOST_AT_ONCE:
        said = N_("Choose at most %(count)s people at once.")
        raise AccountRefusedError("people", Text(said, {"count": MOST_AT_ONCE}))

    def work() -> dict[str, Any]:
        made = [new for one in dict.fromkeys(people) if (new := _create(session, one, by)) is not None]
        if made:
            tell(session, Happening("accounts_made", by))
        return {"accounts": made}

    answer = once(session, "create_accounts", {"people": list(people)}, work, by=by, key=key)
    made: list[UUID] = answer["accounts"]
    return made


def _create(session: Session, person_id: UUID, by: Actor) -> UUID | None:
    take_turns(session, "account", person_id)
    person = people_by_id(session, [person_id]).get(person_id)
    if person is None or person.left_on is not None or accounts.account_of_person(session, person_id) is not None:
        return None
    username = person.code.lower()
    check_username(username)
    take_turns(session, "account", username)
    if accounts.find_account(session, username) is not None:
        raise AccountRefusedError("people", Text(N_("The user name %(name)s is taken."), {"name": username}))
    account = open_account(session, username, "", person_id)
    record(session, AccountMade(), by=by, about=username)
    return account.id


def invite(session: Session, account_id: UUID, *, by: Actor) -> str:
    """Make the link by which somebody sets their first password, and return its token; an older link stops working.

    Not answered twice: the token is kept nowhere. Raises NotAllowedError, AccountRefusedError where there is a password
    already, or its person holds a post or a seat: then it takes two people, because whoever makes a link could use it.
    """
    require_care("invite", by)
    require_manager(by)
    account = _other(session, account_id, by)
    if account.password_hash:
        raise AccountRefusedError("", Text(N_("There is a password already: setting another takes two people.")))
    if not account.is_open:
        raise AccountRefusedError("", Text(N_("The account is locked or disabled.")))
    if needs_two_for_link(session, account, by):
        raise AccountRefusedError("", Text(N_("This person holds a post or a seat: a link takes two people.")))
    account.link_allowed_at = None
    token = issue_link(session, "invite", account.id, by=by)
    record(session, Invited(), by=by, about=account.username)
    return token


def needs_two_for_link(session: Session, account: Account, by: Actor) -> bool:
    """Tell whether a link to an account waits for the approval of a second person.

    Whoever is alone makes one for the second administrator they appointed.
    """
    if account.link_allowed_at is not None:
        return False
    held = store.holds_anything(session, account.person_id)
    return bool(held) and not (held == {MANAGER} and is_alone(session, by))


def is_alone(session: Session, by: Actor) -> bool:
    """Tell whether an actor is an administrator and nobody else who may approve acts can sign in."""
    able = accounts.active_holders(session, APPROVERS, clock.today())
    return by.holds(MANAGER) and [str(one.person_id) for one in able] == [by.id]


def lock(session: Session, account_id: UUID, reason: str, *, by: Actor, key: str) -> None:
    """Let nobody sign in by an account until it is unlocked; its sessions end at once."""

    def change(account: Account) -> None:
        account.locked_at = account.locked_at or clock.now()

    _require_plain(session, account_id, by)
    _change(session, "lock_account", account_id, reason, change, by=by, key=key)


def unlock(session: Session, account_id: UUID, reason: str, *, by: Actor, key: str) -> None:
    """Let an account be used again."""

    def change(account: Account) -> None:
        account.locked_at = None

    _change(session, "unlock_account", account_id, reason, change, by=by, key=key)


def disable(session: Session, account_id: UUID, reason: str, *, by: Actor, key: str) -> None:
    """Close the account of somebody who is gone: its sessions end at once, its links are void, its notices stop."""

    def change(account: Account) -> None:
        account.disabled = True

    _require_plain(session, account_id, by)
    _change(session, "disable_account", account_id, reason, change, by=by, key=key)


def enable(session: Session, account_id: UUID, reason: str, *, by: Actor, key: str) -> None:
    """Open a disabled account again, with the password it had."""

    def change(account: Account) -> None:
        account.disabled = False

    _change(session, "enable_account", account_id, reason, change, by=by, key=key)


def sign_out(session: Session, account_id: UUID, reason: str, *, by: Actor, key: str) -> None:
    """End every session of an account; its person may sign in again."""
    _change(session, "sign_out_account", account_id, reason, lambda _account: None, by=by, key=key)


def sign_out_session(  # noqa: PLR0913 - a command's whole address
    session: Session, account_id: UUID, handle: str, reason: str, *, by: Actor, key: str
) -> None:
    """End one session of an account, named by its handle; its person is told. Raises NotFoundError for no such one."""
    if not any(one.handle == handle for one in accounts.sessions_by_handle(session, account_id, handle)):
        raise NotFoundError
    _change(session, "sign_out_session", account_id, reason, lambda _account: None, by=by, key=key, handle=handle)


def _change(  # noqa: PLR0913 - a command's whole address
    session: Session,
    name: str,
    account_id: UUID,
    reason: str,
    change: Callable[[Account], None],
    *,
    by: Actor,
    key: str,
    handle: str = "",
) -> None:
    require_manager(by)
    if not reason.strip():
        raise AccountRefusedError("reason", Text(N_("Give a reason; it is kept.")))

    def work() -> dict[str, Any]:
        account = _other(session, account_id, by)
        change(account)
        session.flush()
        accounts.delete_sessions(session, account.id, handle=handle)
        if not account.is_open:
            accounts.void_links(session, account.id, clock.now())
        record(session, MANAGED[name](reason.strip()[:500]), by=by, about=account.username)
        tell(session, Happening(name, by, told=(str(account.person_id),) if handle else ()))
        return {"account": account_id}

    request = {"account": account_id, "reason": reason} | ({"session": handle} if handle else {})
    once(session, name, request, work, by=by, key=key)


def _require_plain(session: Session, account_id: UUID, by: Actor) -> None:
    """Refuse to shut out alone who approves acts: whoever did would be the only one, and could appoint a stand-in."""
    require_manager(by)
    account = store.find_account(session, account_id)
    roles = {post.role for post in store.roles_of(session, [account.person_id]).get(account.person_id, [])}
    if roles & APPROVERS:
        said = N_("This is an administrator's or approver's account: end the post first, which takes two people.")
        raise AccountRefusedError("reason", Text(said))


def _other(session: Session, account_id: UUID, by: Actor) -> Account:
    """Return an account that is not the actor's own."""
    account = store.find_account(session, account_id)
    is_approvers = by.approval is not None and by.approval.approver_id == str(account.person_id)
    if is_approvers or not by.is_second_to(str(account.person_id)):
        raise NotAllowedError(Text(N_("Nobody does this to their own account.")))
    return account


def require_manager(by: Actor) -> None:
    """Raise NotAllowedError for whoever is not an administrator."""
    if not by.holds(MANAGER):
        raise NotAllowedError
