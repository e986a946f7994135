"""What the log says of who came in, was refused, took something away or was given something: acts, never values.

Each line has `event` "security", an act, the id of whoever is signed in, the endpoint, and the id of the request that
every line of that request carries and that the answer names in `X-Request-Id`. No name, password, case or answer.
"""

import re
import secrets

from flask import Flask, Response, g, request, session
from structlog.contextvars import bind_contextvars, clear_contextvars

from engine.base.logs import get_logger
from web.base.meters import meters

HEADER = "X-Request-Id"
ACTS = ("sign-in", "sign-in-failed", "sign-out", "refused", "step-up", "step-up-failed", "export", "grant")
_GOOD = re.compile(r"[A-Za-z0-9-]{8,64}")
log = get_logger()


def init_app(app: Flask) -> None:
    """Give every request an id before anything is done for it."""
    app.before_request(_begin)
    app.after_request(_name)


def tell(act: str, **ids: object) -> None:
    """Write one line; `ids` are ids, kinds and statuses."""
    if act not in ACTS:
        raise ValueError(act)
    meters().security.labels(act).inc()
    person = getattr(session, "person_id", None)
    log.info("security", act=act, person=person, endpoint=request.endpoint, client=request.remote_addr, **ids)


def _begin() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if _GOOD.fullmatch(given) else secrets.token_hex(8)
    clear_contextvars()
    bind_contextvars(request=g.request_id)


def _name(response: Response) -> Response:
    response.headers[HEADER] = g.get("request_id", "")
    return response
