"""A page of the inbox is read off indexes: it holds what the conditions say, and costs the same however much waits."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import event, func, or_, select, text
from sqlalchemy.orm import Session

from engine.base.actor import Absent, Actor
from engine.model import UserTask, UserTaskCandidate
from engine.store import offers, tasks
from engine.store.database import Database
from engine.store.tasks import due_or_never
from tests.bench.crowd import Crowd, fill
from tests.web.conftest import Browser, Office
from web.inbox import store
from web.inbox.asked import Asked

CROWD = Crowd(2, open_each=40, done_each=3)
PERSON, OTHER, AWAY = (str(UUID(int=n)) for n in (1, 2, 3))
FEW, MANY = Actor(PERSON, "Ít", frozenset({"few@B"})), Actor(OTHER, "Nhiều", frozenset({"emulation_dept@B1"}))
SEVERAL = Actor(PERSON, "Nhiều vai", frozenset({"emulation_dept@B1", "central_officer@BTDKTTW"}))
SUBSTITUTE = replace(SEVERAL, stands_in_for=(Absent(AWAY, "Vắng", frozenset({"emulation_dept@B2"})),))


def arrange(task: UserTask, place: int) -> None:
    """Let tasks differ: owned, delegated, without a deadline, to be looked at closely."""
    task.owner_id = (None, None, PERSON, OTHER, None, AWAY)[place % 6]
    task.delegated_by = OTHER if place % 4 == 2 else None
    task.due_at = None if place % 7 == 0 else task.due_at
    task.attention = place % 5 == 0
    tasks.carry(task)


@pytest.fixture
def mixed(database: Database) -> Database:
    """Return a database of tasks of every kind."""
    fill(database, CROWD)
    with database.transaction() as session:
        found = session.scalars(select(UserTask).where(UserTask.state == "open").order_by(UserTask.id))
        for place, task in enumerate(found):
            arrange(task, place)
    return database


def pages(session: Session, actor: Actor, asked: Asked) -> list[UUID]:
    """Return the ids of a view, read page by page."""
    found: list[UUID] = []
    while True:
        page = store.find_page(session, actor, replace(asked, after=found[-1] if found else None))
        found += [line.id for line in page[: store.PAGE]]
        if len(page) <= store.PAGE:
            return found


@pytest.mark.parametrize("actor", [SEVERAL, SUBSTITUTE], ids=["several", "substitute"])
def test_merged_pages_hold_what_the_conditions_say_in_their_order(
    mixed: Database, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PAGE", 7)
    views = [Asked(segment=segment) for segment in offers.MERGED]
    views += [Asked(award="BKB"), Asked(q="dang"), Asked(deadline="none"), Asked(step="unit_review:intake")]
    with mixed.read() as session:
        for asked in views:
            said = [task.id for task in session.scalars(store.view_query(actor, asked))]
            assert pages(session, actor, asked) == said, asked
            assert [task.id for task in store.find_all(session, actor, asked, 500)] == said, asked
            assert store.count_views(session, actor, [asked]) == [len(said)], asked
            assert said or asked.segment in ("today", "substitute"), asked


@pytest.mark.parametrize("actor", [SEVERAL, SUBSTITUTE], ids=["several", "substitute"])
def test_segments_are_counted_as_they_are_listed(mixed: Database, actor: Actor) -> None:
    with mixed.read() as session:
        counts = store.counts_of(session, actor)
        for segment, count in counts.items():
            listed = session.scalars(store.view_query(actor, Asked(segment=segment))).all()
            assert count == len(listed), segment


def test_offers_carry_what_their_task_says_after_every_command(app: Flask, office: Office, clock: Any) -> None:
    task = office.start("HS-1", due=clock.now() + timedelta(days=3))
    browser = Browser(app.test_client())
    browser.sign_in("hanh")
    for what, data in (("nhan", {}), ("tra", {}), ("sap-xep/giao", {"person": str(office.lan)})):
        assert browser.post(f"/viec/{task}/{what}", {"_key": str(uuid4()), **data}).status_code == 303
        assert differing(office.database) == []
    with office.database.transaction() as session:
        tasks.renew(session, task, {"name": "Khác"}, ["unit_officer@VKSNDTC", "unit_head@VKSNDTC"])
    assert differing(office.database) == []
    with office.database.transaction() as session:
        tasks.offer_also(session, task, "person:x")
    assert differing(office.database) == []


def differing(database: Database) -> list[Any]:
    """Return the open offers that say otherwise than their tasks."""
    carried, task = UserTaskCandidate, UserTask
    owner = func.coalesce(carried.owner_id, "") != func.coalesce(task.owner_id, "")
    query = select(carried.principal).join(task, task.id == carried.task_id).where(carried.is_open)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(carried).where(carried.is_open))
        unlike = or_(owner, carried.due_at != due_or_never, carried.attention != task.attention)
        return list(session.scalars(query.where(unlike)))


def crowded(database: Database) -> None:
    """Let 3,000 tasks wait for one person, and 100 of them for another."""
    fill(database, Crowd(1, open_each=3_000, done_each=10))
    few = "INSERT INTO user_task_candidate (task_id, principal, due_at) SELECT task_id, 'few@B', due_at "
    first = "FROM user_task_candidate WHERE principal = 'emulation_dept@B1' ORDER BY due_at, task_id LIMIT 100"
    with database.engine.begin() as connection:
        connection.execute(text(few + first))
        connection.execute(text("ANALYZE"))


def asking(session: Session, actor: Actor, asked: Asked) -> Callable[[], object]:
    return lambda: store.find_page(session, actor, asked)


def views(session: Session) -> Iterator[tuple[Callable[[], object], Callable[[], object]]]:
    """Yield each view of one with few tasks beside the same of one with many."""
    for segment in offers.MERGED:
        asked = Asked(segment=segment)
        yield asking(session, FEW, asked), asking(session, MANY, asked)
    first, deep = store.find_page(session, FEW, Asked()), pages(session, MANY, Asked())
    yield asking(session, FEW, Asked(after=first[20].id)), asking(session, MANY, Asked(after=deep[-100]))
    yield (
        lambda: store.next_task_id(session, FEW, but=UserTask(id=first[0].id, element_id="intake", process_id="p")),
        (lambda: store.next_task_id(session, MANY, but=UserTask(id=first[0].id, element_id="intake", process_id="p"))),
    )


def test_a_page_takes_as_many_steps_of_sqlite_for_many_tasks_as_for_few(sqlite_database: Database) -> None:
    crowded(sqlite_database)
    with sqlite_database.read() as session:
        driver: Any = session.connection().connection.driver_connection
        for few, many in views(session):
            assert steps(driver, many) <= 2 * steps(driver, few)


def steps(driver: Any, work: Callable[[], object]) -> int:
    """Return how many hundreds of steps SQLite's machine takes."""
    work()
    told: list[int] = []
    driver.set_progress_handler(lambda: told.append(1), 100)
    work()
    driver.set_progress_handler(None, 100)
    return len(told) + 1


