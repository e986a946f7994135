"""`bangvang instance`, `bangvang move` and `bangvang clean-up`: what operators do from a terminal."""

from typing import Any
from uuid import UUID

import click
from sqlalchemy.orm import Session

from engine import commands
from engine.base.actor import COMMAND_LINE
from engine.base.errors import NotFoundError
from engine.base.text import N_, Text
from engine.model import MigrationItem, new_id
from engine.ports.acts import Happening, tell
from engine.store import instances, migrations, releases
from engine.store.database import Database
from web.base.config import Settings
from web.cli.commands import COMMANDS
from web.cli.frame import main
from web.cli.language import _, show
from web.cli.opening import opened
from web.shell.wiring import join_rooms

ACTS: dict[str, Any] = {
    "suspend": commands.suspend_instance,
    "resume": commands.resume_instance,
    "cancel": commands.cancel_instance,
    "hold": commands.place_hold,
}


@main.command("instance", help=COMMANDS["instance"].help)
@click.argument("act", type=click.Choice(list(ACTS)))
@click.argument("instance_id", type=click.UUID)
@click.option("--reason", required=True, help=_("Why; it stands in the history."))
@click.pass_obj
def instance(settings: Settings, act: str, instance_id: UUID, reason: str) -> None:
    """Do one act to one instance in the name of the system; its history and notices say that it came from here."""
    join_rooms()

    def work(session: Session) -> None:
        ACTS[act](session, instance_id, reason, by=COMMAND_LINE, key=str(new_id()))
        tell(session, _from_here(instances.find_instance(session, instance_id).business_key, instance_id))

    with opened(settings) as database:
        database.perform(work)
        with database.read() as session:
            found = instances.find_instance(session, instance_id)
    state = "suspended" if found.suspended_at is not None else found.state
    click.echo(f"{found.business_key} {found.process_id}: {state}")


@main.command("move", help=COMMANDS["move"].help)
@click.argument("procedure")
@click.argument("old", type=int)
@click.argument("new", type=int)
@click.option("--map", "pairs", multiple=True, help=_("OLD=NEW for an element that has another id; OLD= gives it up."))
@click.option("--reason", required=True, help=_("Why; it stands in the history."))
@click.option("--start", is_flag=True, help=_("Move what fits; without it only say what would fit."))
@click.pass_obj
def move(settings: Settings, /, procedure: str, old: int, new: int, **more: Any) -> None:
    """Try a move on every running instance of a version, and do it where asked."""
    join_rooms()
    mapping = dict(pair.partition("=")[::2] for pair in more["pairs"])
    with opened(settings) as database:
        before, after = _release(database, procedure, old), _release(database, procedure, new)
        made = database.perform(
            lambda s: commands.prepare_migration(
                s, before, after, mapping, more["reason"], by=COMMAND_LINE, key=str(new_id())
            )
        )
        _work(database, made.id)
        if more["start"]:
            database.perform(lambda s: _start(s, made.id, procedure))
            _work(database, made.id)
        _report(database, made.id)


def _start(session: Session, migration_id: UUID, procedure: str) -> None:
    commands.start_migration(session, migration_id, by=COMMAND_LINE, key=str(new_id()))
    tell(session, _from_here(procedure))


def _from_here(about: str, instance_id: UUID | None = None) -> Happening:
    return Happening("done_by_command", COMMAND_LINE, about, instance_id)


def _release(database: Database, procedure: str, number: int) -> UUID:
    with database.read() as session:
        found = [r.id for r in releases.releases_of(session, procedure) if r.number == number]
    if not found:
        text = N_("“%(procedure)s” has no version %(number)s.")
        raise NotFoundError(Text(text, {"procedure": procedure, "number": number}))
    return found[0]


def _work(database: Database, migration_id: UUID) -> None:
    """Work until this migration has nothing open; servers' workers may be at it too."""
    while commands.advance_migrations(database):
        with database.read() as session:
            if migrations.find_migration(session, migration_id).state not in migrations.OPEN:
                return


def _report(database: Database, migration_id: UUID) -> None:
    after: UUID | None = None
    while True:
        with database.read() as session:
            rows = migrations.items_of(session, migration_id, after=after, limit=200)
        for item, found in rows:
            _tell(item, found.business_key if found else "")
        if len(rows) < 200:
            return
        after = rows[-1][0].instance_id


def _tell(item: MigrationItem, business_key: str) -> None:
    said = "; ".join(show(Text.from_data(message)) for message in item.messages)
    click.echo(f"{item.state:8} {business_key or item.instance_id}{': ' if said else ''}{said}")


@main.command("clean-up", help=COMMANDS["clean-up"].help)
@click.pass_obj
def clean_up(settings: Settings) -> None:
    """Remove until nothing more is due."""
    join_rooms()
    with opened(settings) as database:
        gone = commands.clean_up(database, seconds=float("inf"))
    click.echo(
        _("%(instances)d instances and %(rows)d rows removed.") % {"instances": gone.instances, "rows": gone.rows}
    )
