"""Every step of every procedure, every vote and comment, asked as everybody who has to do with the case.

What each may do all the same stands here by name, whatever the diagrams say; and the check itself is tried on holes.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base import clock as clock_room
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import NotAllowedError
from engine.commands.tasks import asking, concerned, require_free
from engine.model import UserTask
from engine.store import involvement
from engine.store.database import Database
from engine.store.fast import LockedTask, ask
from tests.workflows.across.people.matter import (
    ACTED,
    AUTHOR,
    COMPLAINTS,
    CONCERNED,
    KEYS,
    NOMINATIONS,
    OUTSIDER,
    PEOPLE,
    REVOKED,
    REVOKED_UNIT,
    SESSION,
    Matter,
    prepare,
    steps,
)
from workflows.across.people import case_work
from workflows.across.people.reading import read_aside
from workflows.across.people.store import involved, matters
from workflows.across.people.store.named import proposes
from workflows.procedures.council_session.recusals import record_recusals
from workflows.procedures.council_session.store import find_session
from workflows.procedures.nomination.store import get_nomination
from workflows.procedures.unit_review.posting.commands import CommentRefusedError, comment_publicly
from workflows.registers.ballot import Threshold, cast, open_ballot, store
from workflows.registers.ballot.commands import BallotPlan, SeatPlan
from workflows.registers.nominations.model import Nomination

DRAFTING = {"prepare_dossier", "review_findings", "supplement_review", "supplement_central"}
APPRAISING = {"intake", "appraisal", "publication_comments", "receive", "check_completeness", "consult"}
CLERKS_OF_COUNCIL = {"plan_session", "attendance", "write_minutes"}
ORGANISING = CLERKS_OF_COUNCIL | {
    *("open_voting", "second_round", "consider_late", "answer", "council_opinion", "recover"),
    *("prepare_agenda", "decide_openly", "confirm_recusals", "decide_again"),
}
SHEET = {"vote"}  # from which each stands aside case by case, see below
OWN_CASE = DRAFTING | CLERKS_OF_COUNCIL | SHEET
HEADS = ("head", "head above", "listed head")
MAY = {who: OWN_CASE | ({"endorse"} if who in HEADS else set()) for who in CONCERNED} | {
    "sender": CLERKS_OF_COUNCIL | SHEET,
    "relative": CLERKS_OF_COUNCIL | SHEET,
    "listed relative": CLERKS_OF_COUNCIL | SHEET,
    "drafter": DRAFTING | ORGANISING | SHEET,
    AUTHOR: DRAFTING | ORGANISING | SHEET,
    "endorser": {"endorse"} | ORGANISING | SHEET,
    "absent": {"endorse"} | ORGANISING | SHEET,
    "preparer": APPRAISING | ORGANISING | SHEET,
    "appraiser": APPRAISING | ORGANISING | SHEET,
    "adviser": {"give_opinion"} | ORGANISING | SHEET,
    "investigator": {"classify", "verify", "record_finding"} | ORGANISING | SHEET,
}
Free = set[tuple[str, str, str, str]]


@pytest.fixture
def matter(database: Database, clock: object) -> Iterator[Matter]:
    prepare(database)
    with database.transaction() as session:
        yield Matter(session)


def is_of(who: str, key: str) -> bool:
    """Tell whether somebody is one of the people of the case of a key; who acted did so on all."""
    about = {REVOKED: "N-1", REVOKED_UNIT: "N-2", **COMPLAINTS}.get(key, key)
    return who not in CONCERNED or about not in NOMINATIONS or about in CONCERNED[who]


def free(matter: Matter) -> Free:
    """Return which open steps the engine lets which people do."""
    found: Free = set()
    for one in matter.session.scalars(select(UserTask).where(UserTask.state == "open")).all():
        rows = ask(matter.session, *asking(one.id))
        task = involvement.read_task_with_case(rows[1])
        place = (task.process_id, task.element_id, task.business_key)
        found |= {(*place, who) for who in PEOPLE if is_free(task, matter, who)}
    return found


def is_free(task: LockedTask, matter: Matter, who: str) -> bool:
    """Tell whether somebody may do a task: themselves, through a substitute, or as a substitute."""
    ways = (matter.actor(who), matter.substitute_of(who), matter.as_substitute(who))
    return any(not is_refused(task, by) for by in ways)


def is_refused(task: LockedTask, by: Actor) -> bool:
    try:
        require_free(task, by.acting_on(task.principals, task.owner_id))
    except NotAllowedError:
        return True
    return False


def holes(matter: Matter) -> Free:
    """Return what the engine lets people of the case do though they must not."""
    return {
        (process, step, key, who)
        for process, step, key, who in free(matter)
        if who != OUTSIDER and is_of(who, key) and step not in MAY[who]
    }


def test_nobody_does_a_step_of_their_own_case_and_everybody_else_may(matter: Matter) -> None:
    assert {process for process, _ in steps()} - KEYS.keys() == {"bloc_year"}
    found = free(matter)
    every = {(process, step, key) for process, step in steps() for key in KEYS.get(process, ())}
    assert {place[:3] for place in found if place[3] == OUTSIDER} == every
    assert holes(matter) == set()


def without(name: str, *, room: object = involved) -> Callable[[pytest.MonkeyPatch], None]:
    """Return a hole: one query of people or deeds says nothing."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        whole = getattr(room, name)

        def nothing(*given: object) -> object:
            answer = whole(*given)
            return [one.where(False) for one in answer] if isinstance(answer, list) else answer.where(False)

        patch.setattr(room, name, nothing)

    return plant


