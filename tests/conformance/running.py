"""The part of the adapter that runs diagrams."""

import tempfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.base import clock
from engine.base.logs import configure_logs
from engine.store.database import Database
from tests.conformance.processes import run_processes
from web.shell.tables import load_all


class Running:
    """Answers `run_bpmn` of the harness."""

    def run_bpmn(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run a diagram in a database and a time of its own; see `tests.conformance.processes`."""
        configure_logs()
        load_all()
        processes = [request["process"], *filter(None, [request.get("parallel_process")])]
        variables = {name: plain(value) for name, value in (request.get("vars") or {}).items()}
        with tempfile.TemporaryDirectory() as folder, clock.travel_to(datetime.now(UTC)):
            database = Database(f"sqlite:///{folder}/conformance.db")
            database.create_all()
            diagram = Path(request["path"]).read_bytes()
            ran = run_processes(database, diagram, processes, variables, horizon(request))
            database.dispose()
        return {"outcome": ran.outcome, "executed": ran.executed} | ({"error": ran.error} if ran.error else {})


def plain(value: Any) -> Any:
    """Return a start variable as FEEL knows it: numbers are decimal."""
    is_number = isinstance(value, float | int) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value


def horizon(request: dict[str, Any]) -> timedelta:
    """Return how much of the diagram's own time may pass.

    `wait_ms` is how long the harness would wait for an engine that lives in real time; where it says that its time runs
    at another pace, as much more may pass.
    """
    wait = float(request.get("wait_ms") or 10_000)
    scale = float(request.get("time_scale") or 1)
    return timedelta(milliseconds=wait * max(scale, 1 / scale))
