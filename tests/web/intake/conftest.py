"""The door in a thread of this process: the loop and bounds of `bangvang serve` in front of any application."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from waitress.task import ThreadedTaskDispatcher

from web.intake.bounds import Bounds
from web.intake.connections import Door
from web.intake.loop import Held
from web.intake.worker import adjustments

THREADS = 2


@contextmanager
def opened(application: Callable[..., Any], bounds: Bounds) -> Iterator["Caller"]:
    """Serve an application and yield what calls it."""
    listener, stop = socket.create_server(("127.0.0.1", 0)), threading.Event()
    held, threads = Held(), ThreadedTaskDispatcher()
    threads.set_thread_count(THREADS)
    address = (listener.family, listener.type, listener.proto, listener.getsockname())
    adj = adjustments(bounds, THREADS)
    door = Door(application, held, _sock=listener, dispatcher=threads, adj=adj, sockinfo=address, bind_socket=False)
    door.bounds = bounds

    def turn() -> None:
        while not stop.is_set():
            door.make_room()
            door.look_around(time.time())
            held.turn(0.05)
        door.close_all()

    loop = threading.Thread(target=turn)
    loop.start()
    caller = Caller(listener.getsockname()[1])
    try:
        yield caller
    finally:
        caller.hang_up()
        stop.set()
        loop.join()
        threads.shutdown()
        door.close()
        held.close()


class Caller:
    """Opens connections to a port, and closes all in the end."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._lines: list[socket.socket] = []

    def begin(self, count: int, sent: bytes) -> list[socket.socket]:
        """Open connections that send some bytes and then wait."""
        made = [socket.create_connection(("127.0.0.1", self.port), 10) for _ in range(count)]
        self._lines += made
        for one in made:
            one.sendall(sent)
        return made

    def ask(self, sent: bytes = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") -> bytes:
        """Send a request and return all that is answered."""
        with socket.create_connection(("127.0.0.1", self.port), 10) as line:
            line.sendall(sent)
            return b"".join(iter(lambda: line.recv(65_536), b""))

    def hang_up(self) -> None:
        """Close what was opened."""
        for line in self._lines:
            line.close()
