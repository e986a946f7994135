"""`bangvang import`: units, people, titles held, ratings by year and initiatives, from CSV or XLSX."""

from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from engine.base.actor import SYSTEM
from engine.sheets import read_book
from web.base.config import Settings
from web.cli.commands import COMMANDS
from web.cli.frame import main
from web.cli.language import _, show
from web.cli.opening import opened
from web.signin.events import record
from web.signin.events.kinds import IMPORTED
from workflows.registers.awards.entering.commands import import_initiatives, import_titles, import_years
from workflows.registers.organisation.importing import import_people, import_units
from workflows.registers.organisation.sheet.loading import ImportReport

IMPORTERS: dict[str, Callable[..., ImportReport]] = {
    "units": import_units,
    "people": import_people,
    "titles": import_titles,
    "years": import_years,
    "initiatives": import_initiatives,
}


@main.command("import", help=COMMANDS["import"].help)
@click.argument("kind", type=click.Choice(list(IMPORTERS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Only tell what would change and what is wrong."))
@click.pass_obj
def import_file(settings: Settings, kind: str, file: Path, *, dry_run: bool) -> None:
    """Load one file in one transaction; end with status 1 when a cell is wrong."""
    book = read_book(file.read_bytes(), file.name)

    def load(session: Session) -> ImportReport:
        report = IMPORTERS[kind](session, book, dry_run=dry_run, by=SYSTEM)
        if report.is_accepted and not dry_run:
            record(session, IMPORTED[kind](report.created, report.updated, file.name[:200]), by=SYSTEM, about="")
        return report

    with opened(settings) as database:
        report = database.perform(load)
    for notice in report.notices:
        click.echo(show(notice), err=True)
    for doubt in report.doubts:
        click.echo(f"{doubt.cell}: {show(doubt.text)}", err=True)
    if report.errors:
        show_errors(report)
        raise SystemExit(1)
    counts = {"created": report.created, "updated": report.updated, "unchanged": report.unchanged}
    click.echo(_("%(created)d new, %(updated)d changed, %(unchanged)d as before.") % counts)
    if dry_run:
        click.echo(_("This was a dry run: nothing was kept."))


def show_errors(report: ImportReport) -> None:
    """Print what is wrong, by row and column as the file names them."""
    table = Table(
        _("Row"), _("Cell"), _("Column"), _("What is wrong"), title=_("Nothing was loaded."), title_justify="left"
    )
    for error in report.errors:
        table.add_row(str(error.row), error.cell, error.column, show(error.text))
    Console(stderr=True).print(table)
