"""What is withdrawn or stopped takes what hangs on it along: open votes and agendas do not count it, and say so."""

import pytest

from engine.base.actor import SYSTEM
from engine.commands import correlate_message
from engine.model.base import new_id
from tests.workflows.procedures.nomination.office import BODIES, UNIT, Office
from workflows.across.documents.contents import blocs, sessions
from workflows.procedures.council_session.outcome import GONE
from workflows.procedures.council_session.store import find_session
from workflows.procedures.nomination.commands import create_nomination
from workflows.registers.awards.model import YearRecord
from workflows.registers.ballot.roll import rolls_of
from workflows.registers.ballot.store import ballots_of

BLOC = "NC-2019"


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


def stop(office: Office, code: str) -> None:
    with office.database.transaction() as session:
        correlate_message(
            session, "case_stopped", code, {"reason": "Có kết luận vi phạm"}, by=SYSTEM, key=str(new_id())
        )
    office.run()


def bring(office: Office, name: str) -> str:
    person = office._person(new_id(), name, UNIT)
    office.give(person)
    office.give(YearRecord(person_id=person.id, year=2019, rating="EXCELLENT"))
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": str(person.id)}
    with office.database.transaction() as session:
        code = create_nomination(session, **asked, by=office.writer(UNIT), key=str(new_id())).code
    office.submit(code)
    office.appraise(code)
    return code


def test_a_bloc_gives_its_flag_to_the_next_where_the_best_is_stopped_during_the_vote(office: Office) -> None:
    first, second = office.bring_body_to_bloc("VKSNDTC"), office.bring_body_to_bloc("BCA")
    office.call_vote()
    office.set_agenda(first, second)
    for body in BODIES[:7]:
        office.vote(body)
    stop(office, first)
    assert ("bloc_voter@BQLLANG", "struck_off") in office.notices(first)
    assert ("bloc_voter@BCA", "struck_off") not in office.notices(first)
    office.vote("BQLLANG", **{second: "no"})
    assert office.waiting(BLOC) == {"sign_minutes"}
    office.sign_minutes()
    assert (office.nomination(first).outcome, office.nomination(second).stage) == ("failed", "central")
    with office.database.read() as session:
        (ballot,) = ballots_of(session, BLOC)
        assert [bool(one.struck) for one in ballot.contests] == [True, False]
        rows = blocs.count_record(session, BLOC).sections[1].table.rows
        (line, _other) = rolls_of(session, BLOC)[0].lines
    assert "đã rút hoặc dừng, không tính" in rows[0][1]
    assert str(line.labels[0]).endswith("withdrawn or stopped, not counted"), "a page tells it in its own language"
    assert rows[0][2:] == ["–", "–", "–"]


def test_a_council_gives_no_place_to_what_was_stopped_during_its_vote(office: Office) -> None:
    first, second = bring(office, "Lê Văn Hai (ví dụ)"), bring(office, "Lê Văn Ba (ví dụ)")
    key = office.call_session()
    office.convene(key, quotas=[{"award": "LDTT", "most": 1}])
    office.attend(key)
    office.cast_sheets(key, {second: 8}, but=[1])
    stop(office, first)
    assert "struck_off" in {reason for _, reason in office.notices(first)}
    office.cast_sheets(key, {second: 8}, but=range(2, 11))
    with office.database.read() as session:
        assert {i.nomination: i.passed for i in find_session(session, key).items} == {first: False, second: True}
    office.finish_session(key)
    with office.database.read() as session:
        rows = sessions.minutes(session, key).sections[2].table.rows
        names = [
            row[1] for part in sessions.passed_list(session, key).sections if part.table for row in part.table.rows
        ]
    assert rows[0][-1] == f"Không tính: {GONE}"
    assert len(names) == 1
    assert second in names[0]
    assert office.nomination(first).outcome == "failed"


def test_what_is_stopped_between_count_and_minutes_is_not_named_as_passed(office: Office) -> None:
    code, other = bring(office, "Lê Văn Hai (ví dụ)"), bring(office, "Lê Văn Ba (ví dụ)")
    key = office.call_session()
    office.convene(key)
    office.attend(key)
    office.cast_sheets(key, {})
    stop(office, code)
    office.finish_session(key)
    with office.database.read() as session:
        passed = {item.nomination: item.passed for item in find_session(session, key).items}
    assert passed == {code: False, other: True}
