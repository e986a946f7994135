"""`bangvang admin-link`, and the link that `bangvang init` prints."""

import click

from engine.base.actor import SYSTEM
from engine.store.database import Database
from web.base.config import Settings
from web.cli.commands import COMMANDS
from web.cli.frame import main
from web.cli.language import _
from web.cli.opening import opened
from web.signin.first import issue_first_link, needs_first
from web.signin.links import address_of
from web.signin.rescue import issue_rescue_link

USUAL = "http://127.0.0.1:8000"


@main.command("admin-link", help=COMMANDS["admin-link"].help)
@click.argument("username", required=False)
@click.pass_obj
def admin_link(settings: Settings, username: str | None) -> None:
    """Issue a link; it is recorded, and shown here alone."""
    with opened(settings) as database:
        if username:
            token = database.perform(lambda session: issue_rescue_link(session, username, by=SYSTEM))
        else:
            token = database.perform(lambda session: issue_first_link(session, by=SYSTEM))
    click.echo(_("Open this link within 24 hours; it works once:"))
    click.echo(f"  {address_of(token, settings.url or USUAL)}")


def offer_first_link(database: Database, settings: Settings) -> None:
    """Print the link for the first administrator where nobody can administer yet."""
    with database.read() as session:
        wanted = needs_first(session)
    if not wanted:
        return
    token = database.perform(lambda session: issue_first_link(session, by=SYSTEM))
    click.echo(
        _("Nobody can administer this installation yet. Start it (bangvang serve), then make your account here:")
    )
    click.echo(f"  {address_of(token, settings.url or USUAL)}")
    click.echo(_("The link works once, within 24 hours; bangvang init prints another."))
