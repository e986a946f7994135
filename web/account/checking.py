"""A name and a password checked, and a failure counted."""

from uuid import UUID

from web.account import commands
from web.database import database


def check_credentials(username: str, password: str) -> tuple[UUID, str]:
    """Return the account that a name and password open, and its name as it is written there.

    A failure is counted in a transaction of its own: the refused one is rolled back. Raises SignInRefusedError,
    TooManyFailuresError, and TooBusyError where too many passwords are being checked.
    """
    try:
        with database().read() as reading:
            account = commands.check_password(reading, username, password)
            return account.id, account.username
    except commands.SignInRefusedError:
        database().perform(lambda writing: commands.record_failure(writing, username))
        raise
