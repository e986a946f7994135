"""Giving a calendar address, another one in its place, and taking it back."""

import hashlib
import secrets

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.commands.care import require_care
from engine.store.turns import take_turns
from web.feed import store
from web.feed.model import CalendarFeed
from web.signin.model import Account


def renew_feed(session: Session, account: Account, *, by: Actor) -> str:
    """Give an account a new secret address and return its token; the one before leads nowhere from now on.

    Raises UnconfirmedError: whoever knows the address reads the calendar without signing in.
    """
    require_care("renew_feed", by)
    take_turns(session, "feed", account.id)
    token = secrets.token_urlsafe(32)
    feed = store.find_feed(session, account.id) or CalendarFeed(account_id=account.id)
    feed.token_hash, feed.created_at = hash_token(token), clock.now()
    session.add(feed)
    return token


def stop_feed(session: Session, account: Account) -> None:
    """Let the address of an account lead nowhere."""
    feed = store.find_feed(session, account.id)
    if feed is not None:
        session.delete(feed)


def hash_token(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
