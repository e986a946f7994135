"""Another engine beside ours: a small Java program that does what it is told, built where a JDK and Maven are found.

It is compiled in `build/peers`, with what Maven fetches; the repository holds its sources alone (`tests/bench/peers`).
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from tests.bench.peer_shapes import drawn
from tests.bench.report import HOME

SOURCES = Path(__file__).with_name("peers")
BUILT = HOME / "build" / "peers"
LEAST = 17
PEERS = ("flowable", "operaton")


class NoJavaError(Exception):
    """There is no JDK, or no Maven, that could build it."""


def build() -> str:
    """Return the class path of the program, built anew; raises NoJavaError."""
    found = shutil.which("javac")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=True).stdout if found else ""
    version = re.search(r"\d+", said)
    if version is None or int(version[0]) < LEAST or shutil.which("mvn") is None:
        msg = f"There is no JDK {LEAST} with Maven on this machine: the other engines are not measured."
        raise NoJavaError(msg)
    shutil.copytree(SOURCES, BUILT, dirs_exist_ok=True)
    listed = BUILT / "classpath"
    wanted = ["compile", "dependency:build-classpath", f"-Dmdep.outputFile={listed}"]
    done = subprocess.run(["mvn", "-q", "-B", *wanted], cwd=BUILT, capture_output=True, text=True, check=False)
    if done.returncode:
        msg = f"Maven could not build the program with the other engines: {done.stdout[-500:]}"
        raise NoJavaError(msg)
    return os.pathsep.join([str(BUILT / "target" / "classes"), listed.read_text()])


class Peer:
    """One engine in a process of its own."""

    def __init__(self, name: str, class_path: str, address: str, files: list[Path]) -> None:
        url = make_url(address)
        place = f"jdbc:postgresql://{url.host}:{url.port}/{url.database}"
        told = [name, place, str(url.username), str(url.password), *map(str, files)]
        self._child = subprocess.Popen(
            ["java", "-cp", class_path, "bench.Peer", *told], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._hear()

    def _hear(self) -> str:
        assert self._child.stdout is not None
        if not (line := self._child.stdout.readline()):
            msg = f"the other engine ended with {self._child.wait()}"
            raise RuntimeError(msg)
        return line

    def say(self, line: str) -> int:
        """Let it do something; return how much it did."""
        assert self._child.stdin is not None
        self._child.stdin.write(line + "\n")
        self._child.stdin.flush()
        return int(self._hear())

    def used(self) -> float:
        """Return the processor seconds it has taken so far, of the program and of the system for it."""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Let it end."""
        if self._child.poll() is None:
            self.say_last()
        self._child.wait(timeout=60)

    def say_last(self) -> None:
        """Tell it that there is nothing more."""
        assert self._child.stdin is not None
        self._child.stdin.write("\n")
        self._child.stdin.flush()


@contextmanager
def peer(name: str, class_path: str, address: str) -> Iterator[Peer]:
    """Run an engine on a database of its own, with everything deployed; ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="bangvang-peer-") as folder:
        files = []
        for shape, diagram in drawn(name).items():
            files.append(Path(folder) / f"{shape}.bpmn")
            files[-1].write_bytes(diagram)
        running = Peer(name, class_path, address, files)
        try:
            yield running
        finally:
            running.end()
