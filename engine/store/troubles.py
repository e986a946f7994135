"""What a database's error means for whoever waits: it is busy, its disk is full, or it is a fault of ours."""

import errno
from typing import Literal

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

Trouble = Literal["busy", "full", ""]
#: Lock not available, deadlock, cancelled (by a time limit), too many connections, shutting down, starting up.
BUSY = {"55P03", "40P01", "57014", "53300", "57P01", "57P02", "57P03"}
FULL = {"53100"}
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


def trouble_of(error: BaseException | None) -> Trouble:
    """Tell whether an error only says that the database is busy or away, or that a disk is full."""
    if isinstance(error, OSError):
        return "full" if error.errno in NO_SPACE else ""
    if isinstance(error, NoConnectionError):
        return "busy"
    if not isinstance(error, DBAPIError):
        return ""
    state, said = getattr(error.orig, "sqlstate", None), str(error.orig)
    if state in FULL or (isinstance(error, OperationalError) and "disk is full" in said):
        return "full"
    is_away = isinstance(error, OperationalError) and (
        error.connection_invalidated or "locked" in said or _unreached(error)
    )
    return "busy" if state in BUSY or is_away else ""


def _unreached(error: OperationalError) -> bool:
    """Tell whether no connection came about: PostgreSQL then gives no state."""
    return type(error.orig).__module__.startswith("psycopg") and getattr(error.orig, "sqlstate", None) is None
