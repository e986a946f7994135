"""Requests that never end, or come as nobody sends them, keep no thread and no place for long."""

import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.web.intake.conftest import THREADS, opened
from web.intake.bounds import FEWEST, MOST, Bounds, bounds_for

CUT = b"GET /dang-nhap HTTP/1.1\r\nHost: localhost\r\nX-A"
SLOW = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\na"
CHUNKED = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
UNREAD = b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"
LARGE = 8 * 1024 * 1024
PATIENT = Bounds(largest=64 * 1024)


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer how many bytes came; `/large` is answered at length."""
    came = environ["wsgi.input"].read()
    body = b"x" * LARGE if environ["PATH_INFO"] == "/large" else str(len(came)).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@pytest.mark.parametrize("sent", [b"", CUT, SLOW, CHUNKED, UNREAD], ids=["nothing", "cut", "slow", "chunked", "unread"])
def test_unfinished_requests_and_answers_hold_nobody_up(sent: bytes) -> None:
    with opened(application, PATIENT) as caller:
        caller.begin(5 * THREADS, sent)
        began = time.monotonic()
        assert caller.ask().endswith(b"\r\n\r\n0")
        assert time.monotonic() - began < 9


@pytest.mark.parametrize(
    ("sent", "bounds", "answered"),
    [
        (b"", Bounds(idle_seconds=0.2), b""),
        (CUT, Bounds(header_seconds=0.2), b"408"),
        (SLOW, Bounds(stalled_seconds=0.2), b"408"),
        (SLOW, Bounds(header_seconds=0.2, body_seconds=0, slowest=1 << 20), b"408"),
        (CHUNKED, Bounds(stalled_seconds=0.2), b"408"),
    ],
)
def test_who_keeps_the_server_waiting_is_turned_away(sent: bytes, bounds: Bounds, answered: bytes) -> None:
    with opened(application, bounds) as caller:
        (line,) = caller.begin(1, sent)
        line.settimeout(5)
        assert line.recv(100).split(b" ")[1:2] == ([answered] if answered else [])


def test_a_body_that_comes_drop_by_drop_ends_too() -> None:
    with opened(application, Bounds(header_seconds=0.1, body_seconds=0.4, slowest=1 << 20)) as caller:
        (line,) = caller.begin(1, SLOW)
        with pytest.raises(ConnectionError):  # noqa: PT012 - the drops are the point
            for _ in range(50):
                line.send(b"a")
                time.sleep(0.05)


def test_an_answer_nobody_takes_is_dropped() -> None:
    with opened(application, Bounds(stalled_seconds=0.2)) as caller:
        (line,) = caller.begin(1, UNREAD)
        time.sleep(1)
        line.settimeout(5)
        assert len(b"".join(iter(lambda: line.recv(1 << 20), b""))) < LARGE


def test_where_all_places_are_taken_whoever_owes_longest_makes_room() -> None:
    with opened(application, Bounds(connections=10)) as caller:
        held = caller.begin(30, CUT)
        assert caller.ask().endswith(b"\r\n\r\n0")
        assert eventually(lambda: sum(is_open(one) for one in held) < 10)
        assert is_open(held[-1])


def test_unfinished_requests_together_are_bounded() -> None:
    with opened(application, Bounds(unread=100_000)) as caller:
        sent = SLOW.replace(b"5000", b"60000") + b"a" * 40_000
        held = caller.begin(5, sent)
        assert eventually(lambda: sum(is_open(one) for one in held) == 2)


def eventually(holds: Callable[[], bool]) -> bool:
    """Tell whether something becomes true within some seconds."""
    until = time.monotonic() + 8
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    return holds()


def is_open(line: socket.socket) -> bool:
    """Tell whether the server still holds a connection."""
    line.setblocking(False)
    try:
        return bool(line.recv(1)) and False
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", b"413"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", b"501"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 65_504 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"GET http://[::1 HTTP/1.1\r\nHost: a\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"400"),
    ],
)
def test_what_cannot_be_read_is_refused(sent: bytes, status: bytes) -> None:
    with opened(application, PATIENT) as caller:
        assert caller.ask(sent).split(b" ")[1] == status
        assert caller.ask().endswith(b"\r\n\r\n0")


def test_bodies_come_whole_and_connections_are_used_again() -> None:
    with opened(application, PATIENT) as caller:
        (line,) = caller.begin(1, SLOW)
        line.sendall(b"a" * 4_999)
        assert read_to(line, b"\r\n\r\n5000")
        line.sendall(CHUNKED + b"cde\r\n0\r\n\r\n")
        assert read_to(line, b"\r\n\r\n5")
        two = UNREAD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        assert len(caller.ask(two)) > LARGE


def read_to(line: socket.socket, ending: bytes) -> bool:
    """Read until an ending came."""
    line.settimeout(5)
    came = b""
    while not came.endswith(ending):
        came += line.recv(1_000)
    return True


def test_places_follow_the_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit, places in ((256, FEWEST), (4096, MOST), (-1, MOST), (1024, 448)):
        monkeypatch.setattr("resource.getrlimit", lambda _which, limit=limit: (limit, limit))
        assert bounds_for(30).connections == places
    assert bounds_for(30).largest > 30 * 1024 * 1024
