"""What a bloc decided to do: given at the conference or by the head, told of, late, reminded, done, closed."""

from datetime import timedelta
from uuid import UUID

import pytest

from engine.base import clock as clock_room
from engine.base.errors import NotAllowedError, NotFoundError
from engine.commands.remarks import RemarkError
from engine.model.base import new_id
from tests.workflows.procedures.bloc_year.test_procedure import KEY, REPORT, REVIEW, SCOPE, TARGETS, Year
from tests.workflows.procedures.nomination.office import BODIES, Office
from workflows.procedures.bloc_year.directions.commands import (
    ALL,
    Asked,
    DirectionRefusedError,
    close_direction,
    give_direction,
    report_direction,
)
from workflows.procedures.bloc_year.directions.model import BlocDirection, DirectionState
from workflows.procedures.bloc_year.directions.reminding import remind_of_directions
from workflows.procedures.bloc_year.directions.store import directions_of, progress_of

OWNER = "emulation_dept@BTP"


@pytest.fixture
def year(office: Office) -> Year:
    """Return a year whose conference gave the Ministry of Justice one thing to do in ten days, and each member one."""
    made = Year(office)
    made.agree_on_papers()
    made.each("sign_covenant", "body_leader", signed=True, signed_on=clock_room.today(), clusters=3)
    made.each("register_targets", **TARGETS)
    made.each("midyear_report", **REPORT, model="Đơn vị điển hình")
    day = clock_room.today() + timedelta(days=10)
    assigned = [
        {"content": "Đơn giản hóa thủ tục bình xét", "owner": "BTP", "due_on": day},
        {"content": "Nhân rộng điển hình", "owner": ALL, "due_on": day},
    ]
    made.lead("midyear_review", held_on=clock_room.today(), **REVIEW, assigned=assigned)
    return made


def found(office: Office) -> list[BlocDirection]:
    with office.database.read() as session:
        return directions_of(session, SCOPE)


def give(office: Office, by, owner="BQP", content="Việc mới", days=30) -> list[UUID]:
    asked = Asked(content, owner, clock_room.today() + timedelta(days=days))
    with office.database.transaction() as session:
        return give_direction(session, SCOPE, asked, by=by, key=str(new_id()))


def tell(office: Office, one: BlocDirection, by, text="Đã trình dự thảo", *, is_done=False) -> None:
    with office.database.transaction() as session:
        report_direction(session, SCOPE, one.id, text, is_done=is_done, by=by, key=str(new_id()))


def close(office: Office, one: BlocDirection, by, note="Đạt yêu cầu") -> None:
    with office.database.transaction() as session:
        close_direction(session, SCOPE, one.id, note, by=by, key=str(new_id()))


def remind(office: Office) -> None:
    with office.database.transaction() as session:
        remind_of_directions(session)


def test_directions_of_the_conference_and_of_the_head_go_to_their_owners(office: Office, year: Year) -> None:
    assert [(one.no, one.owner_code) for one in found(office)] == [(1, "BTP"), *enumerate(BODIES, 2)]
    assert {one.step for one in found(office)} == {"midyear_review"}
    assert office.notices(KEY).count((OWNER, "direction_given")) == 2
    assert len(give(office, year.head())) == 1
    added = found(office)[-1]
    assert (added.no, added.owner_code, added.step, added.state) == (10, "BQP", "", DirectionState.OPEN)


def test_a_direction_is_told_of_by_its_owner_and_closed_by_the_head(office: Office, year: Year) -> None:
    [one, *_] = found(office)
    for stranger in (year.head(), office.actor("emulation_dept@BQP")):
        with pytest.raises(NotAllowedError):
            tell(office, one, stranger)
    with pytest.raises(RemarkError):
        tell(office, one, office.actor(OWNER), " ")
    tell(office, one, office.actor(OWNER))
    assert found(office)[0].state is DirectionState.OPEN
    tell(office, one, office.actor("body_leader@BTP"), "Đã ban hành", is_done=True)
    assert found(office)[0].state is DirectionState.DONE
    assert (f"bloc_head@{SCOPE}", "direction_done") in office.notices(KEY)
    with pytest.raises(NotAllowedError):
        close(office, one, office.actor(OWNER))
    close(office, one, year.head())
    assert found(office)[0].state is DirectionState.CLOSED
    assert (OWNER, "direction_closed") in office.notices(KEY)
    for again in (lambda: tell(office, one, office.actor(OWNER)), lambda: close(office, one, year.head())):
        with pytest.raises(DirectionRefusedError, match="is closed"):
            again()
    with office.database.read() as session:
        told = progress_of(session, [one.id])[one.id]
    assert [(step.text, step.is_done) for step in told] == [("Đã trình dự thảo", False), ("Đã ban hành", True)]


def test_who_is_late_is_reminded_before_the_day_and_after_it_and_the_head_is_told_once(
    office: Office, year: Year
) -> None:
    [one, *_] = found(office)
    remind(office)
    assert (OWNER, "direction_soon") not in office.notices(KEY)
    clock_room.advance(timedelta(days=9))
    remind(office)
    remind(office)
    assert office.notices(KEY).count((OWNER, "direction_soon")) == 2  # its own, and its part of what all do
    clock_room.advance(timedelta(days=2))
    tell(office, found(office)[3], office.actor("emulation_dept@BQP"), is_done=True)
    remind(office)
    remind(office)
    assert found(office)[0].state is DirectionState.LATE
    assert office.notices(KEY).count((OWNER, "direction_due")) == 2
    late = office.notices(KEY).count((f"bloc_head@{SCOPE}", "direction_late"))
    assert late == sum(one.done_at is None for one in found(office)) == 8
    tell(office, one, office.actor(OWNER), is_done=True)
    assert found(office)[0].was_late


def test_what_has_no_sense_is_refused_and_only_the_head_gives(office: Office, year: Year) -> None:
    with pytest.raises(NotAllowedError):
        give(office, office.actor(OWNER))
    with pytest.raises(DirectionRefusedError, match="no member"):
        give(office, year.head(), owner="BTDKTTW")
    with pytest.raises(DirectionRefusedError, match="lies in the past"):
        give(office, year.head(), days=-1)
    with pytest.raises(NotFoundError), office.database.transaction() as session:
        close_direction(session, SCOPE, new_id(), "Xong", by=year.head(), key="none")
    assert len(found(office)) == 9
