"""Going one after the other: what a command looks at stays true until it has written."""

import hashlib

from sqlalchemy import text
from sqlalchemy.orm import Session


def take_turns(session: Session, *what: object) -> None:
    """Let all who name the same thing go one after the other, each until its transaction ends.

    For refusals that rest on what is not there yet (no other nomination, no other revocation), where there is no row
    to lock: whoever waited sees what the one before has written. PostgreSQL locks a number made of the names; on SQLite
    the transaction that writes is the only one anyway.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    digest = hashlib.sha256("\x1f".join(map(str, what)).encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
