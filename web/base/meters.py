"""What a running server counts, in the form Prometheus reads: kinds and outcomes, never whose or what.

Several processes serve; each writes its own numbers into files of one folder (`share_meters`), and whichever is asked
adds them all up. A program that serves alone needs no folder.
"""

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Gauge

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Meters:
    """The counters of this process."""

    def __init__(self) -> None:
        # Whether numbers are shared is settled by the environment as the library loads: so not before they are wanted.
        from prometheus_client import (  # noqa: PLC0415
            CollectorRegistry,
            Counter,
            Histogram,
            disable_created_metrics,
        )

        disable_created_metrics()  # type: ignore[no-untyped-call]

        self.registry = own = CollectorRegistry()
        self.requests = Counter("bangvang_requests", "Answers by room and status", ["room", "status"], registry=own)
        self.seconds = Histogram(
            "bangvang_request_seconds", "Seconds to answer, by room", ["room"], registry=own, buckets=SECONDS
        )
        self.deeds = {
            "command": Counter("bangvang_commands", "Commands by kind and outcome", ["kind", "outcome"], registry=own),
            "work": Counter("bangvang_work", "Work of workers by kind and outcome", ["kind", "outcome"], registry=own),
        }
        self.security = Counter("bangvang_security", "Sign-ins and other acts of the log", ["act"], registry=own)
        self.pool = self._level("pool_connections", "Connections to the database, by state", "state")
        self.kept = self._level("kept", "What is kept in memory, by name", "name")

    def _level(self, name: str, said: str, label: str) -> "Gauge":
        """Make a number that goes up and down, of the processes that live."""
        from prometheus_client import Gauge  # noqa: PLC0415

        return Gauge(f"bangvang_{name}", said, [label], registry=self.registry, multiprocess_mode="livesum")

    def count(self, deed: str, kind: str, outcome: str) -> None:
        """Count what the engine tells of."""
        self.deeds[deed].labels(kind, outcome).inc()


@cache
def meters() -> Meters:
    """Return the counters of this process, made when they are first wanted."""
    return Meters()


def share_meters() -> Path:
    """Make the folder in which the processes that begin after this add up their numbers; the caller removes it."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="bangvang-meters-")
    return Path(os.environ[FOLDER])


def forget_meters(folder: Path) -> None:
    """Remove the folder of shared numbers."""
    shutil.rmtree(folder, ignore_errors=True)


def forget_process(process_id: int) -> None:
    """Let go of what an ended process kept and held; what it counted still counts."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

    mark_process_dead(process_id)  # type: ignore[no-untyped-call]


def gathered() -> "CollectorRegistry":
    """Return a registry of what all processes counted, to which more may be added."""
    from prometheus_client import CollectorRegistry  # noqa: PLC0415
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    if FOLDER not in os.environ:
        return meters().registry
    found = CollectorRegistry()
    MultiProcessCollector(found)  # type: ignore[no-untyped-call]
    return found
