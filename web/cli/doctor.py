"""`bangvang doctor`, and what every start looks at."""

import click

from engine.store.database import Database
from web.base.config import Settings
from web.cli import schema
from web.cli.commands import COMMANDS
from web.cli.frame import main
from web.cli.language import _, show
from web.cli.opening import opened
from web.health import belonging, checks, folders, machine
from web.health.finding import Finding, Grade
from web.shell.wiring import join_rooms

SIGNS = {Grade.GOOD: "✓", Grade.WARNING: "!", Grade.BAD: "✗"}


@main.command("doctor", help=COMMANDS["doctor"].help)
@click.option("--accept", is_flag=True, help=_("Take the attachments' folder and the secret as they are."))
@click.pass_obj
def doctor(settings: Settings, *, accept: bool) -> None:
    """Look at everything, the running instances too."""
    machine.raise_descriptors()
    with opened(settings) as database:
        schema.require_usable(database)
        belonging.settle(database, settings)
        if accept:
            belonging.accept(database, settings)
        found = [
            *checks.check_installation(database, settings),
            *find_unloadable(database),
            *checks.check_counts(database),
        ]
    tell(found, least=Grade.GOOD)
    if not checks.is_fit(found):
        raise SystemExit(1)


def require_fit(database: Database, settings: Settings) -> None:
    """Refuse to serve where something would fail at its first use; tell what may come to trouble.

    An instance that cannot be read back is named and keeps nobody else from their work.
    """
    machine.raise_descriptors()
    folders.close_to_others(settings)
    belonging.settle(database, settings)
    found = list(checks.check_installation(database, settings))
    tell(found, least=Grade.WARNING)
    if not checks.are_read_back(database, schema.newest_version() or ""):
        tell(find_unloadable(database), least=Grade.WARNING)
    if not checks.is_fit(found):
        raise click.ClickException(_("The server does not start like this; “bangvang doctor” looks again."))


def find_unloadable(database: Database) -> list[Finding]:
    """Return what reading back every running instance found."""
    join_rooms()
    return list(checks.check_instances(database, schema.newest_version() or ""))


def tell(found: list[Finding], *, least: Grade) -> None:
    """Print findings that weigh as much as `least` or more; what is not good goes to standard error."""
    order = list(Grade)
    for finding in found:
        if order.index(finding.grade) >= order.index(least):
            line = f"{SIGNS[finding.grade]} {show(finding.text)}"
            click.echo(line, err=finding.grade is not Grade.GOOD)
