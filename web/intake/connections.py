"""One connection that brings requests, and the door that accepts, bounds and closes connections.

Waitress reads requests and sends answers in one loop that waits for nobody; a thread gets a request once it is whole.
What Waitress leaves open is bounded here: how long a request may take to come in, and how many may be unfinished.
"""

import time
from contextlib import suppress

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer

from web.intake.bounds import Bounds

TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
LONGEST_NUMBER = 18


class Request(HTTPRequestParser):  # type: ignore[misc]
    """A request on its way in."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers; what cannot be read is refused, whatever it made the reader stumble over."""
        try:
            super().parse_header(header_plus)
        except (ValueError, IndexError, UnicodeError) as error:
            msg = "The headers cannot be read"
            raise ParsingError(msg) from error

    @property
    def size(self) -> int:
        """Return how many bytes its body has, as far as that is known."""
        return max(int(self.content_length), int(self.body_bytes_received))


class Connection(HTTPChannel):  # type: ignore[misc]
    """One client's connection."""

    parser_class = Request
    began = 0.0
    """When the first byte of the request that is coming in came."""

    def received(self, data: bytes) -> bool:
        """Take in some bytes."""
        if self.request is None:
            self.began = time.time()
        return bool(super().received(data))

    @property
    def is_waiting(self) -> bool:
        """Tell whether no whole request waits, is worked on or is being answered here."""
        return not (self.requests or self.total_outbufs_len)

    @property
    def since(self) -> float:
        """Return since when the client owes something."""
        return float(self.last_activity if self.request is None else self.began)

    def is_overdue(self, bounds: Bounds, now: float) -> bool:
        """Tell whether the client has kept us waiting for too long."""
        silent = float(now - self.last_activity)
        if self.total_outbufs_len:
            return silent > bounds.stalled_seconds
        if self.requests:
            return False
        if self.request is None:
            return silent > bounds.idle_seconds
        if not self.request.headers_finished:
            return now - self.began > bounds.header_seconds
        return silent > bounds.stalled_seconds or now - self.began > bounds.body_time(self.request.size)

    def turn_away(self) -> None:
        """Close it; who had begun a request is told why."""
        if self.request is not None and self.is_waiting:
            with suppress(OSError):
                self.socket.send(TOO_LATE)
        self.handle_close()


class Door(TcpWSGIServer):  # type: ignore[misc]
    """Accepts connections on one address and closes those that ask too much."""

    channel_class = Connection
    bounds = Bounds()

    def readable(self) -> bool:
        """Tell whether another connection may be accepted."""
        return bool(self.accepting) and len(self.active_channels) < self.bounds.connections

    def make_room(self) -> None:
        """Keep one place free: whoever has owed a request for longest goes."""
        if len(self.active_channels) >= self.bounds.connections:
            owing = [one for one in self._held() if one.is_waiting]
            if owing:
                min(owing, key=lambda one: one.since).turn_away()

    def look_around(self, now: float) -> None:
        """Close what is overdue, then the largest of what is unfinished while all of it is too much."""
        for connection in self._held():
            if connection.is_overdue(self.bounds, now):
                connection.turn_away()
        unfinished = [one for one in self._held() if one.request is not None]
        unfinished.sort(key=lambda one: int(one.request.body_bytes_received))
        held = sum(one.request.body_bytes_received for one in unfinished)
        while held > self.bounds.unread:
            largest = unfinished.pop()
            held -= largest.request.body_bytes_received
            largest.turn_away()

    def refuse_more(self) -> None:
        """Accept nobody any more."""
        self.accepting = False

    @property
    def is_busy(self) -> bool:
        """Tell whether somebody would lose something if the connections were closed now."""
        return any(not one.is_waiting or (one.request and one.request.headers_finished) for one in self._held())

    def _held(self) -> list[Connection]:
        return list(self.active_channels.values())

    def close_all(self) -> None:
        """Close every connection."""
        for connection in self._held():
            connection.handle_close()
