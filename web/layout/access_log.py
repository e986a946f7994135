"""One line for each request, and its count: which page, how it came out, how long it took, how long the answer is.

No address as it was typed, no value and no person: the line has the request's id, by which the lines of the security
log are found that name who it was.
"""

import time

from flask import Flask, Response, g, request

from engine.base.logs import get_logger
from engine.ports.meter import sizes
from web.base.config import Settings
from web.base.database import database
from web.base.meters import meters
from web.layout.addresses import WATCHED

STATIC, NOWHERE = "static", "nowhere"
log = get_logger()


def init_app(app: Flask, settings: Settings) -> None:
    """Count every request, and write lines where the settings ask for them; call this before other hooks."""
    app.before_request(_begin)
    app.after_request(_count)
    if settings.access_log:
        app.after_request(_write)


def _begin() -> None:
    g.began = time.perf_counter()
    found = meters()
    pool = database().pool_use()
    for state, number in pool.items():
        found.pool.labels(state).set(number)
    for name, number in sizes().items():
        found.kept.labels(name).set(number)


def _count(response: Response) -> Response:
    if request.path not in WATCHED:
        found, room = meters(), _room()
        found.requests.labels(room, response.status_code).inc()
        found.seconds.labels(room).observe(time.perf_counter() - g.began)
    return response


def _write(response: Response) -> Response:
    if request.path not in WATCHED and request.endpoint != STATIC and not g.get("is_troubled", False):
        log.info(
            "request",
            method=request.method,
            endpoint=request.endpoint or NOWHERE,
            status=response.status_code,
            ms=round((time.perf_counter() - g.began) * 1000),
            bytes=response.content_length,
        )
    return response


def _room() -> str:
    """Return the class of the route: its blueprint, which is a room or a part of one."""
    if request.endpoint == STATIC:
        return STATIC
    return request.blueprint or NOWHERE if request.endpoint else NOWHERE
