"""Every small vote there is, counted by exact fractions, by the reckoning, by the decision table and by a ballot."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from engine.base.actor import SYSTEM, Actor
from engine.feel import compile_expression
from workflows.registers.ballot import BallotPlan, Threshold, cast, close_ballot, open_ballot
from workflows.registers.ballot.commands import BallotRefusedError, ContestPlan, Recusal, SeatPlan
from workflows.registers.ballot.tally import _Attendance
from workflows.registers.decisions.counting import Turnout, can_be_voted, judge
from workflows.registers.decisions.decide import decide

SHARES = [(0, 1), (1, 2), (2, 3), (4, 5), (9, 10), (90, 100), (1, 1)]
RULES = [
    Threshold(numerator, denominator, comparator, base)
    for (numerator, denominator), comparator, base in product(SHARES, (">=", ">"), ("all", "entitled", "present"))
]
BODIES = {"KTNN": "CTDCP", "TANDTC": "CSTDTQ", "BGDDT": "CTDB", "NC": "CTDCP"}


def turnouts(most):
    """Yield every way so many members may stand aside, attend, answer in writing or stay away."""
    for members in range(most + 1):
        for recused in range(members + 1):
            for present in range(members - recused + 1):
                for written in range(members - recused - present + 1):
                    yield Turnout(members, recused, present, written)


def passes(rule, yes, turnout):
    """Tell by exact fractions alone, independently of the reckoning, whether a vote passes."""
    members, entitled = turnout.members, turnout.members - turnout.recused
    base = {"all": members, "entitled": entitled, "present": turnout.present + turnout.written}[rule.base]
    if not (yes and base and entitled and turnout.present):
        return False
    wanted, got = Fraction(rule.numerator, rule.denominator), Fraction(yes, base)
    is_reached = got > wanted if rule.comparator == ">" else got >= wanted
    two_thirds = Fraction(2, 3)
    return (
        is_reached and Fraction(turnout.present, entitled) >= two_thirds and Fraction(entitled, members) >= two_thirds
    )


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_the_reckoning_is_that_of_exact_fractions(rule):
    for turnout in turnouts(8):
        for yes in range(turnout.present + turnout.written + 1):
            verdict = judge(rule, yes, turnout)
            assert verdict.passed is passes(rule, yes, turnout), (yes, turnout)
            assert not (verdict.passed and yes < verdict.needed), (yes, turnout)


@pytest.mark.parametrize(("body", "award"), BODIES.items())
def test_the_decision_table_counts_as_ballots_are_counted(body, award):
    said = decide("vote_threshold.dmn", "vote_threshold", {"body": body, "award": award, "regime": "R2017"})
    rule = Threshold(int(said["numerator"]), int(said["denominator"]), said["comparator"], said["base"])
    for turnout in turnouts(4):
        for yes in range(turnout.present + turnout.written + 1):
            asked = {"yes": yes, "members": turnout.members, "recused": turnout.recused}
            asked |= {"present": turnout.present, "written": turnout.written}
            context = {name: Decimal(value) for name, value in asked.items()}
            context |= {"body": body, "award": award, "regime": "R2017"}
            table, verdict = decide("vote_threshold.dmn", "vote_outcome", context), judge(rule, yes, turnout)
            for name in ("base", "needed", "can_vote", "has_quorum", "reached", "passed"):
                assert table[name] == getattr(verdict, name), (name, asked)


IMPOSSIBLE = ["11, 10, 0, 10, 0", "1, 10, 11, 1, 0", "1.5, 10, 0, 10, 0", "-1, 10, 0, 9, 0", "1, 10, 4, 7, 0"]


@pytest.mark.parametrize("counts", [*IMPOSSIBLE, "7, 10, 4, 6, 0", "1, 10, 4, 0, 7"])
def test_the_function_of_the_table_refuses_what_cannot_be(counts):
    rule = '{numerator: 1, denominator: 2, comparator: ">", base: "all", quorum_numerator: 2, quorum_denominator: 3}'
    assert compile_expression(f"count vote({rule}, {counts})").evaluate({}) is None


def test_the_function_of_the_table_refuses_what_is_no_rule():
    assert compile_expression('count vote("90 %", 1, 10, 0, 10, 0)').evaluate({}) is None


CASES = list(product(RULES[::4], range(3), range(3)))  # rule, how many stand aside, how many of the others say no


@pytest.mark.parametrize("absent", [0, 1, 2])
@pytest.mark.parametrize("answers", [0, 1])
def test_a_ballot_is_counted_so_with_recusals_and_absences(database, clock, absent, answers):
    """Seats 1.. stand aside; the last ones are absent, of whom the first `answers` writes; others vote yes, then no."""
    seats, contests = 6, []
    for number, (rule, aside, _) in enumerate(CASES, start=1):
        if can_be_voted(rule, seats, aside):
            recusals = {seat: Recusal("relative") for seat in range(1, aside + 1)}
            contests.append(ContestPlan(f"H{number}", f"H{number}", f"A{number}", rule, recusals=recusals))
    plans = [
        SeatPlan(str(n), str(n), f"person:{n}", "absent" if n > seats - absent else "present")
        for n in range(1, seats + 1)
    ]
    plan = BallotPlan("HD", "", [], plans, Threshold(1, 2), agenda=contests)
    voting = [n for n in range(1, seats + 1) if n <= seats - absent + answers]
    with database.transaction() as session:
        ballot = open_ballot(session, plan, by=SYSTEM)
        for seat in voting:
            choices = {
                c.nomination: "no" if seat - len(c.recusals) <= CASES[int(c.nomination[1:]) - 1][2] else "yes"
                for c in contests
                if seat not in c.recusals
            }
            cast(session, ballot.id, seat, choices, by=Actor(id=str(seat), name=str(seat)))
    with database.transaction() as session:
        found = {c.nomination: c for c in close_ballot(session, ballot.id, by=SYSTEM).contests}
    for contest in contests:
        rule, aside, against = CASES[int(contest.nomination[1:]) - 1]
        wrote = min(answers, absent)
        turnout = Turnout(seats, aside, seats - aside - absent, wrote)
        yes = max(0, seats - absent + wrote - aside - against)
        counted = found[contest.nomination]
        assert (counted.yes, counted.passed) == (yes, passes(rule, yes, turnout)), contest


@pytest.mark.parametrize("base", ["all", "present", "entitled"])
def test_nothing_passes_where_all_stand_aside_or_nobody_answers(database, clock, base):
    seats = [SeatPlan(str(n), str(n), f"person:{n}") for n in range(1, 4)]
    rule = Threshold(0, 1, base=base)
    all_aside = {n: Recusal("party") for n in range(1, 4)}
    without = BallotPlan("HD", "", [], seats, rule, agenda=[ContestPlan("H1", "H1", "LDTT", rule, recusals=all_aside)])
    with database.transaction() as session, pytest.raises(BallotRefusedError):
        open_ballot(session, without, by=SYSTEM)
    with database.transaction() as session:
        plan = BallotPlan("HD", "", [], seats, rule, agenda=[ContestPlan("H1", "H1", "LDTT", rule)])
        ballot = open_ballot(session, plan, by=SYSTEM)
        result = close_ballot(session, ballot.id, by=SYSTEM)
    assert (result.contests[0].passed, result.winners) == (False, ())


def test_who_stands_aside_from_a_contest_is_neither_present_nor_asked_in_writing_there() -> None:
    seats = frozenset(range(1, 8))
    held = _Attendance(7, seats - {7}, frozenset({1, 2, 3, 4, 5}), frozenset({6, 7}), {1: frozenset({5, 6})})
    assert held.turnout(1) == Turnout(members=7, recused=2, present=4, written=1)
    assert held.turnout(2) == Turnout(members=7, recused=0, present=5, written=2)
