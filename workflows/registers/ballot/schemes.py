"""How choices are kept and counted: one interface, whatever the secrecy."""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy.orm import Session

from workflows.registers.ballot import store
from workflows.registers.ballot.model import Ballot, BallotSeat

Choices = Mapping[int, str]
Counts = Mapping[tuple[int, str], int]


class VotingScheme(Protocol):
    """Keep a seat's choices and count all of them; nothing else knows how."""

    def keep(self, session: Session, ballot: Ballot, seat: BallotSeat, choices: Choices) -> None:
        """Keep what a seat chose, by contest number."""

    def count(self, session: Session, ballot: Ballot) -> Counts:
        """Return how often each choice was made, by contest number and choice."""


class RollCall:
    """An open vote: each seat's choice is on record."""

    def keep(self, session: Session, ballot: Ballot, seat: BallotSeat, choices: Choices) -> None:
        """Keep each choice beside the seat that made it."""
        store.keep_choices(session, ballot.id, seat.seat_no, choices)

    def count(self, session: Session, ballot: Ballot) -> Counts:
        """Count the rows."""
        return store.count_choices(session, ballot.id)


_SCHEMES: Mapping[str, VotingScheme] = {"roll_call": RollCall()}


def scheme_of(ballot: Ballot) -> VotingScheme:
    """Return the scheme a ballot is held under."""
    return _SCHEMES[ballot.mode]
