"""The first administrator: whoever holds the one-time link makes their own account, before any unit is known."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.store.turns import take_turns
from web.signin import store
from web.signin.commands import open_account
from web.signin.events import record
from web.signin.events.kinds import FirstAdministrator, FirstLinkIssued
from web.signin.links import LinkSpentError, issue_link, use_link
from web.signin.model import Account
from web.signin.setting import NewPassword
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Person, Post, Unit
from workflows.registers.organisation.store import person_by_code

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
# Where administrators stand until the people of the organisation are imported; it proposes nothing and nobody.
SERVICE_UNIT = "QTHT"


class AccountRefusedError(BangVangError):
    """An account cannot be made or changed as asked; `field` says which answer is wrong."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text)
        self.field = field


class AdministeredError(BangVangError):
    """There is an administrator who can sign in: no first one is made."""

    def __init__(self) -> None:
        super().__init__(Text(N_("There is an administrator who can sign in. Name the one who cannot.")))


@dataclass(frozen=True)
class Applicant:
    """Who becomes the first administrator."""

    full_name: str
    username: str

    def check(self) -> None:
        """Raise AccountRefusedError where a name cannot be one."""
        check_username(self.username)
        folded = fold_text(self.full_name)
        if not folded or not folded[0].isalpha() or not 2 <= len(self.full_name) <= 100:
            raise AccountRefusedError("full_name", Text(N_("Write your full name.")))


def check_username(username: str) -> None:
    """Refuse what cannot be a user name."""
    if not USERNAME.fullmatch(username):
        said = N_("Use 2 to 40 of: small letters without accents, digits, full stop, hyphen, underscore.")
        raise AccountRefusedError("username", Text(said))


def needs_first(session: Session) -> bool:
    """Tell whether nobody can administer: no administrator who is there, not locked, and has a password."""
    return not store.active_administrators(session, clock.today())


def issue_first_link(session: Session, *, by: Actor = SYSTEM) -> str:
    """Make the link for the first administrator and return its token; an older one stops working.

    Raises AdministeredError while there is an administrator who can sign in.
    """
    if not needs_first(session):
        raise AdministeredError
    token = issue_link(session, "first", None, by=by)
    record(session, FirstLinkIssued(), by=by, about="")
    return token


def become_administrator(session: Session, token: str, who: Applicant, password: NewPassword) -> Account:
    """Make the account of the first administrator, by the link that is then used up.

    Raises LinkSpentError, AccountRefusedError.
    """
    who.check()
    link = use_link(session, token)
    if link.purpose != "first" or not needs_first(session):
        raise LinkSpentError
    take_turns(session, "account", who.username)
    if store.find_account(session, who.username) is not None:
        raise AccountRefusedError("username", Text(N_("This user name is taken.")))
    person = person_by_code(session, who.username) or _service_person(session, who)
    session.add(Post(person_id=person.id, role=store.ADMINISTRATOR, valid_from=clock.today()))
    account = open_account(session, who.username, password.hash, person.id)
    by = Actor(id=str(person.id), name=person.full_name)
    record(session, FirstAdministrator(), by=by, about=account.username)
    return account


def _service_person(session: Session, who: Applicant) -> Person:
    if session.get(Unit, SERVICE_UNIT) is None:
        names = {"name": "Quản trị hệ thống", "name_en": "System administration", "short_name": "Quản trị"}
        search = fold_text(f"{names['name']} {SERVICE_UNIT}")
        session.add(Unit(code=SERVICE_UNIT, kind="service", search=search, place=10_000, **names))
        session.flush()
    name = " ".join(who.full_name.split())
    keys = {"sort_key": name_sort_key(name), "search": fold_text(name)}
    person = Person(code=who.username, full_name=name, unit_code=SERVICE_UNIT, position="Quản trị hệ thống", **keys)
    session.add(person)
    session.flush()
    return person
