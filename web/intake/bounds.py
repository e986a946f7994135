"""How long and how large what comes in may be, and how many connections are held at once."""

import resource
from dataclasses import dataclass

MOST, FEWEST = 1_000, 64
KEPT_FREE = 128
"""Descriptors left to files and databases."""
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Bounds:
    """What one process grants the connections it holds; seconds and bytes."""

    connections: int = MOST
    largest: int = 64 * MEGABYTE
    """Of one request; what is larger is refused as soon as that is known."""
    unread: int = 512 * MEGABYTE
    """Of all requests that are not whole yet, taken together."""
    header_seconds: float = 10
    """From the first byte of a request to the end of its headers."""
    body_seconds: float = 30
    """For a body whatever its size, beside what its bytes take."""
    slowest: int = 16 * 1024
    """Bytes a second that a body must come with at least."""
    stalled_seconds: float = 20
    """Without any byte of a body, or without any of an answer taken."""
    idle_seconds: float = 15
    """Between two requests, and before the first."""

    def body_time(self, size: int) -> float:
        """Return how many seconds a whole request of a size may take to come in."""
        return self.header_seconds + self.body_seconds + size / self.slowest


def bounds_for(upload_megabytes: int) -> Bounds:
    """Return the bounds of a process that takes uploads up to a size, with the descriptors it has.

    The room beyond that size is for the page that says so: pages are made of requests that came in whole.
    """
    held = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    # Each connection may need a file for what it sends as well.
    connections = MOST if held == resource.RLIM_INFINITY else min(MOST, max(FEWEST, (held - KEPT_FREE) // 2))
    largest = 2 * upload_megabytes * MEGABYTE
    return Bounds(connections=connections, largest=largest, unread=8 * largest)
