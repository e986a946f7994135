"""Named points on the way of a command, where a test may kill the process, hold it up, or count that it came by.

In production nothing ever arms them: `reach` then costs one comparison. Only tests call `armed` (a test holds that).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

POINTS = (
    "key.wanted",  # before the idempotency key is taken
    "key.taken",
    "instance.locked",  # the instance's row is ours, its live instance not yet loaded
    "instance.loaded",
    "instance.ran",  # the engine has moved the tokens, nothing of it is written
    "write.waiting",  # before user tasks, timers and subscriptions are gathered to be written
    "write.events",  # before the links of the history
    "write.instance",  # before the instance's own row
    "write.state",  # before element instances and variables
    "write.done",
    "key.answered",  # the answer is kept with its key
    "commit.wanted",  # all is gathered, nothing is committed
    "write.statement",  # before each statement of what was gathered is handed to the driver
    "commit.sent",  # the commit has gone out with the last statements, its answer has not come (PostgreSQL)
    "commit.done",  # committed, but nobody knows yet
    "worker.taken",  # a worker has leased work, and has not begun
    "worker.grouped",  # one of several pieces that share a transaction has been moved, and is not committed
    "worker.acted",  # the outside world was called, and the engine does not know of it yet
    "worker.done",  # one piece of a worker's work is committed
)

_hook: Callable[[str], None] | None = None


def reach(point: str) -> None:
    """Say that the process has come to a point; nothing happens unless a test armed it."""
    if _hook is not None:
        _hook(point)


@contextmanager
def armed(hook: Callable[[str], None]) -> Iterator[None]:
    """Call `hook` with the name of every point reached, in all threads of this process; for tests only."""
    global _hook  # noqa: PLW0603 - armed for the whole process, as a kill is
    before = _hook
    _hook = hook
    try:
        yield
    finally:
        _hook = before
