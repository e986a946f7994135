"""Every way through the diagram of a council's session."""

from datetime import timedelta

import pytest

from engine.base import clock as clock_room
from engine.base.actor import SYSTEM
from engine.base.errors import AnswersRefusedError, NotAllowedError
from engine.commands import place_hold
from engine.model.base import new_id
from engine.store import events, instances, removal, retention
from tests.workflows.procedures.nomination.office import UNIT, after
from workflows.across.linkage.store import belongs_to
from workflows.across.people.relations.model import DeclaredRelation
from workflows.procedures.council_session.commands import start_council_session
from workflows.procedures.council_session.minutes import minutes_of
from workflows.procedures.council_session.outcome import GONE
from workflows.procedures.council_session.store import find_session, waiting_for_council
from workflows.procedures.nomination.commands import create_nomination, withdraw_nomination
from workflows.registers.awards.model import YearRecord
from workflows.registers.organisation.model import Post

COUNCIL = "VKSNDTC"


def bring(office, award="LDTT"):
    """Bring a nomination of the person of the department before the council."""
    code = office.propose_person(award)
    office.submit(code)
    office.appraise(code)
    return code


def bring_somebody(office, name, sex=""):
    """Bring a nomination of a new colleague before the council."""
    person = office._person(new_id(), name, UNIT)
    person.sex = sex
    office.give(person)
    office.give(YearRecord(person_id=person.id, year=2019, rating="EXCELLENT"))
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": str(person.id)}
    with office.database.transaction() as session:
        code = create_nomination(session, **asked, by=office.writer(UNIT), key=str(new_id())).code
    office.submit(code)
    office.appraise(code)
    return code


def bring_two(office, name):
    """Bring the nomination of the person of the department before the council, and one of a new colleague."""
    return bring(office), bring_somebody(office, name)


def results(office, key):
    with office.database.read() as session:
        return {i.key: (i.passed, i.yes, i.base, i.needed) for i in find_session(session, key).items}


def reasons(office, key):
    with office.database.read() as session:
        return {i.key: i.reason for i in find_session(session, key).items}


@after(bring_two, "Lê Văn Hai (ví dụ)")
def test_one_sheet_decides_all_that_wait_and_each_nomination_receives_its_own_result(office):
    first, second = office.told
    key = office.call_session()
    office.convene(key)
    office.attend(key, present=9)
    assert len(office.variables(key, "council_session")["voters"]) == 10
    office.cast_sheets(key, {second: 7})
    assert results(office, key) == {first: (True, 10, 10, 8), second: (False, 7, 10, 8)}
    office.finish_session(key)
    assert office.waiting(first) == {"leader_sign"}
    assert office.nomination(second).outcome == "failed"
    assert office.nomination(second).reason == "Hội đồng: 7/10 phiếu đồng ý, chưa đạt tỷ lệ"
    assert office.states(key) == {"council_session": "completed"}
    with office.database.read() as session:
        assert waiting_for_council(session, COUNCIL) == []


@after(bring)
def test_members_are_invited_and_the_absent_answer_in_writing(office):
    key = office.call_session()
    office.convene(key)
    assert [reason for _, reason in office.notices(key)].count("council_invited") == 10
    office.attend(key, present=7)
    written = [v["seat"] for v in office.variables(key, "council_session")["voters"] if v["is_written"]]
    assert written == [8, 9, 10]


@pytest.mark.parametrize(("present", "waits"), [(7, {"vote"}), (6, {"plan_session"})])
@after(bring)
def test_seven_of_ten_members_are_a_quorum_and_six_are_not(office, present, waits):
    key = office.call_session()
    office.convene(key)
    office.attend(key, present=present)
    assert office.waiting(key) == waits


def test_a_session_without_nominations_ends_at_once(office):
    key = office.call_session()
    assert "nothing_waiting" in office.passed(key)
    assert office.states(key) == {"council_session": "completed"}


def test_only_the_secretary_or_the_chair_calls_a_session(office):
    with pytest.raises(NotAllowedError), office.database.transaction() as session:
        start_council_session(session, COUNCIL, by=office.actor("council_member@VKSNDTC"), key="k")


@after(bring_two, "Lê Văn Hai (ví dụ)")
def test_one_choice_may_stand_for_all_that_are_not_marked(office):
    first, second = office.told
    key = office.call_session()
    office.convene(key)
    office.attend(key, present=10)
    variables = office.variables(key, "council_session")
    for voter in variables["voters"]:
        votes = [{**c, "choice": "no" if c["nomination"] == second else None} for c in variables["sheet"]]
        by = office.actor(voter["principal"], name=voter["principal"].removeprefix("person:"))
        office.do(key, "vote", by, others="yes", votes=votes)
    assert results(office, key)[first][1] == 10
    assert results(office, key)[second][1] == 0


