"""What an installation knows of itself, by name."""

from sqlalchemy import column, inspect, select, table, text
from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import InstallationFact
from engine.store.rows import put


def knows_facts(session: Session) -> bool:
    """Tell whether the tables are new enough to hold facts."""
    return inspect(session.connection()).has_table(InstallationFact.__tablename__)


def tables_version(session: Session) -> str | None:
    """Return the version of the tables as Alembic keeps it, or None where there are none."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    return session.scalar(select(column("version_num")).select_from(table("alembic_version")))


def find_fact(session: Session, name: str) -> str | None:
    """Return a fact, or None where it was never noted."""
    return session.scalar(select(InstallationFact.value).where(InstallationFact.name == name))


def note_fact(session: Session, name: str, value: str) -> None:
    """Note a fact in the place of what was known under its name."""
    put(session, InstallationFact, {"name": name}, value=value, noted_at=clock.now())


def server_version(session: Session) -> int:
    """Return the version of the PostgreSQL server as one number: 150018 is 15.18."""
    return int(session.scalar(text("SHOW server_version_num")) or 0)
