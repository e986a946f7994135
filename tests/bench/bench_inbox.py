"""What the inbox costs when it has grown a hundredfold, and against reading the same rows by their keys.

`python -m tests.bench inbox` takes the whole size, 200,000 open and 10,000,000 done tasks in PostgreSQL and a tenth of
that in SQLite; `$INBOX_OFFICES` (1,000 unless told) takes another.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.model import UserTask
from engine.store.database import Database
from tests.bench.crowd import Crowd, fill
from tests.bench.places import Place, places
from tests.bench.report import Report
from web.base.config import Settings
from web.inbox import store
from web.inbox.asked import Asked
from web.inbox.filters.commands import save_filter
from web.inbox.listing import list_tasks
from web.shell.app import create_app

OFFICES = int(os.environ.get("INBOX_OFFICES", "1000"))
ROUNDS = 60
VIEWS = {
    "all": Asked(),
    "overdue": Asked(segment="overdue"),
    "today": Asked(segment="today"),
    "done": Asked(segment="done"),
    "step": Asked(step="unit_review:intake", deadline="week"),
    "name": Asked(order="name"),
}
SEARCHES = {"search": Asked(q="dang duc"), "search.many": Asked(q="hanh")}


def measure(report: Report) -> None:
    """Fill each database at a hundredth and at the whole of its size, and measure the same pages at both."""
    for share, name in ((1, "postgres"), (10, "sqlite")):
        sizes = [Crowd(max(1, OFFICES // share // 100)), Crowd(OFFICES // share)]
        with _filled(name, sizes[0]) as small:
            before = _all_times(small)
        with _filled(name, sizes[1]) as big:
            after = _all_times(big)
            _compare(report, name, before, after)
            if name == "postgres":
                _deep(report, big, sizes[1])


@contextmanager
def _filled(name: str, crowd: Crowd) -> Iterator[Flask]:
    """Serve a database of a size, with two saved filters of the person who looks."""
    with places() as both:
        place: Place = next(one for one in both if one.name == name)
        database = place.open()
        began = time.perf_counter()
        fill(database, crowd)
        print(
            f"  {name}: {crowd.open_tasks:,} open, {crowd.done_tasks:,} done ({time.perf_counter() - began:.0f} s)",
            flush=True,
        )
        with database.transaction() as session:
            for title in ("overdue", "step"):
                save_filter(session, title, VIEWS[title], body_code=None, by=crowd.actor())
        settings = Settings(data_dir=Path(place.folder), secret_key="bench", testing=True, database_url=place.url)
        app = create_app(settings, database)
        app.config["CROWD"] = crowd
        yield app
        database.dispose()
        shutil.rmtree(place.folder / "attachments", ignore_errors=True)


def _database(app: Flask) -> Database:
    found: Database = app.extensions["bangvang.database"]
    return found


def _all_times(app: Flask) -> dict[str, list[float]]:
    """Return the times of every view in milliseconds, taken turn about, and of the floor."""
    crowd: Crowd = app.config["CROWD"]
    actor = crowd.actor()
    views = VIEWS | SEARCHES
    times: dict[str, list[float]] = {name: [] for name in (*views, "floor")}
    with app.test_request_context():
        ids = _with(app, lambda session: [task.id for task in store.find_page(session, actor, Asked())[:50]])
        for turn in range(ROUNDS + 3):
            for name, asked in views.items():
                spent = _timed(app, lambda session, a=asked: list_tasks(session, actor, a))  # type: ignore[misc]
                times[name] += [spent] if turn >= 3 else []
            spent = _timed(app, lambda session: _by_key(session, ids))
            times["floor"] += [spent] if turn >= 3 else []
    return times


def _by_key(session: Session, ids: list[Any]) -> list[UserTask]:
    return list(session.scalars(select(UserTask).where(UserTask.id.in_(ids))))


def _timed(app: Flask, work: Callable[[Session], Any]) -> float:
    began = time.perf_counter()
    _with(app, work)
    return (time.perf_counter() - began) * 1000


def _with(app: Flask, work: Callable[[Session], Any]) -> Any:
    with _database(app).read() as session:
        return work(session)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]


def _compare(report: Report, name: str, before: dict[str, list[float]], after: dict[str, list[float]]) -> None:
    end = "" if name == "postgres" else f".{name}"
    for view in (*VIEWS, *SEARCHES):
        report.record(f"inbox.{view}.p95{end}", [_p95(after[view])], "ms")
    report.record(f"inbox.growth{end}", [_p95(after[view]) / _p95(before[view]) for view in VIEWS], "×")
    report.record(f"inbox.search.growth{end}", [_p95(after[view]) / _p95(before[view]) for view in SEARCHES], "×")
    report.record(f"inbox.vs_floor{end}", [_p95(after[view]) / _p95(after["floor"]) for view in VIEWS], "×")


def _deep(report: Report, app: Flask, crowd: Crowd) -> None:
    """Compare page 1,000 of a very large inbox with its first."""
    actor: Actor = crowd.central()
    with app.test_request_context():
        place = min(50 * 999, crowd.open_tasks // 4 - 51)
        last = _with(app, lambda session: store.find_all(session, actor, Asked(), place)[-1].id)
        first, deep = Asked(), Asked(after=last)
        times: dict[bool, list[float]] = {True: [], False: []}
        for turn in range(23):
            for is_deep, asked in ((False, first), (True, deep)):
                spent = _timed(app, lambda session, a=asked: store.find_page(session, actor, a))  # type: ignore[misc]
                times[is_deep] += [spent] if turn >= 3 else []
    report.record("inbox.page1", times[False], "ms")
    report.ratio("inbox.deep_page", times[True], times[False])
