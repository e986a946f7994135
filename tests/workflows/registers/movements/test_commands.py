"""Movements: written down, checked by a second person, launched, joined, reported on, reviewed twice and closed."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.base import clock as clock_room
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError, NotFoundError
from engine.model import AdminEvent
from engine.model.setting import ChosenSetting
from engine.store.database import Database
from workflows.across.reminders.movements import remind_of_movements
from workflows.across.reminders.settings import MOVEMENT_DAYS
from workflows.procedures.nomination.store import notices_about
from workflows.registers.attachments import FileStore
from workflows.registers.movements import store
from workflows.registers.movements.commands import (
    MovementRefusedError,
    check_movement,
    close_movement,
    draft_movement,
    join_movement,
    launch_movement,
    report_movement,
    review_movement,
)
from workflows.registers.movements.commending import commendable
from workflows.registers.movements.described import Described, FromUnit, Reviewed
from workflows.registers.movements.papers import Paper, add_paper, papers_of
from workflows.registers.organisation.model import Bloc, BlocMember, BlocYear, Unit

OFFICER = Actor("o", "Cán bộ", frozenset({"unit_officer@A.VP", "emulation_dept@A"}))
DEPARTMENT = Actor("d", "Vụ", frozenset({"emulation_dept@A"}))
LEADER = Actor("l", "Lãnh đạo", frozenset({"body_leader@A"}))
OTHER = Actor("x", "Nơi khác", frozenset({"unit_head@B"}))
BOARD = Actor("b", "Ban", frozenset({"central_officer@TW", "central_head@TW"}))
TERM = {"begins_on": date(2019, 2, 1), "ends_on": date(2020, 12, 31), "final_due": date(2021, 1, 31)}
SAID = Described("Ba nhất", "A", "Mục tiêu", "Tiêu chí", "Mọi tập thể", **TERM, mid_due=date(2019, 12, 1))
DAY = date(2019, 3, 1)
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def clock() -> Iterator[Any]:
    """Freeze the clock a month before the mid-term review is due."""
    with clock_room.travel_to(datetime(2019, 11, 4, 2, tzinfo=UTC)):
        yield clock_room


@pytest.fixture
def units(database: Database, clock: Any) -> Database:
    with database.transaction() as session:
        session.add_all([Unit(code=code, name=code, kind="body") for code in ("A", "B")])
        session.add(Unit(code="TW", name="TW", kind="central"))
        session.flush()
        session.add(Unit(code="A.VP", name="VP", kind="department", parent_code="A"))
    return database


def give(database: Database, command: Any, *args: Any, by: Actor, key: str = "") -> Any:
    with database.transaction() as session:
        return command(session, *args, by=by, key=key or f"{command.__name__}-{by.id}-{hash(str(args))}")


def launched(database: Database, said: Described = SAID, by: Actor = OFFICER, *, checker: Actor = DEPARTMENT) -> str:
    code = give(database, draft_movement, said, by=by)
    give(database, check_movement, code, None, by=checker)
    give(database, launch_movement, code, by=LEADER if said.unit == "A" else BOARD)
    return str(code)


def sees(database: Database, by: Actor) -> list[str]:
    with database.read() as session:
        sought = store.Sought(text="ba nhat", within="A", year=2020)
        return [one.state for one in store.movements_seen(session, by, sought)]


def test_a_movement_goes_from_its_draft_to_its_end(units: Database, clock: Any) -> None:
    code = give(units, draft_movement, SAID, by=OFFICER)
    assert (code, give(units, draft_movement, SAID, by=OFFICER)) == ("PT-2019-001", code)
    assert (sees(units, DEPARTMENT), sees(units, OTHER)) == (["draft"], [])
    give(units, check_movement, code, "Thiếu tiêu chí", by=DEPARTMENT)
    give(units, draft_movement, SAID, code, by=OFFICER)
    give(units, check_movement, code, None, by=DEPARTMENT)
    give(units, launch_movement, code, by=LEADER)
    assert sees(units, OTHER) == ["launched"]
    with pytest.raises(MovementRefusedError, match="Only a unit that takes part"):
        give(units, report_movement, code, FromUnit("A.VP", "Vượt"), by=OFFICER, key="early")
    for number, text in enumerate(("10 sáng kiến", "12 sáng kiến")):
        give(units, join_movement, code, FromUnit("A.VP", text), by=OFFICER, key=f"join-{number}")
    remind_of_movements(units)
    assert told(units, code) == [], "nothing is due yet"
    clock.advance(timedelta(days=16))
    remind_of_movements(units)
    remind_of_movements(units)
    soon = [("emulation_dept@A", "movement_review_soon")]
    late = [(f"{role}@A.VP", "movement_report_due") for role in ("unit_head", "unit_officer")]
    assert told(units, code) == sorted(soon + late)
    give(units, report_movement, code, FromUnit("A.VP", "Vượt"), by=OFFICER)
    clock.advance(timedelta(days=30))
    remind_of_movements(units)
    assert told(units, code) == sorted([*soon, *late, ("emulation_dept@A", "movement_review_late")])
    with pytest.raises(MovementRefusedError, match="Another review"):
        give(units, review_movement, code, Reviewed("final", DAY, "Xong"), by=DEPARTMENT)
    for kind in ("mid", "final"):
        give(units, review_movement, code, Reviewed(kind, DAY, f"Kết quả {kind}"), by=DEPARTMENT)
    with units.transaction() as session:
        assert commendable(session, code, "A.VP").final_results == "Kết quả final"
    give(units, close_movement, code, by=DEPARTMENT)
    with units.transaction() as session:
        with pytest.raises(MovementRefusedError, match="open to the unit and not closed"):
            commendable(session, code, "A.VP")
        (member,) = store.members_of(session, code)
        assert (member.targets, store.count_members(session, [code])) == ("12 sáng kiến", {code: 1})
        acts = list(session.scalars(select(AdminEvent.kind).where(AdminEvent.subject == code)))
    assert sorted(set(acts)) == [
        f"movement_{what}" for what in ("checked", "closed", "drafted", "joined", "launched", "reported", "reviewed")
    ]


def test_the_head_of_a_bloc_launches_a_movement_that_its_members_take_part_in(units: Database) -> None:
    with units.transaction() as session:
        session.add(Bloc(code="K", name="Khối"))
        session.add_all([Unit(code=code, name=code, kind="body") for code in ("C", "D")])
        session.flush()
        session.add(BlocYear(scope="K-2019", bloc_code="K", year=2019, head_code="A", deputy_code="B"))
        session.flush()
        session.add_all(BlocMember(scope="K-2019", body_code=code, place=n) for n, code in enumerate("ABC"))
    said = replace(SAID, bloc="K-2019")
    with pytest.raises(MovementRefusedError, match="heads the bloc"):
        give(units, draft_movement, replace(said, unit="B"), by=OTHER)
    code = launched(units, said)
    give(units, join_movement, code, FromUnit("B", "5 sáng kiến"), by=OTHER)
    outside = Actor("y", "Ngoài khối", frozenset({"unit_head@D"}))
    with pytest.raises(MovementRefusedError, match="not open to that unit"):
        give(units, join_movement, code, FromUnit("D", "1"), by=outside)
    give(units, report_movement, code, FromUnit("B", "Vượt"), by=OTHER)
    give(units, review_movement, code, Reviewed("mid", DAY, "Xong"), by=DEPARTMENT)
    with units.transaction() as session:
        assert [one.code for one in store.movements_of_bloc(session, "K-2019")] == [code]
        offered = {unit: [one.code for one in store.commended_for(session, unit)] for unit in ("A.VP", "B", "C", "D")}
        assert offered == {"A.VP": [code], "B": [code], "C": [code], "D": []}
        assert commendable(session, code, "C").bloc_scope == "K-2019"
        with pytest.raises(MovementRefusedError):
            commendable(session, code, "D")


def test_how_early_offices_are_reminded_is_what_two_people_set(units: Database, clock: Any) -> None:
    code = launched(units)
    with units.transaction() as session:
        setting = {"name": MOVEMENT_DAYS.name, "value": 27, "set_at": clock.now(), "set_by": "hai người"}
        session.add(ChosenSetting(**setting))
    remind_of_movements(units)
    assert told(units, code) == [("emulation_dept@A", "movement_review_soon")]


def told(database: Database, code: str) -> list[tuple[str, str]]:
    with database.read() as session:
        return sorted((one.recipient, one.reason) for one in notices_about(session, code))


def test_what_the_board_launches_is_open_to_all_and_the_rest_to_those_below(units: Database) -> None:
    said = Described(**{**vars(SAID), "unit": "TW", "mid_due": None})
    second = Actor("b2", "Ban", BOARD.principals)
    everywhere = launched(units, said, BOARD, checker=second)
    inside = launched(units)
    give(units, join_movement, everywhere, FromUnit("B", ""), by=OTHER)
    with pytest.raises(MovementRefusedError, match="not open to that unit"):
        give(units, join_movement, inside, FromUnit("B", ""), by=OTHER)
    with units.read() as session:
        offered = {unit: [one.code for one in store.commended_for(session, unit)] for unit in ("A.VP", "B")}
    assert offered == {"A.VP": [inside, everywhere], "B": [everywhere]}
    give(units, review_movement, everywhere, Reviewed("final", DAY, "Không có sơ kết"), by=BOARD)


def test_nobody_checks_their_own_nor_acts_for_others(units: Database, tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError):
        give(units, draft_movement, SAID, by=OTHER)
    code = give(units, draft_movement, SAID, by=OFFICER)
    with pytest.raises(MovementRefusedError, match="Somebody other"):
        give(units, check_movement, code, None, by=OFFICER)
    for command, args in ((check_movement, (code, None)), (launch_movement, (code,)), (close_movement, (code,))):
        with pytest.raises((NotAllowedError, MovementRefusedError)):
            give(units, command, *args, by=OTHER)
    with units.read() as session, pytest.raises(NotFoundError):
        store.find_movement(session, code, OTHER)
    give(units, check_movement, code, None, by=DEPARTMENT)
    with pytest.raises(NotAllowedError):
        give(units, launch_movement, code, by=DEPARTMENT)
    files = FileStore(tmp_path)
    with units.transaction() as session:
        with pytest.raises(NotAllowedError):
            add_paper(session, files, Paper(code, "ke-hoach.png", BytesIO(PICTURE)), by=OTHER)
        add_paper(session, files, Paper(code, "ke-hoach.png", BytesIO(PICTURE)), by=OFFICER)
        assert [one.filename for one in papers_of(session, code)] == ["ke-hoach.png"]


def test_what_is_said_is_whole_and_in_order(units: Database) -> None:
    wrongs: list[dict[str, Any]] = [
        *({"name": " "}, {"criteria": ""}, {"goals": "a" * 5001}, {"ends_on": None}, {"ends_on": date(2019, 1, 1)}),
        *({"mid_due": date(2022, 1, 1)}, {"final_due": date(2019, 6, 1)}),
    ]
    for wrong in wrongs:
        with pytest.raises(MovementRefusedError):
            give(units, draft_movement, Described(**{**vars(SAID), **wrong}), by=OFFICER)
    code = launched(units)
    for said in (Reviewed("?", DAY, "x"), Reviewed("mid", DAY, " "), Reviewed("mid", date(2099, 1, 1), "x")):
        with pytest.raises(MovementRefusedError):
            give(units, review_movement, code, said, by=DEPARTMENT)
