"""The example bloc: how it is loaded, and who can sign in to it."""

from collections.abc import Iterator

import click
from sqlalchemy.orm import Session

from engine.store.database import Database
from web.cli.language import _, language
from web.cli.store import has_people, post_holders
from web.shell.wiring import join_rooms
from web.signin.commands import open_account
from web.signin.passwords import hash_password
from web.signin.store import find_account
from workflows.example import SignIn, example_signins, load_example
from workflows.example.bases import STEM
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import all_councils, council_members

PASSWORD = "bang-vang-2019"  # noqa: S105 - of the example, and printed for everybody


def has_example(database: Database) -> bool:
    """Tell whether anybody is in the database yet."""
    with database.read() as session:
        return has_people(session)


def load_example_bloc(database: Database, *, nominations: bool = True) -> None:
    """Load the bloc of 2019 and give each of its people with a post or a seat on a council an account."""
    join_rooms()
    click.echo(_("Loading the example bloc; this takes a moment, once."))
    load_example(database, nominations=nominations)
    shared = hash_password(PASSWORD)  # one password for all: hashing it once saves the first start many seconds
    with database.transaction() as session:
        for person in who_acts(session):
            open_account(session, username_of(person), shared, person.id)


def who_acts(session: Session) -> list[Person]:
    """Return everybody who holds a post or a seat on a council, once each."""
    seated = [seat.person for council in all_councils(session) for seat in council_members(session, council.code)]
    return list({person.id: person for person in [*post_holders(session), *seated]}.values())


def username_of(person: Person) -> str:
    """Return the name by which a person of the example signs in."""
    return person.code.lower()


def sign_in_lines(database: Database) -> Iterator[str]:
    """Yield what to print about signing in to the example; nothing outside it."""
    with database.read() as session:
        known = shown_sign_ins(session)
    if known:
        yield _("Sign in with the password %(password)s as one of:") % {"password": PASSWORD}
    for entry in known:
        yield f"  {entry.username:<20} {entry.role if language == 'vi' else entry.role_en} · {entry.name}"
    if known:
        yield _("The other bodies have the same names: bca.vutdkt, bqp.lanhdao and so on.")


def shown_sign_ins(session: Session) -> list[SignIn]:
    """Return one sign-in for each role: of the bloc's head, of a unit that decides itself, and of the Central Board."""
    entries = example_signins()
    head = entries[0].username.partition(".")[0]
    central = [entry for entry in entries if ":" not in entry.role]
    shown = [entry for entry in entries if entry.username.startswith((f"{head}.", f"{STEM}."))] + central
    return [entry for entry in shown if find_account(session, entry.username)]