@after(bring)
def test_a_sheet_with_a_case_left_open_is_refused(office):
    key = office.call_session()
    office.convene(key)
    office.attend(key)
    variables = office.variables(key, "council_session")
    by = office.actor("x", name=variables["voters"][0]["principal"].removeprefix("person:"))
    with pytest.raises(AnswersRefusedError):
        office.do(key, "vote", by, others=None, votes=[{**variables["sheet"][0], "choice": None}])


def test_a_member_stands_aside_from_the_own_case_and_still_counts_among_all(office):
    with office.database.read() as session:
        member = office.seat(session, 1)
    office.give(YearRecord(person_id=member, year=2019, rating="EXCELLENT"))
    asked = {"award": "LDTT", "year": 2019, "unit": "VKSNDTC", "person": str(member)}
    with office.database.transaction() as session:
        code = create_nomination(session, **asked, by=office.writer("VKSNDTC"), key="k").code
    office.submit(code, "VKSNDTC")
    office.appraise(code)
    other = bring(office)
    key = office.call_session()
    office.convene(key)
    assert [r["item"] for r in office.variables(key, "council_session")["proposed_recusals"]] == [code]
    office.attend(key, present=10, recusals=[])  # what follows from the records cannot be dropped
    office.cast_sheets(key, {})
    assert results(office, key) == {code: (True, 9, 10, 8), other: (True, 10, 10, 8)}


def test_who_heads_the_unit_proposed_is_offered_to_stand_aside(office):
    with office.database.read() as session:
        member = office.seat(session, 2)
    office.give(Post(person_id=member, role="unit_head", unit_code=UNIT, valid_from=clock_room.today()))
    code = office.propose_unit("TTLDTT")
    office.submit(code)
    office.appraise(code)
    key = office.call_session()
    office.convene(key)
    assert [(r["seat"], r["item"]) for r in office.variables(key, "council_session")["proposed_recusals"]] == [
        ("2", code)
    ]


def aside(code, *seats, ground="relative", reason=""):
    return [{"seat": str(seat), "item": code, "ground": ground, "reason": reason} for seat in seats]


@after(bring)
def test_recusals_are_confirmed_by_a_second_person_and_told_in_the_minutes(office):
    code = office.told
    key = office.call_session()
    office.convene(key)
    both = office.actor("council_secretary@VKSNDTC", "council_chair@VKSNDTC", name="both")
    roll = {"present": [str(n) for n in range(1, 11)], "presided_by": "1"}
    with pytest.raises(AnswersRefusedError):
        office.do(key, "attendance", both, **roll, recusals=aside(code, 3, ground="other"))
    office.do(key, "attendance", both, **roll, recusals=aside(code, 3))
    with pytest.raises(NotAllowedError):
        office.do(key, "open_voting", both, decision="open", reason="Một mình")
    assert [reason for _, reason in office.notices(key)].count("vote_recusal_proposed") == 1
    office.open_voting(key, decision="return", reason="Ghi rõ quan hệ")
    office.attend(key, present=10, recusals=aside(code, 3, 4, reason="Anh ruột"))
    assert [reason for _, reason in office.notices(key)].count("vote_recused") == 2
    office.cast_sheets(key, {code: 9})
    assert results(office, key) == {code: (False, 7, 10, 8)}
    with office.database.read() as session:
        minutes = minutes_of(session, find_session(session, key))
        ground = ("Hồ sơ của người thân thành viên", "Anh ruột")
        assert [(one.ground, one.reason) for one in minutes.recusals] == [ground] * 2
        assert {(one.proposed, one.confirmed) for one in minutes.recusals} == {
            ("council_secretary@VKSNDTC", "council_chair@VKSNDTC")
        }
        assert minutes.opening is not None
        assert minutes.opening.opening_reason == "Chưa có bỏ phiếu kín trên hệ thống."
        [line] = minutes.rolls[0].lines
        assert {vote: len(names) for vote, names in line.names.items() if names} == {"yes": 7, "no": 1, "aside": 2}


