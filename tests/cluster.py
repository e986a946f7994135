"""A private PostgreSQL cluster for one test run, shared by its workers and stopped at the end."""

import fcntl
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

TEMPLATE = "bangvang_template"
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}

SAFE = {name: value for name, value in FAST.items() if name not in ("fsync", "synchronous_commit", "full_page_writes")}
"""Settings under which what was committed survives a crash, as in production."""


class ClusterFailedError(RuntimeError):
    """PostgreSQL could not be started; the run fails instead of skipping its tests."""


class Cluster:
    """A cluster in a folder of its own; any process that knows the folder can use it."""

    def __init__(self, folder: Path, settings: Mapping[str, str] = FAST) -> None:
        self.folder = folder
        self.settings = settings
        self.data = folder / "data"

    def address(self, database: str) -> str:
        """Return the SQLAlchemy address of a database, starting the cluster when nobody has."""
        known = self._started()
        return f"postgresql+psycopg://postgres:{known['password']}@127.0.0.1:{known['port']}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Open an administrator's connection."""
        return psycopg.connect(self.address(database).replace("+psycopg", ""), autocommit=True)

    def clone(self, name: str, template: str = TEMPLATE) -> str:
        """Make a fresh copy of a database, the one with empty tables unless told, and return its address."""
        self._started()  # before the lock, which starting takes too
        with self.locked(), self.connect() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            admin.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
        return self.address(name)

    def create_empty(self, name: str) -> str:
        """Make a database without tables and return its address."""
        self._started()  # before the lock, which starting takes too
        with self.locked(), self.connect() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        return self.address(name)

    def has(self, name: str) -> bool:
        """Tell whether a database exists."""
        with self.connect() as admin:
            return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None

    @contextmanager
    def locked(self, name: str = "cluster") -> Iterator[None]:
        """Let one worker at a time start the cluster, copy its template or make what all share."""
        with (self.folder / f"{name}.lock").open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    @property
    def process_id(self) -> int:
        """Return the process id of the started server; raises FileNotFoundError before."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def stop(self) -> None:
        """End the cluster by its process id, if it was started, and remove its folder."""
        with suppress(FileNotFoundError, ProcessLookupError):
            pid = self.process_id
            os.kill(pid, signal.SIGQUIT)
            _wait_for_end(pid)
        shutil.rmtree(self.folder, ignore_errors=True)

    def end(self) -> None:
        """End the server at once and leave its data."""
        self._run(["pg_ctl", "-D", str(self.data), "-w", "-m", "immediate", "stop"], _account())

    def begin(self) -> None:
        """Start the server again on its data, and where it was."""
        self._launch(self._started()["port"])

    def _options(self, port: int) -> str:
        return f"-p {port} " + " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in self.settings.items())

    def restart(self) -> None:
        """End the server at once, as a power cut of it would, and start it again; it recovers from its log."""
        log = str(self.folder / "log")
        self._run(["pg_ctl", "-D", str(self.data), "-w", "-m", "immediate", "-l", log, "restart"], _account())

    def _started(self) -> dict[str, Any]:
        known = self.folder / "address.json"
        if not known.exists():
            with self.locked():
                if not known.exists():
                    self._start(known)
        address: dict[str, Any] = json.loads(known.read_text())
        return address

    def _start(self, known: Path) -> None:
        password, port = secrets.token_urlsafe(18), _free_port()
        passwords = self.folder / "password"
        passwords.write_text(password)
        account = _account()
        for path in (self.folder, passwords):
            os.chown(path, account.pw_uid, account.pw_gid)
        init = ["initdb", "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={passwords}", "--no-sync"]
        self._run([*init, "-E", "UTF8", "--locale=C.UTF-8", "-D", str(self.data)], account)
        self._launch(port)
        known.write_text(json.dumps({"password": password, "port": port}))

    def _launch(self, port: int) -> None:
        log = str(self.folder / "log")
        self._run(["pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", self._options(port), "start"], _account())

    def _run(self, command: list[str], account: pwd.struct_passwd) -> None:
        program = _programs() / command[0]
        other = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        silent: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        done = subprocess.run([program, *command[1:]], check=False, cwd=self.folder, **silent, **other)
        if done.returncode:
            log = self.folder / "log"
            details = log.read_text() if log.exists() else ""
            msg = f"{command[0]} failed: {done.stderr}\n{details}"
            raise ClusterFailedError(msg)


def _programs() -> Path:
    """Return the folder of the server's programs: what pg_config says, or Debian's own place."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if shutil.which("pg_config"):
        said = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
        candidates.insert(0, Path(said))
    for folder in candidates:
        if (folder / "initdb").exists():
            return folder
    msg = "PostgreSQL's server programs are not installed (Debian package: postgresql)"
    raise ClusterFailedError(msg)


def _account() -> pwd.struct_passwd:
    """Return the account the server runs as: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid())
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    msg = "there is no unprivileged account to run PostgreSQL as"
    raise ClusterFailedError(msg)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for_end(pid: int) -> None:
    for _ in range(100):
        os.kill(pid, 0)  # raises ProcessLookupError once it has ended
        time.sleep(0.05)
