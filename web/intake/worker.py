"""A process of Gunicorn that takes requests in by Waitress.

Gunicorn keeps the processes: it binds the address, starts them, watches them and ends them. Its own threads read from
the connection they serve, so that as many unfinished requests as there are threads stop a site.
"""

import logging
import os
import signal
import time
from types import FrameType
from typing import Any

from gunicorn.workers.base import Worker
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from web.intake.bounds import Bounds
from web.intake.connections import Door
from web.intake.loop import Held

BEAT = 1.0
"""Seconds after which the process looks around though nothing happens."""
LINGER = 0.5
"""Seconds that a process which ends still takes requests on connections it holds."""
IN_MEMORY = 128 * 1024
"""Bytes of one request or answer kept in memory; what is larger lies in a file meanwhile."""
LARGEST_HEADERS = 64 * 1024


class IntakeWorker(Worker):  # type: ignore[misc]
    """Reads requests whole before a thread works on them, and sends answers after."""

    doors: list[Door]
    looked_at = 0.0

    def run(self) -> None:
        """Serve until told to end or left alone, then end what was begun."""
        held = Held()
        threads = ThreadedTaskDispatcher()
        threads.set_thread_count(self.cfg.threads)
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self.doors = [self._open(listener, held, threads) for listener in self.sockets]
        while self.alive and self.ppid == os.getppid():
            self._turn(held)
        self._end(held)
        threads.shutdown()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end, at once."""
        super().handle_exit(sig, frame)
        for door in getattr(self, "doors", ()):
            door.pull_trigger()

    def _open(self, listener: Any, held: Held, threads: ThreadedTaskDispatcher) -> Door:
        door = Door(
            self.wsgi,
            held,
            _sock=listener.sock,
            dispatcher=threads,
            adj=adjustments(self.app.bounds, self.cfg.threads),
            sockinfo=(listener.sock.family, listener.sock.type, listener.sock.proto, listener.sock.getsockname()),
            bind_socket=False,
        )
        door.bounds = self.app.bounds
        return door

    def _turn(self, held: Held) -> None:
        self.notify()
        now = time.time()
        for door in self.doors:
            door.make_room()
            if now - self.looked_at >= BEAT:
                door.look_around(now)
        if now - self.looked_at >= BEAT:
            self.looked_at = now
        held.turn(BEAT)

    def _end(self, held: Held) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for door in self.doors:
            door.refuse_more()
        began = time.monotonic()
        while (spent := time.monotonic() - began) < self.cfg.graceful_timeout:
            if spent > LINGER and not any(door.is_busy for door in self.doors):
                break
            self.notify()
            held.turn(LINGER / 5)
        for door in self.doors:
            door.close_all()


def adjustments(bounds: Bounds, threads: int) -> Adjustments:
    """Return what Waitress is told."""
    return Adjustments(
        listen="127.0.0.1:0",  # not used: the address is bound already
        threads=threads,
        ident="",
        server_name="localhost",
        clear_untrusted_proxy_headers=False,  # the application believes one proxy, or none
        connection_limit=bounds.connections * 2,  # ours is reached before
        cleanup_interval=1,
        channel_timeout=bounds.idle_seconds,
        max_request_header_size=LARGEST_HEADERS,
        max_request_body_size=bounds.largest,
        inbuf_overflow=IN_MEMORY,
        outbuf_overflow=IN_MEMORY,
        outbuf_high_watermark=1 << 40,  # an answer is never waited with: the thread that made it goes on
        log_socket_errors=False,
    )
