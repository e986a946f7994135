"""Processor time of the first pages of the list of nominations, its search and the reports at a hundred times the size.

`python -m tests.bench lists` takes 2,000 and 200,000 nominations in PostgreSQL, a tenth of that in SQLite;
`$LISTS_NOMINATIONS` takes another whole size. Of PostgreSQL the server's processor time is told too.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from engine.store.database import Database
from tests.bench.crews import server_seconds
from tests.bench.places import places
from tests.bench.register import Register, fill
from tests.bench.report import Report
from web.base.config import Settings
from web.cases import asked as lists
from web.cases.listing import list_page
from web.reports import asked as reports
from web.reports.report import make_report
from web.shell.app import create_app

WHOLE = int(os.environ.get("LISTS_NOMINATIONS", "200000"))
ROUNDS = 10
LISTS = {
    "all": lists.Asked(),
    "stage": lists.Asked(stage="appraisal"),
    "body": lists.Asked(body="B7", year=2024),
    "award": lists.Asked(award="CTDCP", outcome="failed"),
}
SEARCHES = {
    "frequent": lists.Asked(q="hạnh"),
    "rare": lists.Asked(q="đặng w1234"),
    "number": lists.Asked(q="001234"),
    "unit": lists.Asked(q="cơ quan b7 hạnh"),
}
REPORTS = {"award": reports.Asked(), "year": reports.Asked(by="year"), "body": reports.Asked(by="body", year=2024)}
VIEWS = {"lists": (LISTS, list_page), "search": (SEARCHES, list_page), "report": (REPORTS, make_report)}
Times = dict[str, list[tuple[float, float]]]


def measure(report: Report) -> None:
    """Fill each database at a hundredth and at the whole of its size, and measure the same pages at both."""
    for share, name in ((1, "postgres"), (10, "sqlite")):
        before, after = (_all_times(name, Register(WHOLE // share // part)) for part in (100, 1))
        _compare(report, name, before, after)


def _all_times(name: str, register: Register) -> Times:
    """Return the processor seconds of ours and of the server for every page, by `KIND.VIEW.WHO`."""
    with _filled(name, register) as (app, server), app.test_request_context():
        database: Database = app.extensions["bangvang.database"]
        found: Times = {}
        for kind, (views, show) in VIEWS.items():
            for who, actor in register.actors.items():
                for view, asked in views.items():
                    works = [lambda session, a=asked, s=show, w=actor: s(session, w, a)]  # type: ignore[misc]
                    found[f"{kind}.{view}.{who}"] = [_spent(database, server, work) for work in works * 3]
    return found


def _spent(database: Database, server: int | None, work: Callable[[Session], Any]) -> tuple[float, float]:
    """Return the processor milliseconds that one of several turns of a page takes, of ours and of the server."""
    with database.read() as session:
        work(session)
        own, served = time.process_time(), server_seconds(server) if server else 0.0
        for _turn in range(ROUNDS):
            work(session)
        served = server_seconds(server) - served if server else 0.0
        return (time.process_time() - own) * 1000 / ROUNDS, served * 1000 / ROUNDS


@contextmanager
def _filled(name: str, register: Register) -> Iterator[tuple[Flask, int | None]]:
    with places() as found:
        place = next(place for place in found if place.name == name)
        database, began = place.open(), time.perf_counter()
        fill(database, register)
        print(f"  {name}: {register.nominations:,} nominations ({time.perf_counter() - began:.0f} s)", flush=True)
        settings = Settings(data_dir=place.folder, secret_key="bench", testing=True, database_url=place.url)
        yield create_app(settings, database), place.server
        database.dispose()


def _compare(report: Report, name: str, before: Times, after: Times) -> None:
    """Tell each page, and of each kind the growth of the page that grows most: of ours and the server's together."""
    end = "" if name == "postgres" else f".{name}"
    worst: dict[str, list[float]] = {kind: [0.0] for kind in VIEWS}
    for view, times in after.items():
        report.record(f"{view}.python_cpu{end}", [own for own, _ in times], "ms")
        if name == "postgres":
            report.record(f"{view}.database_cpu", [served for _, served in times], "ms")
        pairs = zip(times, before[view], strict=True)
        growth = [sum(now) / sum(then) for now, then in pairs]
        kind = view.partition(".")[0]
        worst[kind] = max(worst[kind], growth, key=sorted)
        report.record(f"{view}.growth{end}", growth, "×")
    for kind, growth in worst.items():
        report.record(f"{kind}.growth{end}", growth, "×")
