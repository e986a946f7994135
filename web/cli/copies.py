"""`bangvang backup`."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import click

from web.cli.frame import main
from web.cli.language import _
from web.cli.upkeep import SQLITE
from web.config import Settings


@main.command(help=_("Copy the SQLite database and the attachments into a new folder; the server may go on running."))
@click.argument("folder", type=click.Path(exists=False, path_type=Path))
@click.pass_obj
def backup(settings: Settings, folder: Path) -> None:
    """Make one consistent copy of the data folder."""
    if not settings.database_url.startswith(SQLITE):
        raise click.ClickException(_("A PostgreSQL database is backed up with pg_dump; see docs/how-to-run.md."))
    folder.mkdir(parents=True)
    # The database first: every attachment it names is in its folder then, for files are never changed or removed.
    copy_database(Path(settings.database_url.removeprefix(SQLITE)), folder / "bangvang.db")
    if settings.attachments_dir.exists():
        shutil.copytree(settings.attachments_dir, folder / settings.attachments_dir.name)
    click.echo(_("Copied to %(folder)s.") % {"folder": folder})


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, with SQLite's own backup."""
    address = f"file:{source}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as before, closing(sqlite3.connect(target)) as after:
        before.backup(after)
