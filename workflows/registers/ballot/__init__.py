"""Votes behind one small interface: open a ballot, cast, close, count.

Today every ballot is an open roll-call: the minutes show who voted how. A secret scheme will take the same place.
"""

from workflows.registers.ballot.commands import BallotPlan, cast, close_ballot, open_ballot
from workflows.registers.ballot.model import Ballot, BallotContest, BallotSeat
from workflows.registers.ballot.tally import ContestResult, Result, tally
from workflows.registers.decisions.threshold import Threshold

__all__ = [
    "Ballot",
    "BallotContest",
    "BallotPlan",
    "BallotSeat",
    "ContestResult",
    "Result",
    "Threshold",
    "cast",
    "close_ballot",
    "open_ballot",
    "tally",
]
