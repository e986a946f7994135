"""What one administrator does to accounts, as acts: given alone, or proposed where an installation asks for two."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.ports.acts import ActKind, Request, register_act
from web.account.managing import commands, store
from web.signin.model import Account
from workflows.registers.organisation.store import find_person, people_by_id

Change = Callable[..., None]
CHANGES: Mapping[str, tuple[Change, str, str]] = {
    "lock_account": (
        commands.lock,
        N_("Lock an account"),
        N_("Nobody signs in by the account %(account)s of %(name)s until it is unlocked; they are signed out."),
    ),
    "unlock_account": (
        commands.unlock,
        N_("Unlock an account"),
        N_("The account %(account)s of %(name)s can be used again."),
    ),
    "disable_account": (
        commands.disable,
        N_("Close an account"),
        N_("The account %(account)s of %(name)s is closed, and they are signed out."),
    ),
    "enable_account": (
        commands.enable,
        N_("Open a closed account again"),
        N_("The account %(account)s of %(name)s is open again, with the password it had."),
    ),
    "sign_out_account": (
        commands.sign_out,
        N_("Sign somebody out everywhere"),
        N_("Every session of the account %(account)s of %(name)s ends."),
    ),
}


def _account(session: Session, request: Request) -> Account:
    return store.find_account(session, UUID(str(request["account"])))


def _says(words: str) -> Callable[[Session, Request], list[Text]]:
    def effect(session: Session, request: Request) -> list[Text]:
        account = _account(session, request)
        name = find_person(session, account.person_id).full_name
        return [Text(words, {"account": account.username, "name": name})]

    return effect


def _state(session: Session, request: Request) -> str:
    account = _account(session, request)
    return f"{account.disabled} {account.locked_at or ''}".strip()


def _subject(session: Session, request: Request) -> str:
    return _account(session, request).username


def _changing(change: Change) -> Callable[..., object]:
    def perform(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> None:
        change(session, UUID(str(request["account"])), reason, by=by, key=key)

    return perform


def _end_session(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> None:
    account, handle = UUID(str(request["account"])), str(request["session"])
    commands.sign_out_session(session, account, handle, reason, by=by, key=key)


def _create(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - made alone it needs no reason
    return commands.create_accounts(session, _people(request), by=by, key=key)


def _people(request: Request) -> list[UUID]:
    return [UUID(str(one)) for one in request["people"]]


def _creating(session: Session, request: Request) -> list[Text]:
    found = people_by_id(session, _people(request)).values()
    said = N_("An account is made for %(name)s (%(code)s).")
    return [Text(said, {"name": one.full_name, "code": one.code}) for one in found]


def _nothing_stands(_session: Session, _request: Request) -> str:
    """Tell that nothing is looked at before: who has an account by then keeps it."""
    return ""


def _kinds() -> list[ActKind]:
    changes = [
        ActKind(name, title, _changing(change), _says(words), _state, subject=_subject)
        for name, (change, title, words) in CHANGES.items()
    ]
    ends = _says(N_("One session of the account %(account)s of %(name)s ends."))
    return [
        *changes,
        ActKind("sign_out_session", N_("End a session"), _end_session, ends, _state, subject=_subject),
        ActKind("create_accounts", N_("Make accounts"), _create, _creating, _nothing_stands),
    ]


for _kind in _kinds():
    register_act(_kind)
