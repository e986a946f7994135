"""PostgreSQL ends under a server and comes back: a page says so meanwhile, the log stays short, and work goes on."""

import http.client
import json
import os
import re
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Signal
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import func, select

from engine.base.actor import SYSTEM
from engine.commands import deploy, start_instance
from engine.model import Event, UserTask
from engine.model.base import new_id
from engine.store.database import Database
from tests.bench.bench_load import DIAGRAM, FORM
from tests.cluster import SAFE, Cluster
from tests.journeys.serving import Server
from tests.web.conftest import PASSWORD, Staff
from web.base.schema import alembic_config
from web.shell.tables import load_all
from web.signin.passwords import hash_password

PAGES = ("/", "/ho-so", "/thong-bao/so-moi", "/tim-kiem?q=a")
USERS, ROUNDS = 20, 3
AWAY = float(os.environ.get("BANGVANG_AWAY", "2"))
"""Seconds that the database is away; `make soak` takes 30."""
PAUSE = 0.5
"""Seconds that somebody thinks between two decisions."""
TASKS = USERS * int(2 * AWAY / PAUSE + 4)


class Visit:
    """What one browser holds: its cookies, and a connection for each question."""

    def __init__(self, server: Server) -> None:
        self.port = server.port
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, dict[str, str], str]:
        """Return status, headers and text of an answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urllib.parse.urlencode(sent) if sent else None
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("POST" if body else "GET", path, body, headers)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        said = answer.read().decode()
        line.close()
        return answer.status, dict(answer.headers), said

    def token(self) -> str:
        """Return what a form of this browser's session bears."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.ask("/")[2])
        assert found
        return found.group(1)

    def sign_in(self) -> None:
        """Sign in through the form."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.ask("/dang-nhap")[2])
        assert token
        sent = {"csrf_token": token.group(1), "username": "lan", "password": PASSWORD}
        assert self.ask("/dang-nhap", sent)[0] in (302, 303)


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """Return a cluster that nobody else works on; not in the tester's folders, which its account may not enter."""
    made = Cluster(Path(tempfile.mkdtemp(prefix="bangvang-away-")), SAFE)
    yield made
    made.stop()


@pytest.fixture
def served_alone(own_cluster: Cluster, tmp_path: Path) -> Iterator[Server]:
    """Return a server of two processes on it, with one account."""
    address = own_cluster.create_empty("away")
    database = Database(address)
    load_all()
    database.create_all()
    with database.transaction() as session:
        command.stamp(alembic_config(session.connection()), "head")
    Staff(database, hash_password(PASSWORD)).hire("lan", "emulation_dept@VKSNDTC")
    files = {"load.bpmn": DIAGRAM, "load.form.json": FORM}
    database.perform(lambda s: deploy(s, files, procedure="load", author=SYSTEM, approver=None, key="deploy"))
    database.dispose()
    server = Server(tmp_path, address, processes=2)
    server.start()
    yield server
    server.stop()


def test_a_database_away_is_told_on_every_page_and_once_in_a_while_in_the_log(
    served_alone: Server, own_cluster: Cluster
) -> None:
    visit = Visit(served_alone)
    visit.sign_in()
    assert visit.ask("/")[0] == 200
    assert json.loads(visit.ask("/readyz")[2]) == {"ready": True, "failing": []}
    with ThreadPoolExecutor(8) as users:  # as many connections as there are threads
        assert set(users.map(lambda _: visit.ask("/")[0], range(40))) == {200}
    # Two processes answered; whichever is asked knows what both did.
    assert 'bangvang_requests_total{room="inbox",status="200"} 41.0' in visit.ask("/metrics")[2]
    own_cluster.restart()
    assert [visit.ask("/")[0] for _ in range(8)] == [200] * 8  # what was cut is seen before it is used
    before = len(served_alone.log().splitlines())
    own_cluster.end()
    began = time.monotonic()
    with ThreadPoolExecutor(USERS) as users:
        asked = [path for path in PAGES for _ in range(USERS * ROUNDS)]
        answers = list(users.map(visit.ask, asked))
    seconds = time.monotonic() - began
    assert {status for status, _headers, _text in answers} == {503}
    assert all(headers["Retry-After"] == "10" for _status, headers, _text in answers)
    assert all("Hệ thống đang bận" in said and "The service is busy" in said for _status, _headers, said in answers)
    assert visit.ask("/healthz")[0] == 200
    status, _headers, said = visit.ask("/readyz")
    assert (status, json.loads(said)) == (503, {"ready": False, "failing": ["database"]})
    lines = served_alone.log().splitlines()[before:]
    assert len(lines) <= max(4, seconds), "\n".join(lines)
    assert not any("frames" in line or "Traceback" in line for line in lines)
    own_cluster.begin()
    assert [visit.ask("/")[0] for _ in range(4)] == [200] * 4


