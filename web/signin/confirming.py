"""The password once more, before what cannot be taken back: a signature, a vote, a decision, a new version."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from flask import current_app, g, request, session
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import UnconfirmedError
from engine.base.text import N_, Text
from web.base.database import database
from web.layout.security_log import tell
from web.signin import commands
from web.signin.checking import check_credentials
from web.signin.passwords import TooBusyError
from web.signin.sessions import BrowserSession

CONFIRMATION = "_password"
__all__ = [
    "CONFIRMATION",
    "UnconfirmedError",
    "confirm_person",
    "is_confirmed",
    "is_password_due",
    "reason_to_ask",
    "take_password",
]


def is_password_due() -> bool:
    """Tell whether the signed-in person has to give the password again before what cannot be taken back."""
    given_at = _browser().confirmed_at
    lasts = timedelta(minutes=current_app.config["BANGVANG_SETTINGS"].password_minutes)
    return given_at is None or clock.now() - given_at >= lasts


def take_password() -> None:
    """Take the password that a request of a signed-in person brings, where one is due, before its view runs.

    A wrong one counts as a failed sign-in. It refuses nothing here: the actor of the request stays unconfirmed,
    commands that ask for the password refuse them, and `reason_to_ask` says what was wrong.
    """
    given = _given()
    if not given or not is_password_due():
        return
    try:
        check_credentials(_browser().username or "", given)
    except commands.SignInRefusedError:
        tell("step-up-failed")
        g.password_refused = Text(N_("The password is not right."))
    except (commands.TooManyFailuresError, TooBusyError) as error:
        tell("step-up-failed", why=type(error).__name__)
        g.password_refused = error.text
    else:
        database().perform(_keep)
        _browser().confirmed_at = clock.now()
        g.password_given = True
        tell("step-up")


def is_confirmed() -> bool:
    """Tell whether the person of this request gave the password with it, or so lately that it counts."""
    return "password_given" in g or not is_password_due()


def confirm_person() -> None:
    """Refuse a request whose person is not confirmed, for pages that ask before they come to their command.

    Raises UnconfirmedError, which says what was wrong with the password given.
    """
    if not is_confirmed():
        refusal = UnconfirmedError()
        refusal.text = reason_to_ask(refusal)
        raise refusal


def reason_to_ask(refusal: UnconfirmedError) -> Text:
    """Return why the password is asked for: what was wrong with the one given, else that it is due."""
    found: Text | None = g.get("password_refused")
    return found or refusal.text


def _given() -> str:
    if request.method != "POST":
        return ""
    sent: Any = request.get_json(silent=True) if request.is_json else request.form
    given = sent.get(CONFIRMATION, "") if isinstance(sent, Mapping) else ""
    return given if isinstance(given, str) else ""


def _keep(writing: Session) -> None:
    browser = _browser()
    commands.confirm_session(writing, browser.token or "")


def _browser() -> BrowserSession:
    return cast("BrowserSession", session)
