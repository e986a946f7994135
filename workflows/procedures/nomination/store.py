"""All queries on nominations."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from engine.base import clock
from engine.base.actor import Actor
from engine.base.clock import local_day
from engine.base.errors import NotFoundError
from engine.store.fast import ask, reading
from workflows.procedures.nomination.sight.store import visible
from workflows.registers.awards.model import Hold
from workflows.registers.ballot.model import Ballot, BallotContest, BallotState
from workflows.registers.nominations.model import (
    ClockPause,
    Nomination,
    NominationCounter,
    NominationEntry,
    NominationStage,
    Notice,
)
from workflows.registers.numbering.store import count_up
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import CHUNK


def proposes_sex(sex: str) -> ColumnElement[bool]:
    """Return the condition that a nomination is of a woman or of a man, or of many of whom one is."""
    one, other = aliased(Person), aliased(Person)
    theirs = NominationEntry.person_id == other.id
    entry = exists().where(NominationEntry.nomination == Nomination.code, theirs, other.sex == sex)
    return or_(exists().where(one.id == Nomination.person_id, one.sex == sex), entry)


def find_nomination(session: Session, code: str, actor: Actor) -> Nomination:
    """Return a nomination that the actor may see.

    Raises NotFoundError, for the foreign as for the missing.
    """
    return _found(session.scalar(select(Nomination).where(Nomination.code == code, visible(actor))))


def visible_among(session: Session, codes: Iterable[str], actor: Actor) -> set[str]:
    """Return which of some nominations the actor may see."""
    return set(session.scalars(select(Nomination.code).where(Nomination.code.in_(set(codes)), visible(actor))))


def get_nomination(session: Session, code: str) -> Nomination:
    """Return a nomination for the processes that handle it, whoever asks.

    Raises NotFoundError.
    """
    return _found(session.scalar(select(Nomination).where(Nomination.code == code)))


class Progress(NamedTuple):
    """How far a nomination is: how it ended, since when it waits for a council, and who reviews it."""

    outcome: str | None
    council_at: datetime | None
    reviewer: str


_progress = reading(
    (Nomination.outcome, Nomination.council_at, func.coalesce(Nomination.review_code, Nomination.body_code)),
    Nomination.code == bindparam("of_code"),
)


def progress_of(session: Session, code: str) -> Progress:
    """Return how far a nomination is, whoever asks."""
    ((row,),) = ask(session, (_progress, {"of_code": code}))
    return Progress(*row)


def nominations_named(session: Session, codes: Sequence[str]) -> list[Nomination]:
    """Return the nominations of some codes, however many."""
    found: list[Nomination] = []
    for begin in range(0, len(codes), CHUNK):
        query = select(Nomination).where(Nomination.code.in_(codes[begin : begin + CHUNK]))
        found += session.scalars(query.order_by(Nomination.code))
    return found


def _found(nomination: Nomination | None) -> Nomination:
    if nomination is None:
        raise NotFoundError
    return nomination


def entries_of(session: Session, codes: Sequence[str], states: Iterable[str] | None = None) -> list[NominationEntry]:
    """Return the entries of some letters, in their order, all or those in some states."""
    found: list[NominationEntry] = []
    for begin in range(0, len(codes), CHUNK):
        query = select(NominationEntry).where(NominationEntry.nomination.in_(codes[begin : begin + CHUNK]))
        if states is not None:
            query = query.where(NominationEntry.state.in_(list(states)))
        found += session.scalars(query.order_by(NominationEntry.nomination, NominationEntry.no))
    return found


def lock_nomination(session: Session, code: str) -> Nomination:
    """Return a nomination as it is now, and keep others from changing it until the transaction ends.

    Raises NotFoundError.
    """
    query = select(Nomination).where(Nomination.code == code).with_for_update(of=Nomination)
    return _found(session.scalar(query.execution_options(populate_existing=True)))


def waiting_for_bloc(session: Session, scope: str, codes: Sequence[str] | None = None) -> list[Nomination]:
    """Return the nominations that wait for the vote of a bloc in a year and are not held, all or those named."""
    query = select(Nomination).where(Nomination.bloc_scope == scope, Nomination.stage == NominationStage.BLOC_VOTE)
    query = query.where(Nomination.held_at.is_(None))
    if codes is not None:
        query = query.where(Nomination.code.in_(codes))
    return list(session.scalars(query.order_by(Nomination.code)))


def waiting_by_bloc(session: Session, scopes: Collection[str]) -> dict[str, list[Nomination]]:
    """Return the nominations that wait for the vote of each of some blocs in a year and are not held, by code."""
    query = select(Nomination).where(Nomination.bloc_scope.in_(scopes), Nomination.stage == NominationStage.BLOC_VOTE)
    found: dict[str, list[Nomination]] = {}
    for one in session.scalars(query.where(Nomination.held_at.is_(None)).order_by(Nomination.code)):
        found.setdefault(one.bloc_scope or "", []).append(one)
    return found


def brought_to_bloc(session: Session, scope: str) -> list[Nomination]:
    """Return the nominations that have come before a bloc in a year, whatever became of them, by code."""
    query = select(Nomination).where(Nomination.bloc_scope == scope, Nomination.bloc_at.is_not(None))
    return list(session.scalars(query.order_by(Nomination.code)))


def is_on_open_ballot(session: Session, code: str) -> bool:
    """Tell whether a bloc or a council is voting on a nomination now, or on an entry of it."""
    named = or_(BallotContest.nomination == code, BallotContest.nomination.startswith(f"{code}/", autoescape=True))
    contest = exists().where(BallotContest.ballot_id == Ballot.id, named)
    return bool(session.scalar(select(exists().where(Ballot.state == BallotState.OPEN, contest))))


def open_pause(session: Session, code: str, kind: str) -> ClockPause | None:
    """Return the pause of a kind that has not ended."""
    query = select(ClockPause).where(ClockPause.nomination == code, ClockPause.kind == kind)
    return session.scalar(query.where(ClockPause.until.is_(None)))


def pauses_of(session: Session, code: str) -> list[ClockPause]:
    """Return when the limits of a nomination did not run, the oldest first."""
    return list(session.scalars(select(ClockPause).where(ClockPause.nomination == code).order_by(ClockPause.since)))


def standing_holds(session: Session, nomination: Nomination) -> list[Hold]:
    """Return the holds that a nomination put on its subjects and that have no end yet.

    Those made before a hold named its nomination are found by the subject and the day on which it was put on hold.
    """
    if nomination.person_id is not None:
        about = Hold.person_id == nomination.person_id
    else:
        about = Hold.unit_code == nomination.subject_unit_code
    its_own = Hold.nomination == nomination.code
    if nomination.held_at is not None:
        since = Hold.valid_from == local_day(nomination.held_at)
        its_own = or_(its_own, and_(Hold.nomination.is_(None), since, about))
    return list(session.scalars(select(Hold).where(its_own, Hold.valid_to.is_(None))))


def next_number(session: Session, year: int) -> int:
    """Return the next number of a year; others asking at the same time wait for this transaction."""
    return count_up(session, NominationCounter, year=year)


def add_notice(session: Session, business_key: str, recipient: str, reason: str, element_id: str) -> None:
    """Leave one notice about a case for whoever holds a principal."""
    found = {"business_key": business_key, "recipient": recipient, "reason": reason, "element_id": element_id}
    session.add(Notice(**found, at=clock.now()))


def notices_for(session: Session, actor: Actor, *, limit: int = 50) -> list[Notice]:
    """Return the notices left for an actor's principals, the newest first."""
    query = select(Notice).where(Notice.recipient.in_(actor.all_principals))
    return list(session.scalars(query.order_by(Notice.at.desc(), Notice.id.desc()).limit(limit)))


def notices_about(session: Session, business_key: str) -> list[Notice]:
    """Return the notices about a case, the oldest first."""
    query = select(Notice).where(Notice.business_key == business_key)
    return list(session.scalars(query.order_by(Notice.at, Notice.id)))


def nominations_by_code(session: Session, codes: Iterable[str]) -> dict[str, Nomination]:
    """Return nominations by their codes."""
    query = select(Nomination).where(Nomination.code.in_(set(codes)))
    return {nomination.code: nomination for nomination in session.scalars(query)}
