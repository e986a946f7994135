"""A link for an administrator who cannot sign in, issued by whoever runs the server."""

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.errors import NotFoundError
from engine.text import N_, Text
from web.account import store
from web.account.events import record
from web.account.first import AccountRefusedError
from web.account.links import issue_link
from workflows.organisation.store import posts_of


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
    record(session, "rescue_link_issued", by=by, about=account.username)
    return token
