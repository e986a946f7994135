"""What Prometheus reads of a node: what its processes counted, and how much waits in the database at this moment."""

import hmac
from collections.abc import Iterator

from flask import Request
from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry
from sqlalchemy.exc import SQLAlchemyError

from engine.base import clock
from engine.model import JobKind
from engine.store import rounds
from engine.store.database import Database
from engine.store.waiting import count_waiting_mail
from web.base.meters import gathered
from web.layout.addresses import is_loopback

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


class Figures(Collector):
    """What waits, asked of the database when somebody looks; while it is away, only that."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def collect(self) -> Iterator[Metric]:
        """Yield the figures."""
        try:
            found = list(self._ask())
        except SQLAlchemyError:
            found = []
        yield GaugeMetricFamily("bangvang_database_up", "Whether the database answers", value=bool(found))
        yield from found

    def _ask(self) -> Iterator[Metric]:
        now = clock.now()
        with self.database.read() as session:
            due, seen = {one.kind: one for one in rounds.due_jobs(session, now)}, rounds.last_round(session)
            incidents, mails = rounds.count_open_incidents(session), count_waiting_mail(session)
        number = GaugeMetricFamily("bangvang_jobs_due", "Jobs that are due and free, by kind", labels=["kind"])
        late = GaugeMetricFamily("bangvang_jobs_late_seconds", "Since when the first of them is", labels=["kind"])
        for kind in JobKind:
            number.add_metric([kind], due[kind].number if kind in due else 0)
            late.add_metric([kind], (now - due[kind].since).total_seconds() if kind in due else 0)
        yield from (number, late)
        yield GaugeMetricFamily("bangvang_incidents_open", "Incidents that wait for somebody", value=incidents)
        yield GaugeMetricFamily("bangvang_mails_waiting", "Mails that are still to be sent", value=mails)
        if seen is not None:
            told = "Since when no worker has gone its rounds"
            yield GaugeMetricFamily("bangvang_worker_silent_seconds", told, value=(now - seen).total_seconds())


def everything(database: Database) -> CollectorRegistry:
    """Return what was counted, with what is asked when somebody looks."""
    found = CollectorRegistry()
    found.register(gathered())
    found.register(Figures(database))
    return found


def numbers(database: Database) -> bytes:
    """Return all numbers in the text form of Prometheus."""
    return generate_latest(everything(database))


def may_read(request: Request, token: str) -> bool:
    """Tell whether who asks has the token; without one set, whether they ask on this machine and past no proxy."""
    if token:
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    is_here = is_loopback(request.remote_addr or "") and is_loopback(request.host.rpartition(":")[0] or request.host)
    return is_here and not any(name in request.headers for name in FORWARDED)
