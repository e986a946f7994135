"""The tables' versions: bring a database to the newest, or tell where it stands."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from engine.store.database import Database

UPGRADE_LOCK = 0x42616E67  # any number that nobody else uses
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def upgrade_schema(database: Database, target: str = "head") -> None:
    """Bring the tables to a version, the newest unless told, in one transaction."""
    with database.transaction() as session:
        connection = session.connection()
        if not database.is_sqlite:  # there the transaction itself keeps others out
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
        command.upgrade(_config(connection), target)


def schema_version(database: Database) -> str | None:
    """Return the version the tables have, or nothing for an empty database."""
    with database.read() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


def newest_version() -> str | None:
    """Return the version the code expects."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def is_current(database: Database) -> bool:
    """Tell whether the tables are those the code expects."""
    return schema_version(database) == newest_version()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
