from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from engine.base.actor import SYSTEM, Actor
from engine.base.errors import AlreadyDoneError
from workflows.registers.ballot import BallotPlan, Threshold, cast, close_ballot, open_ballot, store
from workflows.registers.ballot.commands import BallotRefusedError, SeatPlan

VOTER = frozenset({"bloc_voter@BCA"})


@pytest.fixture
def ballot(database, clock):
    seats = [SeatPlan("BCA", "Bộ Công an", "bloc_voter@BCA")]
    plan = BallotPlan("NC-2019", "CTDCP", [("H1", "Bộ Tư pháp")], seats, Threshold(80, 100))
    with database.transaction() as session:
        return open_ballot(session, plan, by=SYSTEM).id


def at_once(*works):
    """Run works at the same moment; return what each gave or raised."""
    gate = Barrier(len(works))

    def run(work):
        gate.wait()
        try:
            return work()
        except (AlreadyDoneError, BallotRefusedError) as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def casting(database, ballot, name, choice):
    by = Actor(id=name, name=name, principals=VOTER)
    return lambda: database.perform(lambda session: cast(session, ballot, 1, {"H1": choice}, by=by))


def test_two_voters_of_one_seat_at_once_give_one_vote(database, ballot):
    results = at_once(casting(database, ballot, "An", "yes"), casting(database, ballot, "Ba", "no"))
    refused = [result for result in results if result is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], AlreadyDoneError)
    with database.read() as session:
        ((seat, vote),) = store.roll_call(session, ballot)
    assert seat.participated_name == refused[0].by_name
    assert vote.choice == ("yes" if refused[0].by_name == "An" else "no")


def test_a_vote_and_the_close_at_once_never_lose_a_vote(database, ballot):
    close = lambda: database.perform(lambda session: close_ballot(session, ballot, by=SYSTEM))  # noqa: E731
    voted, closed = at_once(casting(database, ballot, "An", "yes"), close)
    if isinstance(voted, BallotRefusedError):
        assert closed.contests[0].yes == 0
    else:
        assert closed.contests[0].yes == 1
