"""The one door to the record of what was done to accounts."""

from flask import has_request_context
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.logs import get_logger
from web.layout.security_log import tell
from web.signin.events.model import AccountEvent

log = get_logger()


def record(session: Session, kind: str, *, by: Actor, about: str, **data: object) -> None:
    """Append one act in the session's transaction: its kind, whose account it is about (the user name), by whom."""
    session.add(AccountEvent(at=clock.now(), kind=kind, about=about[:120], by=by.id, by_name=by.name[:120], data=data))
    log.info("account", kind=kind, by=by.id)
    if has_request_context() and kind != "access_report":
        tell("grant", kind=kind)
