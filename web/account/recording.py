"""What is done to accounts, written where auditors find it."""

from sqlalchemy.orm import Session

from engine.actor import Actor
from engine.logs import get_logger

log = get_logger()


def record(_session: Session, kind: str, *, by: Actor, about: str, **data: object) -> None:
    """Write one act: its kind, whose account it is about, by whom; never a password, a link or a token."""
    log.info("account", kind=kind, by=by.id, about=about, **data)
