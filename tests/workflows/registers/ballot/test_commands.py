from contextlib import nullcontext

import pytest

from engine.base.actor import SYSTEM, Actor
from engine.base.errors import AlreadyDoneError, AnswersRefusedError, NotAllowedError, NotFoundError
from workflows.registers.ballot import Threshold, cast, close_ballot, open_ballot, store, tally
from workflows.registers.ballot.aside import Recusal
from workflows.registers.ballot.commands import BallotPlan, BallotRefusedError, SeatPlan
from workflows.registers.ballot.tally import ContestResult, choose_winners

BODIES = ["VKSNDTC", "BCA", "BQP", "BTP", "TANDTC", "TTCP", "KTNN", "BQLLANG"]


def plan(**more):
    given = {
        "scope": "NC-2019",
        "award": "CTDCP",
        "candidates": [("H1", "Bộ Tư pháp"), ("H2", "Thanh tra Chính phủ")],
        "seats": [SeatPlan(body, body, f"bloc_voter@{body}") for body in BODIES],
        "threshold": Threshold(80, 100),
    }
    return BallotPlan(**(given | more))


def voter(body):
    return Actor(id=f"id-{body}", name=f"Người của {body}", principals=frozenset({f"bloc_voter@{body}"}))


@pytest.fixture
def ballot(database, clock):
    with database.transaction() as session:
        return open_ballot(session, plan(), by=SYSTEM).id


def vote(database, ballot, seat, choices, by=None):
    with database.transaction() as session:
        cast(session, ballot, seat, choices, by=by or voter(BODIES[seat - 1]))


def test_seven_of_eight_pass_and_six_do_not(database, ballot):
    for seat in range(1, 8):
        vote(database, ballot, seat, {"H1": "yes", "H2": "yes" if seat < 7 else "no"})
    with database.transaction() as session:
        result = close_ballot(session, ballot, by=SYSTEM)
    first, second = result.contests
    assert (first.yes, first.against, first.blank, first.not_returned, first.needed, first.passed) == (
        7,
        0,
        0,
        1,
        7,
        True,
    )
    assert (second.yes, second.against, second.passed) == (6, 1, False)
    assert str(first.percent) == "87.50"
    assert result.winners == ("H1",)


@pytest.mark.parametrize(("aside", "refused"), [(1, False), (2, True), (8, True)])
def test_candidates_too_few_are_left_for_are_not_put_to_the_vote(database, clock, aside, refused):
    asked = plan(recusals={"H2": {seat: Recusal("interest", "x", "A", "B") for seat in range(1, aside + 1)}})
    with database.transaction() as session, pytest.raises(BallotRefusedError) if refused else nullcontext():
        opened = open_ballot(session, asked, by=SYSTEM)
        assert [(one.contest_no, one.proposed_name, one.confirmed_name) for one in opened.recusals] == [(2, "A", "B")]


def test_a_blank_vote_counts_as_taking_part_and_not_as_yes(database, ballot):
    for seat in range(1, 9):
        vote(database, ballot, seat, {"H1": "blank", "H2": "no"})
    with database.read() as session:
        result = tally(session, store.find_ballot(session, ballot))
    assert result.contests[0].blank == 8
    assert result.participated == 8
    assert result.winners == ()


def test_without_a_quorum_nothing_passes(database, clock):
    with database.transaction() as session:
        rule = Threshold(50, 100, base="present")
        ballot = open_ballot(session, plan(threshold=rule), by=SYSTEM).id
    for seat in range(1, 6):
        vote(database, ballot, seat, {"H1": "yes", "H2": "no"})
    with database.transaction() as session:
        before = tally(session, store.find_ballot(session, ballot))
    assert not before.has_quorum
    assert not before.contests[0].passed
    vote(database, ballot, 6, {"H1": "yes", "H2": "no"})
    with database.read() as session:
        after = tally(session, store.find_ballot(session, ballot))
    assert after.has_quorum
    assert after.contests[0].base == 8  # nobody met: all were asked
    assert after.winners == ("H1",)


def test_a_seat_votes_once_and_is_told_who_did(database, ballot):
    vote(database, ballot, 2, {"H1": "yes", "H2": "no"})
    with pytest.raises(AlreadyDoneError) as refused:
        vote(database, ballot, 2, {"H1": "no", "H2": "no"})
    assert refused.value.by_name == "Người của BCA"
    with database.read() as session:
        assert [(s.holder, v.choice) for s, v in store.roll_call(session, ballot)] == [("BCA", "yes"), ("BCA", "no")]


def test_nobody_votes_for_another_body(database, ballot):
    with pytest.raises(NotAllowedError):
        vote(database, ballot, 1, {"H1": "yes", "H2": "no"}, by=voter("BCA"))


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({"H1": "yes"}, "H2"),
        ({"H1": "yes", "H2": "maybe"}, "H2"),
        ({"H1": "yes", "H2": "no", "H9": "yes"}, "H9"),
        ({}, "H1"),
    ],
)
def test_every_nomination_needs_one_of_three_choices(database, ballot, choices, field):
    with pytest.raises(AnswersRefusedError) as refused:
        vote(database, ballot, 1, choices)
    assert field in refused.value.errors
    with database.read() as session:
        assert store.find_ballot(session, ballot).seats[0].participated_at is None


def test_a_closed_vote_takes_no_more_and_counts_the_same_again(database, ballot):
    vote(database, ballot, 1, {"H1": "yes", "H2": "no"})
    with database.transaction() as session:
        first = close_ballot(session, ballot, by=SYSTEM)
    with pytest.raises(BallotRefusedError):
        vote(database, ballot, 2, {"H1": "yes", "H2": "no"})
    with database.transaction() as session:
        assert close_ballot(session, ballot, by=SYSTEM) == first


@pytest.mark.parametrize(
    "wrong",
    [{"candidates": []}, {"seats": []}, {"candidates": [("H1", "a"), ("H1", "b")]}],
)
def test_a_senseless_ballot_is_not_opened(database, clock, wrong):
    with database.transaction() as session, pytest.raises(BallotRefusedError):
        open_ballot(session, plan(**wrong), by=SYSTEM)


@pytest.mark.parametrize("unknown", ["not an id", "00000000-0000-7000-8000-000000000000"])
def test_there_is_no_unknown_ballot(database, unknown):
    with database.read() as session, pytest.raises(NotFoundError):
        store.find_ballot(session, unknown)


def contest(code, yes, passed=True):
    return ContestResult(code, code, yes, 8 - yes, 0, 0, 8, 8, 7, passed)


def test_the_quota_takes_the_most_votes():
    assert choose_winners((contest("a", 7), contest("b", 8), contest("c", 6, passed=False)), 1) == (("b",), ())


def test_a_tie_for_the_last_place_is_not_decided_by_chance():
    assert choose_winners((contest("a", 7), contest("b", 7)), 1) == ((), ("a", "b"))
    assert choose_winners((contest("a", 7), contest("b", 8), contest("c", 7)), 2) == (("b",), ("a", "c"))
