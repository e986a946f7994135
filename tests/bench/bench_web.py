"""What a decision costs through the web, three requests, against its command alone, in seconds of the processor.

A person opens the inbox, opens its first task and sends the decision; the command completes a task of the same kind
with no page. Both are done turn about in one process on one PostgreSQL, whose share is counted with Python's.
"""

import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from sqlalchemy import select

from engine.base.actor import SYSTEM, Actor
from engine.commands import complete_task, deploy
from engine.model import UserTask
from engine.store import tasks
from engine.store.database import Database
from tests.bench import bench_load as load
from tests.bench.approvers import HIDDEN, ROW
from tests.bench.crews import server_seconds
from tests.bench.places import Place, places
from tests.bench.report import Report
from web.base.config import Settings
from web.shell.app import create_app
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.model import Person

ROUNDS, TIMES = 5, 8
CASES = (ROUNDS + 1) * TIMES + 60  # more than a page is left at the end


def measure(report: Report) -> None:
    """Decide turn about through pages and by the command alone."""
    with places() as both:
        place = next(one for one in both if one.name == "postgres")
        database = place.open()
        cookie = _prepare(database)
        client, me = _browser(place, database, cookie), _actor(database)
        paged, bare = [], []
        for _ in range(ROUNDS + 1):
            paged.append(_seconds(place, lambda: _decide_by_pages(client)))
            waiting = iter(_waiting(database, me))
            bare.append(_seconds(place, lambda left=waiting: _decide_by_command(database, me, next(left))))  # type: ignore[misc]
        report.record("web.decision.cpu", [seconds * 1000 / TIMES for seconds in paged[1:]], "ms")
        report.ratio("web.decision.vs_command", paged[1:], bare[1:])
        database.dispose()


def _prepare(database: Database) -> str:
    """Deploy a process of one step, hire two people and start cases for both; return the cookie of the first."""
    files = {"load.bpmn": load.DIAGRAM, "load.form.json": load.FORM}
    database.perform(lambda s: deploy(s, files, procedure="load", author=SYSTEM, approver=None, key="deploy"))
    cookies = [load.hire(database, number) for number in range(2)]
    for turn in range(-(-CASES // load.EACH)):
        load.give_tasks(database, 2, str(turn))
    return cookies[0]


def _browser(place: Place, database: Database, cookie: str) -> FlaskClient:
    settings = Settings(data_dir=Path(place.folder), secret_key="bench", testing=False, database_url=place.url)
    settings.attachments_dir.mkdir(exist_ok=True)
    client = create_app(settings, database).test_client()
    client.set_cookie(*cookie.split("=", 1))
    return client


def _actor(database: Database) -> Actor:
    with database.read() as session:
        return actor_for(session, str(session.scalars(select(Person.id).where(Person.code == "p1")).one()))


def _decide_by_pages(client: FlaskClient) -> None:
    found = ROW.search(client.get("/").text)
    assert found is not None
    page = client.get(f"/viec/{found[1]}").text
    answers = {**dict(HIDDEN.findall(page)), "decision": "approve"}
    assert client.post(f"/viec/{found[1]}", data=answers).status_code == 303


def _decide_by_command(database: Database, me: Actor, task: UUID) -> None:
    database.perform(lambda s: complete_task(s, task, {"decision": "approve"}, by=me, key=str(uuid4())))


def _waiting(database: Database, me: Actor) -> list[UUID]:
    with database.read() as session:
        query = tasks.inbox_query(me, "all").with_only_columns(UserTask.id).limit(TIMES)
        return list(session.scalars(query))


def _seconds(place: Place, work: Callable[[], None]) -> float:
    served = server_seconds(place.server) if place.server else 0.0
    began = time.process_time()
    for _ in range(TIMES):
        work()
    spent = time.process_time() - began
    return spent + (server_seconds(place.server) - served if place.server else 0.0)
