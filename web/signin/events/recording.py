"""The one door to the record of what was done to accounts."""

from flask import has_request_context
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.logs import get_logger
from web.layout.security_log import tell
from web.signin.events.kinds import AccessReportTaken, AccountFact
from web.signin.events.model import AccountEvent

log = get_logger()


def record(session: Session, fact: AccountFact, *, by: Actor, about: str) -> None:
    """Append one act in the session's transaction: whose account it is about (the user name), and by whom."""
    kind, who = fact.KIND, {"by": by.id, "by_name": by.name[:120]}
    session.add(AccountEvent(at=clock.now(), kind=kind, about=about[:120], data=fact.data(), **who))
    log.info("account", kind=kind, by=by.id)
    if has_request_context() and not isinstance(fact, AccessReportTaken):
        tell("grant", kind=kind)
