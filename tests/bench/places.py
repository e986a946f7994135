"""The two databases that benchmarks run on, as durable as in earnest: every commit waits for the disk."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event

from engine.store.database import Database
from tests.cluster import Cluster
from web.shell.tables import load_all

DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "log_min_messages": "fatal",
}
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")


@dataclass
class Place:
    """One durable database with all tables: `name` is `sqlite` or `postgres`."""

    name: str
    url: str
    folder: Path
    server: int | None = None
    """The process id of the database's server, where it has one."""

    def open(self) -> Database:
        """Open it as the product does."""
        return Database(self.url)

    def connect(self, **options: Any) -> Any:
        """Open a bare connection of the driver, set as the product sets its own."""
        if self.name == "postgres":
            return psycopg.connect(self.url.replace("+psycopg", ""), **options)
        connection = sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None, **options)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def open_with(self, **options: Any) -> Database:
        """Open it as the product does, with more options for the driver's `connect`."""
        database = self.open()

        @event.listens_for(database.engine, "do_connect")
        def _add(_dialect: Any, _record: Any, _arguments: Any, named: dict[str, Any]) -> None:
            named.update(options)

        return database


@contextmanager
def places() -> Iterator[list[Place]]:
    """Make both databases in a folder of their own (`$BENCH_FOLDER`, else the system's), and remove them at the end."""
    load_all()
    folder = Path(tempfile.mkdtemp(prefix="bangvang-bench-", dir=os.environ.get("BENCH_FOLDER")))
    folder.chmod(0o755)
    cluster_folder = folder / "cluster"
    cluster_folder.mkdir()
    cluster = Cluster(cluster_folder, DURABLE)
    try:
        found = [
            Place("sqlite", f"sqlite:///{folder / 'bench.db'}", folder),
            Place("postgres", cluster.create_empty("bench"), folder, cluster.process_id),
        ]
        for place in found:
            making = place.open()
            making.create_all()
            with making.engine.begin() as connection:  # where the usual design keeps an instance; see tests.bench.stock
                connection.exec_driver_sql("ALTER TABLE instance ADD COLUMN stock_body TEXT")
            making.dispose()
        yield found
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
