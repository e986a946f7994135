"""What can be done with a ballot; the caller owns the transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.errors import AlreadyDoneError, AnswersRefusedError, BangVangError, NotAllowedError
from engine.text import N_, Text
from workflows.ballot import store
from workflows.ballot.model import CHOICES, Ballot, BallotContest, BallotSeat
from workflows.ballot.schemes import scheme_of
from workflows.ballot.tally import Result, tally
from workflows.ballot.threshold import Threshold


class BallotRefusedError(BangVangError):
    """A ballot cannot be opened, cast or closed as asked; the text says why."""


@dataclass(frozen=True)
class SeatPlan:
    """A seat to be: who holds it, under what name, and the principal that may vote for it."""

    holder: str
    name: str
    principal: str


@dataclass(frozen=True)
class BallotPlan:
    """All that a ballot needs: what is voted on, who votes, and the rule for counting."""

    scope: str
    award: str
    candidates: Sequence[tuple[str, str]]
    seats: Sequence[SeatPlan]
    threshold: Threshold
    quota: int = 1
    subject_key: str = ""
    mode: str = "roll_call"
    source: str = ""
    status: str = field(default="unverified")


def open_ballot(session: Session, plan: BallotPlan, *, by: Actor) -> Ballot:
    """Open a vote on the nominations of a plan.

    Raises BallotRefusedError where nothing is voted on, nobody votes, or a nomination stands twice.
    """
    _check_plan(plan)
    ballot = _ballot_of(plan)
    ballot.opened_at, ballot.opened_by = clock.now(), by.id
    ballot.contests = [
        BallotContest(no=no, nomination=code, label=label) for no, (code, label) in enumerate(plan.candidates, start=1)
    ]
    ballot.seats = [
        BallotSeat(seat_no=no, holder=seat.holder, name=seat.name, principal=seat.principal)
        for no, seat in enumerate(plan.seats, start=1)
    ]
    session.add(ballot)
    session.flush()
    return ballot


def _check_plan(plan: BallotPlan) -> None:
    if not plan.candidates:
        raise BallotRefusedError(Text(N_("There is no nomination to vote on.")))
    if not plan.seats:
        raise BallotRefusedError(Text(N_("There is nobody to vote.")))
    codes = [code for code, _ in plan.candidates]
    if len(set(codes)) < len(codes):
        raise BallotRefusedError(Text(N_("A nomination stands twice on the ballot.")))


def _ballot_of(plan: BallotPlan) -> Ballot:
    rule = plan.threshold
    return Ballot(
        scope=plan.scope,
        subject_key=plan.subject_key,
        mode=plan.mode,
        award_code=plan.award,
        quota=plan.quota,
        numerator=rule.numerator,
        denominator=rule.denominator,
        comparator=rule.comparator,
        base=rule.base,
        quorum_numerator=rule.quorum_numerator,
        quorum_denominator=rule.quorum_denominator,
        source=plan.source,
        status=plan.status,
    )


def cast(session: Session, ballot_id: UUID | str, seat_no: int, choices: Mapping[str, str], *, by: Actor) -> None:
    """Keep what a seat chose on every nomination of an open ballot, once.

    `choices` is yes, no or blank by the nomination's code. Raises NotFoundError, NotAllowedError, AlreadyDoneError,
    AnswersRefusedError, BallotRefusedError.
    """
    ballot = store.lock_ballot(session, ballot_id)
    _require_open(ballot)
    seat = _seat_of(ballot, seat_no)
    if seat.principal not in by.all_principals:
        raise NotAllowedError(Text(N_("Only %(seat)s may cast this vote."), {"seat": seat.name}))
    if seat.participated_at is not None:
        raise AlreadyDoneError(seat.participated_name or seat.name, seat.participated_at)
    checked = _checked(ballot, choices)
    seat.participated_at, seat.participated_by, seat.participated_name = clock.now(), by.id, by.name
    scheme_of(ballot).keep(session, ballot, seat, checked)


def _require_open(ballot: Ballot) -> None:
    if ballot.state != "open":
        raise BallotRefusedError(Text(N_("This vote is closed.")))


def _seat_of(ballot: Ballot, seat_no: int) -> BallotSeat:
    seat = next((seat for seat in ballot.seats if seat.seat_no == seat_no), None)
    if seat is None:
        raise BallotRefusedError(Text(N_("There is no seat %(seat)s in this vote."), {"seat": seat_no}))
    return seat


def _checked(ballot: Ballot, choices: Mapping[str, str]) -> dict[int, str]:
    """Return the choices by contest number, or say what is missing, wrong or not asked."""
    asked = {contest.nomination: contest for contest in ballot.contests}
    errors = {code: Text(N_("This nomination is not on the ballot.")) for code in choices if code not in asked}
    for code in asked:
        if choices.get(code) not in CHOICES:
            errors[code] = Text(N_("Choose yes, no or blank."))
    if errors:
        raise AnswersRefusedError(errors)
    return {contest.no: choices[code] for code, contest in asked.items()}


def close_ballot(session: Session, ballot_id: UUID | str, *, by: Actor) -> Result:
    """Close a vote and count it; a second time returns the same count.

    Raises NotFoundError.
    """
    ballot = store.lock_ballot(session, ballot_id)
    if ballot.state == "open":
        ballot.state, ballot.closed_at, ballot.closed_by = "closed", clock.now(), by.id
        session.flush()
    return tally(session, ballot)
