"""`bangvang verify`."""

import click

from engine import history
from engine.store import instances
from web.cli.frame import main, opened
from web.cli.language import _
from web.config import Settings


@main.command(help=_("Check the history of every instance against its hash chain."))
@click.pass_obj
def verify(settings: Settings) -> None:
    """Recompute all chains; end with status 1 when one is broken."""
    broken = 0
    with opened(settings) as database, database.read() as session:
        known = instances.all_ids(session)
        for instance_id in known:
            found = history.verify(session, instance_id)
            if not found.ok:
                broken += 1
                place = {"instance": instance_id, "seq": found.first_bad_seq}
                click.echo(_("Instance %(instance)s is broken at event %(seq)s.") % place)
    click.echo(_("%(number)d histories checked, %(broken)d broken.") % {"number": len(known), "broken": broken})
    if broken:
        raise SystemExit(1)
