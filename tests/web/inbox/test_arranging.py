"""Delegating, giving, substituting, and knowing why a task is where it is."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.base.clock import local_day
from engine.model import Event
from engine.store.administration import acts_about
from tests.conftest import INSTANT
from tests.web.conftest import Browser, Office
from workflows.registers.organisation.model import Person, Post


def arrange(browser: Browser, task: UUID, what: str, **data: Any) -> TestResponse:
    return browser.post(f"/viec/{task}/sap-xep/{what}", {"_key": str(uuid4()), **data})


def complete(browser: Browser, task: UUID, **answers: Any) -> TestResponse:
    return browser.post(f"/viec/{task}", {"_key": str(uuid4()), "decision": "approve", **answers})


def on(days: int) -> str:
    """Return how people write the day some days from the one the tests stand at."""
    return f"{day(days):%d/%m/%Y}"


def day(days: int) -> date:
    return local_day(INSTANT) + timedelta(days=days)


def away(browser: Browser, substitute: UUID, first: str = on(0), last: str = on(4)) -> TestResponse:
    data = {"_key": str(uuid4()), "first_day": first, "last_day": last, "substitute": str(substitute)}
    return browser.post("/vang-mat", data)


def agree(browser: Browser, answer: str = "nhan") -> TestResponse:
    """Answer what one was asked: to stand in for somebody."""
    asked = re.findall(rf"/vang-mat/[0-9a-f-]{{36}}/{answer}", browser.get("/vang-mat").text)
    return browser.post(asked[0], {})


def listed(browser: Browser, segment: str = "all") -> list[str]:
    return re.findall(r'data-row="([^"]+)"', browser.get(f"/?segment={segment}").text)


def told(office: Office, kind: str) -> list[tuple[str, str | None]]:
    with office.database.read() as session:
        found = session.scalars(select(Event).where(Event.kind == kind))
        return [(event.actor_name, event.on_behalf_of) for event in found]


def signed_in(app: Flask, username: str) -> Browser:
    browser = Browser(app.test_client())
    browser.sign_in(username)
    return browser


def test_a_delegated_task_comes_back_before_it_is_decided(app: Flask, office: Office) -> None:
    helper = office.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    task = office.start("HS-1")
    hanh, phu = signed_in(app, "hanh"), signed_in(app, "phu")
    assert phu.get(f"/viec/{task}").status_code == 404
    assert arrange(hanh, task, "nho", person=str(helper), note="Soát biên bản").status_code == 303
    assert (listed(hanh), listed(hanh, "handed"), listed(phu, "delegated")) == ([], [str(task)], [str(task)])
    refused = complete(phu, task)
    assert refused.status_code == 422
    assert "Nguyễn Thị Hạnh nhờ bạn chuẩn bị việc này. Hãy đồng ý" in refused.text
    assert arrange(phu, task, "nhan").status_code == 303
    assert "Hãy chuyển lại" in complete(phu, task).text
    assert arrange(phu, task, "tra-lai", note="Đã soát").status_code == 303
    assert listed(hanh, "mine") == [str(task)]
    assert complete(hanh, task).status_code == 303
    assert told(office, "task_delegated") == [("Nguyễn Thị Hạnh", None)]
    assert told(office, "task_resolved") == [("Phạm Phú", None)]


def test_who_delegated_a_task_can_take_it_back(app: Flask, office: Office) -> None:
    helper = office.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    task = office.start("HS-1")
    hanh = signed_in(app, "hanh")
    arrange(hanh, task, "nho", person=str(helper))
    assert hanh.post(f"/viec/{task}/tra", {"_key": str(uuid4())}).status_code == 303
    assert listed(hanh) == [str(task)]


def test_a_task_is_given_only_to_those_it_is_offered_to(app: Flask, office: Office) -> None:
    task = office.start("HS-1")
    hanh, lan = signed_in(app, "hanh"), signed_in(app, "lan")
    assert arrange(hanh, task, "giao", person=str(office.stranger)).status_code == 422
    assert arrange(hanh, task, "giao", person=str(office.lan)).status_code == 303
    assert listed(hanh) == []
    assert listed(lan, "mine") == [str(task)]


def test_a_substitute_acts_for_the_absent_and_the_history_says_so(app: Flask, office: Office) -> None:
    phu = office.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    task = office.start("HS-1")
    hanh, substitute = signed_in(app, "hanh"), signed_in(app, "phu")
    assert listed(substitute) == []
    assert away(hanh, phu).status_code == 303
    assert listed(substitute) == [], "nothing is theirs before they accept"
    assert agree(substitute).status_code == 303
    assert listed(substitute, "substitute") == [str(task)]
    assert "Bạn đang xử lý thay Nguyễn Thị Hạnh" in substitute.get("/").text
    assert complete(substitute, task).status_code == 303
    assert told(office, "task_completed") == [("Phạm Phú", "Nguyễn Thị Hạnh")]
    done = office.task(task)
    assert (done.completed_by, done.completed_for) == (str(phu), str(office.hanh))


def test_an_absence_holds_on_its_days_only_and_can_be_ended(app: Flask, office: Office, clock: Any) -> None:
    phu = office.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    office.start("HS-1")
    hanh, substitute = signed_in(app, "hanh"), signed_in(app, "phu")
    away(hanh, phu, first=on(1))
    agree(substitute)
    assert listed(substitute) == []
    away_id = re.search(r"/vang-mat/([0-9a-f-]{36})/huy", hanh.get("/vang-mat").text)
    assert away_id
    assert substitute.post(f"/vang-mat/{away_id[1]}/huy").status_code == 404
    assert hanh.post(f"/vang-mat/{away_id[1]}/huy").status_code == 303
    assert away(hanh, phu).status_code == 303, "a cancelled absence stands in nobody's way"
    agree(substitute)
    assert len(listed(substitute)) == 1


def test_wrong_absences_are_refused_at_the_field(app: Flask, office: Office) -> None:
    hanh = signed_in(app, "hanh")
    phu = office.staff.hire("phu", name="Phạm Phú", unit="VKSNDTC")
    for answer, words in (
        (away(hanh, phu, first="31/02/2019"), "Không có ngày này"),
        (away(hanh, phu, first=on(5)), "Ngày cuối trước ngày đầu"),
        (away(hanh, office.hanh), "chọn người khác xử lý thay"),
    ):
        assert answer.status_code == 422
        assert words in answer.text
    assert away(hanh, phu).status_code == 303
    assert "đã khai báo vắng mặt" in away(hanh, phu).text


def test_separation_of_duties_holds_through_a_substitute(app: Flask, office: Office) -> None:
    """Hạnh reviews; the leader who must sign apart from the reviewer is away, and Hạnh is the substitute."""
    task = office.start("HS-1")
    hanh, lan = signed_in(app, "hanh"), signed_in(app, "lan")
    assert complete(hanh, task).status_code == 303
    with office.database.transaction() as session:
        session.add(Post(person_id=office.hanh, unit_code="VKSNDTC", role="unit_head", valid_from=date(2000, 1, 1)))
    assert away(lan, office.hanh).status_code == 303
    agree(hanh)
    signing = listed(hanh, "substitute")
    assert len(signing) == 1
    page = hanh.get(f"/viec/{signing[0]}").text
    assert "Thẩm định hồ sơ" in page
    assert 'id="task-form"' not in page
    assert complete(hanh, UUID(signing[0])).status_code == 403


def test_the_page_says_why_who_else_and_what_next(app: Flask, office: Office) -> None:
    task = office.start("HS-1")
    page = signed_in(app, "hanh").get(f"/viec/{task}/sap-xep").text
    assert "Việc thuộc vai trò của bạn" in page
    assert "Trần Thị Lan" in page
    assert "Lãnh đạo phê duyệt" in page
    assert signed_in(app, "thanh").get(f"/viec/{task}/sap-xep").status_code == 404


def test_priority_and_the_day_to_come_back_are_kept(app: Flask, office: Office) -> None:
    task = office.start("HS-1")
    hanh = signed_in(app, "hanh")
    assert arrange(hanh, task, "uu-tien", priority="80").status_code == 303
    assert arrange(hanh, task, "hen", until=on(7)).status_code == 303
    kept = office.task(task)
    assert kept.priority == 80
    assert kept.follow_up_at is not None
    assert kept.follow_up_at.date().isoformat() == day(7).isoformat()
    assert arrange(hanh, task, "uu-tien", priority="x").status_code == 400


def test_authority_is_granted_only_where_the_rule_allows_it(app: Flask, office: Office) -> None:
    lan, hanh = signed_in(app, "lan"), signed_in(app, "hanh")
    admin = office.staff.hire("quantri", "administrator@*", name="Quản Trị")
    gone = office.staff.hire("nghi", "unit_head@VKSNDTC", name="Người Nghỉ")
    with office.database.transaction() as session:
        session.get_one(Person, gone).left_on = date(2019, 1, 1)
    for browser, substitute, words in (
        (hanh, office.stranger, "làm việc ở cơ quan khác"),
        (hanh, admin, "Người quản trị"),
        (hanh, gone, "chuyển đi hoặc thôi việc"),
        (lan, office.hanh, "không giữ chức vụ"),
    ):
        answer = away(browser, substitute)
        assert (answer.status_code, words in answer.text) == (422, True), words
        shown = browser.get("/vang-mat").text
        assert f'value="{substitute}"' not in shown
    assert "nhiều nhất 90 ngày" in away(hanh, office.lan, first=on(0), last="04/11/2119").text
    assert arrange(hanh, office.start("HS-1"), "nho", person=str(office.stranger)).status_code == 403


def test_the_head_of_the_body_sees_grants_and_revokes_them(app: Flask, office: Office) -> None:
    phu = office.staff.hire("phu", name="Phạm Phú")
    office.start("HS-1")
    hanh, lan, substitute = signed_in(app, "hanh"), signed_in(app, "lan"), signed_in(app, "phu")
    away(hanh, phu)
    agree(substitute)
    assert "Phạm Phú thay Nguyễn Thị Hạnh" in lan.get("/vang-mat").text
    revoked = re.search(r"/vang-mat/[0-9a-f-]{36}/thu-hoi", lan.get("/vang-mat").text)
    assert revoked
    assert substitute.post(revoked[0]).status_code == 404
    assert len(listed(substitute)) == 1
    assert lan.post(revoked[0]).status_code == 303
    assert listed(substitute) == []
    with office.database.read() as session:
        kinds = [act.kind for act in acts_about(session, [f"person:{office.hanh}"])]
    assert kinds == ["absence_revoked", "absence_accepted", "absence_announced"]


def test_who_stands_in_may_decline(app: Flask, office: Office) -> None:
    phu = office.staff.hire("phu", name="Phạm Phú")
    office.start("HS-1")
    hanh, substitute = signed_in(app, "hanh"), signed_in(app, "phu")
    away(hanh, phu)
    assert agree(substitute, "tu-choi").status_code == 303
    assert listed(substitute) == []
    assert away(hanh, office.lan).status_code == 303, "what was declined stands in nobody's way"


def test_who_delegated_decides_only_after_taking_back(app: Flask, office: Office) -> None:
    helper = office.staff.hire("phu", name="Phạm Phú")
    task = office.start("HS-1")
    hanh, phu = signed_in(app, "hanh"), signed_in(app, "phu")
    arrange(hanh, task, "nho", person=str(helper))
    arrange(phu, task, "nhan")
    assert complete(hanh, task).status_code == 422
    assert "Phạm Phú đang chuẩn bị" in hanh.get(f"/viec/{task}/sap-xep").text
    assert arrange(phu, task, "lay-lai").status_code == 403
    assert arrange(hanh, task, "lay-lai").status_code == 303
    assert complete(hanh, task).status_code == 303
    assert told(office, "task_taken_back") == [("Nguyễn Thị Hạnh", None)]


def test_who_is_asked_declines_and_who_asked_is_told(app: Flask, office: Office) -> None:
    helper = office.staff.hire("phu", name="Phạm Phú")
    task = office.start("HS-1")
    hanh, phu, lan = (signed_in(app, name) for name in ("hanh", "phu", "lan"))
    arrange(hanh, task, "nho", person=str(helper), last_day=on(3))
    assert "chưa đồng ý" in phu.get("/?segment=delegated").text
    assert f"Việc ở chỗ bạn chậm nhất đến hết ngày {on(3)}" in phu.get(f"/viec/{task}/sap-xep").text
    assert arrange(lan, task, "tu-choi", note="Không phải tôi").status_code == 403
    assert arrange(phu, task, "tu-choi", note=" ").status_code == 422
    assert arrange(phu, task, "tu-choi", note="Đang đi công tác").status_code == 303
    assert (listed(hanh, "mine"), listed(phu, "delegated")) == ([str(task)], [])
    assert "Có người từ chối chuẩn bị một việc" in hanh.get("/thong-bao").text
    history = hanh.get(f"/viec/{task}").text
    assert f"đến hết ngày {on(3)}" in history
    assert "Đang đi công tác" in history
    assert complete(hanh, task).status_code == 303


def test_who_asked_decides_while_nobody_answered_and_the_request_falls_away(app: Flask, office: Office) -> None:
    helper = office.staff.hire("phu", name="Phạm Phú")
    task = office.start("HS-1")
    hanh, phu = signed_in(app, "hanh"), signed_in(app, "phu")
    arrange(hanh, task, "nho", person=str(helper))
    assert 'id="task-form"' in hanh.get(f"/viec/{task}").text
    assert complete(hanh, task).status_code == 303
    assert told(office, "task_taken_back") == [("Nguyễn Thị Hạnh", None)]
    assert "trở về người đã nhờ" in phu.get("/thong-bao").text
    assert phu.get(f"/viec/{task}").status_code == 404
    assert arrange(phu, task, "nhan").status_code == 404


def test_a_substitute_of_who_asked_decides_in_their_place(app: Flask, office: Office) -> None:
    helper, phu = office.staff.hire("phu", name="Phạm Phú"), office.staff.hire("minh", name="Lê Minh")
    task = office.start("HS-1")
    hanh, substitute = signed_in(app, "hanh"), signed_in(app, "minh")
    arrange(hanh, task, "nho", person=str(helper))
    away(hanh, phu)
    agree(substitute)
    assert complete(substitute, task).status_code == 303
    assert told(office, "task_completed") == [("Lê Minh", "Nguyễn Thị Hạnh")]


def test_to_hand_it_back_unanswered_counts_as_accepting_and_nobody_else_gives_it_away(
    app: Flask, office: Office
) -> None:
    helper = office.staff.hire("phu", name="Phạm Phú")
    task = office.start("HS-1")
    hanh, phu = signed_in(app, "hanh"), signed_in(app, "phu")
    arrange(hanh, task, "nho", person=str(helper))
    assert phu.post(f"/viec/{task}/tra", {"_key": str(uuid4())}).status_code == 422
    assert arrange(hanh, task, "tra-lai", note="tự trả").status_code == 403
    assert arrange(phu, task, "tra-lai", note="Đã soát").status_code == 303
    assert "đồng ý chuẩn bị" in hanh.get(f"/viec/{task}").text
    assert office.task(task).prepared_by == [str(helper)]


def test_a_task_is_given_for_no_longer_than_the_rule_allows(app: Flask, office: Office) -> None:
    helper = office.staff.hire("phu", name="Phạm Phú")
    task = office.start("HS-1")
    hanh = signed_in(app, "hanh")
    for last_day, words in ((on(90), "nhiều nhất 90 ngày"), (on(-1), "Những ngày này đã qua")):
        refused = arrange(hanh, task, "nho", person=str(helper), last_day=last_day)
        assert (refused.status_code, words in refused.text) == (403, True), words
    assert arrange(hanh, task, "nho", person=str(helper), last_day=on(89)).status_code == 303
