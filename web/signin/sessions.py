"""Flask sessions: kept on the server for signed-in people, in a signed cookie for guests."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response
from flask import request as current_request
from flask import session as current_session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionInterface

from engine.base import clock
from engine.store.troubles import trouble_of
from web.base.database import EXTENSION
from web.layout.addresses import WATCHED
from web.signin import commands
from web.signin.store import Holder

SEEN_STEP = timedelta(minutes=1)


class BrowserSession(SecureCookieSession):
    """What one browser's session holds; `token` and `person_id` are set while somebody is signed in."""

    idle = False  # a request for a file: nothing is read or written
    token: str | None = None
    username: str | None = None
    person_id: str | None = None
    seen_at: datetime | None = None
    confirmed_at: datetime | None = None
    """When the password was last given in this session."""
    stamp: UUID | None = None
    """The mark of what people may act as, when the request began."""
    left = False  # this very request signed out
    trouble: Exception | None = None
    """Why the database could not say whose session this is; the request ends with it (`refuse_troubled`)."""

    def sign_in(self, token: str) -> None:
        """Carry a new token; everything the guest's session held is dropped."""
        self.clear()
        self.token = token

    def sign_out(self) -> None:
        """Forget token and person."""
        self.clear()
        self.token = self.person_id = self.username = None
        self.left = True


class BrowserSessions(SessionInterface):
    """Open and save sessions around each request."""

    def __init__(self, *, secure: bool) -> None:
        self.secure = secure
        # The __Host- prefix binds the cookie to this host and path; browsers accept it over HTTPS only.
        self.cookie = "__Host-bangvang" if secure else "bangvang"
        self.guests = SecureCookieSessionInterface()
        self.guests.session_class = BrowserSession

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        """Read the signed-in session of the token cookie, or the guest's."""
        if request.path.startswith("/static/") or request.path in WATCHED:
            return _idle()
        token = request.cookies.get(self.cookie)
        if token:
            try:
                holder = _holder_of(app, token)
            except Exception as error:
                if not trouble_of(error):
                    raise
                return _troubled(error)
            if holder is not None:
                return _signed_in(token, holder)
        opened = self.guests.open_session(app, request)
        return opened if isinstance(opened, BrowserSession) else BrowserSession()

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        """Write what changed, and set or remove the token cookie.

        Only signing in and signing out touch the cookie: an answer that was under way meanwhile must not bring back
        the person before, nor sign out the next.
        """
        if session.idle:
            return
        if session.token is None:
            if session.left:
                response.delete_cookie(self.cookie, secure=self.secure, httponly=True, samesite="Lax")
            self.guests.save_session(app, session, response)
            return
        if session.modified or session.seen_at is None or clock.now() - session.seen_at > SEEN_STEP:
            data = dict(session)
            app.extensions[EXTENSION].perform(lambda writing: commands.keep_session(writing, session.token, data))
        if current_request.cookies.get(self.cookie) != session.token:
            response.set_cookie(self.cookie, session.token, secure=self.secure, httponly=True, samesite="Lax", path="/")
        response.vary.add("Cookie")


def refuse_troubled() -> None:
    """End a request whose session could not be read, where an error page can still be made of it."""
    trouble = getattr(current_session, "trouble", None)
    if trouble is not None:
        raise trouble


def _holder_of(app: Flask, token: str) -> Holder | None:
    with app.extensions[EXTENSION].read() as reading:
        return commands.resume_session(reading, token)


def _troubled(error: Exception) -> BrowserSession:
    opened = _idle()
    opened.trouble = error
    return opened


def _idle() -> BrowserSession:
    opened = BrowserSession()
    opened.idle = True
    return opened


def _signed_in(token: str, holder: Holder) -> BrowserSession:
    opened = BrowserSession(holder.data)
    opened.token = token
    opened.person_id = str(holder.person_id)
    opened.username = holder.username
    opened.seen_at = holder.seen_at
    opened.confirmed_at = holder.confirmed_at
    opened.stamp = holder.stamp
    return opened
