"""What completing a task costs: against the usual design, against the bare driver, and as instances grow.

Each figure is a median of several rounds; within a round the things compared are measured turn about, so that what
else the machine does falls on all of them.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import UUID

from engine.actor import SYSTEM, Actor
from engine.bpmn import cache
from engine.commands import complete_task, deploy, start_instance
from engine.model import ElementInstance
from engine.store import instances, tasks
from engine.store.database import Database
from tests.bench import shapes
from tests.bench.floor import Double, Recorder
from tests.bench.places import Place, places
from tests.bench.report import Report
from tests.bench.shapes import Shape
from tests.bench.stock import Stock

CLERK = Actor("clerk", "Lê Thị Thư ký", frozenset({"clerk@A", "member@A", "unit_head@A"}))
ROUNDS = 9
LONG, SHORT = 3_000, 10
LOOP_BEFORE = 470  # the stock engine stops at iteration 500
MANY = 1_000
_keys = count()


def key() -> str:
    """Return an idempotency key."""
    return f"bench-{next(_keys)}"


class Ours:
    """One process run by the product, through its commands."""

    def __init__(self, database: Database, diagram: bytes, shape: Shape, process: str = "p") -> None:
        self.database = database
        self.shape = shape
        self.process = process
        files = {"p.bpmn": diagram}
        work: Callable[[Any], Any] = lambda s: deploy(  # noqa: E731
            s, files, procedure="bench", author=SYSTEM, approver=None, key=key()
        )
        database.perform(work)

    def start(self) -> UUID:
        """Start an instance of what was deployed last."""
        work: Callable[[Any], Any] = lambda s: start_instance(  # noqa: E731
            s, self.process, self.shape.variables, by=CLERK, key=key()
        )
        return self.database.perform(work).id  # type: ignore[no-any-return]

    def ready(self, instance: UUID) -> list[UUID]:
        """Return the ids of an instance's open tasks."""
        with self.database.read() as session:
            return [task.id for task in tasks.tasks_of_instance(session, instance)]

    def complete(self, task_id: UUID) -> None:
        """Complete one task: the whole command in its transaction, as below a web page."""
        chosen, answers = key(), self.shape.answers()
        self.database.perform(lambda s: complete_task(s, task_id, answers, by=CLERK, key=chosen))

    def rows(self, instance: UUID) -> int:
        """Return how many state rows an instance has."""
        with self.database.read() as session:
            return session.query(ElementInstance).filter_by(instance_id=instance).count()


def timed(work: Callable[..., object], *arguments: Any) -> float:
    """Return how many milliseconds something takes."""
    began = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - began) * 1000


def measure(report: Report) -> None:
    """Measure on both databases."""
    growth: dict[str, list[list[float]]] = {}
    with places() as found:
        for place in found:
            database = place.open()
            for name, ratios in _measure(report, place, database).items():
                growth.setdefault(name, []).append(ratios)
            database.dispose()
    for name, both in growth.items():
        report.record(name, max(both, key=statistics.median), "×")  # the database that does worse


def _measure(report: Report, place: Place, database: Database) -> dict[str, list[float]]:
    against_small(report, place, database)
    against_loop(report, place, database)
    against_many(report, place, database)
    return {
        "completion.loop.growth": loop_growth(database),
        "completion.mi.growth": many_growth(database),
        "completion.cold_vs_hot": cold(database),
        "parallel_blocks.growth": blocks(report, place, database),
    }


def _compare(report: Report, name: str, ours: list[float], stock: list[float]) -> None:
    report.record(f"completion.{name}.ours_ms", ours, "ms")
    report.record(f"completion.{name}.stock_ms", stock, "ms")
    report.ratio(f"completion.{name}.vs_stock", stock, ours)


def against_small(report: Report, place: Place, database: Database) -> None:
    """Compare completions of the small process: ours, the usual design, and the bare driver."""
    shape = shapes.small()
    ours, stock = Ours(database, shape.ours, shape), Stock(place, shape)
    recorder = Recorder(place)
    recorded = Ours(recorder.database, shape.ours, shape)
    times: dict[str, list[float]] = {"ours": [], "stock": [], "floor": []}
    for turn in range(ROUNDS + 1):
        medians = _small_round(place, ours, stock, recorder, recorded)
        if turn:  # the first warms everything up
            for name, value in medians.items():
                times[name].append(value)
    _compare(report, f"{place.name}.small", times["ours"], times["stock"])
    report.record(f"completion.{place.name}.small.floor_ms", times["floor"], "ms")
    report.ratio(f"completion.{place.name}.small.vs_floor", times["ours"], times["floor"])
    recorder.database.dispose()
    stock.close()


def _small_round(place: Place, ours: Ours, stock: Stock, recorder: Recorder, recorded: Ours) -> dict[str, float]:
    """Take one instance of each from its first task to its last but one; return the medians."""
    mine, theirs = ours.start(), stock.start()
    recorder.take()
    source = recorded.start()
    with recorder.database.read() as session:
        double = Double(place, {instances.find_instance(session, source).release_id})
    double.send(double.exchange(recorder.take(), "none"))
    times: dict[str, list[float]] = {"ours": [], "stock": [], "floor": []}
    for _ in range(shapes.SMALL_STEPS - 1):
        times["ours"].append(timed(ours.complete, ours.ready(mine)[0]))
        task = stock.ready(theirs)[0]
        times["stock"].append(timed(stock.complete, task, stock.shape.answers(), "clerk", key()))
        again = double.exchange(*_recorded_completion(recorder, recorded, source))
        times["floor"].append(timed(double.send, again))
    double.close()
    return {name: statistics.median(values) for name, values in times.items()}


