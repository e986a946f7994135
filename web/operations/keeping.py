"""How long ended processes are kept, and which cases are kept longer."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine import commands
from engine.errors import BangVangError
from engine.store import releases, retention
from web.access import access, current_actor
from web.database import database
from web.layout.errors import status_of
from web.layout.keys import read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.operations import store
from web.operations.blueprint import OPERATOR, bp


@bp.get("/luu-tru")
@access(OPERATOR)
def show_retention() -> ResponseReturnValue:
    """Show how long each procedure's ended processes are kept, and the orders to keep cases."""
    return _page("")


@bp.post("/luu-tru")
@access(OPERATOR)
def set_retention() -> ResponseReturnValue:
    """Set how long a procedure's ended processes are kept."""
    key, me, form = read_key(), current_actor(), request.form
    text = form.get("months", "").strip()
    if text and not text.isdecimal():
        return _page(_("Write the months as a number, or leave it empty to keep for ever.")), 422
    months = int(text) if text else None
    try:
        database().perform(
            lambda writing: commands.set_retention(
                writing, form.get("procedure", ""), months, form.get("reason", ""), by=me, key=key
            )
        )
    except BangVangError as error:
        return _page(translate(error.text)), status_of(error)
    notify(_("The setting is kept; it holds for what has ended too."))
    return redirect(url_for("running.show_retention"), 303)


@bp.post("/luu-tru/<uuid:hold_id>/go-bo")
@access(OPERATOR)
def lift(hold_id: UUID) -> ResponseReturnValue:
    """Lift an order to keep a case."""
    key, me, reason = read_key(), current_actor(), request.form.get("reason", "")
    try:
        database().perform(lambda writing: commands.lift_hold(writing, hold_id, reason, by=me, key=key))
    except BangVangError as error:
        return _page(translate(error.text)), status_of(error)
    notify(_("The order to keep the case is lifted."))
    return redirect(url_for("running.show_retention"), 303)


def _page(refusal: str) -> str:
    with database().read() as reading:
        return render_template(
            "operations/keeping.html",
            rows=[_row(reading, procedure) for procedure in releases.procedures(reading)],
            history=retention.settings(reading),
            holds=store.standing_holds(reading),
            form=request.form,
            refusal=refusal,
        )


def _row(reading: Session, procedure: str) -> dict[str, object]:
    dated, first = store.due_dates(reading, procedure)
    return {
        "procedure": procedure,
        "setting": retention.retention_of(reading, procedure),
        "dated": dated,
        "first": first,
    }
