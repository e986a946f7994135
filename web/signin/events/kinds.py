"""What is told of acts on accounts: one frozen class a kind; the page that tells them is a total match over them."""

from typing import get_args

from engine.history.fact import Fact, Unknown, fact, read_fact
from web.signin.events.model import AccountEvent


@fact("first_link_issued")
class FirstLinkIssued(Fact):
    """A link for the first administrator was made."""


@fact("first_administrator")
class FirstAdministrator(Fact):
    """Somebody became the first administrator by that link."""


@fact("second_administrator")
class SecondAdministrator(Fact):
    """The only administrator made somebody the second."""


@fact("rescue_link_issued")
class RescueLinkIssued(Fact):
    """Whoever keeps the server made a link for another password."""


@fact("account_made")
class AccountMade(Fact):
    """An account was made."""


@fact("invited")
class Invited(Fact):
    """A link for a password was made."""


@fact("link_mailed")
class LinkMailed(Fact):
    """That link was sent by mail."""

    address: str


@fact("password_set")
class PasswordSet(Fact):
    """A password was set by a link of some purpose."""

    purpose: str


@fact("password_changed")
class PasswordChanged(Fact):
    """Somebody changed their password."""


@fact("sessions_ended")
class SessionsEnded(Fact):
    """Somebody ended their other sessions."""

    count: int


@fact("")
class Managed(Fact):
    """An administrator did something to an account, for a reason."""

    reason: str


@fact("lock_account")
class AccountLocked(Managed):
    """Nobody signs in by it until it is unlocked."""


@fact("unlock_account")
class AccountUnlocked(Managed):
    """It is used again."""


@fact("disable_account")
class AccountDisabled(Managed):
    """It was closed."""


@fact("enable_account")
class AccountEnabled(Managed):
    """It was opened again."""


@fact("sign_out_account")
class AccountSignedOut(Managed):
    """All its sessions were ended."""


@fact("sign_out_session")
class SessionSignedOut(Managed):
    """One of its sessions was ended."""


@fact("reset_password")
class PasswordReset(Managed):
    """Two people took its password away; the second is named."""

    approved_by: str


@fact("access_report")
class AccessReportTaken(Fact):
    """Somebody took the report of who may do what."""


@fact("")
class Imported(Fact):
    """So many rows of a file were new, so many changed; the file's name where it was read on the server."""

    created: int
    updated: int
    file: str = ""


@fact("units_imported")
class UnitsImported(Imported):
    """Units came from a file."""


@fact("people_imported")
class PeopleImported(Imported):
    """People came from a file."""


@fact("titles_imported")
class TitlesImported(Imported):
    """Awards held came from a file."""


@fact("years_imported")
class YearsImported(Imported):
    """Ratings by year came from a file."""


@fact("initiatives_imported")
class InitiativesImported(Imported):
    """Initiatives came from a file."""


OfEntry = FirstLinkIssued | FirstAdministrator | SecondAdministrator | RescueLinkIssued
OfPassword = AccountMade | Invited | LinkMailed | PasswordSet | PasswordChanged | PasswordReset | SessionsEnded
OfAccount = AccountLocked | AccountUnlocked | AccountDisabled | AccountEnabled | AccountSignedOut | SessionSignedOut
OfImport = UnitsImported | PeopleImported | TitlesImported | YearsImported | InitiativesImported
OfFiles = AccessReportTaken | OfImport
AccountFact = OfEntry | OfPassword | OfAccount | OfFiles
KINDS: dict[str, type[AccountFact]] = {one.KIND: one for one in get_args(AccountFact)}
"""The class of each kind, by the name it is stored under."""
MANAGED: dict[str, type[OfAccount]] = {one.KIND: one for one in get_args(OfAccount)}
"""What is told of a command on an account, by the command's name."""
IMPORTED: dict[str, type[OfImport]] = {
    "units": UnitsImported,
    "people": PeopleImported,
    "titles": TitlesImported,
    "years": YearsImported,
    "initiatives": InitiativesImported,
}
"""What is told of a file, by what stands in it."""


def fact_of(event: AccountEvent) -> AccountFact | Unknown:
    """Return what an act told; Unknown where a program of another version wrote it."""
    known = KINDS.get(event.kind)
    found = None if known is None else read_fact(known, event.data)
    return Unknown(event.kind, event.data) if found is None else found