@dataclass(frozen=True)
class Sent:
    """One decision that was sent: for which task, under which key, when, and with what answer (0 where none came)."""

    task: UUID
    key: str
    at: float
    status: int


class Deciding:
    """Somebody who decides one task after the other, and looks at a page between."""

    def __init__(self, visit: Visit, tasks: list[UUID]) -> None:
        self.visit = visit
        self.tasks = tasks
        self.token = visit.token()
        self.sent: list[Sent] = []
        self.seen: list[tuple[float, int]] = []

    def decide(self, task: UUID, key: str) -> int:
        """Send a decision; return the status of the answer."""
        form = {"csrf_token": self.token, "_key": key, "decision": "approve"}
        try:
            return self.visit.ask(f"/viec/{task}", form)[0]
        except (OSError, http.client.HTTPException):
            return 0

    def work(self, stop: Signal) -> None:
        """Decide and look until told to stop."""
        for task in self.tasks:
            at, key = time.monotonic(), str(new_id())
            self.sent.append(Sent(task, key, at, self.decide(task, key)))
            self.seen.append((time.monotonic(), self.visit.ask("/")[0]))
            if stop.wait(PAUSE):
                break


def waiting_tasks(address: str, many: int) -> list[UUID]:
    """Start so many cases; return their tasks."""
    database = Database(address)
    with database.transaction() as session:
        for number in range(many):
            start_instance(session, "load", {"unit": "VKSNDTC"}, by=SYSTEM, key=f"away-{number}")
    with database.read() as session:
        found = list(session.scalars(select(UserTask.id)))
    database.dispose()
    return found


def completions(address: str) -> dict[UUID, int]:
    """Return how often each task was completed, by the history."""
    database = Database(address)
    query = select(Event.element_instance_id, func.count()).where(Event.kind == "task_completed")
    with database.read() as session:
        found = {task: times for task, times in session.execute(query.group_by(Event.element_instance_id)) if task}
    database.dispose()
    return found


def test_what_was_accepted_while_the_database_went_away_is_there_and_what_was_refused_can_be_sent_again(
    served_alone: Server, own_cluster: Cluster
) -> None:
    address = own_cluster.address("away")
    tasks = waiting_tasks(address, TASKS)
    first = Visit(served_alone)
    first.sign_in()
    people = [Deciding(first, tasks[number::USERS]) for number in range(USERS)]
    stop = Signal()
    with ThreadPoolExecutor(USERS) as pool:
        working = [pool.submit(one.work, stop) for one in people]
        stop.wait(AWAY / 3)
        before = len(served_alone.log().splitlines())
        own_cluster.end()
        ended = time.monotonic()
        stop.wait(AWAY)
        begins = time.monotonic()
        own_cluster.begin()
        back = first.ask("/")[0]
        lines = [line for line in served_alone.log().splitlines()[before:] if '"event": "request"' not in line]
        stop.wait(AWAY / 3)
        stop.set()
        for one in working:
            one.result()
    sent = [decision for one in people for decision in one.sent]
    seen = [look for one in people for look in one.seen]
    accepted = {one.task for one in sent if one.status == 303}
    refused = [one for one in sent if one.status != 303]
    there = completions(address)
    away = [one.status for one in sent if ended < one.at and one.at + 1 < begins]
    figures = f"{len(accepted)} accepted, {len(refused)} refused, {len(lines)} lines of log in {begins - ended:.0f} s"
    sys.stdout.write(f"{figures}\n")
    assert back == 200
    assert accepted
    assert away, "nobody decided anything meanwhile"
    assert set(away) == {503}
    assert {status for at, status in seen if ended < at < begins} == {503}
    assert {one.status for one in sent} <= {303, 503}
    assert {status for _, status in seen} <= {200, 503}
    assert len(lines) <= max(6, 2 * (begins - ended)), "\n".join(lines)
    assert accepted <= set(there), "what was accepted is not there"
    # Whether what was asked at the very end was kept, nobody can know but by asking again under the same key.
    unsure = {one.task for one in refused if one.at <= ended}
    assert set(there) - accepted <= unsure, "what was refused is there"
    again = [*refused, *(one for one in sent if one.status == 303)][: len(refused) + USERS]
    with ThreadPoolExecutor(USERS) as pool:
        assert set(pool.map(lambda one: people[0].decide(one.task, one.key), again)) == {303}
    assert completions(address) == dict.fromkeys([one.task for one in sent], 1)
