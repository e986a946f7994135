"""The example bloc: how it is loaded, and who can sign in to it."""

from collections.abc import Iterator
from typing import NamedTuple

import click
from sqlalchemy.orm import Session

from engine import clock
from engine.store.database import Database
from engine.text import N_
from web.account import store as accounts
from web.account.commands import create_account
from web.cli.language import _
from web.cli.store import has_people, posts_on
from web.wiring import join_rooms
from workflows.organisation import store as organisation
from workflows.organisation.model import Person

PASSWORD = "bang-vang-2019"  # noqa: S105 - of the example, and printed for everybody
HEAD_BODY = "VKSNDTC"  # heads the bloc in 2019
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
        return has_people(session)


def load_example_bloc(database: Database) -> None:
    """Load the bloc of 2019 and give each of its people an account."""
    join_rooms()
    click.echo(_("Loading the example bloc; this takes a moment, once."))
    from workflows.example import load_example  # noqa: PLC0415 - a large room, opened once

    load_example(database)
    with database.transaction() as session:
        for person in post_holders(session):
            create_account(session, username_of(person), PASSWORD, person.id)


def username_of(person: Person) -> str:
    """Return the name by which a person of the example signs in."""
    return person.code.lower()


def post_holders(session: Session) -> list[Person]:
    """Return everybody who holds a post today, once."""
    return list({post.person_id: post.person for post in posts_on(session, clock.today())}.values())


def sign_ins(session: Session) -> list[SignIn]:
    """Return one sign-in for each role, of the bloc's head where it has the role; none outside the example."""
    posts = sorted(posts_on(session, clock.today()), key=lambda post: not (post.unit_code or "").startswith(HEAD_BODY))
    names = organisation.unit_names(session, [post.unit_code for post in posts if post.unit_code])
    first: dict[str, SignIn] = {}
    for post in posts:
        username = username_of(post.person)
        if post.role not in first and accounts.find_account(session, username):
            unit = names.get(post.unit_code or "", "")
            first[post.role] = SignIn(post.role, username, post.person.full_name, unit)
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
