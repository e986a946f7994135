"""The page of incidents: what could not go on by itself, why, and trying it again."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine import commands
from web.access import access, current_actor
from web.database import database
from web.layout.keys import read_key
from web.layout.notices import notify
from web.operations.incidents import list_incidents

bp = Blueprint("operations", __name__, url_prefix="/van-hanh")


@bp.get("")
@access("administrator")
def show_incidents() -> ResponseReturnValue:
    """Show what is stuck; the content of cases stays hidden from administrators."""
    with database().read() as reading:
        return render_template("operations/incidents.html", incidents=list_incidents(reading))


@bp.post("/<uuid:incident_id>/thu-lai")
@access("administrator")
def retry(incident_id: UUID) -> ResponseReturnValue:
    """Let a failed element try again, and say how it went."""
    key, me = read_key(), current_actor()
    database().perform(lambda writing: commands.retry_incident(writing, incident_id, by=me, key=key))
    with database().read() as reading:
        tried = commands.is_still_failing(reading, incident_id)
    if tried:
        notify(_("It was tried again and failed again; the new reason is in the list."), "warning")
    else:
        notify(_("It was tried again and went on."))
    return redirect(url_for("operations.show_incidents"), 303)
