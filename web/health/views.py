"""What those who watch a node ask of it: whether it lives, and whether it can do its work."""

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from web.base.config import Settings
from web.base.database import database
from web.health.metrics import may_read, numbers
from web.health.readiness import Readiness
from web.signin.access import open_to_all

bp = Blueprint("health", __name__)
EXTENSION = "bangvang.readiness"


@bp.get("/healthz")
@open_to_all
def tell_alive() -> ResponseReturnValue:
    """Say that this process answers; nothing else is looked at."""
    return {"alive": True}


@bp.get("/readyz")
@open_to_all
def tell_ready() -> ResponseReturnValue:
    """Say whether this node can do its work, and else by name what keeps it from it."""
    failing = _readiness().failing()
    return {"ready": not failing, "failing": list(failing)}, 503 if failing else 200


@bp.get("/metrics")
@open_to_all
def tell_numbers() -> ResponseReturnValue:
    """Give Prometheus the numbers of this node; to whoever may not read them there is nothing here."""
    if not may_read(request, _settings().metrics_token):
        abort(404)
    return Response(numbers(database()), content_type=CONTENT_TYPE_LATEST)


def _readiness() -> Readiness:
    found: Readiness = current_app.extensions.setdefault(EXTENSION, Readiness(database(), _settings()))
    return found


def _settings() -> Settings:
    found: Settings = current_app.config["BANGVANG_SETTINGS"]
    return found
