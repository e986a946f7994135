"""`bangvang backup` and `bangvang restore`."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import click

from engine.base import clock
from web.base.config import Settings
from web.cli.commands import COMMANDS
from web.cli.frame import main
from web.cli.language import _
from web.cli.manifest import Manifest, checked_manifest, write_manifest
from web.cli.upkeep import SQLITE

DATABASE = "bangvang.db"
ATTACHMENTS = "attachments"
BESIDE = ("", "-wal", "-shm")


@main.command("backup", help=COMMANDS["backup"].help)
@click.argument("folder", type=click.Path(exists=False, path_type=Path))
@click.pass_obj
def backup(settings: Settings, folder: Path) -> None:
    """Make one consistent copy of the data folder: beside its place, and there only once it is whole."""
    source = _database_file(settings)
    if folder.exists():
        raise click.ClickException(_("%(folder)s is there already.") % {"folder": folder})
    if not source.exists():
        raise click.ClickException(_("There is no database at %(path)s to copy.") % {"path": source})
    partial = folder.with_name(f"{folder.name}.partial-{os.getpid()}")
    partial.mkdir(parents=True, mode=0o700)
    # The database first: every attachment it names is in its folder then, for files are never changed or removed.
    copy_database(source, partial / DATABASE)
    if settings.attachments_dir.exists():
        shutil.copytree(settings.attachments_dir, partial / ATTACHMENTS)
    made = _describe(partial)
    partial.rename(folder)
    said = {"folder": folder, "files": len(made.files), "histories": made.histories}
    click.echo(_("Copied to %(folder)s: %(files)d files, %(histories)d histories.") % said)


@main.command("restore", help=COMMANDS["restore"].help)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help=_("Move a database that is there aside instead of refusing."))
@click.pass_obj
def restore(settings: Settings, folder: Path, *, replace: bool) -> None:
    """Check a backup against its manifest and put its files in their places."""
    target = _database_file(settings)
    made = checked_manifest(folder)
    if target.exists() and not replace:
        raise click.ClickException(_("There is a database at %(path)s already; see --replace.") % {"path": target})
    arriving = target.with_name(f"{target.name}.arriving")
    shutil.copyfile(folder / DATABASE, arriving)
    arriving.chmod(0o600)
    if (folder / ATTACHMENTS).exists():
        shutil.copytree(folder / ATTACHMENTS, settings.attachments_dir, dirs_exist_ok=True)
    _move_aside(target)
    arriving.replace(target)
    said = {"at": made.made_at, "histories": made.histories}
    click.echo(_("The backup of %(at)s is back: %(histories)d histories.") % said)
    click.echo(_("Now run: bangvang migrate, then bangvang verify"))


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, with SQLite's own backup."""
    address = f"file:{source}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as before, closing(sqlite3.connect(target)) as after:
        before.backup(after)
        after.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def _database_file(settings: Settings) -> Path:
    if not settings.database_url.startswith(SQLITE):
        raise click.ClickException(_("A PostgreSQL database is backed up with pg_dump; see docs/how-to-run.md."))
    return Path(settings.database_url.removeprefix(SQLITE))


def _describe(folder: Path) -> Manifest:
    """Write the manifest from the copy itself, not from what it was copied from."""
    with closing(sqlite3.connect(folder / DATABASE)) as copy:
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        versions = copy.execute("SELECT version_num FROM alembic_version") if "alembic_version" in tables else ()
        version = next((str(row[0]) for row in versions), "")
        histories = copy.execute("SELECT count(*) FROM instance").fetchone()[0] if "instance" in tables else 0
    return write_manifest(folder, clock.now().isoformat(), version, histories)


def _move_aside(target: Path) -> None:
    """Give the database that a restored one replaces, with its logs, a name of its own."""
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    for suffix in BESIDE:
        old = target.with_name(target.name + suffix)
        if old.exists():
            old.rename(target.with_name(f"{target.name}.before-{stamp}{suffix}"))
