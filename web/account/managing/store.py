"""Queries on accounts and on people without one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import NotFoundError
from web.signin.model import Account, AccountLink
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.model import CouncilMember, Person, Post, Unit
from workflows.registers.organisation.store import at_work, holds_on, inside

PER_PAGE = 100
STATES = ("open", "invited", "locked", "disabled")


@dataclass(frozen=True)
class Wanted:
    """Which accounts or people are looked for: words of the name, a unit, a state; and from which one on."""

    words: str = ""
    unit: str = ""
    state: str = ""
    skip: int = 0


def accounts_page(session: Session, wanted: Wanted) -> Sequence[tuple[Account, Person]]:
    """Return accounts with their people, by given name, one more than a page shows."""
    query = select(Account, Person).join(Person, Person.id == Account.person_id)
    if wanted.state in STATES:
        query = query.where(_state_is(wanted.state))
    query = query.where(*_named(wanted)).order_by(Person.sort_key, Person.code, Account.username)
    rows = session.execute(query.offset(wanted.skip).limit(PER_PAGE + 1))
    return [(row[0], row[1]) for row in rows]


def people_without_account(session: Session, wanted: Wanted) -> list[Person]:
    """Return people at work who have no account, by given name, one more than a page shows."""
    taken = select(Account.person_id)
    query = select(Person).where(Person.id.not_in(taken), at_work(clock.today()))
    query = query.where(*_named(wanted)).order_by(Person.sort_key, Person.code)
    return list(session.scalars(query.offset(wanted.skip).limit(PER_PAGE + 1)))


def _named(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Person.search.contains(word, autoescape=True) | Person.code.icontains(word, autoescape=True)
        for word in fold_text(wanted.words).split()
    ]
    return [*conditions, inside(Person.unit_code, [wanted.unit])] if wanted.unit else conditions


def _state_is(state: str) -> ColumnElement[bool]:
    if state == "disabled":
        return Account.disabled.is_(True)
    if state == "locked":
        return and_(Account.disabled.is_(False), Account.locked_at.is_not(None))
    has_password = Account.password_hash != "" if state == "open" else Account.password_hash == ""
    return and_(Account.disabled.is_(False), Account.locked_at.is_(None), has_password)


def find_account(session: Session, account_id: UUID) -> Account:
    """Return an account by id, held until the transaction ends. Raises NotFoundError."""
    found = session.scalar(select(Account).where(Account.id == account_id).with_for_update())
    if found is None:
        raise NotFoundError
    return found


def live_link(session: Session, account_id: UUID) -> AccountLink | None:
    """Return the link of an account that can still be used, if there is one."""
    query = select(AccountLink).where(AccountLink.account_id == account_id, AccountLink.used_at.is_(None))
    return session.scalar(query.where(AccountLink.expires_at > clock.now()).limit(1))


def roles_of(session: Session, people: Sequence[UUID]) -> dict[UUID, list[Post]]:
    """Return the posts that some people hold today, by person."""
    query = select(Post).where(Post.person_id.in_(people), holds_on(Post, clock.today()))
    found: dict[UUID, list[Post]] = {}
    for post in session.scalars(query.order_by(Post.role, Post.unit_code)):
        found.setdefault(post.person_id, []).append(post)
    return found


def holds_anything(session: Session, person_id: UUID) -> set[str]:
    """Return the roles of a person that have not ended, also those to come; a seat on a council is one."""
    today, found = clock.today(), set[str]()
    kinds: tuple[type[Any], ...] = (Post, CouncilMember)
    for model in kinds:
        going = (model.valid_to.is_(None)) | (model.valid_to >= today)
        found |= set(session.scalars(select(model.role).where(model.person_id == person_id, going)))
    return found


def units_with_people(session: Session) -> list[Unit]:
    """Return every unit, by its code, to choose one from."""
    return list(session.scalars(select(Unit).order_by(Unit.code)))


@dataclass(frozen=True)
class Held:
    """A post or a seat on a council that somebody holds or will hold."""

    person: Person
    account: Account | None
    role: str
    scope: str | None
    valid_from: date
    valid_to: date | None
    given_by: str


def everything_held(session: Session) -> Iterator[Held]:
    """Yield every post and seat that has not ended, by person."""
    today = clock.today()
    accounts = {account.person_id: account for account in session.scalars(select(Account))}
    kinds: tuple[tuple[type[Any], Any], ...] = ((Post, Post.unit_code), (CouncilMember, CouncilMember.council_code))
    for model, scope in kinds:
        going = (model.valid_to.is_(None)) | (model.valid_to >= today)
        query = select(model, scope, Person).join(Person, Person.id == model.person_id).where(going)
        for held, where, person in session.execute(query.order_by(Person.sort_key, Person.code, model.role)):
            days = {"valid_from": held.valid_from, "valid_to": held.valid_to}
            known = accounts.get(person.id)
            yield Held(person=person, account=known, role=held.role, scope=where, given_by=held.given_by, **days)


def all_accounts(session: Session) -> list[tuple[Account, Person]]:
    """Return every account with its person, by user name."""
    query = select(Account, Person).join(Person, Person.id == Account.person_id).order_by(Account.username)
    return [(row[0], row[1]) for row in session.execute(query)]
