"""The tables' versions: bring a database to the newest, or tell where it stands to this program.

Migrations expand first and contract later (decision 0012), so a program goes on working on tables that a newer one
has brought forward, until a migration says that it may not: `oldest_program = "…"` in its file names the first version
whose program may. The newest such word is kept in the database itself, where older programs find it.
"""

from enum import Enum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.store.database import Database
from engine.store.installation import find_fact, knows_facts, note_fact

UPGRADE_LOCK = 0x42616E67  # any number that nobody else uses
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
OLDEST = "schema.oldest_program"


class Standing(Enum):
    """Where the tables stand to this program."""

    EMPTY = "there are none"
    BEHIND = "older: they can be brought forward"
    OWN = "the program's own"
    AHEAD = "newer, and the program may work on them"
    BEYOND = "newer, and no longer for this program"


class SchemaError(BangVangError):
    """The tables are not such that this program may work on them."""


def upgrade_schema(database: Database, target: str = "head") -> None:
    """Bring the tables to a version, the newest unless told, in one transaction.

    Tables of a newer program are left as they are. Raises SchemaError where they are no longer for this one.
    """
    with database.transaction() as session:
        connection = session.connection()
        if not database.is_sqlite:  # there the transaction itself keeps others out
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        if _standing(session) is Standing.BEYOND:
            raise SchemaError(_refusal(session, Standing.BEYOND))
        if _standing(session) is not Standing.AHEAD:
            command.upgrade(_config(connection), target)
            _note_oldest(session)


def schema_version(database: Database) -> str | None:
    """Return the version the tables have, or nothing for an empty database."""
    with database.read() as session:
        return _version(session)


def newest_version() -> str | None:
    """Return the version the code expects."""
    return _scripts().get_current_head()


def standing(database: Database) -> Standing:
    """Return where the tables stand to this program."""
    with database.read() as session:
        return _standing(session)


def require_usable(database: Database) -> Standing:
    """Return where the tables stand; raises SchemaError, saying what to do, where this program may not work on them."""
    with database.read() as session:
        found = _standing(session)
        if found in (Standing.OWN, Standing.AHEAD):
            return found
        raise SchemaError(_refusal(session, found))


def _standing(session: Session) -> Standing:
    found, known = _version(session), _known_versions()
    if found is None:
        return Standing.EMPTY
    if found in known:
        return Standing.OWN if found == known[-1] else Standing.BEHIND
    oldest = find_fact(session, OLDEST) if knows_facts(session) else None
    return Standing.AHEAD if oldest in known else Standing.BEYOND


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
    return Text(words[found], {"found": _version(session) or "", "own": newest_version() or ""})


def _note_oldest(session: Session) -> None:
    """Keep in the database which programs may work on it, as its migrations say."""
    done = _scripts().walk_revisions(base="base", head=_version(session) or "base")
    oldest = max((getattr(script.module, "oldest_program", "") for script in done), default="")
    if oldest and knows_facts(session) and find_fact(session, OLDEST) != oldest:
        note_fact(session, OLDEST, oldest)


def _version(session: Session) -> str | None:
    return MigrationContext.configure(session.connection()).get_current_revision()


def _known_versions() -> list[str]:
    """Return the versions this program knows, the oldest first."""
    return [script.revision for script in _scripts().walk_revisions()][::-1]


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
