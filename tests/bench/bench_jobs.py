"""What background work costs: ten thousand timers and messages at once, and what a second worker brings.

The workers are processes of their own; they, this one and PostgreSQL share the machine's cores. Each figure of the
two is from durable databases: every commit waits for the disk.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.commands import correlate_message, deploy, start_instance
from engine.store import tasks
from engine.store.database import Database
from tests.asking import count_of_kind
from tests.bench.bench_completion import CLERK
from tests.bench.crews import Complete, Crew, Drain, crew, key, measured
from tests.bench.places import Place, places
from tests.bench.report import Report
from tests.bench.shapes import VARIABLES
from tests.engine import drawing as d

DAWN = datetime(2019, 11, 4, 2, 0, tzinfo=UTC)
WAVE = timedelta(hours=1)
MANY = {"postgres": 10_000, "sqlite": 2_000}
ROUNDS, SHARE = 3, 300
CHUNK = 100
WAITS = d.diagram(
    d.start(),
    d.catch("t", timer="=due"),
    d.user("after"),
    d.end(),
    d.path("begin", "t", "after", "done"),
    process="waits",
)
HEARS = d.diagram(
    d.start(),
    d.catch("m", message="result"),
    d.user("after"),
    d.end(),
    d.path("begin", "m", "after", "done"),
    process="hears",
    messages=d.message("result", "=case"),
)
STEPS = [f"step{n}" for n in range(5)]
WORKS = d.diagram(d.start(), *(d.user(s) for s in STEPS), d.end(), d.path("begin", *STEPS, "done"), process="works")


def measure(report: Report) -> None:
    """Drain timers and messages on both databases, and compare two workers with one on PostgreSQL."""
    with places() as found:
        for place in reversed(found):
            database = place.open()
            deploy_all(database)
            size = 2 if place.name == "postgres" else 1
            with crew(place.url, size) as hands:
                if place.name == "postgres":
                    compare_workers(report, place, database, hands)
                    compare_clients(report, place, database, hands)
                drain(report, place, database, hands)
            database.dispose()


def deploy_all(database: Database) -> None:
    """Deploy the processes that are measured."""
    files = {"waits.bpmn": WAITS, "hears.bpmn": HEARS, "works.bpmn": WORKS}
    database.perform(lambda s: deploy(s, files, procedure="bench", author=SYSTEM, approver=None, key=key()))


def begin(database: Database, process: str, each: Sequence[dict[str, Any]]) -> list[Any]:
    """Start an instance for each set of variables, many in one transaction."""
    started: list[Any] = []
    for at in range(0, len(each), CHUNK):

        def start(session: Any, at: int = at) -> list[Any]:
            some = each[at : at + CHUNK]
            return [start_instance(session, process, VARIABLES | v, by=CLERK, key=key()).id for v in some]

        started += database.perform(start)
    return started


def compare_workers(report: Report, place: Place, database: Database, hands: Crew) -> None:
    """Let one worker fire a wave of timers, then two, turn about."""
    one, two, shares = [], [], []
    with clock.travel_to(DAWN):
        waves = [DAWN + WAVE * n for n in range(1, 2 * ROUNDS + 1)]
        begin(database, "waits", [{"due": wave} for wave in waves for _ in range(SHARE)])
    for n, wave in enumerate(waves):
        crew_size = 1 + n % 2
        seconds, done, used, served = measured(
            place.server, lambda w=wave, k=crew_size: hands.carry_out([Drain(w)] * k)
        )  # type: ignore[misc]
        require(done == SHARE, f"{done} of {SHARE} timers were fired")
        (two if crew_size == 2 else one).append(done / seconds)
        if crew_size == 2:
            shares.append((used / seconds, served / seconds))
    report.ratio("workers.two_vs_one", two, one)
    tell_shares(report, "workers", shares)


def compare_clients(report: Report, place: Place, database: Database, hands: Crew) -> None:
    """Let one process complete user tasks, then two, turn about; each at instances of its own."""
    one, two, shares = [], [], []
    for n in range(2 * ROUNDS):
        crew_size = 1 + n % 2
        made = begin(database, "works", [{}] * SHARE)
        with database.read() as session:
            open_tasks = [tasks.tasks_of_instance(session, instance)[0].id for instance in made]
        orders = [Complete(open_tasks[k::crew_size]) for k in range(crew_size)]
        seconds, done, used, served = measured(place.server, lambda o=orders: hands.carry_out(o))  # type: ignore[misc]
        (two if crew_size == 2 else one).append(done / seconds)
        if crew_size == 2:
            shares.append((used / seconds, served / seconds))
    report.ratio("clients.two_vs_one", two, one)
    tell_shares(report, "clients", shares)


def tell_shares(report: Report, name: str, shares: list[tuple[float, float]]) -> None:
    """Say how many of the machine's cores two processes and the server took."""
    cores = f"of {os.cpu_count()} cores"
    report.record(f"{name}.two.processes_cpu", [used for used, _ in shares], cores)
    report.record(f"{name}.two.database_cpu", [served for _, served in shares], cores)


def drain(report: Report, place: Place, database: Database, hands: Crew) -> None:
    """Let all timers become due at once, then send all messages at once, and see each done once."""
    many, at = MANY[place.name], DAWN + timedelta(days=30)
    suffix = "" if place.name == "postgres" else ".sqlite"
    cases = [f"C-{n}" for n in range(many)]
    with clock.travel_to(DAWN):
        begin(database, "waits", [{"due": at} for _ in cases])
        begin(database, "hears", [{"case": case} for case in cases])
    record_drain(report, f"timers.drain_{many}{suffix}", place, database, hands, at, "timer_fired")
    with clock.travel_to(at):
        send(database, cases)
    record_drain(report, f"messages.drain_{many}{suffix}", place, database, hands, at, "message_received")


def record_drain(
    report: Report, name: str, place: Place, database: Database, hands: Crew, at: datetime, kind: str
) -> None:
    """Measure one drain and check that each of its events happened once."""
    many = MANY[place.name]
    before = count(database, kind)
    orders = [Drain(at)] * len(hands.connections)
    seconds, done, used, served = measured(place.server, lambda: hands.carry_out(orders))
    after = count(database, kind)
    happened = after[0] - before[0], after[1] - before[1]
    require(happened == (many, many), f"{name}: {happened[0]} events at {happened[1]} instances instead of {many}")
    require(done == many, f"{name}: the workers say {done}")
    report.record(name, [seconds], "s")
    tell_shares(report, name, [(used / seconds, served / seconds)])


def count(database: Database, kind: str) -> tuple[int, int]:
    """Return how many events of a kind there are, and at how many instances."""
    with database.read() as session:
        return count_of_kind(session, kind)


def send(database: Database, cases: Sequence[str]) -> None:
    """Send a message to each case."""
    for at in range(0, len(cases), CHUNK):

        def post(session: Any, at: int = at) -> None:
            for case in cases[at : at + CHUNK]:
                correlate_message(session, "result", case, {"outcome": "Đạt"}, by=SYSTEM, key=key())

        database.perform(post)


def require(holds: bool, otherwise: str) -> None:
    """End the run where something was not done, or done twice."""
    if not holds:
        raise RuntimeError(otherwise)
