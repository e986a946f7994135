"""What the machine gives: descriptors, memory, disk, versions."""

import resource
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from engine.base.text import N_
from engine.store.database import Database
from engine.store.installation import server_version
from web.health.finding import Finding, bad, good, warning

FEWEST_FILES, ENOUGH_FILES = 256, 1024
LEAST_MEMORY, LEAST_DISK = 256, 200  # MB
OLDEST_SQLITE, OLDEST_POSTGRESQL = (3, 35, 0), 150_000
MEMORY = Path("/proc/meminfo")


def raise_descriptors() -> None:
    """Take as many file descriptors as the machine lets this process have, at most what is enough."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH_FILES * 4 if hard == resource.RLIM_INFINITY else min(ENOUGH_FILES * 4, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def check_descriptors() -> Iterator[Finding]:
    """Ask for enough file descriptors: every connection, file and database takes one."""
    found = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if found == resource.RLIM_INFINITY or found >= ENOUGH_FILES:
        yield good(N_("%(number)s files may be open at once."), number=found)
        return
    told = N_("Only %(number)s files may be open at once; raise the limit (ulimit -n, LimitNOFILE=) to %(enough)s.")
    yield (bad if found < FEWEST_FILES else warning)(told, number=found, enough=ENOUGH_FILES)


def check_memory() -> Iterator[Finding]:
    """Warn where little memory is left."""
    lines = dict(line.split(":", 1) for line in MEMORY.read_text().splitlines()) if MEMORY.exists() else {}
    if "MemAvailable" in lines:
        left = int(lines["MemAvailable"].split()[0]) // 1024
        told = N_("%(left)s MB of memory are available.")
        yield (good if left >= LEAST_MEMORY else warning)(told, left=left)


def check_disk(folder: Path) -> Iterator[Finding]:
    """Warn where the disk of the data folder is nearly full."""
    left = shutil.disk_usage(folder).free >> 20
    told = N_("%(left)s MB are free on the disk of %(folder)s.")
    yield (good if left >= LEAST_DISK else warning)(told, left=left, folder=folder)


def check_versions(database: Database) -> Iterator[Finding]:
    """Ask for the database versions that the program was tried on."""
    if database.is_sqlite:
        is_new, found = sqlite3.sqlite_version_info >= OLDEST_SQLITE, f"SQLite {sqlite3.sqlite_version}"
    else:
        with database.read() as session:
            number = server_version(session)
        is_new, found = number >= OLDEST_POSTGRESQL, f"PostgreSQL {number // 10_000}.{number % 10_000}"
    python = ".".join(map(str, sys.version_info[:3]))
    told = N_("Python %(python)s, %(database)s.")
    old = N_("Python %(python)s, %(database)s: the program was tried on SQLite 3.35, PostgreSQL 15 and newer.")
    yield good(told, python=python, database=found) if is_new else warning(old, python=python, database=found)
