"""What can be done with a ballot; the caller owns the transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import AlreadyDoneError, AnswersRefusedError, BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from workflows.registers.ballot import store
from workflows.registers.ballot.aside import Recusal, asides_of
from workflows.registers.ballot.model import CHOICES, Ballot, BallotContest, BallotRecusal, BallotSeat, OpeningDecision
from workflows.registers.ballot.schemes import scheme_of
from workflows.registers.ballot.tally import Result, tally
from workflows.registers.decisions.counting import can_be_voted
from workflows.registers.decisions.threshold import Threshold
from workflows.registers.frozen.store import digests_of


class BallotRefusedError(BangVangError):
    """A ballot cannot be opened, cast or closed as asked; the text says why."""


@dataclass(frozen=True)
class SeatPlan:
    """A seat to be: who holds it, under what name, the principal that may vote for it, and whether it met."""

    holder: str
    name: str
    principal: str
    attendance: str | None = None


@dataclass(frozen=True)
class ContestPlan:
    """A nomination on an agenda of several awards: its own rule and quota, and who stands aside from it, by seat."""

    nomination: str
    label: str
    award: str
    threshold: Threshold
    quota: int | None = None
    is_preferred: bool = False
    source: str = ""
    status: str = "unverified"
    recusals: Mapping[int, Recusal] = field(default_factory=dict)


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
    # Who stands aside from a candidate, by its code and the number of the seat.
    recusals: Mapping[str, Mapping[int, Recusal]] = field(default_factory=dict)
    # Instead of candidates: an agenda of several awards.
    agenda: Sequence[ContestPlan] = ()
    # Whether a rule asks for a secret ballot, and who decided to vote openly all the same.
    asks_secret: bool = False
    opening: OpeningDecision | None = None

    @property
    def contests(self) -> list[tuple[str, str]]:
        """Return code and label of all that is voted on."""
        return [*self.candidates, *((one.nomination, one.label) for one in self.agenda)]

    @property
    def aside(self) -> list[Mapping[int, Recusal]]:
        """Return who stands aside from each contest, in their order."""
        return [*(self.recusals.get(code, {}) for code, _ in self.candidates), *(one.recusals for one in self.agenda)]


def open_ballot(session: Session, plan: BallotPlan, *, by: Actor) -> Ballot:
    """Open a vote on the nominations of a plan.

    Raises BallotRefusedError where nothing is voted on, nobody votes, a nomination stands twice or cannot be voted on,
    or the rule asks for a secret ballot and nobody decided otherwise.
    """
    _check_plan(plan)
    ballot = _ballot_of(plan)
    ballot.opened_at, ballot.opened_by = clock.now(), by.id
    handed = digests_of(session, sorted({code.partition("/")[0] for code, _ in plan.contests}))
    ballot.contests = [
        BallotContest(no=no, nomination=c, label=label, content=handed.get(c.partition("/")[0], ""))
        for no, (c, label) in enumerate(plan.contests, 1)
    ]
    for contest, one in zip(ballot.contests[len(plan.candidates) :], plan.agenda, strict=True):
        _lay_down(contest, one)
    ballot.seats = [
        BallotSeat(seat_no=no, holder=s.holder, name=s.name, principal=s.principal, attendance=s.attendance)
        for no, s in enumerate(plan.seats, start=1)
    ]
    session.add(ballot)
    session.flush()
    _note_recusals(session, ballot, plan)
    return ballot


def _lay_down(contest: BallotContest, plan: ContestPlan) -> None:
    """Give a contest its own rule and quota."""
    contest.award_code, contest.quota, contest.is_preferred = plan.award, plan.quota, plan.is_preferred
    contest.numerator, contest.denominator = plan.threshold.numerator, plan.threshold.denominator
    contest.comparator, contest.base = plan.threshold.comparator, plan.threshold.base
    contest.quorum_numerator = plan.threshold.quorum_numerator
    contest.quorum_denominator = plan.threshold.quorum_denominator
    contest.floor_numerator, contest.floor_denominator = plan.threshold.floor
    contest.source, contest.status = plan.source, plan.status


def _note_recusals(session: Session, ballot: Ballot, plan: BallotPlan) -> None:
    session.add_all(
        _recusal(ballot, seat, no, why) for no, aside in enumerate(plan.aside, start=1) for seat, why in aside.items()
    )
    session.flush()
    session.expire(ballot, ["recusals"])


def _recusal(ballot: Ballot, seat: int, contest: int, why: Recusal) -> BallotRecusal:
    return BallotRecusal(
        ballot_id=ballot.id,
        seat_no=seat,
        contest_no=contest,
        ground=why.ground,
        reason=why.reason,
        proposed_name=why.proposed,
        confirmed_name=why.confirmed,
    )


def _check_plan(plan: BallotPlan) -> None:
    if not plan.contests:
        raise BallotRefusedError(Text(N_("There is no nomination to vote on.")))
    if not plan.seats:
        raise BallotRefusedError(Text(N_("There is nobody to vote.")))
    codes = [code for code, _ in plan.contests]
    if len(set(codes)) < len(codes):
        raise BallotRefusedError(Text(N_("A nomination stands twice on the ballot.")))
    if plan.asks_secret and plan.opening is None:
        raise BallotRefusedError(
            Text(N_("The rule asks for a secret ballot. An open vote needs a recorded decision of who presides."))
        )
    rules = [plan.threshold] * len(plan.candidates) + [one.threshold for one in plan.agenda]
    for (_, label), rule, aside in zip(plan.contests, rules, plan.aside, strict=True):
        if not can_be_voted(rule, len(plan.seats), len(aside)):
            raise BallotRefusedError(
                Text(N_("Too few members are left who may vote on %(nomination)s."), {"nomination": label})
            )


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
        floor_numerator=rule.floor[0],
        floor_denominator=rule.floor[1],
        **_opening_of(plan),
    )


def _opening_of(plan: BallotPlan) -> dict[str, Any]:
    """Return what a ballot keeps of the decision to hold it openly, where its rule asks for a secret one."""
    found = plan.opening if plan.asks_secret else None
    if found is None:
        return {}
    return {
        "opening_by": found.decided_by,
        "opening_name": found.decided_name,
        "opening_at": found.decided_at,
        "opening_reason": found.reason,
    }


def decide_opening(session: Session, instance_id: UUID, subject_key: str, reason: str, *, by: Actor) -> None:
    """Keep the decision of who presides to vote openly in one run of a voting procedure.

    Raises AnswersRefusedError without a reason.
    """
    require_care("decide_opening", by)
    if not reason.strip():
        raise AnswersRefusedError({"reason": Text(N_("Say why the vote is held openly."))})
    known = session.get(OpeningDecision, instance_id) or OpeningDecision(instance_id=instance_id)
    known.subject_key, known.reason = subject_key, reason.strip()
    known.decided_by, known.decided_name, known.decided_at = by.id, by.name, clock.now()
    session.add(known)
    session.flush()


def cast(session: Session, ballot_id: UUID | str, seat_no: int, choices: Mapping[str, str], *, by: Actor) -> None:
    """Keep what a seat chose on every nomination of an open ballot, once.

    `choices` is yes, no or blank by the nomination's code. Nobody votes on a case that concerns them or that they acted
    on before: the holder of a seat of their own stands aside from it, whatever they chose; the seat of a body is for
    somebody else of the body. Raises NotFoundError, NotAllowedError, AlreadyDoneError,
    AnswersRefusedError, BallotRefusedError, UnconfirmedError.
    """
    require_care("cast", by)
    ballot = store.lock_ballot(session, ballot_id)
    _require_open(ballot)
    seat = _seat_of(ballot, seat_no)
    if seat.principal not in by.all_principals:
        raise NotAllowedError(Text(N_("Only %(seat)s may cast this vote."), {"seat": seat.name}))
    if seat.participated_at is not None:
        raise AlreadyDoneError(seat.participated_name or seat.name, seat.participated_at)
    late = _stand_aside(session, ballot, seat, by)
    aside = {one.contest_no for one in ballot.recusals if one.seat_no == seat_no}
    standing = {code: choice for code, choice in choices.items() if code not in late}
    checked = _checked([c for c in ballot.contests if c.no not in aside], standing)
    seat.participated_at, seat.participated_by, seat.participated_name = clock.now(), by.id, by.name
    scheme_of(ballot).keep(session, ballot, seat, checked)


def _stand_aside(session: Session, ballot: Ballot, seat: BallotSeat, by: Actor) -> set[str]:
    """Note from what else who votes stands aside, since the ballot was opened; return the nominations.

    Raises NotAllowedError where the seat is a body's, so that another of its people can vote.
    """
    known = {one.contest_no for one in ballot.recusals if one.seat_no == seat.seat_no}
    asked = {contest.no: contest for contest in ballot.contests if contest.no not in known}
    found = asides_of(session, {no: contest.nomination for no, contest in asked.items()}, by.id)
    if found and seat.principal != f"person:{by.id}":
        said = {"nomination": asked[min(found)].label, "why": found[min(found)].reason}
        raise NotAllowedError(Text(N_("Somebody else must cast this vote: %(nomination)s (%(why)s)."), said))
    if found:
        session.add_all(_recusal(ballot, seat.seat_no, no, why) for no, why in found.items())
        session.flush()
        session.expire(ballot, ["recusals"])
    return {asked[no].nomination for no in found}


def _require_open(ballot: Ballot) -> None:
    if not ballot.is_open:
        raise BallotRefusedError(Text(N_("This vote is closed.")))


def _seat_of(ballot: Ballot, seat_no: int) -> BallotSeat:
    seat = next((seat for seat in ballot.seats if seat.seat_no == seat_no), None)
    if seat is None:
        raise BallotRefusedError(Text(N_("There is no seat %(seat)s in this vote."), {"seat": seat_no}))
    return seat


def _checked(contests: Sequence[BallotContest], choices: Mapping[str, str]) -> dict[int, str]:
    """Return the choices by contest number, or say what is missing, wrong or not asked."""
    asked = {contest.nomination: contest for contest in contests}
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
    if ballot.is_open:
        ballot.close(clock.now(), by.id)
        session.flush()
    return tally(session, ballot)


def strike_contests(session: Session, nomination: str, reason: str) -> list[Ballot]:
    """Let what was withdrawn or stopped no longer count on the votes that are open; return those votes."""
    found = [store.lock_ballot(session, one.id) for one in store.ballots_on(session, nomination) if one.is_open]
    struck = [ballot for ballot in found if ballot.is_open]
    for contest in (one for ballot in struck for one in ballot.contests):
        if contest.nomination.partition("/")[0] == nomination:
            contest.struck = reason
    session.flush()
    return struck
