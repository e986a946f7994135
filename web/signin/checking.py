"""A name and a password checked, each try counted before the password is looked at."""

from uuid import UUID

from flask import request

from web.base.database import database
from web.signin import commands
from web.signin.commands import Attempt
from web.signin.passwords import TooBusyError


def check_credentials(username: str, password: str) -> tuple[UUID, str]:
    """Return the account that a name and password open, and its name as it is written there.

    Raises SignInRefusedError, TooManyFailuresError, and TooBusyError where too many passwords are being checked.
    """
    attempt = _admit(username)
    try:
        with database().read() as reading:
            account = commands.check_password(reading, username, password)
            found = account.id, account.username
    except TooBusyError:
        _forget(attempt, succeeded=False)
        raise
    _forget(attempt, succeeded=True)
    return found


def _admit(username: str) -> Attempt:
    """Count a try, in a transaction of its own, and refuse it where there were too many."""
    address = request.remote_addr or ""
    attempt = database().perform(lambda writing: commands.count_attempt(writing, username, address))
    try:
        with database().read() as reading:
            commands.require_admitted(reading, attempt)
    except commands.TooManyFailuresError:
        _forget(attempt, succeeded=False)
        raise
    return attempt


def _forget(attempt: Attempt, *, succeeded: bool) -> None:
    database().perform(lambda writing: commands.forget_attempt(writing, attempt, succeeded=succeeded))
