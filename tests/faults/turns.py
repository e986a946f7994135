"""Contests for what waits for a row: a seat, a batch of decisions, who administers, a silent member of a bloc."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.model import AdminEvent, UserTask
from engine.model.base import new_id
from engine.store import tasks
from tests.faults.contests import Contest, each, new_bloc_year, new_person, rows
from tests.workflows.procedures.bloc_year.test_procedure import DRAFTS
from tests.workflows.procedures.nomination.office import UNIT, Office
from web.account.managing.commands import create_accounts
from web.account.managing.seconding import second_administrator
from web.inbox.batch.choosing import choose
from web.inbox.batch.commands import Sending, begin_batch, undo_batch
from web.inbox.pending.model import Batch
from web.signin.model import Account
from workflows.procedures.bloc_year.commands import key_of, start_bloc_year
from workflows.procedures.bloc_year.model import BlocNudge
from workflows.procedures.bloc_year.pace.commands import go_on_without, nudge_member
from workflows.procedures.nomination.commands import create_nomination
from workflows.registers.ballot import BallotPlan, Threshold, cast, open_ballot
from workflows.registers.ballot.commands import SeatPlan
from workflows.registers.ballot.model import RollCallVote
from workflows.registers.organisation.model import Post

ADMINISTRATOR = Post.role == "administrator"


def votes(office: Office, people: int) -> Contest:
    """RollCallVote for the same seat again and again."""
    seats = [SeatPlan("BCA", "Bộ Công an", "bloc_voter@BCA")]
    plan = BallotPlan("NC-2019", "CTDCP", [("H1", "Bộ Tư pháp")], seats, Threshold(80, 100))
    with office.database.transaction() as session:
        ballot = open_ballot(session, plan, by=SYSTEM).id
    asks = each(people, lambda s, key: cast(s, ballot, 1, {"H1": "yes"}, by=Actor(key, key, office_of("BCA"))))
    return asks, rows(RollCallVote, RollCallVote.ballot_id == ballot)


def office_of(body: str) -> frozenset[str]:
    """Return the right to vote for a body."""
    return frozenset({f"bloc_voter@{body}"})


def seconds(office: Office, people: int) -> Contest:
    """Appoint as many people as the second administrator, none of whom can sign in yet, each at once."""
    only = new_person(office)
    with office.database.transaction() as session:
        session.execute(delete(Post).where(ADMINISTRATOR))
    today = clock.today()
    office.give(Post(person_id=only, role="administrator", valid_from=today), _account(only, "x"))
    accounts = [_account(new_person(office)) for _ in range(people)]
    office.give(*accounts)
    ids = [one.id for one in accounts]
    by = Actor(str(only), "Quản trị", frozenset({"administrator@*"}), is_confirmed=True)
    asks = [lambda s, one=one: second_administrator(s, one, by=by, key=str(one)) for one in ids]
    return asks, rows(Post, ADMINISTRATOR, Post.person_id != only)


def accounts(office: Office, people: int) -> Contest:
    """Open an account for the same person again and again: all are served, one is opened."""
    person = new_person(office)
    by = Actor(str(new_id()), "Quản trị", frozenset({"administrator@*"}), is_confirmed=True)
    asks = each(people, lambda s, key: create_accounts(s, [person], by=by, key=key))
    return asks, rows(Account, Account.person_id == person)


def _account(person: UUID, password: str = "") -> Account:
    made = new_id()
    return Account(id=made, username=made.hex, person_id=person, password_hash=password, created_at=clock.now())


def batches(office: Office, people: int) -> Contest:
    """Send the same batch again and again under one key: all are served, one is begun."""
    by, task = _dossier(office)
    key = str(new_id())
    asks = each(people, lambda s, _key: _begin(s, task, by, key))
    return asks, rows(Batch, Batch.key == f"{by.id}:{key}")


def undone(office: Office, people: int) -> Contest:
    """Take the same batch back again and again: all are served, once."""
    by, task = _dossier(office)
    with office.database.transaction() as session:
        batch = _begin(session, task, by, str(new_id())).id
    asks = each(people, lambda s, _key: undo_batch(s, batch, by=by))
    return asks, rows(Batch, Batch.id == batch, Batch.state == "undone")


def _begin(session: Session, task: UUID, by: Actor, key: str) -> Batch:
    chosen = choose(session, by, [session.get_one(UserTask, task)])[0].choices
    return begin_batch(session, chosen, Sending({}, "vi", timedelta(minutes=5)), by=by, key=key)


def _dossier(office: Office) -> tuple[Actor, UUID]:
    """Return who has a dossier to write, and the task."""
    by = office.writer(UNIT)
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": str(new_person(office)), "by": by}
    code = office.database.perform(lambda s: create_nomination(s, **asked, key=str(new_id())).code)
    office.run()
    with office.database.read() as session:
        return by, tasks.tasks_of(session, code, open_only=True)[0].id


def nudges(office: Office, people: int) -> Contest:
    """Ask the same silent member again and again."""
    scope, by = _silent_year(office)
    asks = each(people, lambda s, key: nudge_member(s, scope, "comment_drafts", "BQP", by=by, key=key))
    return asks, rows(BlocNudge, BlocNudge.scope == scope)


def going_on(office: Office, people: int) -> Contest:
    """Go on without the one who has not signed, again and again, once the time to sign is over."""
    scope, by = _silent_year(office)
    key = key_of(scope)
    office.later(days=11)
    office.do(key, "revise_documents", by, **DRAFTS, comments_due=clock.now(), decision="sign")
    office.do(key, "launch", by, held_on=clock.today(), theme="Vượt chỉ tiêu", content="Phát động")
    signer = office.actor("body_leader@BCA")
    office.do(key, "sign_covenant", signer, signed=True, signed_on=clock.today(), clusters=3)
    office.later(days=90)
    asks = each(people, lambda s, key: go_on_without(s, scope, "sign_covenant", "Im lặng", by=by, key=key))
    return asks, rows(AdminEvent, AdminEvent.kind == "bloc_went_on", AdminEvent.subject == scope)


def _silent_year(office: Office) -> tuple[str, Actor]:
    """Begin the year of a new bloc of two, up to the step where the second is asked to comment."""
    scope = new_bloc_year(office, "BQP")
    by = replace(office.actor(f"bloc_head@{scope}"), is_confirmed=True)
    office.database.perform(lambda s: start_bloc_year(s, scope, by=by, key=str(new_id())))
    office.run()
    due = clock.now() + timedelta(days=10)
    office.do(key_of(scope), "draft_documents", by, **DRAFTS, comments_due=due)
    return scope, by
