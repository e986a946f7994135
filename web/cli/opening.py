"""The database of one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from engine.store.database import Database
from web.base.config import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open the database of the settings for one command."""
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.dispose()
