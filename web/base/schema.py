"""The tables' versions: where a database stands to this program.

Migrations expand first and contract later (decision 0012), so a program goes on working on tables that a newer one
has brought forward, until a migration says that it may not: `oldest_program = "…"` in its file names the first version
whose program may. The newest such word is kept in the database itself, where older programs find it.
"""

import re
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from engine.store.database import Database
from engine.store.installation import find_fact, knows_facts, tables_version

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
OLDEST = "schema.oldest_program"
_LINK = re.compile(r'^(revision|down_revision) = (?:"(.*)"|None)$', re.MULTILINE)


class Standing(Enum):
    """Where the tables stand to this program."""

    EMPTY = "there are none"
    BEHIND = "older: they can be brought forward"
    OWN = "the program's own"
    AHEAD = "newer, and the program may work on them"
    BEYOND = "newer, and no longer for this program"


USABLE = frozenset({Standing.OWN, Standing.AHEAD})


def schema_version(database: Database) -> str | None:
    """Return the version the tables have, or nothing for an empty database."""
    with database.read() as session:
        return version_of(session)


def newest_version() -> str:
    """Return the version the code expects."""
    return _known_versions()[-1]


def standing(database: Database) -> Standing:
    """Return where the tables stand to this program."""
    with database.read() as session:
        return standing_of(session)


def standing_of(session: Session) -> Standing:
    """Return the same in a session."""
    found, known = version_of(session), _known_versions()
    if found is None:
        return Standing.EMPTY
    if found in known:
        return Standing.OWN if found == known[-1] else Standing.BEHIND
    oldest = find_fact(session, OLDEST) if knows_facts(session) else None
    return Standing.AHEAD if oldest in known else Standing.BEYOND


def version_of(session: Session) -> str | None:
    """Return the version the tables have, as a session sees them."""
    return tables_version(session)


@lru_cache
def _known_versions() -> tuple[str, ...]:
    """Return the versions this program knows, the oldest first: read off the migrations, none of which is loaded."""
    links = [dict(_LINK.findall(path.read_text(encoding="utf-8"))) for path in (MIGRATIONS / "versions").glob("*.py")]
    after = {link["down_revision"]: link["revision"] for link in links}
    known = [after[""]]
    while known[-1] in after:
        known.append(after[known[-1]])
    return tuple(known)


def alembic_config(connection: Connection | None = None) -> "Config":
    """Return what Alembic is told, on a connection in a transaction."""
    from alembic.config import Config  # noqa: PLC0415 - 10 MB that no page needs

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
