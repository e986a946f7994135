"""`bangvang serve` and `bangvang worker`."""

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from pydantic import ValidationError
from sqlalchemy.orm import configure_mappers

from engine.base import clock
from engine.base.logs import configure_logs
from engine.feel import workdays
from engine.jobs import worker as engine_worker
from engine.ports.meter import use_count
from engine.store.database import Database
from engine.store.slow import use_slow
from web.base.config import Settings
from web.base.meters import forget_meters, forget_process, meters, share_meters
from web.cli import schema
from web.cli.commands import COMMANDS
from web.cli.doctor import require_fit
from web.cli.example import sign_in_lines
from web.cli.frame import main
from web.cli.language import _
from web.cli.opening import opened
from web.cli.upkeep import prepare_database, tell_ahead
from web.inbox.batch.work import serve_batches
from web.intake.bounds import Bounds, bounds_for
from web.intake.worker import IntakeWorker
from web.shell.wiring import join_rooms, join_work
from workflows.registers.calendar.following import follow_calendar

FIRST_PORT = 8000
PORTS_TRIED = 20
STOP_SECONDS = 20
MOST_PROCESSES = 4


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, told what to do by this program instead of a file."""

    def __init__(self, load: Callable[[], Flask], options: dict[str, Any], bounds: Bounds) -> None:
        self._load = load
        self._options = options
        self.bounds = bounds
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to Gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the application, in the process that serves it."""
        return self._load()


@main.command("serve", help=COMMANDS["serve"].help)
@click.option("--host", default="127.0.0.1", show_default=True, help=_("The address to listen on."))
@click.option("--port", type=click.IntRange(1, 65535), help=_("The port; without it the first free one from 8000."))
@click.option("--url", help=_("The address people use, when a reverse proxy stands in front."))
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help=_("Requests each process serves at once."),
)
@click.option(
    "--processes", type=click.IntRange(1, 32), help=_("Processes that serve; one for each core, at most four.")
)
@click.option("--worker/--no-worker", default=True, help=_("Fire timers and deliver messages in this process too."))
@click.option("--example", is_flag=True, help=_("Make the database ready first, with the example bloc."))
@click.pass_obj
def serve(settings: Settings, /, host: str, port: int | None, url: str | None, **how: Any) -> None:
    """Run the web server until it is told to stop."""
    settings = (with_address(settings, url) if url else settings).completed()
    if how["example"]:
        prepare_database(settings, example=True)
    require_ready(settings)
    configure_logs(settings.log_level)
    use_slow(settings.slow_milliseconds / 1000)
    shared = share_meters()
    load_rooms()
    port = port or find_free_port(host)
    stop = threading.Event()
    options = {
        "bind": f"{host}:{port}",
        "workers": how["processes"] or min(MOST_PROCESSES, os.cpu_count() or 1),
        "worker_class": IntakeWorker,
        "threads": how["threads"],
        "graceful_timeout": STOP_SECONDS,
        "timeout": 120,
        "loglevel": "warning",
        "control_socket_disable": True,
        "worker_exit": lambda _server, _worker: stop.set(),
        "child_exit": lambda _server, worker: forget_process(worker.pid),
        "on_exit": lambda _server: forget_meters(shared),
        "when_ready": lambda _server: announce(settings, f"http://{host}:{port}"),
    }
    bounds = bounds_for(settings.upload_megabytes)
    Server(lambda: load_application(settings, stop, works=how["worker"]), options, bounds).run()


def with_address(settings: Settings, url: str) -> Settings:
    """Return the settings with the address people use, checked as one from the environment is."""
    try:
        return Settings(**{**settings.model_dump(), "url": url})
    except ValidationError:
        raise click.BadParameter(url, param_hint="--url") from None


def load_rooms() -> None:
    """Load the pages once, before the processes that serve part: what is loaded then is shared by all."""
    from web.shell.app import load_views  # noqa: PLC0415 - a worker needs no pages

    load_views()
    join_rooms()
    configure_mappers()
    workdays.holidays_of(clock.now().year)  # the first time it loads all the library's countries
    gc.freeze()  # it stays for good: looking through it again and again costs every request, and every copy of a page


def load_application(settings: Settings, stop: threading.Event, *, works: bool) -> Flask:
    """Build the application, and beside it the thread that fires timers and delivers messages."""
    from web.shell.app import create_app  # noqa: PLC0415

    if works:
        join_work(settings)
        database = Database(settings.database_url)
        for work in (engine_worker.serve, serve_batches):
            threading.Thread(target=work, args=(database, stop), name=work.__name__, daemon=True).start()
    made = create_app(settings)
    gc.freeze()
    return made


def announce(settings: Settings, address: str) -> None:
    """Print where the pages are, and how to sign in to the example."""
    click.echo(_("Bảng Vàng is served at %(address)s") % {"address": settings.url or address})
    with opened(settings) as database:
        for line in sign_in_lines(database):
            click.echo(line)
    click.echo(_("Press Ctrl+C to stop."))
    sys.stdout.flush()


@main.command("worker", help=COMMANDS["worker"].help)
@click.option("--metrics-port", type=click.IntRange(1, 65535), help=_("A port of this machine to read its numbers at."))
@click.pass_obj
def worker(settings: Settings, *, metrics_port: int | None) -> None:
    """Run the background worker until it is told to stop."""
    require_ready(settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    configure_logs(settings.log_level)
    use_slow(settings.slow_milliseconds / 1000)
    use_count(meters().count)
    join_rooms()
    join_work(settings)
    with opened(settings) as database:
        if metrics_port:
            _open_metrics(database, metrics_port)
        threading.Thread(target=serve_batches, args=(database, stop), name="batches", daemon=True).start()
        follow_calendar(database)
        engine_worker.serve(database, stop)


def _open_metrics(database: Database, port: int) -> None:
    # Loading the library settles whether numbers are shared: `serve` says so before it does.
    from prometheus_client import start_http_server  # noqa: PLC0415

    from web.health.metrics import everything  # noqa: PLC0415

    start_http_server(port, "127.0.0.1", everything(database))


def require_ready(settings: Settings) -> None:
    """Refuse to work on tables that this program may not work on, or where something would fail at its first use."""
    with opened(settings) as database:
        if schema.require_usable(database) is schema.Standing.AHEAD:
            tell_ahead(database)
        require_fit(database, settings)


def find_free_port(host: str) -> int:
    """Return the first port from 8000 that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise click.ClickException(_("No free port was found. Name one with --port."))
