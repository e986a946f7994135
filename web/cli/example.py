"""The example bloc: how it is loaded, and who can sign in to it."""

from collections.abc import Iterator
from typing import NamedTuple

import click
from sqlalchemy.orm import Session

from engine.store.database import Database
from engine.text import N_
from web.account import store as accounts
from web.account.commands import create_account
from web.cli.language import _
from web.wiring import join_rooms
from workflows.organisation import store as organisation
from workflows.organisation.model import ROLES, Person, Unit

PASSWORD = "bang-vang-2019"  # noqa: S105 - of the example, and printed for everybody
LABELS = {
    "unit_officer": N_("Officer of a department"),
    "unit_head": N_("Head of a department"),
    "emulation_dept": N_("Emulation department of a body"),
    "council_secretary": N_("Secretary of a council"),
    "council_member": N_("Member of a council"),
    "council_chair": N_("Chair of a council"),
    "body_leader": N_("Leader of a body"),
    "bloc_voter": N_("Voter of a body in the bloc"),
    "central_officer": N_("Officer of the Central Board"),
    "central_head": N_("Head of the Central Board"),
    "administrator": N_("Administrator of processes"),
    "process_approver": N_("Approver of processes"),
    "auditor": N_("Auditor"),
}


class SignIn(NamedTuple):
    """A way into the example: the role it shows, and whose account it is."""

    role: str
    username: str
    name: str
    unit: str


def has_example(database: Database) -> bool:
    """Tell whether anybody is in the database yet."""
    with database.read() as session:
        return bool(organisation.people_by_code(session))


def load_example_bloc(database: Database) -> None:
    """Load the bloc of 2019 and give each of its people an account."""
    join_rooms()
    click.echo(_("Loading the example bloc; this takes a moment, once."))
    from workflows.example import load_example  # noqa: PLC0415 - a large room, opened once

    load_example(database)
    with database.transaction() as session:
        for person in post_holders(session):
            create_account(session, username_of(person), PASSWORD, str(person.id))


def username_of(person: Person) -> str:
    """Return the name by which a person of the example signs in."""
    return person.code.lower()


def post_holders(session: Session) -> list[Person]:
    """Return everybody who holds a post today, once."""
    found = {person.id: person for _role, _unit, person in _posts(session)}
    return list(found.values())


def sign_ins(session: Session) -> list[SignIn]:
    """Return one sign-in for each role; none outside the example."""
    first: dict[str, SignIn] = {}
    for role, unit, person in _posts(session):
        if role not in first and accounts.find_account(session, username_of(person)):
            first[role] = SignIn(role, username_of(person), person.full_name, unit.name if unit else "")
    return [first[role] for role in LABELS if role in first]


def sign_in_lines(database: Database) -> Iterator[str]:
    """Yield what to print about signing in to the example."""
    with database.read() as session:
        known = sign_ins(session)
    if known:
        yield _("Sign in with the password %(password)s as one of:") % {"password": PASSWORD}
    for entry in known:
        place = f" · {entry.unit}" if entry.unit else ""
        yield f"  {entry.username:<22} {_(LABELS[entry.role])} · {entry.name}{place}"


def _posts(session: Session) -> Iterator[tuple[str, Unit | None, Person]]:
    """Yield who holds which role where, today."""
    places: list[Unit | None] = [*organisation.unit_tree(session), None]
    for role in ROLES:
        for unit in places:
            for person in organisation.holders_of(session, role, unit.code if unit else None):
                yield role, unit, person
