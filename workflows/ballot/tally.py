"""The count of a ballot, and who is proposed by it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy.orm import Session

from workflows.ballot.model import Ballot, BallotContest
from workflows.ballot.schemes import Counts, scheme_of
from workflows.ballot.threshold import Threshold

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class ContestResult:
    """How the vote on one nomination came out."""

    nomination: str
    label: str
    yes: int
    no: int
    blank: int
    not_returned: int
    seats: int
    base: int
    needed: int
    passed: bool

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


def threshold_of(ballot: Ballot) -> Threshold:
    """Return the rule a ballot is counted by."""
    return Threshold(
        numerator=ballot.numerator,
        denominator=ballot.denominator,
        comparator=ballot.comparator,
        base=ballot.base,
        quorum_numerator=ballot.quorum_numerator,
        quorum_denominator=ballot.quorum_denominator,
    )


def tally(session: Session, ballot: Ballot) -> Result:
    """Count a ballot as it stands."""
    counts = scheme_of(ballot).count(session, ballot)
    rule = threshold_of(ballot)
    seats = len(ballot.seats)
    participated = sum(seat.participated_at is not None for seat in ballot.seats)
    has_quorum = rule.has_quorum(participated, seats)
    contests = tuple(_count_contest(c, counts, rule, (seats, participated)) for c in ballot.contests)
    winners, tied = choose_winners(contests, ballot.quota)
    return Result(contests, seats, participated, has_quorum, winners, tied)


def _count_contest(contest: BallotContest, counts: Counts, rule: Threshold, turnout: tuple[int, int]) -> ContestResult:
    seats, participated = turnout
    base = participated if rule.base == "present" else seats
    yes = counts.get((contest.no, "yes"), 0)
    return ContestResult(
        nomination=contest.nomination,
        label=contest.label,
        yes=yes,
        no=counts.get((contest.no, "no"), 0),
        blank=counts.get((contest.no, "blank"), 0),
        not_returned=seats - participated,
        seats=seats,
        base=base,
        needed=rule.needed(base),
        passed=rule.has_quorum(participated, seats) and rule.is_reached(yes, base),
    )


def choose_winners(contests: tuple[ContestResult, ...], quota: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who is proposed within the quota, and those tied for its last places."""
    passed = sorted((c for c in contests if c.passed), key=lambda c: -c.yes)
    if len(passed) <= quota:
        return tuple(c.nomination for c in passed), ()
    last = passed[quota].yes
    ahead = tuple(c.nomination for c in passed if c.yes > last)
    if len(ahead) == quota:
        return ahead, ()
    return ahead, tuple(c.nomination for c in passed if c.yes == last)
