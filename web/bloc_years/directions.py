"""What the page of a bloc's year sends about directions: giving one, telling how it stands, closing it."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.commands.remarks import LONGEST
from forms.dates import read_date_at
from web.bloc_years.sending import send_command
from web.signin.access import access
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

    def command(writing: Session, scope: str, me: Actor, key: str) -> list[UUID]:
        due_on = read_date_at("due_on", request.form.get("due_on", ""))
        asked = Asked(_text("content"), request.form.get("owner", "")[:80], due_on)
        return give_direction(writing, scope, asked, by=me, key=key)

    def said(made: list[UUID]) -> str:
        return ngettext("%(num)s direction has been given.", "%(num)s directions have been given.", len(made))

    return send_command(code, command, said, "#directions")


@bp.post("/<code>/viec/<uuid:direction>/ket-qua")
@access(*TELLERS)
def report(code: str, direction: UUID) -> ResponseReturnValue:
    """Tell how a direction stands, or that it is done."""
    text, is_done = _text("text"), request.form.get("is_done") == "true"

    def command(writing: Session, scope: str, me: Actor, key: str) -> None:
        report_direction(writing, scope, direction, text, is_done=is_done, by=me, key=key)

    return send_command(code, command, lambda _made: _("What you told of the direction has been kept."), "#directions")


@bp.post("/<code>/viec/<uuid:direction>/dong")
@access("bloc_head")
def close(code: str, direction: UUID) -> ResponseReturnValue:
    """Close a direction, with what came of it."""
    note = _text("note")
    return send_command(
        code,
        lambda writing, scope, me, key: close_direction(writing, scope, direction, note, by=me, key=key),
        lambda _made: _("The direction has been closed."),
        "#directions",
    )


def _text(name: str) -> str:
    return request.form.get(name, "")[: LONGEST + 1]
