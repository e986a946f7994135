"""Deciding beside the list and many at once: what is checked before, what is left out, taken back, and gone on with."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from engine import commands
from engine.model import Event
from tests.web.conftest import Browser, Office
from web.inbox.batch.work import run_batch, run_due_batches
from web.inbox.pending.model import Batch, BatchItem
from workflows.registers.organisation import actor_for


def prepare(browser: Browser, tasks: list[UUID], **more: str) -> TestResponse:
    return browser.post("/xu-ly-loat", {"task": [str(task) for task in tasks], **more})


def send(browser: Browser, tasks: list[UUID], key: str = "", **answers: Any) -> TestResponse:
    chosen = [str(task) for task in tasks]
    return browser.post("/xu-ly-loat/gui", {"task": chosen, "_key": key or str(uuid4()), "_send": "yes", **answers})


def decide(browser: Browser, task: UUID, decision: str, comment: str = "") -> TestResponse:
    asked = {"_key": str(uuid4()), "decision": decision, "comment": comment}
    return browser.post(f"/xu-ly-loat/nhanh/{task}", asked)


def listed(browser: Browser) -> set[str]:
    return set(re.findall(r'data-row="([^"]+)"', browser.get("/").text))


def items(office: Office) -> list[tuple[str, str]]:
    with office.database.read() as session:
        found = session.scalars(select(BatchItem).order_by(BatchItem.batch_id, BatchItem.place))
        return [(item.code, item.state) for item in found]


def completed(office: Office) -> int:
    with office.database.read() as session:
        query = select(func.count()).select_from(Event).where(Event.kind == "task_completed")
        return session.scalar(query) or 0


def take(office: Office, person: UUID, task: UUID) -> None:
    with office.database.transaction() as session:
        commands.claim_task(session, task, by=actor_for(session, person), key=f"take-{task}")


def test_the_page_tells_beforehand_which_tasks_will_be_left_out_and_why(browser: Browser, office: Office) -> None:
    mine, taken = office.start("HS-1", title="Vụ 15"), office.start("HS-2", title="Vụ 16")
    take(office, office.lan, taken)
    browser.sign_in("hanh")
    page = prepare(browser, [mine, taken]).text
    assert "1 việc sẽ bị bỏ qua" in page
    assert "Trần Thị Lan đang xử lý" in page
    assert f'value="{mine}" checked' in page
    assert f'value="{taken}" checked' not in page


def test_one_set_of_answers_reaches_every_task_after_the_moment_to_undo(
    browser: Browser, office: Office, clock: Any
) -> None:
    tasks = [office.start(f"HS-{n}") for n in range(3)]
    browser.sign_in("hanh")
    answer = send(browser, tasks, decision="approve")
    assert answer.status_code == 303
    assert listed(browser) == set()
    run_due_batches(office.database)
    assert completed(office) == 0
    clock.advance(timedelta(seconds=11))
    assert run_due_batches(office.database) == 3
    assert completed(office) == 3
    page = browser.get(answer.headers["Location"]).text
    assert "Đã xong." in page
    assert "3 việc đã xử lý" in page


def test_what_is_undone_in_time_is_back_in_the_inbox_and_never_decided(
    browser: Browser, office: Office, clock: Any
) -> None:
    tasks = [office.start(f"HS-{n}") for n in range(2)]
    browser.sign_in("hanh")
    page = send(browser, tasks, decision="approve").headers["Location"]
    assert browser.post(f"{page}/hoan-tac").status_code == 303
    assert browser.post(f"{page}/hoan-tac").status_code == 303, "the second press has the same answer"
    clock.advance(timedelta(minutes=1))
    assert run_due_batches(office.database) == 0
    assert listed(browser) == {str(task) for task in tasks}
    assert completed(office) == 0


def test_it_is_too_late_to_undo_once_the_moment_is_over(browser: Browser, office: Office, clock: Any) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    send(browser, [task], decision="approve")
    with office.database.read() as session:
        batch_id = session.scalars(select(Batch.id)).one()
    clock.advance(timedelta(seconds=10))
    assert browser.post(f"/xu-ly-loat/{batch_id}/hoan-tac").status_code == 422
    run_due_batches(office.database)
    assert completed(office) == 1


def test_a_colleague_who_was_faster_is_named_and_the_others_are_decided(
    browser: Browser, office: Office, clock: Any
) -> None:
    fast, slow = office.start("HS-1"), office.start("HS-2")
    browser.sign_in("hanh")
    page = send(browser, [fast, slow], decision="approve").headers["Location"]
    with office.database.transaction() as session:
        by = actor_for(session, office.lan)
        commands.complete_task(session, fast, {"decision": "approve"}, by=by, key="faster")
    clock.advance(timedelta(seconds=11))
    run_due_batches(office.database)
    assert items(office) == [("HS-1", "skipped"), ("HS-2", "done")]
    assert "Trần Thị Lan đã hoàn thành" in browser.get(page).text


def test_answers_are_checked_before_and_what_is_missing_is_named(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    answer = send(browser, [task], decision="return")
    assert answer.status_code == 422
    assert 'id="form-errors"' in answer.text
    assert items(office) == []


def test_the_same_form_sent_twice_is_one_batch_and_another_selection_is_refused(
    browser: Browser, office: Office
) -> None:
    tasks = [office.start("HS-1"), office.start("HS-2")]
    browser.sign_in("hanh")
    key = str(uuid4())
    first = send(browser, tasks, key, decision="approve").headers["Location"]
    assert send(browser, tasks, key, decision="approve").headers["Location"] == first
    assert send(browser, tasks[:1], key, decision="approve").status_code == 422
    assert len(items(office)) == 2


def test_a_batch_cut_short_goes_on_where_it_stopped(
    browser: Browser, office: Office, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [office.start(f"HS-{n}") for n in range(4)]
    browser.sign_in("hanh")
    send(browser, tasks, decision="approve")
    clock.advance(timedelta(seconds=11))
    done = 0

    def cut(*args: Any, **more: Any) -> Any:
        nonlocal done
        done += 1
        if done == 3:
            raise KeyboardInterrupt
        return complete(*args, **more)

    complete = commands.complete_task
    monkeypatch.setattr(commands, "complete_task", cut)
    with pytest.raises(KeyboardInterrupt):
        run_due_batches(office.database)
    monkeypatch.undo()
    assert [state for _code, state in items(office)] == ["done", "done", "waiting", "waiting"]
    assert run_due_batches(office.database) == 2
    assert completed(office) == 4


def test_a_decision_beside_the_list_returns_to_the_list_and_can_be_undone(
    browser: Browser, office: Office, clock: Any
) -> None:
    task, other = office.start("HS-1", title="Vụ 15"), office.start("HS-2")
    browser.sign_in("hanh")
    assert decide(browser, task, "approve").headers["Location"] == f"/?open={other}", "the next one opens by itself"
    page = browser.get("/").text
    assert "Đã gửi: Thẩm định hồ sơ – Vụ 15." in page
    assert listed(browser) == {str(other)}
    undo = re.search(r'action="(/xu-ly-loat/[^"]+/hoan-tac)"', page)
    assert undo
    browser.post(undo[1])
    assert listed(browser) == {str(task), str(other)}
    clock.advance(timedelta(seconds=30))
    run_due_batches(office.database)
    assert completed(office) == 0


def test_a_decision_leads_to_the_next_task_of_the_same_view(browser: Browser, office: Office) -> None:
    tasks = [office.start(f"HS-{n}") for n in range(3)]
    browser.sign_in("hanh")
    view = {"q": "HS", "order": "newest"}
    asked = {"_key": str(uuid4()), "decision": "approve", "comment": "", **view}
    answer = browser.post(f"/xu-ly-loat/nhanh/{tasks[1]}", asked)
    assert answer.headers["Location"] == f"/?order=newest&q=HS&open={tasks[2]}"
    undo = re.search(r'action="(/xu-ly-loat/[^"]+/hoan-tac)"', browser.get(answer.headers["Location"]).text)
    assert undo
    assert browser.post(undo[1], view).headers["Location"] == "/?order=newest&q=HS"


def test_a_decision_that_needs_more_leads_to_the_form_with_what_was_given(browser: Browser, office: Office) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    answer = decide(browser, task, "return")
    assert answer.headers["Location"].startswith(f"/viec/{task}?")
    page = browser.get(answer.headers["Location"]).text
    assert 'id="form-errors"' in page
    assert re.search(r'value="return"[^>]*checked', page)
    assert decide(browser, task, "return", "Thiếu biên bản").headers["Location"] == "/"


def test_a_batch_is_seen_by_its_owner_alone_and_foreign_tasks_are_not_taken_in(
    browser: Browser, office: Office, app: Flask
) -> None:
    task = office.start("HS-1")
    browser.sign_in("hanh")
    page = send(browser, [task, office.start("HS-2")], decision="approve").headers["Location"]
    stranger = Browser(app.test_client())
    stranger.sign_in("thanh")
    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}/hoan-tac").status_code == 404
    assert prepare(stranger, [task]).status_code == 303, "nothing that may be selected is left"
    assert decide(stranger, task, "approve").status_code == 404


def test_all_that_match_a_filter_can_be_chosen_at_once(browser: Browser, office: Office, clock: Any) -> None:
    for n in range(3):
        office.start(f"HS-{n}", due=clock.now() - timedelta(days=1))
    office.start("HS-9")
    browser.sign_in("hanh")
    page = browser.post("/xu-ly-loat", {"_all": "yes", "segment": "overdue"}).text
    assert "Xử lý 3 việc" in page


def test_two_workers_at_one_batch_decide_each_task_once(office: Office, browser: Browser, clock: Any) -> None:
    tasks = [office.start(f"HS-{n}") for n in range(3)]
    browser.sign_in("hanh")
    send(browser, tasks, decision="approve")
    clock.advance(timedelta(seconds=11))
    with office.database.read() as session:
        batch_id = session.scalars(select(Batch.id)).one()
    run_batch(office.database, batch_id)
    assert run_batch(office.database, batch_id) == 0
    assert completed(office) == 3
