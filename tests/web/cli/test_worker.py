"""A worker without pages works beside those that serve, and tells its numbers on its own machine."""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from tests.architecture.sources import HOME
from tests.journeys.serving import environment, free_port

PATIENCE = 60
EXPECTED = (
    "bangvang_database_up 1.0",
    "\nbangvang_worker_silent_seconds ",
    'bangvang_work_total{kind="periodic",outcome="done"}',
)


def test_a_worker_tells_its_numbers_at_a_port_of_its_own(data: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "web.cli", "worker", "--metrics-port", str(port)]
    worker = subprocess.Popen(command, cwd=HOME, env=environment(data), stderr=subprocess.DEVNULL)
    said, until = "", time.monotonic() + PATIENCE
    while not all(name in said for name in EXPECTED) and time.monotonic() < until:
        assert worker.poll() is None
        time.sleep(0.1)
        said = numbers_at(port)
    worker.terminate()
    assert worker.wait(PATIENCE) == 0
    assert all(name in said for name in EXPECTED), said


def numbers_at(port: int) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            return str(answer.read().decode())
    except (URLError, ConnectionError):
        return ""
