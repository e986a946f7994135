"""Who voted how in an open vote, once it is closed: for the minutes, the session's page and the auditors' record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.base.text import Text
from workflows.registers.ballot import store
from workflows.registers.ballot.aside import WORDS
from workflows.registers.ballot.model import Ballot, BallotContest, BallotState

VOTES = ("yes", "no", "blank", "not_returned", "aside")
Named = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Line:
    """How the seats voted on some nominations alike: their names by vote (`VOTES`)."""

    numbers: tuple[int, ...]
    labels: tuple[Text, ...]
    names: Named


@dataclass(frozen=True)
class Aside:
    """Who stood aside from what, on which ground and why; who proposed and who confirmed it, where people did."""

    name: str
    label: Text
    ground: str
    reason: str
    proposed: str
    confirmed: str


@dataclass(frozen=True)
class Roll:
    """A closed ballot: the decision to hold it openly, where its rule asks otherwise, its votes by name, who stood
    aside.
    """

    scope: str
    subject_key: str
    opened_at: datetime
    closed_at: datetime | None
    opening_name: str | None
    opening_at: datetime | None
    opening_reason: str | None
    lines: list[Line]
    asides: list[Aside]


def rolls_of(session: Session, subject_key: str) -> list[Roll]:
    """Return the closed open votes held under a business key, the first round first."""
    return [
        _roll(session, ballot, ballot.contests) for ballot in reversed(_closed(store.ballots_of(session, subject_key)))
    ]


def rolls_about(session: Session, nomination: str) -> list[Roll]:
    """Return the closed open votes on a nomination or its entries, each with what was voted on it alone."""
    found = reversed(_closed(store.ballots_on(session, nomination)))
    return [_roll(session, b, [c for c in b.contests if c.nomination.partition("/")[0] == nomination]) for b in found]


def _closed(ballots: Sequence[Ballot]) -> list[Ballot]:
    return [one for one in ballots if one.state == BallotState.CLOSED and one.mode == "roll_call"]


def _roll(session: Session, ballot: Ballot, contests: Sequence[BallotContest]) -> Roll:
    alike: dict[tuple[tuple[str, ...], ...], list[BallotContest]] = {}
    votes = {(vote.contest_no, seat.seat_no): vote.choice for seat, vote in store.roll_call(session, ballot.id)}
    aside = {(one.contest_no, one.seat_no) for one in ballot.recusals}
    for contest in contests:
        named: dict[str, list[str]] = {vote: [] for vote in VOTES}
        for seat in ballot.seats:
            place = (contest.no, seat.seat_no)
            named["aside" if place in aside else votes.get(place, "not_returned")].append(seat.name)
        alike.setdefault(tuple(tuple(named[vote]) for vote in VOTES), []).append(contest)
    return Roll(
        scope=ballot.scope,
        subject_key=ballot.subject_key,
        opened_at=ballot.opened_at,
        closed_at=ballot.closed_at,
        opening_name=ballot.opening_name,
        opening_at=ballot.opening_at,
        opening_reason=ballot.opening_reason,
        lines=[
            Line(tuple(c.no for c in same), tuple(c.title for c in same), dict(zip(VOTES, names, strict=True)))
            for names, same in alike.items()
        ],
        asides=_asides(ballot, contests),
    )


def _asides(ballot: Ballot, contests: Sequence[BallotContest]) -> list[Aside]:
    titles = {contest.no: contest.title for contest in contests}
    names = {seat.seat_no: seat.name for seat in ballot.seats}
    return [
        Aside(
            name=names[one.seat_no],
            label=titles[one.contest_no],
            ground=WORDS.get(one.ground, one.ground),
            reason=one.reason,
            proposed=one.proposed_name,
            confirmed=one.confirmed_name,
        )
        for one in sorted(ballot.recusals, key=lambda found: (found.contest_no, found.seat_no))
        if one.contest_no in titles
    ]
