"""Posts, seats and passwords are given by two people; an only administrator appoints a second and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from engine import commands as engine
from engine.base import clock as clock_room
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.sheets import read_book
from engine.store.database import Database
from tests.web.conftest import PASSWORD, Browser, Staff
from web.account.managing.seconding import RESET, second_administrator
from web.signin.store import account_of_person
from workflows.procedures.nomination.store import notices_for
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.appointing.actions import APPOINT
from workflows.registers.organisation.appointing.commands import AppointmentRefusedError, appoint, describe
from workflows.registers.organisation.appointing.lines import Line, lines_in
from workflows.registers.organisation.appointing.store import PAGE, Wanted, held_in
from workflows.registers.organisation.model import Council, CouncilMember
from workflows.registers.organisation.store import people_with_codes


def line(person: str, role: str, unit: str | None, **more: Any) -> Line:
    return Line(person, role, unit, more.pop("day", clock_room.today()), **more)


class Office:
    """Two administrators, and somebody who is to be given something."""

    def __init__(self, staff: Staff) -> None:
        self.database = staff.database
        self.first = staff.hire("quantri", "administrator@*", name="Lê Minh Châu")
        self.second = staff.hire("quantri2", "administrator@*", name="Phan Văn Quản")
        self.other = staff.hire("hanh", unit="VKSNDTC.VP")

    def actor(self, person: UUID) -> Actor:
        with self.database.read() as session:
            return actor_for(session, person)

    def propose(self, kind: str, request: dict[str, Any], by: UUID, key: str = "propose-it") -> UUID:
        with self.database.transaction() as session:
            return engine.propose_act(
                session, kind, request, "Theo quyết định", by=self.actor_in(session, by), key=key
            ).id

    def approve(self, act: UUID, by: UUID) -> str:
        with self.database.transaction() as session:
            return engine.approve_act(session, act, by=self.actor_in(session, by), key=f"approve-{act}-{by}").state

    @staticmethod
    def actor_in(session: Any, person: UUID) -> Actor:
        return replace(actor_for(session, person), is_confirmed=True)


@pytest.fixture
def pair(app: Any, staff: Staff) -> Office:
    return Office(staff)


def test_a_post_and_a_seat_are_held_once_another_has_approved(pair: Office) -> None:
    lines = [line("hanh", "unit_head", "VKSNDTC.VP"), line("hanh", "seat:chair", "VKSNDTC")]
    act = pair.propose(APPOINT, {"lines": [one.as_data() for one in lines]}, pair.first)
    assert not pair.actor(pair.other).holds("unit_head")
    with pytest.raises(NotAllowedError):
        pair.approve(act, pair.first)
    assert pair.approve(act, pair.second) == "approved"
    held = pair.actor(pair.other)
    assert held.holds("unit_head", "VKSNDTC.VP")
    assert held.holds("council_chair", "VKSNDTC")
    ended = line("hanh", "unit_head", "VKSNDTC.VP", act="end", day=clock_room.today() - timedelta(days=1))
    act = pair.propose(APPOINT, {"lines": [ended.as_data()]}, pair.second, key="end-it")
    assert pair.approve(act, pair.first) == "approved"
    assert not pair.actor(pair.other).holds("unit_head")


@pytest.mark.parametrize("whose", ["first", "second"])
def test_nobody_gives_themselves_a_post_by_proposing_or_by_approving(pair: Office, whose: str) -> None:
    code = {"first": "quantri", "second": "quantri2"}[whose]
    act = pair.propose(APPOINT, {"lines": [line(code, "body_leader", "VKSNDTC").as_data()]}, pair.first)
    assert pair.approve(act, pair.second) == "failed"
    assert not pair.actor(getattr(pair, whose)).holds("body_leader")


def test_without_an_approval_no_command_gives_a_post(pair: Office) -> None:
    with pair.database.transaction() as session, pytest.raises(NotAllowedError):
        appoint(session, [line("hanh", "auditor", None)], "một mình", by=pair.actor_in(session, pair.first))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (line("nobody", "auditor", None, day=date(2019, 11, 4)), "nobody at work"),
        (line("hanh", "king", "VKSNDTC", day=date(2019, 11, 4)), "no role"),
        (line("hanh", "unit_head", None, day=date(2019, 11, 4)), "needs a unit"),
        (line("hanh", "unit_head", "XYZ", day=date(2019, 11, 4)), "no unit"),
        (line("hanh", "seat:member", "VKSNDTC.VP", day=date(2019, 11, 4)), "legal personality"),
        (line("hanh", "emulation_dept", "VKSNDTC.VP", day=date(2019, 11, 4)), "legal personality"),
        (line("hanh", "administrator", "VKSNDTC", day=date(2019, 11, 4)), "everywhere"),
        (line("hanh", "auditor", None, day=date(2017, 1, 1)), "a year back"),
        (line("hanh", "auditor", None, day=date(2019, 11, 4), until=date(2019, 11, 3)), "before the first"),
        (line("hanh", "auditor", None, day=date(2019, 11, 4), act="end"), "does not hold"),
        (line("quantri", "administrator", None, day=date(2019, 11, 4)), "already"),
    ],
)
def test_what_cannot_be_given_is_refused_by_name(pair: Office, wrong: Line, said: str) -> None:
    with pair.database.read() as session, pytest.raises(AppointmentRefusedError, match=said):
        describe(session, [wrong])


def test_a_file_names_roles_as_people_do_and_errors_by_row() -> None:
    good = lines_in(read_book("Mã cán bộ,Vai trò,Mã đơn vị\nhanh,thủ trưởng đơn vị,VKSNDTC.VP\n".encode(), "x.csv"))
    assert [(one.role, one.unit) for one in good.lines] == [("unit_head", "VKSNDTC.VP")]
    bad = lines_in(read_book("Mã cán bộ,Vai trò,Mã đơn vị\nhanh,vua,VKSNDTC\n".encode(), "x.csv"))
    assert [(error.row, error.column) for error in bad.errors] == [(2, "Vai trò")]


def test_an_only_administrator_appoints_one_second_and_then_nothing_alone(staff: Staff, database: Database) -> None:
    only, next_one, third = staff.hire("quantri", "administrator@*"), staff.hire("hai"), staff.hire("ba")

    def make(person: UUID, by: UUID, key: str) -> None:
        with database.transaction() as session:
            account = account_of_person(session, person)
            assert account
            second_administrator(session, account.id, by=replace(actor_for(session, by), is_confirmed=True), key=key)

    with pytest.raises(NotAllowedError):
        make(only, only, "to-myself")
    make(next_one, only, "the-second")
    with database.read() as session:
        assert actor_for(session, next_one).holds("administrator")
    for by in (only, next_one):
        with pytest.raises(BangVangError):
            make(third, by, f"third-by-{by}")


def test_a_second_who_has_not_come_yet_does_not_make_room_for_a_third(staff: Staff, database: Database) -> None:
    only, third = staff.hire("quantri", "administrator@*"), staff.hire("ba")
    waiting = staff.hire("hai", "administrator@*")
    with database.transaction() as session:
        account = account_of_person(session, waiting)
        assert account
        account.password_hash = ""
    with database.transaction() as session:
        wanted, me = account_of_person(session, third), replace(actor_for(session, only), is_confirmed=True)
        assert wanted
        with pytest.raises(BangVangError, match="only to set a password"):
            second_administrator(session, wanted.id, by=me, key="the-third")


def test_a_password_is_taken_away_by_two_and_then_set_by_a_link(pair: Office, app: Any) -> None:
    them, admin = Browser(app.test_client()), Browser(app.test_client())
    them.sign_in("hanh")
    with pair.database.read() as session:
        account = account_of_person(session, pair.other)
        assert account
    admin.sign_in("quantri")
    proposed = admin.post(f"/tai-khoan/{account.id}/mat-khau", {"_key": "reset-hanh", "reason": "Quên mật khẩu"})
    assert proposed.status_code == 303
    assert them.get("/").status_code == 200
    act = UUID(proposed.headers["Location"].rpartition("/")[2])
    assert pair.approve(act, pair.second) == "approved"
    assert them.get("/").status_code == 302
    assert them.sign_in("hanh", PASSWORD).status_code == 422
    assert "/loi-moi?ma=" in admin.post(f"/tai-khoan/{account.id}/moi", {"_key": "link-hanh"}).text
    own = {"account": str(account.id)}
    with pytest.raises(BangVangError):
        pair.propose(RESET, own, pair.first, key="again-and-again")


def test_the_list_of_posts_is_found_through_page_by_page(database: Database, clock: Any, staff: Staff) -> None:
    for n in range(PAGE + 3):
        staff.hire(f"nguoi{n:03d}", "unit_officer@VKSNDTC.VP", name=f"Đặng Văn {n}", unit="VKSNDTC.VP")
    seated = staff.hire("hoi", name="Đỗ Thị Hội", unit="VKSNDTC.VP")
    staff.hire("truong", unit="VKSNDTC")
    with database.transaction() as session:
        session.add(Council(code="VKSNDTC", body_code="VKSNDTC", name="Hội đồng"))
        session.flush()
        session.add(CouncilMember(council_code="VKSNDTC", person_id=seated, role="chair", valid_from=date(2000, 1, 1)))
    with database.read() as session:
        today = clock_room.today()
        first = held_in(session, Wanted(), today)
        second = held_in(session, Wanted(skip=first.next_skip), today)
        assert (len(first.posts), len(first.seats), first.next_skip) == (PAGE, 0, PAGE)
        assert (len(second.posts), len(second.seats), second.next_skip) == (3, 1, 0)
        assert len({post.id for post in first.posts + second.posts}) == PAGE + 3
        assert [one.person.code for one in held_in(session, Wanted(words="dang nguoi007"), today).posts] == ["nguoi007"]
        assert [one.person.full_name for one in held_in(session, Wanted("hội"), today).seats] == ["Đỗ Thị Hội"]
        assert held_in(session, Wanted(unit="VKSNDTC.V15"), today).posts == []


def test_whom_posts_are_taken_from_and_who_leads_the_body_are_told(pair: Office, staff: Staff) -> None:
    """Two administrators who fill a council with people of theirs are seen by those who sat on it, and its leader."""
    leader = staff.hire("lanhdao", "body_leader@VKSNDTC", name="Vũ Lãnh Đạo")
    staff.hire("ra", "emulation_dept@VKSNDTC", name="Đỗ Thôi Giữ")
    lines = [line("ra", "emulation_dept", "VKSNDTC", act="end"), line("lanhdao", "body_leader", "VKSNDTC", act="end")]
    act = pair.propose(APPOINT, {"lines": [one.as_data() for one in lines]}, pair.first)
    assert pair.approve(act, pair.second) == "approved"
    with pair.database.read() as session:
        ended = people_with_codes(session, ["ra"])["ra"].id
        told = [[n.reason for n in notices_for(session, actor_for(session, one))] for one in (leader, ended)]
    assert told == [["posts_changed"], ["posts_changed"]]
