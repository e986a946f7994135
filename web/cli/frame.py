"""What every command stands in: the group, its settings, and how refusals are told."""

import gc
import importlib
import os
from typing import Any

import click

from engine.base import clock
from engine.base.errors import BangVangError, ModelRefusedError
from web.cli.commands import COMMANDS
from web.cli.language import _, show

SELDOM = (50_000, 10, 10)
"""How many things are made before memory is looked through for what nobody refers to: as often as Python does by itself
costs a seventh of every command and request."""


class Frame(click.Group):
    """A group whose commands are loaded when they are given, tell refusals in plain words and end with status 1."""

    def main(self, *arguments: Any, **named: Any) -> Any:
        """Run the command line."""
        gc.set_threshold(*SELDOM)
        return super().main(*arguments, **named)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, which importing its module has registered."""
        if cmd_name in COMMANDS:
            importlib.import_module(f"web.cli.{COMMANDS[cmd_name].module}")
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading any."""
        limit = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _short(name, limit)) for name in sorted(COMMANDS)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; show a refusal instead of a stack trace."""
        try:
            return super().invoke(ctx)
        except ModelRefusedError as error:
            raise click.ClickException("\n".join(show(finding.message) for finding in error.findings)) from error
        except BangVangError as error:
            raise click.ClickException(show(error.text)) from error


def _short(name: str, limit: int) -> str:
    return click.Command(name, help=COMMANDS[name].help).get_short_help_str(limit)


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
    from pydantic import ValidationError  # noqa: PLC0415 - a list of commands needs no settings

    from web.base.config import Settings  # noqa: PLC0415

    os.umask(0o077)
    try:
        context.obj = Settings.from_environment()
        clock.live_in(context.obj.time_zone)
    except ValidationError as error:
        raise click.ClickException(str(error)) from error