def _recorded_completion(recorder: Recorder, recorded: Ours, instance: UUID) -> tuple[list[Any], str]:
    task = recorded.ready(instance)[0]
    recorder.take()
    recorded.complete(task)
    return recorder.take(), f"bench-{next(_keys) - 1}"


def _turn_about(ours: Ours, mine: Iterator[UUID], stock: Stock, theirs: Iterator[str]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(3):
        task = next(mine)
        times[0].append(timed(ours.complete, task))
        other = next(theirs)
        times[1].append(timed(stock.complete, other, stock.shape.answers(), "clerk", key()))
    return statistics.median(times[0]), statistics.median(times[1])


def _coming(ready: Callable[[Any], list[Any]], instance: Any) -> Iterator[Any]:
    while True:
        yield ready(instance)[0]


def against_loop(report: Report, place: Place, database: Database) -> None:
    """Compare completions of a loop that has made about a thousand tasks."""
    shape = shapes.loop()
    ours, stock = Ours(database, shape.ours, shape), Stock(place, shape)
    mine, theirs = ours.start(), stock.start(LOOP_BEFORE)
    for _ in range(LOOP_BEFORE):
        ours.complete(ours.ready(mine)[0])
    _against(report, f"{place.name}.loop1000", ours, _coming(ours.ready, mine), stock, _coming(stock.ready, theirs))


def against_many(report: Report, place: Place, database: Database) -> None:
    """Compare completions of one of a thousand votes."""
    shape = shapes.many(MANY)
    ours, stock = Ours(database, shape.ours, shape), Stock(place, shape)
    mine, theirs = ours.start(), stock.start(MANY // 2)
    votes = ours.ready(mine)
    for task in votes[: MANY // 2]:
        ours.complete(task)
    _against(report, f"{place.name}.mi1000", ours, iter(votes[MANY // 2 :]), stock, iter(stock.ready(theirs)))


def _against(report: Report, name: str, ours: Ours, mine: Iterator[UUID], stock: Stock, theirs: Iterator[str]) -> None:
    rounds = [_turn_about(ours, mine, stock, theirs) for _ in range(ROUNDS)]
    _compare(report, name, [r[0] for r in rounds], [r[1] for r in rounds])
    stock.close()


def loop_growth(database: Database) -> list[float]:
    """Return, per round, how many times a completion at iteration 3,000 costs one at iteration 10."""
    shape = shapes.loop()
    ours = Ours(database, shape.ours, shape)
    long = ours.start()
    for _ in range(LONG):
        ours.complete(ours.ready(long)[0])
    return [_loop_round(ours, long) for _ in range(ROUNDS)]


def _loop_round(ours: Ours, long: UUID) -> float:
    short = ours.start()
    for _ in range(SHORT):
        ours.complete(ours.ready(short)[0])
    late, early = [], []
    for _ in range(7):
        late.append(timed(ours.complete, ours.ready(long)[0]))
        early.append(timed(ours.complete, ours.ready(short)[0]))
    return statistics.median(late) / statistics.median(early)


def many_growth(database: Database) -> list[float]:
    """Return, per round, how many times a vote of a thousand costs a vote of nine."""
    big = Ours(database, shapes.many(MANY).ours, shapes.many(MANY))
    votes = iter(big.ready(big.start()))
    small = Ours(database, shapes.many(9).ours, shapes.many(9))
    ratios = []
    for _ in range(ROUNDS):
        few = small.ready(small.start())
        pairs = [(timed(big.complete, next(votes)), timed(small.complete, t)) for t in few[:7]]
        ratios.append(statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs))
    return ratios


def cold(database: Database) -> list[float]:
    """Return, per round, how many times a completion of the small process costs when its instance must be loaded."""
    shape = shapes.small()
    ours = Ours(database, shape.ours, shape)
    return [_cold_round(ours) for _ in range(ROUNDS)]


def _cold_round(ours: Ours) -> float:
    hot, loaded = ours.start(), ours.start()
    for _ in range(8):
        ours.complete(ours.ready(hot)[0])
        ours.complete(ours.ready(loaded)[0])
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(5):
        cache.clear()
        times[0].append(timed(ours.complete, ours.ready(loaded)[0]))
        ours.complete(ours.ready(hot)[0])
        times[1].append(timed(ours.complete, ours.ready(hot)[0]))
    return statistics.median(times[0]) / statistics.median(times[1])


def blocks(report: Report, place: Place, database: Database) -> list[float]:
    """Count the rows of twenty parallel blocks in a row; return, per round, how starting them compares with one."""
    shape = Shape(b"", b"", shapes.VARIABLES)
    one, twenty = (Ours(database, shapes.blocks(n, f"blocks{n}"), shape, f"blocks{n}") for n in (1, 20))
    rows = twenty.rows(twenty.start())
    one.start()
    report.record(f"parallel_blocks.{place.name}.rows", [rows], "rows")
    report.record("parallel_blocks.rows", [rows], "rows")
    return [timed(twenty.start) / timed(one.start) for _ in range(ROUNDS)]
