"""What those who watch a node ask of it: whether it lives, and whether it can do its work."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from web.base.config import Settings
from web.base.database import database
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


def _readiness() -> Readiness:
    settings: Settings = current_app.config["BANGVANG_SETTINGS"]
    found: Readiness = current_app.extensions.setdefault(EXTENSION, Readiness(database(), settings))
    return found
