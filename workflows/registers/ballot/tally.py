"""The count of a ballot, and who is proposed by it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy.orm import Session

from workflows.registers.ballot.model import CHOICES, Attendance, Ballot, BallotContest
from workflows.registers.ballot.schemes import Counts, scheme_of
from workflows.registers.decisions.counting import Turnout, judge
from workflows.registers.decisions.threshold import Threshold

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class ContestResult:
    """How the vote on one nomination came out."""

    nomination: str
    label: str
    yes: int
    against: int
    blank: int
    not_returned: int
    seats: int
    base: int
    needed: int
    passed: bool
    has_quorum: bool = True
    recused: int = 0
    award: str = ""
    is_preferred: bool = False
    can_vote: bool = True
    struck: bool = False

    @property
    def percent(self) -> Decimal:
        """Return the share of yes votes in the base, rounded for display; nothing is decided by it."""
        if not self.base:
            return Decimal(0)
        return (Decimal(self.yes * 100) / Decimal(self.base)).quantize(_HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class Result:
    """The whole count; `tied` are those among whom the quota cannot choose without another vote."""

    contests: tuple[ContestResult, ...]
    seats: int
    participated: int
    has_quorum: bool
    winners: tuple[str, ...]
    tied: tuple[str, ...]


@dataclass(frozen=True)
class _Attendance:
    """The seats that attended (or answered, where nobody met), those asked in writing who count with them, and who
    stood aside from which contest.
    """

    seats: int
    voted: frozenset[int]
    present: frozenset[int]
    written: frozenset[int]
    aside: Mapping[int, frozenset[int]]

    def turnout(self, contest: int) -> Turnout:
        """Return who could vote on one contest, and took part."""
        aside = self.aside.get(contest, frozenset())
        return Turnout(self.seats, len(aside), len(self.present - aside), len(self.written - aside))


def threshold_of(ballot: Ballot) -> Threshold:
    """Return the rule a ballot is counted by."""
    return Threshold(
        numerator=ballot.numerator,
        denominator=ballot.denominator,
        comparator=ballot.comparator,
        base=ballot.base,
        quorum_numerator=ballot.quorum_numerator,
        quorum_denominator=ballot.quorum_denominator,
        floor_numerator=ballot.floor_numerator,
        floor_denominator=ballot.floor_denominator,
    )


def rule_of(ballot: Ballot, contest: BallotContest) -> Threshold:
    """Return the rule one contest is counted by: its own, else the ballot's."""
    rule = threshold_of(ballot)
    if contest.numerator is None:
        return rule
    own = {name: getattr(contest, name) for name in (field.name for field in fields(Threshold))}
    # A contest written before it kept a quorum of its own stands under the ballot's.
    return replace(rule, **{name: value for name, value in own.items() if value is not None})


def tally(session: Session, ballot: Ballot) -> Result:
    """Count a ballot as it stands."""
    counts = scheme_of(ballot).count(session, ballot)
    attendance = _attendance(ballot)
    contests = tuple(_count_contest(c, counts, rule_of(ballot, c), attendance) for c in ballot.contests)
    winners, tied = _choose(ballot, contests)
    has_quorum = all(contest.has_quorum for contest in contests)
    return Result(contests, attendance.seats, len(attendance.voted), has_quorum, winners, tied)


def _attendance(ballot: Ballot) -> _Attendance:
    """Count those present at a meeting and the absent who answered; where nobody met, all were asked in writing."""
    everybody = frozenset(seat.seat_no for seat in ballot.seats)
    voted = frozenset(seat.seat_no for seat in ballot.seats if seat.participated_at is not None)
    has_met = any(seat.attendance is not None for seat in ballot.seats)
    came = frozenset(seat.seat_no for seat in ballot.seats if seat.attendance == Attendance.PRESENT)
    present = came if has_met else voted
    aside: dict[int, set[int]] = {}
    for one in ballot.recusals:
        aside.setdefault(one.contest_no, set()).add(one.seat_no)
    return _Attendance(
        seats=len(everybody),
        voted=voted,
        present=present,
        written=(voted if has_met else everybody) - present,
        aside={no: frozenset(seats) for no, seats in aside.items()},
    )


def _count_contest(contest: BallotContest, counts: Counts, rule: Threshold, attendance: _Attendance) -> ContestResult:
    turnout = attendance.turnout(contest.no)
    if contest.struck:
        return _struck(contest, turnout)
    yes, against, blank = (counts.get((contest.no, choice), 0) for choice in CHOICES)
    verdict = judge(rule, yes, turnout)
    return ContestResult(
        nomination=contest.nomination,
        label=contest.label,
        yes=yes,
        against=against,
        blank=blank,
        not_returned=turnout.entitled - yes - against - blank,
        seats=turnout.members,
        base=verdict.base,
        needed=verdict.needed,
        passed=verdict.passed,
        has_quorum=verdict.has_quorum,
        recused=turnout.recused,
        award=contest.award_code,
        is_preferred=contest.is_preferred,
        can_vote=verdict.can_vote,
    )


def _struck(contest: BallotContest, turnout: Turnout) -> ContestResult:
    """Return the result of a contest that is not counted: whatever was chosen, nothing passes and no place is taken."""
    return ContestResult(
        nomination=contest.nomination,
        label=contest.label,
        yes=0,
        against=0,
        blank=0,
        not_returned=0,
        seats=turnout.members,
        base=0,
        needed=0,
        passed=False,
        recused=turnout.recused,
        award=contest.award_code,
        struck=True,
    )


def _choose(ballot: Ballot, contests: tuple[ContestResult, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Choose award by award, each within its own quota; one without an award stands under the ballot's."""
    quotas = {c.award_code: c.quota if c.award_code else ballot.quota for c in ballot.contests}
    winners: list[str] = []
    tied: list[str] = []
    for award, quota in quotas.items():
        chosen, level = choose_winners(tuple(c for c in contests if c.award == award), quota)
        winners += chosen
        tied += level
    return tuple(winners), tuple(tied)


def choose_winners(contests: tuple[ContestResult, ...], quota: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who is proposed within the quota (none: all who passed), and those tied for its last places.

    At equal votes those preferred by law come first; among equals the quota cannot choose.
    """
    passed = sorted((c for c in contests if c.passed), key=lambda c: -c.yes)
    if quota is None or len(passed) <= quota:
        return tuple(c.nomination for c in passed), ()
    last = passed[quota].yes
    ahead = [c for c in passed if c.yes > last]
    level = [c for c in passed if c.yes == last]
    first = [c for c in level if c.is_preferred]
    if first and len(ahead) + len(first) <= quota:
        ahead, level = ahead + first, [c for c in level if not c.is_preferred]
    elif first:
        level = first
    chosen = tuple(c.nomination for c in ahead)
    return (chosen, ()) if len(ahead) == quota else (chosen, tuple(c.nomination for c in level))
