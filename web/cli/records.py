"""`bangvang verify`."""

import click
from sqlalchemy.orm import Session

from engine import history
from engine.store import instances
from engine.store.database import Database
from web.base.config import Settings
from web.cli import schema
from web.cli.commands import COMMANDS
from web.cli.frame import main
from web.cli.language import _
from web.cli.opening import opened


@main.command("verify", help=COMMANDS["verify"].help)
@click.pass_obj
def verify(settings: Settings) -> None:
    """Recompute all chains; end with status 1 when one is broken, or when there was nothing to recompute."""
    with opened(settings) as database:
        require_own_tables(database)
        with database.read() as session:
            checked, broken, erased = _verify_all(session)
    click.echo(_("%(number)d histories checked, %(broken)d broken.") % {"number": checked, "broken": broken})
    if erased:
        click.echo(
            _("The data of %(number)d events were erased, each with an event that tells it.") % {"number": erased}
        )
    if not checked:
        raise click.ClickException(_("There is no history in this database: nothing was verified."))
    if broken:
        raise SystemExit(1)


def require_own_tables(database: Database) -> None:
    """Refuse tables of another version than this program's: what it would read there proves nothing."""
    found, own = schema.schema_version(database), schema.newest_version()
    if found != own:
        said = {"found": found or _("no tables"), "own": own}
        text = _("The tables are not those of this program (%(found)s instead of %(own)s): nothing was verified.")
        raise click.ClickException(text % said)


def _verify_all(session: Session) -> tuple[int, int, int]:
    """Return how many histories were checked, how many are broken, and how many events told erasures passed."""
    checked = broken = erased = 0
    for instance_id in instances.all_ids(session):
        found = history.verify(session, instance_id)
        checked += 1
        erased += found.erased
        if not found.ok:
            broken += 1
            place = {"instance": instance_id, "seq": found.first_bad_seq}
            click.echo(_("Instance %(instance)s is broken at event %(seq)s.") % place)
    return checked, broken, erased
