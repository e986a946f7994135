"""What an only administrator does alone, and what takes two: a second administrator; a password, a link to power."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.ports.acts import ActKind, Happening, Request, register_act, tell
from engine.store.turns import take_turns
from web.account.managing import store
from web.account.managing.commands import is_alone, needs_two_for_link, require_manager
from web.signin import store as accounts
from web.signin.events import record
from web.signin.events.kinds import PasswordReset, SecondAdministrator
from web.signin.first import AccountRefusedError
from web.signin.model import Account
from workflows.registers.organisation.appointing.commands import appoint_second
from workflows.registers.organisation.store import find_person

RESET = "reset_password"


def second_administrator(session: Session, account_id: UUID, *, by: Actor, key: str) -> None:
    """Make the holder of an account the second administrator, while there is nobody to approve acts but the first.

    Raises NotAllowedError where the actor is not alone, AccountRefusedError where a second one is already
    appointed and has only not set a password yet.
    """
    require_manager(by)

    def work() -> dict[str, Any]:
        take_turns(session, "administrators")  # whoever waited counts those who were appointed meanwhile
        appointed = accounts.administrators(session, clock.today())
        if not is_alone(session, by):
            raise NotAllowedError(Text(N_("There is a second person who approves: posts are given by two people.")))
        account = store.find_account(session, account_id)
        if not account.is_open or not by.is_second_to(str(account.person_id)):
            raise NotAllowedError
        _require_none_waiting(session, appointed, by)
        appoint_second(session, find_person(session, account.person_id), by=by)
        record(session, SecondAdministrator(), by=by, about=account.username)
        tell(session, Happening("second_administrator", by))
        return {"account": account_id}

    once(session, "second_administrator", {"account": account_id}, work, by=by, key=key)


def _require_none_waiting(session: Session, appointed: list[UUID], by: Actor) -> None:
    waiting = [person for person in appointed if str(person) not in by.ids]
    found = [one for person in waiting if (one := accounts.account_of_person(session, person)) and one.is_open]
    if found:
        said = N_("%(name)s is appointed and has only to set a password.")
        raise AccountRefusedError("reason", Text(said, {"name": found[0].username}))


def _account(session: Session, request: Request) -> Account:
    return store.find_account(session, UUID(str(request["account"])))


def _reset(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - done once per act
    """Take a password away: nobody signs in by it, and an administrator can make a link for another."""
    account = _account(session, request)
    if by.approval is None or str(account.person_id) in {*by.ids, by.approval.approver_id}:
        raise NotAllowedError(Text(N_("Nobody does this to their own account.")))
    account.password_hash, account.link_allowed_at = "", clock.now()
    accounts.delete_sessions(session, account.id)
    accounts.void_links(session, account.id, clock.now())
    approver = by.approval.approver_name
    record(session, PasswordReset(reason[:500], approver), by=by, about=account.username)
    return account.id


def _effect(session: Session, request: Request) -> list[Text]:
    account = _account(session, request)
    if not account.password_hash and not needs_two_for_link(session, account, SYSTEM):
        raise AccountRefusedError("reason", Text(N_("There is no password to take away: make a link.")))
    person = find_person(session, account.person_id)
    words: Mapping[str, object] = {"name": person.full_name, "account": account.username}
    lost = N_("The password of %(name)s (%(account)s) stops working, and they are signed out everywhere.")
    none = N_("%(name)s (%(account)s) holds a post or a seat and has no password yet.")
    return [
        Text(lost if account.password_hash else none, words),
        Text(N_("An administrator can then make a link, once, by which another is set.")),
    ]


def _mark(session: Session, request: Request) -> str:
    account = _account(session, request)
    return f"{account.password_set_at} {account.link_allowed_at or ''}".strip()


def _subject(session: Session, request: Request) -> str:
    return _account(session, request).username


register_act(ActKind(RESET, N_("Let another's password be set"), _reset, _effect, _mark, subject=_subject))
