"""Password hashes: Argon2id above the OWASP minimum (46 MiB, t = 1, p = 1), few at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.errors import BangVangError
from engine.text import N_, Text

MAX_AT_ONCE = 3
WAIT_SECONDS = 10

_hasher = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
_slots = threading.BoundedSemaphore(MAX_AT_ONCE)
_nobody = _hasher.hash("nobody has this password")


class TooBusyError(BangVangError):
    """Too many people are signing in at this moment."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Many people are signing in right now. Please try again in a moment.")))


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password."""
    with _slot():
        return _hasher.hash(password)


def is_password(password_hash: str | None, password: str) -> bool:
    """Tell whether a password fits; for an unknown account (None) take the same time and say no."""
    with _slot():
        try:
            _hasher.verify(password_hash or _nobody, password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


@contextmanager
def _slot() -> Iterator[None]:
    # Each hash takes 46 MiB: a flood of sign-ins must not take all the memory.
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise TooBusyError
    try:
        yield
    finally:
        _slots.release()
