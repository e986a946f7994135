"""The password once more, before what cannot be taken back: a signature, a vote, a decision, a new version."""

from datetime import timedelta
from typing import cast

from flask import current_app, request, session
from sqlalchemy.orm import Session

from engine import clock
from engine.errors import BangVangError
from engine.text import N_, Text
from web.account import commands
from web.account.checking import check_credentials
from web.account.passwords import TooBusyError
from web.account.sessions import BrowserSession
from web.database import database

CONFIRMATION = "_password"


class UnconfirmedError(BangVangError):
    """Nothing was done, because the password is missing or wrong; what was sent can be sent again with it."""


class PasswordDueError(UnconfirmedError):
    """The password was not given, or too long ago."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Give your password to confirm that it is you.")))


class WrongPasswordError(UnconfirmedError):
    """What was given is not the signed-in person's password."""

    def __init__(self) -> None:
        super().__init__(Text(N_("The password is not right.")))


class WaitBeforeTryingError(UnconfirmedError):
    """The password was wrong too often, or too many people give theirs at this moment."""


def is_password_due() -> bool:
    """Tell whether the signed-in person has to give the password again before what cannot be taken back."""
    given_at = _browser().confirmed_at
    lasts = timedelta(minutes=current_app.config["BANGVANG_SETTINGS"].password_minutes)
    return given_at is None or clock.now() - given_at >= lasts


def confirm_person() -> None:
    """Take the password that the request brings, where one is due.

    Raises UnconfirmedError: PasswordDueError, WrongPasswordError (which counts as a failed sign-in) or
    WaitBeforeTryingError.
    """
    if not is_password_due():
        return
    given = request.form.get(CONFIRMATION, "")
    if not given:
        raise PasswordDueError
    _check(_browser().username or "", given)
    database().perform(_keep)
    _browser().confirmed_at = clock.now()


def _check(username: str, given: str) -> None:
    try:
        check_credentials(username, given)
    except commands.SignInRefusedError:
        raise WrongPasswordError from None
    except (commands.TooManyFailuresError, TooBusyError) as error:
        raise WaitBeforeTryingError(error.text) from None


def _keep(writing: Session) -> None:
    browser = _browser()
    commands.confirm_session(writing, browser.token or "", browser.username or "")


def _browser() -> BrowserSession:
    return cast("BrowserSession", session)