HOLES = {
    "nominees": (without("_nominees"), {"nominee", "listed"}),
    "heads": (without("_heads"), {"head", "head above", "listed head"}),
    "relatives": (without("_relatives"), {"relative", "listed relative"}),
    "who raised a matter": (without("_senders"), {"sender"}),
    "what was done on the case": (without("_own", room=matters), {"drafter", "endorser", "absent", "appraiser"}),
    "what was done on what belongs to it": (without("_linked", room=matters), {"investigator", "preparer"}),
    "who opened it": (without("_opened", room=matters), {AUTHOR}),
}


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_is_found(matter: Matter, monkeypatch: pytest.MonkeyPatch, hole: str) -> None:
    plant, people = HOLES[hole]
    plant(monkeypatch)
    monkeypatch.setattr(involvement, "_known", involvement._Known(case_work()))  # those before are whole
    assert people <= {who for *_, who in holes(matter)}


ASIDE = {(who, code) for who, own in CONCERNED.items() for code in own} | {
    (who, code) for who in (*ACTED, AUTHOR) for code in NOMINATIONS
}


READERS_ASIDE = {("nominee", "N-1"), ("relative", "N-1"), ("listed", "N-3"), ("listed relative", "N-3")}


def test_who_is_proposed_and_their_relatives_read_nothing_of_how_it_is_judged(matter: Matter) -> None:
    """Whatever posts they hold: the rule of pages, and the condition of lists."""
    session, codes = matter.session, [*NOMINATIONS, *COMPLAINTS, SESSION]
    assert {(who, c) for who in PEOPLE for c in read_aside(session, matter.actor(who), codes)} == READERS_ASIDE
    away = {(who, c) for who in PEOPLE for c in read_aside(session, matter.substitute_of(who), codes)}
    assert away == READERS_ASIDE, "nor does whoever stands in for them"
    listed = {
        (who, code)
        for who, one in matter.ids.items()
        for code in session.scalars(select(Nomination.code).where(proposes([one])))
    }
    assert listed == READERS_ASIDE


def test_what_one_was_asked_about_is_not_answered_by_whom_the_case_concerns(matter: Matter) -> None:
    task = matter.session.scalars(
        select(UserTask).where(
            UserTask.state == "open", UserTask.business_key == "N-1", UserTask.capacity == "appraise"
        )
    ).first()
    assert task is not None
    rows = ask(matter.session, *asking(task.id))
    at = involvement.read_task_with_case(rows[1])
    told = {who for who in PEOPLE if concerned(at, matter.actor(who), at.involvement) is not None}
    assert told == {"nominee", "sender", "relative"}


def test_members_stand_aside_from_what_concerns_them_and_what_they_acted_on_and_nobody_drops_it(
    matter: Matter,
) -> None:
    sitting = find_session(matter.session, SESSION)
    record_recusals(matter.session, sitting, [], by=SYSTEM)
    names, codes = {m.seat_no: m.name for m in sitting.members}, {i.no: i.nomination for i in sitting.items}
    assert {(names[one.seat_no], codes[one.item_no]) for one in sitting.recusals} == ASIDE
    assert all(
        one.is_automatic and one.ground in {"nominee", "head", "relative", "acted", "other"} for one in sitting.recusals
    )
    assert all("Xác minh" not in one.reason for one in sitting.recusals)  # nothing tells of a complaint


def opened(matter: Matter, principal: Callable[[str], str]) -> object:
    seats = [SeatPlan(who, who, principal(who)) for who in PEOPLE]
    given = {"scope": "A", "award": "LDTT", "threshold": Threshold(1, 2), "seats": seats}
    plan = BallotPlan(**given, candidates=[(code, code) for code in NOMINATIONS])  # type: ignore[arg-type]
    return open_ballot(matter.session, plan, by=SYSTEM).id


def test_a_seat_of_ones_own_keeps_no_choice_on_what_one_stands_aside_from(matter: Matter) -> None:
    ballot = opened(matter, lambda who: f"person:{matter.ids[who]}")
    for seat, who in enumerate(PEOPLE, start=1):
        cast(matter.session, ballot, seat, dict.fromkeys(NOMINATIONS, "yes"), by=matter.actor(who))  # type: ignore[arg-type]
    codes = dict(enumerate(NOMINATIONS, start=1))
    voted = {(seat.name, codes[vote.contest_no]) for seat, vote in store.roll_call(matter.session, ballot)}  # type: ignore[arg-type]
    assert voted == {(who, code) for who in PEOPLE for code in NOMINATIONS} - ASIDE


def test_the_seat_of_a_body_is_for_somebody_who_has_nothing_to_do_with_the_cases(matter: Matter) -> None:
    ballot = opened(matter, lambda _: "anybody@A")
    for seat, who in enumerate(PEOPLE, start=1):
        vote = dict.fromkeys(NOMINATIONS, "yes")
        if who == OUTSIDER:
            cast(matter.session, ballot, seat, vote, by=matter.actor(who))  # type: ignore[arg-type]
        else:
            with pytest.raises(NotAllowedError, match="N-"):
                cast(matter.session, ballot, seat, vote, by=matter.actor(who))  # type: ignore[arg-type]


def test_nobody_comments_on_their_own_case_nor_does_their_substitute(matter: Matter) -> None:
    for code in NOMINATIONS:
        get_nomination(matter.session, code).published_until = clock_room.now() + timedelta(days=1)
    refused = {(who, code) for who in PEOPLE for code in NOMINATIONS if not comments(matter.session, matter, who, code)}
    assert refused == ASIDE


def comments(session: Session, matter: Matter, who: str, code: str) -> bool:
    by = matter.actor(who)
    try:
        comment_publicly(session, code, "Nhất trí.", by=replace(by, is_confirmed=True), key=str(uuid4()))
    except CommentRefusedError:
        return False
    return True
