"""The access report: who may do what since when, given by whom; and who signed in when."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from web.account.managing import store
from web.account.managing.words import STATE_WORDS, state_of, told
from web.layout.times import show_date, show_time
from web.layout.workbook import Sheet
from web.parts.principals import ROLES
from web.parts.seats import SEATS
from web.signin.events.store import events_about

MOST_EVENTS = 5_000


def access_sheets(session: Session) -> list[Sheet]:
    """Return the sheets of the report: posts and seats, accounts, and what was done."""
    return [
        Sheet(
            _("Posts"),
            [_("Person"), _("Staff code"), _("Role"), _("Where"), _("From"), _("To"), _("Given by"), _("Account")],
            [28, 18, 28, 24, 12, 12, 40, 16],
            list(_posts(session)),
        ),
        Sheet(
            _("Accounts"),
            [_("User name"), _("Person"), _("Unit"), _("State"), _("Made on"), _("Password set on"), _("Last sign-in")],
            [18, 28, 24, 16, 12, 14, 18],
            list(_accounts(session)),
        ),
        Sheet(
            _("What was done"),
            [_("Time"), _("Act"), _("About"), _("By"), _("Reason")],
            [18, 44, 20, 28, 50],
            list(_events(session)),
        ),
    ]


def _posts(session: Session) -> Iterator[list[str]]:
    for row in store.everything_held(session):
        account = _(STATE_WORDS[state_of(row.account)][0]) if row.account else "–"
        words = ROLES.get(row.role) or SEATS.get(row.role) or row.role
        days = [show_date(row.valid_from), show_date(row.valid_to)]
        yield [row.person.full_name, row.person.code, _(words), row.scope or "*", *days, row.given_by or "–", account]


def _accounts(session: Session) -> Iterator[list[str]]:
    for account, person in store.all_accounts(session):
        state = _(STATE_WORDS[state_of(account)][0])
        days = [show_date(account.created_at), show_date(account.password_set_at), show_time(account.last_signed_in_at)]
        yield [account.username, person.full_name, person.unit_code, state, *days]


def _events(session: Session) -> Iterator[list[str]]:
    for one in told(events_about(session, limit=MOST_EVENTS)):
        yield [show_time(one.at), one.words, one.about, one.by_name, one.reason]
