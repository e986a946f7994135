"""A hundred approvers at work at once, against five at the same pace: how much longer an answer takes.

The server is a process of its own on a durable PostgreSQL; it, PostgreSQL and the approvers share the machine's cores,
and which share each took is told.
`$LOAD_SECONDS` (20 unless told) is how long each group works. What was answered is looked up afterwards: each decision
is there once.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from engine.base.actor import SYSTEM
from engine.commands import deploy, start_instance
from engine.model import Event
from engine.store.database import Database
from tests.bench.approvers import Approver, work_together
from tests.bench.crews import server_seconds
from tests.bench.places import DURABLE
from tests.bench.report import Report
from tests.cluster import Cluster
from tests.engine import drawing as d
from tests.journeys.serving import Server
from web.cli.schema import upgrade_schema
from web.signin.commands import begin_session, open_account
from web.signin.sessions import BrowserSessions
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Person, Post, Unit

MANY, FEW = 100, 5
SECONDS = float(os.environ.get("LOAD_SECONDS", "20"))
THINK = MANY / 15
"""Seconds between two decisions of one person: a hundred come to 15 completions a second."""
ROUNDS = 3
EACH = int(SECONDS / THINK * 1.6) + 4
FORM = (
    b'{"id": "load", "type": "default", "schemaVersion": 18, "components": [{"id": "f", "type": "radio", "key": '
    b'"decision", "label": "D", "validate": {"required": true}, "values": [{"label": "A", "value": "approve"}, '
    b'{"label": "R", "value": "return"}]}]}'
)
DIAGRAM = d.diagram(
    d.start(),
    d.user("review", '=["emulation_dept@" + unit]', '<zeebe:formDefinition formId="load"/>'),
    d.end(),
    d.path("begin", "review", "done"),
    process="load",
)


def measure(report: Report) -> None:
    """Measure few and many in turn, and look for what was lost or done twice."""
    with served() as (server, postmaster, database):
        cookies = [hire(database, number) for number in range(MANY)]
        p95: dict[int, list[float]] = {FEW: [], MANY: []}
        decided, errors, shares = [], [], []
        for turn in range(ROUNDS):
            for size in (FEW, MANY):
                give_tasks(database, size, f"{turn}-{size}")
                group = [Approver(server.address, cookie, THINK) for cookie in cookies[:size]]
                before = _processor_seconds(server, postmaster)
                work_together(group, SECONDS)
                if size == MANY:
                    after = _processor_seconds(server, postmaster)
                    shares.append([(b - a) / SECONDS for a, b in zip(before, after, strict=True)])
                p95[size].append(_p95([spent for one in group for spent in one.times]))
                decided += [task for one in group for task in one.decided]
                errors += [error for one in group for error in one.errors]
        for size, found in p95.items():
            report.record(f"load.approvers.{size}.p95", found, "ms")
        report.ratio("load.approvers.growth", p95[MANY], p95[FEW])
        report.record("load.approvers.errors", [float(len(errors))], "errors")
        report.record("load.approvers.decided", [float(len(decided))], "decisions")
        report.record("load.approvers.lost_or_double", [float(_lost_or_double(database, decided))], "decisions")
        for name, took in zip(("server", "database", "clients"), zip(*shares, strict=True), strict=True):
            report.record(f"load.approvers.{MANY}.{name}_cpu", took, f"of {os.cpu_count()} cores")
        for error in sorted(set(errors))[:5]:
            print(f"    {error}")


def _processor_seconds(server: Server, postmaster: int) -> tuple[float, float, float]:
    """Return what the server, the database and the approvers' browsers, which are this process, have taken so far."""
    return server_seconds(server.process_id), server_seconds(postmaster), time.process_time()


@contextmanager
def served() -> Iterator[tuple[Server, int, Database]]:
    """Serve a durable PostgreSQL with one procedure; give the server, the postmaster's process and the database."""
    folder = Path(tempfile.mkdtemp(prefix="bangvang-load-", dir=os.environ.get("BENCH_FOLDER")))
    folder.chmod(0o755)
    (folder / "cluster").mkdir()
    cluster = Cluster(folder / "cluster", DURABLE)
    server = None
    try:
        database = Database(cluster.create_empty("load"))
        upgrade_schema(database)
        files = {"load.bpmn": DIAGRAM, "load.form.json": FORM}
        database.perform(lambda s: deploy(s, files, procedure="load", author=SYSTEM, approver=None, key="deploy"))
        server = Server(folder, database.url)
        server.start()
        yield server, cluster.process_id, database
        database.dispose()
    finally:
        if server is not None:
            server.kill()
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def hire(database: Database, number: int) -> str:
    """Add an office with one person, and return the cookie of their browser."""
    code, name = f"B{number}", f"Nguyễn Thị Hạnh {number}"
    with database.transaction() as session:
        session.add(Unit(code=code, name=f"Cơ quan {number}", search=f"co quan {number}", kind="body"))
        session.flush()
        person = Person(code=f"p{number}", full_name=name, unit_code=code)
        person.sort_key, person.search = name_sort_key(name), fold_text(name)
        session.add(person)
        session.flush()
        session.add(Post(person_id=person.id, unit_code=code, role="emulation_dept", valid_from=date(2000, 1, 1)))
        account = open_account(session, f"p{number}", "unused", person.id)
        session.flush()
        return f"{BrowserSessions(secure=False).cookie}={begin_session(session, account.id)}"


def give_tasks(database: Database, offices: int, name: str) -> None:
    """Start as many cases for each office as its person may decide."""
    for number in range(offices):
        with database.transaction() as session:
            for case in range(EACH):
                key = f"{name}-{number}-{case}"
                start_instance(session, "load", {"unit": f"B{number}"}, by=SYSTEM, key=key, business_key=key, title=key)


def _lost_or_double(database: Database, decided: list[str]) -> int:
    """Return how many decisions that were answered are not in the history exactly once."""
    query = (
        select(Event.element_instance_id, func.count())
        .where(Event.kind == "task_completed")
        .group_by(Event.element_instance_id)
    )
    with database.read() as session:
        found = {str(task): count for task, count in session.execute(query)}
    once = {task for task, count in found.items() if count == 1}
    return len(set(decided) ^ once) + len(decided) - len(set(decided))


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]
