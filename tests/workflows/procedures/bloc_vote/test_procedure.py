"""Every way through the diagram of a bloc's vote."""

import pytest

from engine.base import clock as clock_room
from engine.base.errors import NotAllowedError
from engine.model.base import new_id
from engine.store import instances
from tests.workflows.procedures.nomination.office import BODIES, after
from workflows.procedures.bloc_vote.commands import VoteRunningError, start_bloc_vote
from workflows.procedures.nomination.commands import withdraw_nomination
from workflows.procedures.nomination.standing.rules import NominationRefusedError

BLOC = "NC-2019"


def bring(office, *bodies):
    """Bring the nominations of bodies to where they wait for the bloc; return the code of the one, or those of all."""
    codes = tuple(map(office.bring_body_to_bloc, bodies))
    return codes if len(codes) > 1 else codes[0]


def outcome(office, code):
    nomination = office.nomination(code)
    return nomination.stage, nomination.outcome


@after(bring, "VKSNDTC")
def test_seven_of_eight_bodies_choose_a_body_which_goes_on_to_the_central_board(office):
    code = office.told
    office.call_vote()
    office.set_agenda(code)
    assert len(office.offered(BLOC, "vote")) == len(BODIES)
    for body in BODIES[:7]:
        office.vote(body)
    office.vote("BQLLANG", **{code: "no"})
    assert office.waiting(BLOC) == {"sign_minutes"}
    office.sign_minutes()
    assert outcome(office, code) == ("central", None)
    assert office.variables(code, "nomination")["bloc_vote"]["yes"] == 7
    assert office.states(BLOC) == {"bloc_vote": "completed"}


@after(bring, "VKSNDTC")
def test_six_of_eight_bodies_are_not_enough(office):
    code = office.told
    office.call_vote()
    office.set_agenda(code)
    for body in BODIES[:6]:
        office.vote(body)
    for body in BODIES[6:]:
        office.vote(body, **{code: "no"})
    office.sign_minutes()
    assert outcome(office, code) == ("decided", "failed")
    assert office.nomination(code).reason == "Khối bình xét: 6/8 phiếu đồng ý"


@after(bring, "VKSNDTC", "BCA")
def test_each_nomination_receives_its_own_result(office):
    first, second = office.told
    office.call_vote()
    office.set_agenda(first, second)
    for body in BODIES:
        office.vote(body, **{second: "no"})
    office.sign_minutes()
    assert outcome(office, first) == ("central", None)
    assert outcome(office, second) == ("decided", "failed")


@after(bring, "VKSNDTC", "BCA")
def test_a_tie_for_the_only_flag_is_voted_on_again(office):
    first, second = office.told
    third = office.bring_body_to_bloc("BTP")
    office.call_vote()
    office.set_agenda(first, second, third)
    for body in BODIES:
        office.vote(body, **{third: "no"})
    assert office.waiting(BLOC) == {"decide_again"}
    again = {"nominations": [first, second], "closes_at": clock_room.now().replace(year=2020)}
    office.do(BLOC, "decide_again", office.actor(f"bloc_head@{BLOC}"), **again)
    for body in BODIES:
        office.vote(body, **{second: "blank"})
    office.sign_minutes()
    assert outcome(office, first) == ("central", None)
    assert outcome(office, second) == ("decided", "failed")
    assert outcome(office, third) == ("decided", "failed")


@after(bring, "VKSNDTC")
def test_a_vote_closes_in_time_after_a_reminder_and_counts_who_came(office):
    code = office.told
    office.call_vote()
    office.set_agenda(code)
    for body in BODIES[:7]:
        office.vote(body)
    office.later(days=6, hours=1)
    reminded = {recipient for recipient, reason in office.notices(BLOC) if reason == "vote_closing"}
    assert reminded == {"bloc_voter@BQLLANG", f"bloc_head@{BLOC}"}
    assert office.waiting(BLOC) == {"vote"}
    office.later(days=2)
    assert office.waiting(BLOC) == {"sign_minutes"}
    office.sign_minutes()
    assert outcome(office, code) == ("central", None)


@after(bring, "VKSNDTC")
def test_too_few_bodies_taking_part_means_another_vote(office):
    code = office.told
    office.call_vote()
    office.set_agenda(code)
    for body in BODIES[:5]:
        office.vote(body)
    office.later(days=8)
    assert office.waiting(BLOC) == {"decide_again"}
    assert outcome(office, code) == ("bloc_vote", None)


def test_a_vote_without_nominations_ends_at_once(office):
    office.call_vote()
    assert "nothing_to_vote" in office.passed(BLOC)
    assert office.states(BLOC) == {"bloc_vote": "completed"}


@after(bring, "VKSNDTC")
def test_only_the_head_calls_the_vote_and_only_one_at_a_time(office):
    with pytest.raises(NotAllowedError), office.database.transaction() as session:
        start_bloc_vote(session, BLOC, by=office.actor("bloc_deputy@NC-2019"), key=str(new_id()))
    office.call_vote()
    with pytest.raises(VoteRunningError):
        office.call_vote()


@after(bring, "VKSNDTC", "BCA")
def test_what_was_withdrawn_before_the_agenda_is_left_out_and_nothing_is_withdrawn_during_the_vote(office):
    first, second = office.told
    office.call_vote()
    with office.database.transaction() as session:
        withdraw_nomination(session, second, "Đã được năm trước", by=office.writer("BCA"), key="w")
    office.run()
    office.set_agenda(first, second)
    contests = office.variables(BLOC, "bloc_vote")["contests"]
    assert [contest["nomination"] for contest in contests] == [first]
    with pytest.raises(NominationRefusedError), office.database.transaction() as session:
        withdraw_nomination(session, first, "Muộn", by=office.writer("VKSNDTC"), key="w")


@after(bring, "VKSNDTC")
def test_choices_stay_out_of_the_process_and_its_history(office):
    code = office.told
    office.call_vote()
    office.set_agenda(code)
    office.vote("BCA", **{code: "no"})
    with office.database.read() as session:
        one = instances.instances_for(session, BLOC)[0]
        kept = str(instances.variables_of(session, one.id))
    assert "'choice'" not in kept
