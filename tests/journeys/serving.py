"""A real server process on a free port of this machine, which a test may also kill."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError

HOME = Path(__file__).resolve().parents[2]
START_SECONDS = 120
STOP_SECONDS = 25


class Server:
    """`bangvang serve` in a process group of its own, of as many processes as it chooses unless told."""

    def __init__(self, data_dir: Path, database: str = "", processes: int = 0) -> None:
        self.data_dir = data_dir
        self.processes = processes
        self.database = database
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = (self.data_dir / "server.log").open("ab")
        command = [sys.executable, "-m", "web.cli", "serve", "--port", str(self.port)]
        command += ["--processes", str(self.processes)] if self.processes else []
        environ = environment(self.data_dir, self.database)
        self._process = subprocess.Popen(
            command, cwd=HOME, env=environ, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
        log.close()
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the server did not start:\n{self.log()}")
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL to every process of its group."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an administrator would, and see that it ends well."""
        code = self._signal(signal.SIGTERM)
        assert code in (None, 0), f"the server ended with {code}:\n{self.log()}"

    @property
    def process_id(self) -> int:
        """Return the id of the process that began the others."""
        assert self._process is not None, "the server does not run"
        return self._process.pid

    def log(self) -> str:
        """Return what the server has printed."""
        return (self.data_dir / "server.log").read_text(encoding="utf-8", errors="replace")

    def _signal(self, number: signal.Signals) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        with suppress(ProcessLookupError):
            if number == signal.SIGKILL:
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
        try:
            return process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/", timeout=5) as answer:  # noqa: S310 - our own server
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False


def environment(data_dir: Path, database: str = "") -> dict[str, str]:
    """Return the environment of a command: only the settings, nothing of the tester's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TZ") if name in os.environ}
    settings = {"BANGVANG_DATA_DIR": str(data_dir), "BANGVANG_DATABASE_URL": database, "LANG": "C.UTF-8"}
    return kept | settings


def run_command(data_dir: Path, *arguments: str, database: str = "") -> str:
    """Run one command of the command line to its end and return what it printed."""
    command = [sys.executable, "-m", "web.cli", *arguments]
    done = subprocess.run(
        command, cwd=HOME, env=environment(data_dir, database), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port() -> int:
    """Return a port of the loopback interface that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
