"""A page while 500 requests are held unfinished, against the same page with nobody else there.

Held are headers cut off after 45 bytes, bodies of which one byte came, and answers that nobody takes; each for less
time than the server grants. What is measured is a page of a signed-out person through the shipped server.
"""

import http.client
import os
import resource
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.report import Report
from tests.journeys.serving import Server, run_command

HELD = 500
ROUNDS, PAGES = 7, 40
LONGEST = 10.0
KINDS = {
    "headers": b"GET /dang-nhap HTTP/1.1\r\nHost: localhost\r\nX-A",
    "bodies": b"POST /dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\na",
    "answers": b"GET /static/build/app.js HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


def measure(report: Report) -> None:
    """Measure quiet and held in turn, kind by kind."""
    _raise_descriptors()
    with _served() as server:
        _pages(server)
        for kind, sent in KINDS.items():
            quiet, held = [], []
            for _ in range(ROUNDS):
                quiet.append(_median(_pages(server)))
                with _holding(server, sent):
                    held.append(_median(_pages(server)))
                time.sleep(0.5)
            report.record(f"unfinished.{kind}.quiet", [1_000 * one for one in quiet], "ms")
            report.record(f"unfinished.{kind}.held", [1_000 * one for one in held], "ms")
            report.ratio(f"unfinished.{kind}.vs_quiet", held, quiet)


@contextmanager
def _served() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="bangvang-unfinished-", dir=os.environ.get("BENCH_FOLDER")))
    server = Server(folder)
    try:
        run_command(folder, "init")
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _holding(server: Server, sent: bytes) -> Iterator[None]:
    lines = [socket.create_connection(("127.0.0.1", server.port), 10) for _ in range(HELD)]
    try:
        for line in lines:
            line.sendall(sent)
        time.sleep(1)
        yield
    finally:
        for line in lines:
            line.close()


def _pages(server: Server) -> list[float]:
    return [_page(server) for _ in range(PAGES)]


def _page(server: Server) -> float:
    began = time.perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LONGEST)
    try:
        line.request("GET", "/dang-nhap")
        assert line.getresponse().read()
    except TimeoutError:
        return LONGEST
    finally:
        line.close()
    return time.perf_counter() - began


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _raise_descriptors() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 2 * HELD:
        resource.setrlimit(resource.RLIMIT_NOFILE, (2 * HELD, hard))
