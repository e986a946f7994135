"""Links that work once: issued by who may, used by who was given them."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from web.signin import store
from web.signin.commands import digest
from web.signin.model import AccountLink

LASTS = {"first": timedelta(hours=24), "invite": timedelta(days=7), "reset": timedelta(hours=24)}
PATH = "/loi-moi"


class LinkSpentError(BangVangError):
    """A link was used already, is too old, or never was."""

    def __init__(self) -> None:
        super().__init__(Text(N_("This link was used already or is too old. Ask your administrator for another.")))


def issue_link(session: Session, purpose: str, account_id: UUID | None, *, by: Actor) -> str:
    """Make a link and return its token; the links that its account had before stop working."""
    now = clock.now()
    store.void_links(session, account_id, now)
    token = secrets.token_urlsafe(32)
    made = {"made_at": now, "made_by": by.id, "expires_at": now + LASTS[purpose]}
    session.add(AccountLink(token_hash=digest(token), purpose=purpose, account_id=account_id, **made))
    session.flush()
    return token


def find_link(session: Session, token: str) -> AccountLink:
    """Return the link of a token. Raises LinkSpentError."""
    found = store.find_link(session, digest(token), clock.now())
    if found is None:
        raise LinkSpentError
    return found


def use_link(session: Session, token: str) -> AccountLink:
    """Use a link up, in the transaction of what it is used for, and return it. Raises LinkSpentError."""
    found = find_link(session, token)
    if not store.use_link(session, found.token_hash, clock.now()):
        raise LinkSpentError
    return found


def address_of(token: str, root: str) -> str:
    """Return a link as people open it; `root` is the address of the server."""
    return f"{root.rstrip('/')}{PATH}?ma={token}"
