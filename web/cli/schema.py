"""Bring a database's tables to the newest version, or say what to do where this program may not work on them."""

from sqlalchemy.orm import Session

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.store.database import Database
from engine.store.installation import find_fact, knows_facts, note_fact
from web.base.schema import (
    OLDEST,
    USABLE,
    Standing,
    alembic_config,
    newest_version,
    schema_version,
    standing,
    standing_of,
    version_of,
)

__all__ = ["OLDEST", "Standing", "newest_version", "require_usable", "schema_version", "standing", "upgrade_schema"]
UPGRADE_LOCK = 0x42616E67  # any number that nobody else uses


class SchemaError(BangVangError):
    """The tables are not such that this program may work on them."""


def upgrade_schema(database: Database, target: str = "head") -> None:
    """Bring the tables to a version, the newest unless told, in one transaction.

    Tables of a newer program are left as they are. Raises SchemaError where they are no longer for this one.
    """
    from alembic import command  # noqa: PLC0415 - the server, which asks where the tables stand, never moves them

    with database.transaction() as session:
        connection = session.connection()
        if not database.is_sqlite:  # there the transaction itself keeps others out
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        if standing_of(session) is Standing.BEYOND:
            raise SchemaError(_refusal(session, Standing.BEYOND))
        if standing_of(session) is not Standing.AHEAD:
            command.upgrade(alembic_config(connection), target)
            _note_oldest(session)


def require_usable(database: Database) -> Standing:
    """Return where the tables stand; raises SchemaError, saying what to do, where this program may not work on them."""
    with database.read() as session:
        found = standing_of(session)
        if found in USABLE:
            return found
        raise SchemaError(_refusal(session, found))


def _refusal(session: Session, found: Standing) -> Text:
    words = {
        Standing.EMPTY: N_("The database is empty. Run: bangvang init"),
        Standing.BEHIND: N_(
            "The tables are of version %(found)s, this program is of version %(own)s. Run: bangvang migrate"
        ),
        Standing.BEYOND: N_(
            "A newer program has brought the tables to version %(found)s; they are no longer for this one, which is of "
            "version %(own)s. Install the newer program here too; nothing was changed."
        ),
    }
    return Text(words[found], {"found": version_of(session) or "", "own": newest_version() or ""})


def _note_oldest(session: Session) -> None:
    """Keep in the database which programs may work on it, as its migrations say."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    scripts = ScriptDirectory.from_config(alembic_config())
    done = scripts.walk_revisions(base="base", head=version_of(session) or "base")
    oldest = max((getattr(script.module, "oldest_program", "") for script in done), default="")
    if oldest and knows_facts(session) and find_fact(session, OLDEST) != oldest:
        note_fact(session, OLDEST, oldest)
