"""The count of a ballot, and who is proposed by it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    recused: int = 0
    award: str = ""
    is_preferred: bool = False

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
class _Turnout:
    """How many seats there are, how many voted, and who stood aside from which contest."""

    seats: int
    voted: frozenset[int]
    has_quorum: bool
    recused: Mapping[int, frozenset[int]]
    counts_recused: bool


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


def rule_of(ballot: Ballot, contest: BallotContest) -> Threshold:
    """Return the rule one contest is counted by: its own, else the ballot's."""
    rule = threshold_of(ballot)
    own = (contest.numerator, contest.denominator, contest.comparator, contest.base)
    if None in own:
        return rule
    names = ("numerator", "denominator", "comparator", "base")
    return replace(rule, **dict(zip(names, own, strict=True)))  # type: ignore[arg-type]


def tally(session: Session, ballot: Ballot) -> Result:
    """Count a ballot as it stands."""
    counts = scheme_of(ballot).count(session, ballot)
    turnout = _turnout(ballot)
    contests = tuple(_count_contest(c, counts, rule_of(ballot, c), turnout) for c in ballot.contests)
    winners, tied = _choose(ballot, contests)
    return Result(contests, turnout.seats, len(turnout.voted), turnout.has_quorum, winners, tied)


def _turnout(ballot: Ballot) -> _Turnout:
    """Count those present at a meeting, or those who voted where none was held."""
    voted = frozenset(seat.seat_no for seat in ballot.seats if seat.participated_at is not None)
    met = [seat for seat in ballot.seats if seat.attendance is not None]
    present = sum(seat.attendance == "present" for seat in met) if met else len(voted)
    recused: dict[int, set[int]] = {}
    for one in ballot.recusals:
        recused.setdefault(one.contest_no, set()).add(one.seat_no)
    return _Turnout(
        seats=len(ballot.seats),
        voted=voted,
        has_quorum=threshold_of(ballot).has_quorum(present, len(ballot.seats)),
        recused={no: frozenset(seats) for no, seats in recused.items()},
        counts_recused=ballot.counts_recused,
    )


def _count_contest(contest: BallotContest, counts: Counts, rule: Threshold, turnout: _Turnout) -> ContestResult:
    aside = turnout.recused.get(contest.no, frozenset())
    voted = len(turnout.voted - aside)
    entitled = turnout.seats if turnout.counts_recused else turnout.seats - len(aside)
    base = voted if rule.base == "present" else entitled
    yes = counts.get((contest.no, "yes"), 0)
    return ContestResult(
        nomination=contest.nomination,
        label=contest.label,
        yes=yes,
        no=counts.get((contest.no, "no"), 0),
        blank=counts.get((contest.no, "blank"), 0),
        not_returned=turnout.seats - len(aside) - voted,
        seats=turnout.seats,
        base=base,
        needed=rule.needed(base),
        passed=turnout.has_quorum and rule.is_reached(yes, base),
        recused=len(aside),
        award=contest.award_code,
        is_preferred=contest.is_preferred,
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
