"""What belongs together: the database, its folder of attachments and its secret.

The database keeps the mark that lies in its folder of attachments and a fingerprint of its secret. A folder without
the mark is another one or none at all, such as the empty place of a disk that was not mounted; it is never made anew
in silence.
"""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy.orm import Session

from engine.base.text import N_
from engine.store.database import Database
from engine.store.installation import find_fact, note_fact
from web.base.config import Settings
from web.health.finding import Finding, bad, good
from workflows.registers.attachments.store import has_contents

MARK, FOLDER, SECRET = ".bangvang", "attachments.mark", "secret.fingerprint"
SHORTEST_SECRET = 16


def settle(database: Database, settings: Settings) -> None:
    """Mark the folder of attachments and note the secret where the database knows neither yet.

    A database that already has attachments takes a folder that is there; it makes none.
    """
    with database.transaction() as session:
        if find_fact(session, FOLDER) is None and _may_settle(session, settings):
            settle_folder(session, settings)
        if find_fact(session, SECRET) is None and settings.secret_key:
            note_fact(session, SECRET, fingerprint(settings.secret_key))


def accept(database: Database, settings: Settings) -> None:
    """Take the folder of attachments and the secret as they are now for this database's own."""
    with database.transaction() as session:
        settle_folder(session, settings)
        note_fact(session, SECRET, fingerprint(settings.secret_key))


def settle_folder(session: Session, settings: Settings) -> None:
    """Make the folder with its mark, or take the mark that lies in it."""
    settings.attachments_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.attachments_dir / MARK
    with suppress(FileExistsError), path.open("x", encoding="ascii") as file:
        file.write(secrets.token_hex(16))
    note_fact(session, FOLDER, path.read_text(encoding="ascii").strip())


def fingerprint(secret: str) -> str:
    """Return by what a secret is known again; nothing leads back from it."""
    return hashlib.sha256(b"bangvang fingerprint\0" + secret.encode()).hexdigest()[:32]


def check_folder(database: Database, settings: Settings) -> Iterator[Finding]:
    """Ask that the folder of attachments is the one this database knows."""
    with database.read() as session:
        known = find_fact(session, FOLDER)
    path = settings.attachments_dir / MARK
    said = {"folder": settings.attachments_dir}
    if not path.is_file():
        missing = N_(
            "The attachments are not in %(folder)s: was a disk not mounted? Put the folder back, or run "
            "“bangvang doctor --accept” where it is lost."
        )
        yield bad(missing, **said)
    elif path.read_text(encoding="ascii", errors="replace").strip() != known:
        other = N_(
            "The folder %(folder)s belongs to another database. Put the right one there, or run "
            "“bangvang doctor --accept” where this is meant."
        )
        yield bad(other, **said)
    else:
        yield good(N_("The attachments are in %(folder)s."), **said)


def check_secret(database: Database, settings: Settings) -> Iterator[Finding]:
    """Ask for a secret that is long enough and the one this database knows."""
    with database.read() as session:
        known = find_fact(session, SECRET)
    if len(settings.secret_key) < SHORTEST_SECRET:
        short = N_(
            "The secret is empty or shorter than %(least)s characters; put the former one back, or remove the file "
            "“secret” and run “bangvang doctor --accept”."
        )
        yield bad(short, least=SHORTEST_SECRET)
    elif fingerprint(settings.secret_key) != known:
        changed = N_(
            "The secret is not the one this database was served with; put that one back, or run "
            "“bangvang doctor --accept” where it was changed on purpose (everybody signs in again)."
        )
        yield bad(changed)
    else:
        yield good(N_("The secret is the one this database knows."))


def _may_settle(session: Session, settings: Settings) -> bool:
    return settings.attachments_dir.is_dir() or not has_contents(session)
