"""A link for an administrator who cannot sign in, issued by whoever runs the server."""

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.base.text import N_, Text
from web.signin import store
from web.signin.events import record
from web.signin.events.kinds import RescueLinkIssued
from web.signin.first import AccountRefusedError
from web.signin.links import issue_link
from workflows.registers.organisation.store import posts_of


def issue_rescue_link(session: Session, username: str, *, by: Actor) -> str:
    """Make a link by which an administrator sets another password, and return its token; it is recorded.

    Raises NotFoundError, and AccountRefusedError for an account that is not an administrator's, or is closed.
    """
    account = store.find_account(session, username.strip().lower())
    if account is None:
        raise NotFoundError
    roles = {post.role for post in posts_of(session, account.person_id, clock.today())}
    if not account.is_open or store.ADMINISTRATOR not in roles:
        raise AccountRefusedError("username", Text(N_("Only an administrator whose account is open gets such a link.")))
    token = issue_link(session, "reset", account.id, by=by)
    record(session, RescueLinkIssued(), by=by, about=account.username)
    return token
