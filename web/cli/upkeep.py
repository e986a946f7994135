"""`bangvang init` and `bangvang migrate`."""

import os
from pathlib import Path
from typing import Any

import click
from sqlalchemy import event

from engine.store.database import Database
from web.base.config import Settings
from web.cli import schema
from web.cli.accounts import offer_first_link
from web.cli.commands import COMMANDS
from web.cli.doctor import find_unloadable, tell
from web.cli.example import has_example, load_example_bloc
from web.cli.frame import main
from web.cli.language import _
from web.cli.opening import opened
from web.health import belonging
from web.health.checks import is_fit
from web.health.finding import Grade
from web.shell.wiring import join_rooms
from workflows.registers.awards.catalogue import load_catalogue
from workflows.shipped import deploy_all

SQLITE = "sqlite:///"


@main.command("init", help=COMMANDS["init"].help)
@click.option("--example", is_flag=True, help=_("Fill an empty database with the example bloc of 2019."))
@click.pass_obj
def init(settings: Settings, *, example: bool) -> None:
    """Bring the tables, the catalogue and the procedures up to date, and load the example once."""
    prepare_database(settings, example=example)
    with opened(settings) as database:
        offer_first_link(database, settings)


def prepare_database(settings: Settings, *, example: bool) -> None:
    """Make a database ready to be served; one that a newer program has brought forward is left as it is."""
    if example and _lacks_file(settings):
        _build_example_file(settings)
    with opened(settings) as database:
        schema.upgrade_schema(database)
        if schema.standing(database) is schema.Standing.AHEAD:
            tell_ahead(database)  # its procedures are newer too
            return
        if example and not has_example(database):
            load_example_bloc(database)
        bring_procedures(database)
        belonging.settle(database, settings)


@main.command("migrate", help=COMMANDS["migrate"].help)
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Run the migrations that the database lacks, then read back each running instance once."""
    with opened(settings) as database:
        before = schema.schema_version(database)
        schema.upgrade_schema(database)
        after = schema.schema_version(database)
        if schema.standing(database) is schema.Standing.AHEAD:
            tell_ahead(database)
            return
        text = _("The database is up to date (%(version)s).")
        if before != after:
            text = _("The database was brought to version %(version)s.")
        click.echo(text % {"version": after})
        belonging.settle(database, settings)
        found = find_unloadable(database)
    tell(found, least=Grade.GOOD)
    if not is_fit(found):
        raise SystemExit(1)


def tell_ahead(database: Database) -> None:
    """Say that a newer program was here, and that this one may stay for now."""
    said = {"found": schema.schema_version(database), "own": schema.newest_version()}
    click.echo(
        _("A newer program has brought the tables to version %(found)s; this one (%(own)s) may go on working on them.")
        % said
    )


def bring_procedures(database: Database) -> None:
    """Load the award catalogue, and make the shipped procedures live where nobody has changed them."""
    join_rooms()
    database.perform(load_catalogue)
    database.perform(deploy_all)


def _lacks_file(settings: Settings) -> bool:
    return settings.database_url.startswith(SQLITE) and not Path(settings.database_url.removeprefix(SQLITE)).exists()


def _build_example_file(settings: Settings) -> None:
    """Build the example beside its place and move it there whole: a cut-off start leaves nothing half done."""
    path = Path(settings.database_url.removeprefix(SQLITE))
    partial = path.with_name(path.name + ".partial")
    for suffix in ("", "-wal", "-shm"):
        partial.with_name(partial.name + suffix).unlink(missing_ok=True)
    building = settings.model_copy(update={"database_url": f"{SQLITE}{partial}"})
    with opened(building) as database:
        event.listen(database.engine, "connect", _trust_the_machine)
        schema.upgrade_schema(database)
        load_example_bloc(database)
    with partial.open("rb+") as whole:
        os.fsync(whole.fileno())
    partial.replace(path)  # the last connection's close has folded the write-ahead log into the file


def _trust_the_machine(connection: Any, _record: object) -> None:
    """Write without waiting for the disk: a half-built file is thrown away, a whole one is synced before it counts."""
    connection.execute("PRAGMA synchronous=OFF")
