"""Accounts in words: their states, and what was done to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from flask_babel import gettext as _

from engine.base.text import N_
from engine.history import Unknown
from web.signin.events import kinds
from web.signin.events.kinds import AccountFact, Managed, OfAccount, OfEntry, OfFiles, OfPassword, fact_of
from web.signin.events.model import AccountEvent
from web.signin.model import Account

STATE_WORDS = {
    "open": (N_("open"), "ok"),
    "invited": (N_("no password yet"), "info"),
    "locked": (N_("locked"), "warn"),
    "disabled": (N_("closed"), ""),
}


@dataclass(frozen=True)
class Told:
    """One act on an account as a page tells it."""

    at: datetime
    by_name: str
    about: str
    words: str
    reason: str


def told(events: Iterable[AccountEvent]) -> list[Told]:
    """Return acts on accounts in words."""
    return [_told(event, fact_of(event)) for event in events]


def _told(event: AccountEvent, fact: AccountFact | Unknown) -> Told:
    reason = fact.reason if isinstance(fact, Managed) else ""
    return Told(event.at, event.by_name, event.about, words_of(fact), reason)


def words_of(fact: AccountFact | Unknown) -> str:
    """Return what was done, in words; of another version's kind its name."""
    if isinstance(fact, Unknown):
        return fact.kind
    if isinstance(fact, OfEntry):
        return _(_of_entry(fact))
    if isinstance(fact, OfPassword):
        return _(_of_password(fact))
    return _(_of_account(fact) if isinstance(fact, OfAccount) else _of_files(fact))


def _of_entry(fact: OfEntry) -> str:
    match fact:
        case kinds.FirstLinkIssued():
            return N_("A link for the first administrator was made")
        case kinds.FirstAdministrator():
            return N_("Became the first administrator")
        case kinds.SecondAdministrator():
            return N_("Was made the second administrator by the only one")
        case kinds.RescueLinkIssued():
            return N_("The server's keeper made a link for another password")
        case never:
            assert_never(never)


def _of_password(fact: OfPassword) -> str:
    match fact:
        case kinds.AccountMade():
            return N_("The account was made")
        case kinds.Invited():
            return N_("A link for the first password was made")
        case kinds.LinkMailed():
            return N_("The link was sent by mail")
        case kinds.PasswordSet():
            return N_("A password was set by the link")
        case kinds.PasswordChanged():
            return N_("The password was changed")
        case kinds.PasswordReset():
            return N_("The password was taken away by two people")
        case kinds.SessionsEnded():
            return N_("Other sessions were ended")
        case never:
            assert_never(never)


def _of_account(fact: OfAccount) -> str:
    match fact:
        case kinds.AccountLocked():
            return N_("The account was locked")
        case kinds.AccountUnlocked():
            return N_("The account was unlocked")
        case kinds.AccountDisabled():
            return N_("The account was closed")
        case kinds.AccountEnabled():
            return N_("The account was opened again")
        case kinds.AccountSignedOut():
            return N_("The account was signed out everywhere")
        case kinds.SessionSignedOut():
            return N_("One session was ended by an administrator")
        case never:
            assert_never(never)


def _of_files(fact: OfFiles) -> str:
    match fact:
        case kinds.AccessReportTaken():
            return N_("The access report was taken")
        case kinds.UnitsImported():
            return N_("Units were imported")
        case kinds.PeopleImported():
            return N_("People were imported")
        case kinds.TitlesImported():
            return N_("Awards held were imported by the server's keeper")
        case kinds.YearsImported():
            return N_("Ratings by year were imported by the server's keeper")
        case kinds.InitiativesImported():
            return N_("Initiatives were imported by the server's keeper")
        case never:
            assert_never(never)


def state_of(account: Account) -> str:
    """Return the state of an account as a word of STATE_WORDS."""
    if account.disabled:
        return "disabled"
    if account.locked_at is not None:
        return "locked"
    return "open" if account.password_hash else "invited"
