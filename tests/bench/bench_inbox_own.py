"""What the inbox costs one person as their own open tasks grow from 200 to 50,000, in seconds of the processor.

Both lie in one database; the same views are asked for turn about, with all counts and choices. What PostgreSQL takes
is counted with what Python takes.
"""

import time
from pathlib import Path
from uuid import UUID

from flask import Flask

from engine.base.actor import Actor
from engine.store.database import Database
from tests.bench.crews import server_seconds
from tests.bench.crowd import Crowd, fill
from tests.bench.places import Place, places
from tests.bench.report import Report
from web.base.config import Settings
from web.inbox import store
from web.inbox.asked import Asked
from web.inbox.listing import list_tasks
from web.shell.app import create_app

CROWD = Crowd(1, open_each=50_060, done_each=1_000)
FEW, MANY = Actor(CROWD.actor().id, "Ít", frozenset({"few@B1"})), CROWD.actor()
FEW_TASKS = """
INSERT INTO user_task_candidate (task_id, principal, due_at)
SELECT task_id, 'few@B1', due_at FROM user_task_candidate
WHERE principal = 'emulation_dept@B1' ORDER BY task_id LIMIT 200
"""
VIEWS = {
    "due": (Asked(), Asked(segment="overdue"), Asked(segment="mine"), Asked(award="BKB")),
    "orders": (Asked(order="newest"), Asked(order="priority"), Asked(order="name")),
}
ROUNDS, TIMES = 5, 4


def measure(report: Report) -> None:
    """Compare the views of one with many tasks with those of one with few, and a late page with the first."""
    with places() as both:
        for place in both:
            _measure(report, place, place.open())


def _measure(report: Report, place: Place, database: Database) -> None:
    fill(database, CROWD)
    with database.engine.begin() as connection:
        connection.exec_driver_sql(FEW_TASKS)
    end = "" if place.name == "postgres" else ".sqlite"
    settings = Settings(data_dir=Path(place.folder), secret_key="bench", testing=True, database_url=place.url)
    app = create_app(settings, database)
    with app.test_request_context():
        for name, views in VIEWS.items():
            few, many = _turn_about(place, app, [[(FEW, view) for view in views], [(MANY, view) for view in views]])
            report.ratio(f"inbox.own.{'growth' if name == 'due' else f'{name}.growth'}{end}", many, few)
        first, late = _turn_about(place, app, [[(MANY, Asked())], [(MANY, Asked(after=_last_of_page(database, 999)))]])
        report.ratio(f"inbox.own.page1000{end}", late, first)
    database.dispose()


def _turn_about(place: Place, app: Flask, kinds: list[list[tuple[Actor, Asked]]]) -> list[list[float]]:
    """Return the seconds of the processor that each kind of view takes, by round; the first round is not counted."""
    taken: list[list[float]] = [[] for _ in kinds]
    for _ in range(ROUNDS + 1):
        for one, asked in zip(taken, kinds, strict=True):
            one.append(_seconds(place, app, asked))
    return [one[1:] for one in taken]


def _seconds(place: Place, app: Flask, asked: list[tuple[Actor, Asked]]) -> float:
    database: Database = app.extensions["bangvang.database"]
    began, served = time.process_time(), _served(place)
    for _ in range(TIMES):
        for actor, view in asked:
            with database.read() as session:
                list_tasks(session, actor, view)
    return time.process_time() - began + _served(place) - served


def _served(place: Place) -> float:
    return server_seconds(place.server) if place.server else 0.0


def _last_of_page(database: Database, page: int) -> UUID:
    with database.read() as session:
        return store.find_all(session, MANY, Asked(), page * store.PAGE)[-1].id
