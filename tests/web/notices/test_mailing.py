"""Being told by mail: at once or once a day, each thing once, without names."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from engine.base import clock as clock_room
from engine.model import Incident, Job
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office
from web.notices.mailing import post_for, send_news
from web.notices.model import NoticeSetting
from web.notices.reasons import path_of
from web.signin.model import Account

POST = post_for("https://bangvang.example/", "vi")


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


def choose(browser: Browser, **ways: str):
    return browser.post("/thong-bao/cai-dat", {"address": "vu@vks.example.vn", **ways})


def mails(office: Office) -> list[dict]:
    with office.database.read() as session:
        jobs = session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
        return [job.payload for job in jobs]


def test_what_is_wanted_at_once_is_told_once_with_links_and_without_names(
    browser: Browser, office: Office, staff: Staff
) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    assert choose(browser, task="once", result="once").status_code == 303
    assert send_news(office.database, POST) == 0
    clock_room.advance(timedelta(minutes=1))
    code = office.propose_person("LDTT")
    office.submit(code)
    clock_room.advance(timedelta(minutes=1))
    assert send_news(office.database, POST) == 1
    assert send_news(office.database, POST) == 0
    [mail] = mails(office)
    assert mail["to"] == ["vu@vks.example.vn"]
    assert "1 thông báo mới" in mail["subject"]
    assert "Tiếp nhận, kiểm tra hồ sơ" in mail["text"]
    assert "https://bangvang.example/viec/" in mail["text"]
    assert "Ví Dụ" not in mail["text"]


def test_a_digest_comes_once_a_day_after_eight(browser: Browser, office: Office, staff: Staff) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    choose(browser, task="daily", reminder="daily")
    send_news(office.database, POST)  # the digest of this day, in which nothing stands
    clock_room.advance(timedelta(minutes=1))
    office.submit(office.propose_person("LDTT"))
    midnight = clock_room.now().astimezone(clock_room.local_zone()).replace(hour=0, minute=30) + timedelta(days=1)
    clock_room.advance(midnight - clock_room.now())
    send_news(office.database, POST)
    before = len(mails(office))
    clock_room.advance(timedelta(hours=8))
    assert send_news(office.database, POST) + before == 1
    clock_room.advance(timedelta(hours=2))
    assert send_news(office.database, POST) == 0
    assert "Tổng hợp ngày" in mails(office)[0]["subject"]


def test_who_wants_the_page_only_gets_no_mail_and_a_wrong_address_is_refused(
    browser: Browser, office: Office, staff: Staff
) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    assert choose(browser).status_code == 303
    office.submit(office.propose_person("LDTT"))
    clock_room.advance(timedelta(minutes=1))
    assert send_news(office.database, POST) == 0
    for address in ("khong", "a@b", "a@b.vn, c@d.vn", "a@[c.vn", "a@b..vn", "ạ@b.vn", ""):
        answer = browser.post("/thong-bao/cai-dat", {"address": address, "task": "once"})
        assert answer.status_code == 422
        assert "Hãy ghi địa chỉ thư" in answer.text


def test_who_cannot_be_told_keeps_nobody_else_from_it_and_is_seen_by_administrators(
    browser: Browser, office: Office, staff: Staff
) -> None:
    for name in ("vu", "hong", "nghi", "an"):
        person = staff.hire(name, "emulation_dept@VKSNDTC")
        browser.sign_in(name)
        choose(browser, task="once")
        browser.post("/dang-xuat")
        with office.database.transaction() as session:
            setting = session.get_one(NoticeSetting, str(person))
            setting.address = "a@[c.vn" if name == "hong" else f"{name}@vks.example.vn"
            session.execute(update(Account).where(Account.username == "nghi").values(disabled=True))
    clock_room.advance(timedelta(minutes=1))
    office.submit(office.propose_person("LDTT"))
    for _ in range(2):
        clock_room.advance(timedelta(minutes=1))
        send_news(office.database, POST)
    assert sorted(mail["to"][0] for mail in mails(office)) == ["an@vks.example.vn", "vu@vks.example.vn"]
    staff.hire("quantri", "administrator@*")
    browser.sign_in("quantri")
    page = browser.get("/van-hanh").text
    assert page.count("Một người không nhận được thư báo") == 1
    with office.database.transaction() as session:
        session.execute(update(NoticeSetting).where(NoticeSetting.address == "a@[c.vn").values(address="h@vks.vn"))
    assert send_news(office.database, POST) == 1
    assert "Một người không nhận được thư báo" not in browser.get("/van-hanh").text


def test_mail_that_nobody_takes_does_not_pile_up(
    browser: Browser, office: Office, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.notices.mailing.MOST_WAITING", 1)
    staff.hire("vu", "emulation_dept@VKSNDTC")
    browser.sign_in("vu")
    choose(browser, task="once")
    for award, propose in (("LDTT", office.propose_person), ("TTLDTT", office.propose_unit)):
        clock_room.advance(timedelta(minutes=1))
        office.submit(propose(award))
        clock_room.advance(timedelta(minutes=1))
        send_news(office.database, POST)
    assert len(mails(office)) == 1
    with office.database.read() as session:
        assert [str(one.text) for one in session.scalars(select(Incident))] == ["2000 mails wait for the mail server."]


def test_the_bell_counts_what_is_new_until_one_looks(browser: Browser, office: Office, staff: Staff) -> None:
    staff.hire("canbo", "unit_head@VKSNDTC.V15", unit="VKSNDTC.V15")
    browser.sign_in("canbo")
    assert browser.get("/thong-bao/so-moi").json == {"count": 0}
    code = office.propose_person("LDTT")
    office.submit(code)
    office.review(code)
    assert browser.get("/thong-bao/so-moi").json == {"count": 1}
    clock_room.advance(timedelta(minutes=1))
    browser.get("/thong-bao")
    assert browser.get("/thong-bao/so-moi").json == {"count": 0}


def test_links_in_mails_lead_to_the_pages_there_are(browser: Browser, office: Office, staff: Staff) -> None:
    staff.hire("vu", "emulation_dept@VKSNDTC")
    staff.hire("thanhtra", "auditor@*")
    code = office.propose_person("LDTT")
    office.submit(code)
    office.appraise(code)
    session = office.meet(code)
    browser.sign_in("thanhtra")
    for key in (code, session):
        assert browser.get(path_of(key)).status_code == 200, key
    assert path_of("KHAC-1") == ""