@after(bring)
def test_what_one_person_declares_bars_no_other_seat_and_two_do(office):
    code = office.told
    key = office.call_session()
    with office.database.transaction() as session:
        said = {"person_id": office.subject, "kind": "sibling", "declared_at": clock_room.now()}
        said |= {"declared_by": str(office.subject), "declared_by_name": "Tự khai"}
        alone = DeclaredRelation(**said, relative_id=office.seat(session, 3), binds_relative=False)
        session.add_all([alone, DeclaredRelation(**said, relative_id=office.seat(session, 4))])
    office.convene(key)
    proposed = [(r["seat"], r["ground"]) for r in office.variables(key, "council_session")["proposed_recusals"]]
    assert proposed == [("4", "relative"), ("3", "relative")]  # the second is the secretary's to propose or to leave
    office.attend(key, present=10, recusals=[])
    assert [voter["seat"] for voter in office.variables(key, "council_session")["voters"]] == [1, 2, 3, *range(5, 11)]
    office.cast_sheets(key, {})
    assert results(office, key) == {code: (True, 9, 10, 8)}


@after(bring_two, "Lê Văn Hai (ví dụ)")
def test_a_case_that_too_few_may_vote_on_goes_on_waiting_for_another_session(office):
    first, second = office.told
    key = office.call_session()
    office.convene(key)
    office.attend(key, present=10, recusals=aside(first, 1, 2, 3, 4))
    assert [row["nomination"] for row in office.variables(key, "council_session")["sheet"]] == [second]
    office.cast_sheets(key, {})
    office.finish_session(key)
    assert (office.nomination(first).stage, office.nomination(first).outcome) == ("council", None)
    assert office.waiting(second) == {"leader_sign"}
    with office.database.read() as session:
        assert [one.code for one in waiting_for_council(session, COUNCIL)] == [first]
        [put_off] = [item for item in find_session(session, key).items if item.is_put_off]
        assert "còn 6/10 thành viên" in put_off.reason


@after(bring)
def test_where_nothing_is_left_to_vote_on_the_session_is_planned_again(office):
    code = office.told
    key = office.call_session()
    office.convene(key)
    office.attend(key, present=10, recusals=aside(code, *range(1, 11)))
    assert office.waiting(key) == {"plan_session"}
    assert results(office, key)[code][0] is None


@after(bring)
def test_an_open_vote_where_the_rule_asks_for_secrecy_needs_a_reason_of_the_chair(office):
    key = office.call_session()
    office.convene(key)
    roll = {"present": [str(n) for n in range(1, 11)], "presided_by": "1", "recusals": []}
    office.do(key, "attendance", office.actor("council_secretary@VKSNDTC"), **roll)
    with pytest.raises(AnswersRefusedError):
        office.open_voting(key, reason=None)
    assert office.waiting(key) == {"open_voting"}
    office.open_voting(key, decision="postpone", reason="Chờ bỏ phiếu kín")
    assert office.waiting(key) == {"plan_session"}


def test_a_quota_takes_the_best_and_prefers_women_at_equal_votes(office):
    man, woman = (
        bring_somebody(office, "Lê Văn Hai (ví dụ)", "male"),
        bring_somebody(office, "Lê Thị Ba (ví dụ)", "female"),
    )
    key = office.call_session()
    office.convene(key, quotas=[{"award": "LDTT", "most": 1}])
    office.attend(key)
    office.cast_sheets(key, {})
    assert results(office, key)[woman][0] is True
    assert results(office, key)[man][0] is False
    assert office.waiting(key) == {"write_minutes"}


def test_a_tie_for_the_last_place_is_voted_on_again(office):
    one, other = (
        bring_somebody(office, "Lê Văn Hai (ví dụ)", "male"),
        bring_somebody(office, "Lê Văn Ba (ví dụ)", "male"),
    )
    key = office.call_session()
    office.convene(key, quotas=[{"award": "LDTT", "most": 1}])
    office.attend(key)
    office.cast_sheets(key, {})
    assert office.waiting(key) == {"second_round"}
    again = {"decision": "again", "nominations": [one, other], "comment": None}
    again["closes_at"] = clock_room.now() + timedelta(days=2)
    office.do(key, "second_round", office.actor("council_chair@VKSNDTC"), **again)
    office.cast_sheets(key, {other: 8})
    assert results(office, key) == {one: (True, 10, 10, 8), other: (False, 8, 10, 8)}
    office.finish_session(key)
    assert office.nomination(other).reason == "Hội đồng: 8/10 phiếu đồng ý, vượt quá số lượng được đề nghị"


def test_the_chair_may_settle_a_tie_without_another_vote(office):
    one, other = (
        bring_somebody(office, "Lê Văn Hai (ví dụ)", "male"),
        bring_somebody(office, "Lê Văn Ba (ví dụ)", "male"),
    )
    key = office.call_session()
    office.convene(key, quotas=[{"award": "LDTT", "most": 1}])
    office.attend(key)
    office.cast_sheets(key, {})
    settled = {"decision": "settle", "nominations": [], "closes_at": None, "comment": "Không biểu quyết lại"}
    office.do(key, "second_round", office.actor("council_chair@VKSNDTC"), **settled)
    assert [results(office, key)[code][0] for code in (one, other)] == [False, False]


