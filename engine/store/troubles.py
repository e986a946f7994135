"""What a database's error means for whoever waits: it is busy, its disk is full, or it is a fault of ours."""

import errno
from typing import Literal

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from engine.base.logs import Seldom, get_logger

Trouble = Literal["busy", "full", ""]
#: Too many connections, shutting down, crashed, starting up.
AWAY = {"53300", "57P01", "57P02", "57P03"}
#: Lock not available, deadlock, cancelled (by a time limit).
BUSY = AWAY | {"55P03", "40P01", "57014"}
FULL = {"53100"}
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
SPACING = 5.0
"""Seconds between two lines of one process that say so: while a database is away, everything meets with it."""
_seldom = Seldom(SPACING)
log = get_logger()


def trouble_of(error: BaseException | None) -> Trouble:
    """Tell whether an error only says that the database is busy or away, or that a disk is full."""
    if isinstance(error, OSError):
        return "full" if error.errno in NO_SPACE else ""
    if is_away(error):
        return "busy"
    if not isinstance(error, DBAPIError):
        return ""
    state, said = getattr(error.orig, "sqlstate", None), str(error.orig)
    if state in FULL or (isinstance(error, OperationalError) and "disk is full" in said):
        return "full"
    is_locked = isinstance(error, OperationalError) and "locked" in said
    return "busy" if state in BUSY or is_locked else ""


def is_away(error: BaseException | None) -> bool:
    """Tell whether an error says that no database can be reached, whatever it was to be asked."""
    if isinstance(error, NoConnectionError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    is_lost = isinstance(error, OperationalError) and (error.connection_invalidated or _unreached(error))
    return is_lost or getattr(error.orig, "sqlstate", None) in AWAY


def _unreached(error: OperationalError) -> bool:
    """Tell whether no connection came about: PostgreSQL then gives no state."""
    return type(error.orig).__module__.startswith("psycopg") and getattr(error.orig, "sqlstate", None) is None


def tell_trouble(trouble: Trouble, at: str) -> None:
    """Write that the database could not serve, and where that was met with; one line stands for many."""
    _seldom.warning("the database could not serve", trouble=trouble, at=at)


def tell_failure(error: Exception, said: str, **where: object) -> None:
    """Write a failure with its frames, or where it only says that the database is busy or away, as `tell_trouble`."""
    trouble = trouble_of(error)
    if trouble:
        tell_trouble(trouble, said)
    else:
        log.error(said, **where, exc_info=error)
