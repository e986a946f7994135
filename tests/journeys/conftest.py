"""Fixtures of the journeys: a real server on the example bloc, and a browser that walks through it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from engine.feel import workdays
from engine.store.database import Database
from tests.browsing import PATIENCE
from tests.cluster import Cluster
from tests.journeys.serving import Server, run_command
from web.base.config import Settings
from web.cli.example import load_example_bloc
from web.cli.schema import upgrade_schema
from web.cli.upkeep import bring_procedures
from web.shell.app import create_app

DESKTOP = {"width": 1360, "height": 900}
EXAMPLE = "bangvang_example"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def example(cluster: Cluster) -> Path:
    """Return the data folder of a freshly loaded example; one worker loads it for all."""
    folder = cluster.folder / "example"
    ready = cluster.folder / "example-is-ready"
    with cluster.locked("example"):
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            run_command(folder, "init", "--example")
            ready.touch()
    return folder


@pytest.fixture
def data_dir(example: Path, tmp_path: Path) -> Path:
    """Return a data folder of this test's own, holding the example."""
    return shutil.copytree(example, tmp_path / "data")


@pytest.fixture
def served(data_dir: Path) -> Iterator[Server]:
    """Return a running server on SQLite, holding the example."""
    server = Server(data_dir, processes=1)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def served_by_many(data_dir: Path) -> Iterator[Server]:
    """Return a running server of as many processes as people get."""
    server = Server(data_dir)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def looked_at(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running server on SQLite, holding the example, for all who only look."""
    server = Server(shutil.copytree(example, tmp_path_factory.mktemp("looked-at") / "data"), processes=1)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Database]]:
    """Return the application on a copy of the example, for who reads without a server, and its database."""
    folder = shutil.copytree(example, tmp_path_factory.mktemp("read") / "data")
    database = Database(f"sqlite:///{folder / 'bangvang.db'}")
    settings = Settings(data_dir=folder, secret_key="test", testing=True, database_url=database.url)
    yield create_app(settings, database), database
    workdays.follow(None)
    database.dispose()


@pytest.fixture(scope="session")
def worked_on(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running server on SQLite, holding the example, for those whose changes are in nobody's way."""
    server = Server(shutil.copytree(example, tmp_path_factory.mktemp("worked-on") / "data"), processes=1)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def example_on_postgresql(cluster: Cluster) -> str:
    """Return the name of a PostgreSQL database that holds the example's people and processes, to be copied."""
    ready = cluster.folder / "postgresql-example-is-ready"
    with cluster.locked("example"):
        if not ready.exists():
            database = Database(cluster.create_empty(EXAMPLE))
            upgrade_schema(database)
            load_example_bloc(database, nominations=False)
            bring_procedures(database)
            database.dispose()
            ready.touch()
    return EXAMPLE


@pytest.fixture
def served_on_postgresql(
    example_on_postgresql: str, cluster: Cluster, worker_name: str, tmp_path: Path
) -> Iterator[Server]:
    """Return a running server on PostgreSQL, holding the example."""
    address = cluster.clone(f"journey_{worker_name}", example_on_postgresql)
    server = Server(tmp_path, address, processes=1)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser window without cookies, in Vietnamese, on a desktop."""
    place = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
    opened = browser.new_context(viewport=DESKTOP, reduced_motion="reduce", **place)
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page that reports what goes wrong in it: a script error or a blocked resource fails the test."""
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(f"script error: {error}"))
    opened.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    yield opened
    expected = request.node.get_closest_marker("expected_errors")
    unexpected = [text for text in problems if not any(part in text for part in (expected.args if expected else ()))]
    assert unexpected == []