@after(bring)
def test_a_vote_closes_in_time_after_a_reminder_and_counts_who_answered(office):
    code = office.told
    key = office.call_session()
    office.convene(key)
    office.attend(key, present=10)
    office.cast_sheets(key, {}, but=[9, 10])
    office.later(days=4, hours=1)
    assert [reason for _, reason in office.notices(key)].count("council_vote_closing") == 3
    office.later(days=2)
    assert office.waiting(key) == {"write_minutes"}
    assert results(office, key)[code] == (True, 8, 10, 8)


@after(bring)
def test_papers_may_circulate_and_are_asked_again_without_a_quorum(office):
    key = office.call_session()
    office.convene(key, kind="circulation")
    office.attend(key, present=0, presided_by=None)
    office.cast_sheets(key, {}, but=range(7, 11))
    office.later(days=6)
    assert office.waiting(key) == {"second_round"}


@after(bring)
def test_the_chair_may_return_the_minutes(office):
    key = office.call_session()
    office.convene(key)
    office.attend(key)
    office.cast_sheets(key, {})
    minutes = {"document_no": "1/BB", "proceedings": "…", "lower": []}
    office.do(key, "write_minutes", office.actor("council_secretary@VKSNDTC"), **minutes)
    back = {"decision": "return", "signed_on": None, "comment": "Ghi rõ ý kiến"}
    office.do(key, "sign_minutes", office.actor("council_chair@VKSNDTC"), **back)
    assert office.waiting(key) == {"write_minutes"}


@after(bring_two, "Lê Văn Hai (ví dụ)")
def test_what_was_withdrawn_before_the_session_is_left_out(office):
    first, second = office.told
    key = office.call_session()
    with office.database.transaction() as session:
        withdraw_nomination(session, second, "Đơn vị xin rút", by=office.writer(UNIT), key="w")
    office.run()
    office.convene(key)
    assert set(results(office, key)) == {first}


@after(bring_two, "Lê Văn Hai (ví dụ)")
def test_what_was_withdrawn_after_the_agenda_was_fixed_is_neither_voted_on_nor_passed(office):
    first, second = office.told
    key = office.call_session()
    office.convene(key)
    with office.database.transaction() as session:
        withdraw_nomination(session, second, "Đơn vị xin rút", by=office.writer(UNIT), key="w")
    office.run()
    office.attend(key)
    assert [row["nomination"] for row in office.variables(key, "council_session")["sheet"]] == [first]
    office.cast_sheets(key, {})
    office.finish_session(key)
    assert (results(office, key)[second][0], reasons(office, key)[second]) == (False, GONE)
    assert (office.nomination(first).outcome, office.nomination(second).outcome) == (None, "withdrawn")


@after(bring)
def test_two_sessions_never_hold_the_same_nomination(office):
    first = office.call_session()
    office.convene(first)
    second = office.call_session()
    assert "nothing_waiting" in office.passed(second)


@after(bring)
def test_choices_stay_out_of_the_process_and_its_history(office):
    key = office.call_session()
    office.convene(key)
    office.attend(key)
    office.cast_sheets(key, {})
    with office.database.read() as session:
        one = instances.instances_for(session, key)[0]
        assert "'choice'" not in str(instances.variables_of(session, one.id))


@after(bring_two, "Đinh Công Minh")
def test_a_hold_on_a_nomination_keeps_the_session_that_has_it_on_its_agenda(office):
    code, other = office.told
    key = office.call_session()
    office.convene(key)
    retention.register_links("cases", belongs_to)
    with office.database.transaction() as session:
        (sitting,) = instances.instances_for(session, key)
        mine = instances.instances_for(session, code)[0]
        place_hold(session, mine.id, "thanh tra", by=SYSTEM, key="hold-nomination")
    with office.database.read() as session:
        held = {one.id for one in instances.instances_for(session, code)} | {sitting.id}
        hold = retention.holds_on(session, instances.find_instance(session, sitting.id))[0]
        assert set(retention.covered_by(session, hold.id)) == held
        assert retention.holds_on(session, instances.instances_for(session, other)[0]) == []
        assert events.events_of(session, instance_id=sitting.id)[-1].kind == "hold_placed"
    with office.database.transaction() as session:
        for one in instances.instances_for(session, key):
            one.state, one.removal_at = "completed", clock_room.now()
    with office.database.read() as session:
        assert sitting.id not in removal.due_instances(session, clock_room.now(), 10)
