"""Password hashes: Argon2id above the OWASP minimum (46 MiB, t = 1, p = 1), worked out in threads of their own.

A hash takes a core for a tenth of a second and 46 MiB. The threads that serve pages wait for few of them at a time and
turn others away at once; the threads that hash stand behind the pages in the queue for the processor.
"""

import os
import sys
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.base.errors import BangVangError
from engine.base.text import N_, Text

LONGEST = 256
"""Characters a password may have; a longer one is refused, never cut."""
MAX_AT_ONCE = 2
MAX_WAITING = 2
BEHIND_PAGES = 10  # as `nice` counts

T = TypeVar("T")

_hasher = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
_places = threading.BoundedSemaphore(MAX_AT_ONCE + MAX_WAITING)
_nobody = _hasher.hash("nobody has this password")


class TooBusyError(BangVangError):
    """Too many people are signing in at this moment."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Many people are signing in right now. Please try again in a moment.")))


def normal(password: str) -> str:
    """Return a password as it is hashed: an accent is the same however the keyboard writes it (NFC)."""
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password."""
    return _work_out(lambda: _hasher.hash(normal(password)))


def is_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password fits; for an unknown account, or one without a password, take as long and say no."""
    fits = _work_out(lambda: _fits(password_hash or _nobody, normal(password)[:LONGEST]))
    return fits and bool(password_hash) and len(normal(password)) <= LONGEST


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _work_out(work: Callable[[], T]) -> T:
    if not _places.acquire(blocking=False):
        raise TooBusyError
    try:
        return _threads().submit(work).result()
    finally:
        _places.release()


class _Threads:
    """The threads that hash, made in the process that uses them: none of them lives through a fork."""

    made: ThreadPoolExecutor | None = None
    process = 0
    lock = threading.Lock()


def _threads() -> ThreadPoolExecutor:
    with _Threads.lock:
        if _Threads.made is None or _Threads.process != os.getpid():
            _Threads.made = ThreadPoolExecutor(MAX_AT_ONCE, "passwords", initializer=_step_back)
            _Threads.process = os.getpid()
        return _Threads.made


def _step_back() -> None:
    if sys.platform == "linux":  # elsewhere niceness is the whole process's
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND_PAGES)
