"""Accounts as administrators manage them, in the commands and in the pages."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.model import Job
from engine.store.database import Database
from tests.web.conftest import PASSWORD, Browser, Staff
from web.account.managing import commands
from web.signin.events.store import events_about
from web.signin.model import Account
from workflows.procedures.nomination.store import notices_for
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Person

GOOD = "sóng vỗ bờ đá xa"
LINK = re.compile(r"http://localhost(/loi-moi\?ma=[\w-]{43})")
WHY = {"reason": "Nghỉ hưu từ ngày 1/11"}


def as_confirmed(session: Session, person_id: UUID) -> Actor:
    """Return a person who gave the password just now."""
    return replace(actor_for(session, person_id), is_confirmed=True)


def newcomer(database: Database, code: str = "VKS.001", name: str = "Đỗ Thị Mới") -> UUID:
    with database.transaction() as session:
        person = Person(code=code, full_name=name, sort_key=name_sort_key(name), search=fold_text(name))
        person.unit_code = "VKSNDTC"
        session.add(person)
        session.flush()
        return person.id


def account_of(database: Database, username: str) -> Account:
    with database.read() as session:
        found = session.scalars(select(Account).where(Account.username == username)).one()
        session.expunge(found)
        return found


def test_a_person_gets_an_account_a_link_and_a_password_and_nobody_else_knows_it(
    app: Any, browser: Browser, staff: Staff, database: Database
) -> None:
    staff.hire("quantri", "administrator@*")
    person = newcomer(database)
    browser.sign_in("quantri")
    assert "Đỗ Thị Mới" in browser.get("/tai-khoan/moi?ten=do+moi").text
    made = browser.post("/tai-khoan/moi", {"people": str(person), "_key": "make-one"})
    link = LINK.search(made.text)
    assert link
    assert not LINK.search(browser.get(f"/tai-khoan/{account_of(database, 'vks.001').id}").text)
    them = Browser(app.test_client())
    assert them.sign_in("vks.001", "").status_code == 422
    token = link.group(1).partition("=")[2]
    assert them.post("/loi-moi", {"ma": token, "password": GOOD, "again": GOOD}).status_code == 303
    assert them.sign_in("vks.001", GOOD).status_code == 303
    again = browser.post(f"/tai-khoan/{account_of(database, 'vks.001').id}/moi", {"_key": "make-two"})
    assert (again.status_code, bool(LINK.search(again.text))) == (422, False)


@pytest.mark.parametrize(("act", "back"), [("khoa", "mo-khoa"), ("dong", "mo-lai")])
def test_a_locked_or_closed_account_is_out_at_once_and_comes_back_with_its_password(
    app: Any, browser: Browser, staff: Staff, database: Database, act: str, back: str
) -> None:
    staff.hire("quantri", "administrator@*")
    staff.hire("hanh")
    them = Browser(app.test_client())
    them.sign_in("hanh")
    browser.sign_in("quantri")
    path = f"/tai-khoan/{account_of(database, 'hanh').id}"
    assert browser.post(f"{path}/{act}", {"_key": "without-why"}).status_code == 422
    assert them.get("/").status_code == 200
    assert browser.post(f"{path}/{act}", {"_key": "with-a-why", **WHY}).status_code == 303
    assert them.get("/").status_code == 302
    assert them.sign_in("hanh").status_code == 422
    assert WHY["reason"] in browser.get(path).text
    browser.post(f"{path}/{back}", {"_key": "and-back-again", **WHY})
    assert them.sign_in("hanh").status_code == 303


def test_nobody_does_it_to_their_own_account_or_shuts_an_administrator_out_alone(
    staff: Staff, database: Database
) -> None:
    mine, other = staff.hire("quantri", "administrator@*"), staff.hire("quantri2", "administrator@*")
    watcher = staff.hire("tra", "auditor@*")
    acts = (commands.lock, commands.disable, commands.sign_out, commands.unlock, commands.enable)
    with database.transaction() as session:
        me, auditor = (
            as_confirmed(session, mine),
            as_confirmed(session, watcher),
        )
        own, theirs = account_of(database, "quantri").id, account_of(database, "quantri2").id
        for act in acts:
            with pytest.raises(BangVangError):
                act(session, own, "vì", by=me, key=f"own-{act.__name__}")
            with pytest.raises(NotAllowedError):
                act(session, theirs, "vì", by=auditor, key=f"not-{act.__name__}")
        for act in (commands.lock, commands.disable):
            with pytest.raises(BangVangError, match="two people"):
                act(session, theirs, "vì", by=me, key=f"admin-{act.__name__}")
        with pytest.raises(BangVangError, match="own account"):
            commands.invite(session, own, by=me)
        assert other


def test_making_accounts_twice_makes_one_each_and_every_act_is_recorded(staff: Staff, database: Database) -> None:
    admin = staff.hire("quantri", "administrator@*")
    people = [newcomer(database, f"VKS.{number}") for number in range(3)]
    for key in ("first", "first", "second"):
        with database.transaction() as session:
            commands.create_accounts(session, people, by=as_confirmed(session, admin), key=f"{key}-key")
    with database.read() as session:
        assert [event.kind for event in events_about(session, "vks.1")] == ["account_made"]
        assert len(session.scalars(select(Account)).all()) == 4


def test_auditors_are_told_of_what_is_done_to_accounts_once_an_act(
    app: Any, browser: Browser, staff: Staff, database: Database
) -> None:
    admin, auditor = staff.hire("quantri", "administrator@*"), staff.hire("soát", "auditor@*")
    staff.hire("hanh")
    people, hanh = [newcomer(database, f"VKS.{number}") for number in range(3)], account_of(database, "hanh").id
    for _attempt in range(2):  # given twice, told once
        with database.transaction() as session:
            by = as_confirmed(session, admin)
            commands.create_accounts(session, people, by=by, key="told-made")
            for act in (commands.lock, commands.unlock, commands.sign_out, commands.disable, commands.enable):
                act(session, hanh, "Theo quyết định", by=by, key=f"told-{act.__name__}")
    with database.read() as session:
        told = [notice.reason for notice in notices_for(session, actor_for(session, auditor))]
    acts = ("lock", "unlock", "sign_out", "disable", "enable")
    assert sorted(told) == sorted(["accounts_made", *(f"{act}_account" for act in acts)])
    browser.sign_in("soát")
    page = browser.get("/thong-bao").text
    assert "Quản trị viên đã khóa một tài khoản" in page
    assert 'href="/tai-khoan"' in page


def test_a_link_runs_out_and_closing_the_account_voids_it(
    browser: Browser, staff: Staff, database: Database, clock: Any
) -> None:
    admin = staff.hire("quantri", "administrator@*")
    person = newcomer(database)
    with database.transaction() as session:
        me = as_confirmed(session, admin)
        [made] = commands.create_accounts(session, [person], by=me, key="make-some")
        token = commands.invite(session, made, by=me)
    assert browser.get(f"/loi-moi?ma={token}").status_code == 200
    clock.advance(timedelta(days=7, seconds=1))
    assert browser.get(f"/loi-moi?ma={token}").status_code == 410
    with database.transaction() as session:
        newer = commands.invite(session, made, by=as_confirmed(session, admin))
        commands.disable(session, made, "đi rồi", by=as_confirmed(session, admin), key="close-it")
    assert browser.get(f"/loi-moi?ma={newer}").status_code == 410


def test_the_access_report_says_who_may_do_what_since_when(browser: Browser, staff: Staff) -> None:
    staff.hire("tra", "auditor@*", name="Phạm Thanh Tra")
    staff.hire("hanh", "unit_head@VKSNDTC.VP", name="Nguyễn Thị Hạnh")
    browser.sign_in("tra")
    book = load_workbook(io.BytesIO(browser.get("/tai-khoan/bao-cao-quyen.xlsx").data))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    [hanh] = [row for row in rows if row[1] == "hanh"]
    assert hanh[:5] == ["Nguyễn Thị Hạnh", "hanh", "thủ trưởng đơn vị", "VKSNDTC.VP", "01/01/2000"]
    assert browser.get("/tai-khoan").status_code == 200
    assert browser.get("/tai-khoan/moi").status_code == 403


CSV_UNITS = (
    'Mã đơn vị,Tên đơn vị,Loại đơn vị,Đơn vị cấp trên\nABC,Cơ quan ABC,"Bộ, ngành",\nABC.VP,Văn phòng,"Vụ, cục",ABC\n'
)


def test_units_come_in_by_the_page_after_a_look(browser: Browser, staff: Staff, database: Database) -> None:
    staff.hire("quantri", "administrator@*")
    browser.sign_in("quantri", PASSWORD)
    sent = {"kind": "units", "act": "look", "file": (io.BytesIO(CSV_UNITS.encode()), "don-vi.csv")}
    looked = browser.post("/to-chuc/nhap", sent, content_type="multipart/form-data")
    assert looked.status_code == 200
    carried = re.search(r'name="carried" value="([^"]+)"', looked.text)
    assert carried
    with database.read() as session:
        from workflows.registers.organisation.store import units_by_code

        assert "ABC" not in units_by_code(session)
    taken = {"kind": "units", "act": "take", "carried": carried.group(1), "name": "don-vi.csv"}
    assert browser.post("/to-chuc/nhap", taken).status_code == 409  # what was shown is what is taken
    with database.read() as session:
        assert "ABC" not in units_by_code(session)
    shown = re.search(r'name="shown" value="([^"]+)"', looked.text)
    assert shown
    assert browser.post("/to-chuc/nhap", {**taken, "shown": shown.group(1)}).status_code == 303
    with database.read() as session:
        assert {"ABC", "ABC.VP"} <= set(units_by_code(session))
    wrong = {"kind": "people", "act": "take", "carried": "%%%", "name": "x.csv"}
    assert browser.post("/to-chuc/nhap", wrong).status_code == 422


def test_one_session_of_somebody_is_ended_by_an_administrator_with_a_notice(
    app: Any, browser: Browser, staff: Staff, database: Database
) -> None:
    staff.hire("quantri", "administrator@*")
    staff.hire("canbo", "unit_officer@VKSNDTC")
    at_work, at_home = Browser(app.test_client()), Browser(app.test_client())
    for one in (at_work, at_home, browser):
        one.sign_in("canbo" if one is not browser else "quantri")
    path = f"/tai-khoan/{account_of(database, 'canbo').id}"
    handles = re.findall(r'name="session" value="(\w{16})"', browser.get(path).text)
    assert len(handles) == 2
    wanted = {"session": handles[0], "_key": "end-one-session"}
    assert browser.post(f"{path}/phien", wanted).status_code == 422, "without a reason"
    assert browser.post(f"{path}/phien", {**wanted, **WHY, "session": "f" * 16}).status_code == 404
    assert browser.post(f"{path}/phien", {**wanted, **WHY, "session": ""}).status_code == 404, "never all of them"
    assert browser.post(f"{path}/phien", {**wanted, **WHY}).status_code == 303
    assert sorted(one.get("/").status_code for one in (at_work, at_home)) == [200, 302]
    with database.read() as session:
        assert events_about(session, "canbo")[0].kind == "sign_out_session"
        person = actor_for(session, account_of(database, "canbo").person_id)
        assert [one.reason for one in notices_for(session, person)] == ["sign_out_session"]
    assert Browser(app.test_client()).post(f"{path}/phien", wanted).status_code in (302, 401)


def test_a_link_is_sent_by_mail_where_there_is_a_mail_server(
    app: Any, browser: Browser, staff: Staff, database: Database
) -> None:
    staff.hire("quantri", "administrator@*")
    person = newcomer(database)
    browser.sign_in("quantri")
    browser.post("/tai-khoan/moi", {"people": str(person), "_key": "make-two"})
    path = f"/tai-khoan/{account_of(database, 'vks.001').id}"
    assert 'name="mail"' not in browser.get(path).text
    assert browser.post(f"{path}/moi", {"mail": "moi@vks.gov.vn"}).status_code == 422, "there is no mail server"
    settings = app.config["BANGVANG_SETTINGS"]
    app.config["BANGVANG_SETTINGS"] = settings.model_copy(update={"smtp_host": "localhost", "mail_from": "a@vks.vn"})
    assert 'name="mail"' in browser.get(path).text
    assert browser.post(f"{path}/moi", {"mail": "a@[c.vn"}).status_code == 422
    shown = browser.post(f"{path}/moi", {"mail": "moi@vks.gov.vn"}).text
    found = LINK.search(shown)
    assert found
    with database.read() as session:
        (mail,) = session.scalars(select(Job).where(Job.kind == "mail"))
        assert mail.payload["to"] == ["moi@vks.gov.vn"]
        assert found[0] in mail.payload["text"]
        told = events_about(session, "vks.001")[0]
        assert (told.kind, told.data) == ("link_mailed", {"address": "moi@vks.gov.vn"})
