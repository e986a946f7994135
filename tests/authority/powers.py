"""How conspirators try to come by others' powers: substitution, posts, accounts, and people who do not exist."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from tests.authority.openings import book_of
from tests.authority.people import EVERYBODY, SECOND
from tests.authority.plot import BODY, FAVOURED, PUPPET, UNIT, WHY, Try, proposal
from web.account.managing import commands as accounts
from web.account.managing.seconding import RESET, second_administrator
from web.signin.model import Account
from workflows.registers.organisation.absence.commands import Away, accept_absence, announce_absence
from workflows.registers.organisation.absence.model import Absence
from workflows.registers.organisation.appointing.commands import appoint
from workflows.registers.organisation.appointing.lines import Line
from workflows.registers.organisation.importing import import_people
from workflows.registers.organisation.model import CouncilMember, Person

POSTS = (
    ("unit_officer", UNIT),
    ("unit_head", UNIT),
    ("emulation_dept", BODY),
    ("emulation_dept", BODY),
    ("seat:secretary", BODY),
    ("seat:vice", BODY),
    ("body_leader", BODY),
    *[("seat:member", BODY)] * 8,
)
FEW = 2
PUPPETS = [f"con.roi{number}" for number in range(len(POSTS))]
ROWS = "".join(f"{code},{PUPPET},{UNIT}\n" for code in PUPPETS)
SHEET = f"code,full_name,unit_code\n{ROWS}"


NEWCOMERS = [*EVERYBODY, *SECOND.values(), FAVOURED, *PUPPETS]
"""Who gets accounts: holders of posts who have none, one who holds nothing, and people who do not exist."""


def standing_in(members: Mapping[str, UUID], code: str) -> Iterator[Try]:
    """Let the others stand in for oneself."""
    for other, person in members.items():
        if other != code:
            away = Away(clock.today(), clock.today() + timedelta(days=30), person)
            yield Try("announce_absence", other, lambda s, by, key, a=away: announce_absence(s, a, by=by, key=key))


def accepting(absence: Absence) -> Iterator[Try]:
    """Accept to act for another."""
    yield Try("accept_absence", absence.id, lambda s, by, _key: accept_absence(s, absence.id, by=by))


def wider_grants() -> Iterator[Try]:
    """Let anybody stand in for a leader, so that fewer people need more posts."""
    for role in ("body_leader", "unit_head", "emulation_dept"):
        yield proposal("change_setting", {"setting": f"grant.stand_in.{role}", "value": ["*"]})


def posts(members: Mapping[str, UUID]) -> Iterator[Try]:
    """Give each other posts, and people who do not exist all posts that an award needs."""
    given = [
        Line(one, role, BODY, clock.today()) for one in list(members)[:FEW] for role in ("body_leader", "unit_head")
    ]
    puppets = [Line(code, role, unit, clock.today()) for code, (role, unit) in zip(PUPPETS, POSTS, strict=True)]
    for line in given:
        yield Try("appoint", (line.person, line.role), lambda s, by, _key, line=line: appoint(s, [line], WHY, by=by))
        yield proposal("appoint", {"lines": [line.as_data()]}, (line.person, line.role))
    yield Try("import_people", "", lambda s, by, _key: import_people(s, book_of(SHEET), dry_run=False, by=by))
    if PUPPETS[-1] in members:  # given posts before, it would take two to make their links
        yield proposal("appoint", {"lines": [line.as_data() for line in puppets]}, "puppets")


def emptying(seats: Sequence[CouncilMember]) -> Iterator[Try]:
    """End the seats of everybody who sits on the council, so that nobody who exists votes against."""
    lines = [Line(one.person.code, f"seat:{one.role}", BODY, clock.today(), act="end") for one in seats]
    if lines:
        yield proposal("appoint", {"lines": [line.as_data() for line in lines]}, "emptying")


def opening_accounts(people: list[UUID]) -> Iterator[Try]:
    """Make accounts for all who have none, whoever they are."""
    yield Try("create_accounts", len(people), lambda s, by, key: accounts.create_accounts(s, people, by=by, key=key))


def on_account(account: Account) -> Iterator[Try]:
    """Have an account's password taken away, and make its holder the second administrator."""
    on = account.id
    yield Try("second_administrator", on, lambda s, by, key: second_administrator(s, on, by=by, key=key))
    for name, command in {"lock_account": accounts.lock, "disable_account": accounts.disable}.items():
        if account.username in SPARED:
            yield Try(name, on, lambda s, by, key, c=command: c(s, on, WHY, by=by, key=key))
    yield proposal(RESET, {"account": str(on)})


SPARED = {"pheduyet", "quantri", "banth.vanthu"}
"""Whose shutting out would leave one administrator alone."""


def taking_over(session: Session, account_id: UUID, by: Actor) -> tuple[str, UUID]:
    """Make the link of an account without a password and use it; return who one is from now on."""
    accounts.invite(session, account_id, by=by)
    account = session.get_one(Account, account_id)
    account.password_hash = "theirs"  # as the page behind the link does
    return session.scalars(select(Person.code).where(Person.id == account.person_id)).one(), account.person_id
