"""How long ended processes are kept, and which cases are kept longer."""

from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.store import releases, retention
from web.base.database import database
from web.operations import store
from web.operations.blueprint import OPERATOR, bp
from web.parts.known import keep_known, unknown_here
from web.parts.proposing import propose, said
from web.signin.access import access
from web.signin.errors import status_of

MOST_DIGITS = 4


@bp.get("/luu-tru")
@access(OPERATOR)
def show_retention() -> ResponseReturnValue:
    """Show how long each procedure's ended processes are kept, and the orders to keep cases."""
    return _page()


@bp.post("/luu-tru")
@access(OPERATOR)
def set_retention() -> ResponseReturnValue:
    """Propose how long a procedure's ended processes are kept."""
    form = request.form

    def asked() -> tuple[dict[str, Any], str]:
        text = form.get("months", "").strip()
        if text and not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
            raise UnreadableMonthsError
        return {"procedure": form.get("procedure", ""), "months": int(text) if text else None}, form.get("reason", "")

    return propose("set_retention", asked, _again)


@bp.get("/luu-tru/<uuid:hold_id>/go-bo")
@access(OPERATOR)
def ask_lift(hold_id: UUID) -> ResponseReturnValue:
    """Ask why an order to keep a case is lifted."""
    return _lifting(hold_id)


@bp.post("/luu-tru/<uuid:hold_id>/go-bo")
@access(OPERATOR)
def lift(hold_id: UUID) -> ResponseReturnValue:
    """Propose to lift an order to keep a case."""
    asked = {"hold": hold_id}, request.form.get("reason", "")
    return propose("lift_hold", lambda: asked, lambda error: (_lifting(hold_id, error), status_of(error)))


def _lifting(hold_id: UUID, error: BangVangError | None = None) -> str:
    with database().read() as reading:
        return render_template("operations/lift.html", hold=retention.find_hold(reading, hold_id), **said(error))


class UnreadableMonthsError(BangVangError):
    """What was written is no number of months."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Write the months as a number, or leave it empty to keep for ever.")))


def _again(error: BangVangError) -> ResponseReturnValue:
    return _page(error), status_of(error)


def _page(error: BangVangError | None = None) -> str:
    with database().read() as reading:
        return render_template(
            "operations/keeping.html",
            rows=[_row(reading, procedure) for procedure in releases.procedures(reading)],
            history=retention.settings(reading),
            holds=keep_known(unknown_here(reading), store.standing_holds(reading), lambda hold: hold.business_key),
            **said(error),
        )


def _row(reading: Session, procedure: str) -> dict[str, object]:
    dated, first = store.due_dates(reading, procedure)
    return {
        "procedure": procedure,
        "setting": retention.retention_of(reading, procedure),
        "dated": dated,
        "first": first,
    }
