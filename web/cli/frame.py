"""What every command stands in: the group, its settings, and how refusals are told."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from pydantic import ValidationError

from engine.base import clock
from engine.base.errors import BangVangError, ModelRefusedError
from engine.store.database import Database
from web.base.config import Settings
from web.cli.language import _, show


class Frame(click.Group):
    """A group whose commands tell refusals in plain words and end with status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; show a refusal instead of a stack trace."""
        try:
            return super().invoke(ctx)
        except ModelRefusedError as error:
            raise click.ClickException("\n".join(show(finding.message) for finding in error.findings)) from error
        except BangVangError as error:
            raise click.ClickException(show(error.text)) from error


@click.group(
    cls=Frame,
    context_settings={"max_content_width": 120},
    help=_("Bảng Vàng: proposing, reviewing and deciding awards by BPMN processes."),
)
@click.option("--lang", type=click.Choice(["vi", "en"]), help=_("The language of messages."))
@click.version_option(package_name=None, version="0.1.0", prog_name="bangvang")
@click.pass_context
def main(context: click.Context, lang: str | None) -> None:  # noqa: ARG001 - read before, as messages load
    """Read the settings; a command follows. What it makes on the disk is for nobody else to read."""
    os.umask(0o077)
    try:
        context.obj = Settings.from_environment()
        clock.live_in(context.obj.time_zone)
    except ValidationError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open the database of the settings for one command."""
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.dispose()
