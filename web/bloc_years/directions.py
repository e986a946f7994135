"""What the page of a bloc's year sends about directions: giving one, telling how it stands, closing it."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from engine.commands.remarks import LONGEST
from forms.dates import read_date
from web.base.database import database
from web.bloc_years.addresses import scope_in
from web.layout.keys import read_key
from web.layout.notices import notify
from web.signin.access import access, current_actor
from workflows.procedures.bloc_year.directions.commands import (
    Asked,
    close_direction,
    give_direction,
    report_direction,
)

bp = Blueprint("bloc_directions", __name__, url_prefix="/nam-thi-dua")
TELLERS = ("emulation_dept", "body_leader", "unit_officer", "unit_head")


@bp.post("/<code>/viec")
@access("bloc_head")
def give(code: str) -> ResponseReturnValue:
    """Give a member, or each of them, something to do by a day."""
    key, me, scope = read_key(), current_actor(), scope_in(code)
    due_on = read_date(request.form.get("due_on", ""))
    asked = Asked(_text("content"), request.form.get("owner", "")[:80], due_on)
    made = database().perform(lambda writing: give_direction(writing, scope, asked, by=me, key=key))
    notify(ngettext("%(num)s direction has been given.", "%(num)s directions have been given.", len(made)))
    return _back(code)


@bp.post("/<code>/viec/<uuid:direction>/ket-qua")
@access(*TELLERS)
def report(code: str, direction: UUID) -> ResponseReturnValue:
    """Tell how a direction stands, or that it is done."""
    key, me, scope, text = read_key(), current_actor(), scope_in(code), _text("text")
    is_done = request.form.get("is_done") == "true"
    database().perform(
        lambda writing: report_direction(writing, scope, direction, text, is_done=is_done, by=me, key=key)
    )
    notify(_("What you told of the direction has been kept."))
    return _back(code)


@bp.post("/<code>/viec/<uuid:direction>/dong")
@access("bloc_head")
def close(code: str, direction: UUID) -> ResponseReturnValue:
    """Close a direction, with what came of it."""
    key, me, scope, note = read_key(), current_actor(), scope_in(code), _text("note")
    database().perform(lambda writing: close_direction(writing, scope, direction, note, by=me, key=key))
    notify(_("The direction has been closed."))
    return _back(code)


def _text(name: str) -> str:
    return request.form.get(name, "")[: LONGEST + 1]


def _back(code: str) -> ResponseReturnValue:
    return redirect(url_for("bloc_years.show_year", code=code) + "#directions", 303)