def test_a_page_reads_as_many_rows_of_postgresql_for_many_tasks_as_for_few(postgresql_database: Database) -> None:
    crowded(postgresql_database)
    with postgresql_database.read() as session:
        for few, many in views(session):
            assert rows_read(session, many) <= 2 * rows_read(session, few) + store.PAGE


def rows_read(session: Session, work: Callable[[], object]) -> int:
    """Return how many rows PostgreSQL reads from tables and indexes."""
    plans: list[Any] = []
    with explaining(session, plans):
        work()
    return sum(_rows(plan) for plan in plans)


def _rows(node: dict[str, Any]) -> int:
    own = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
    within = sum(_rows(part) for part in node.get("Plans", ()))
    return int((own if "Scan" in node["Node Type"] and "Relation Name" in node else 0) + within)


@contextmanager
def explaining(session: Session, plans: list[Any]) -> Iterator[None]:
    """Keep the plan of every query, carried out."""
    engine = session.get_bind().engine

    def explain(_connection: Any, cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        with cursor.connection.cursor() as apart:
            apart.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
            [found] = apart.fetchone()
            plans.append((json.loads(found) if isinstance(found, str) else found)[0]["Plan"])

    event.listen(engine, "before_cursor_execute", explain)
    yield
    event.remove(engine, "before_cursor_execute", explain)
