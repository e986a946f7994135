"""The page of holds on awards: who is held, why as far as the reader may know, and letting go of what nothing keeps."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base import clock
from engine.base.errors import BangVangError, NotFoundError, UnconfirmedError
from web.base.database import database
from web.complaints.views import READERS
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.parts.complaints import KINDS
from web.parts.naming import load_names
from web.signin.access import access, current_actor
from web.signin.errors import status_of
from workflows.across.holds.commands import lift_award_hold
from workflows.across.holds.known import LEADERS, holds_known_to
from workflows.across.holds.placing import HoldRefusedError, Wanted, place_award_hold
from workflows.registers.organisation.sheet.columns import CellError, day

bp = Blueprint("holds", __name__, url_prefix="/khieu-nai/tam-dung")


@bp.get("")
@access(*READERS)
def show() -> ResponseReturnValue:
    """Show the holds that stand, and those that are over."""
    return _page()


@bp.post("")
@access(*LEADERS)
def place() -> ResponseReturnValue:
    """Hold somebody's awards, or say on the page why not."""
    key, me = read_key(), current_actor()
    try:
        wanted = _wanted()
        database().perform(lambda writing: place_award_hold(writing, wanted, by=me, key=key))
    except UnconfirmedError:
        raise
    except BangVangError as error:
        return _page(error), status_of(error)
    notify(_("Held: no award is proposed for them until a leader lets go of it. Auditors were told."))
    return redirect(url_for("holds.show"), 303)


def _wanted() -> Wanted:
    form = request.form
    try:
        since = day(form.get("since", "").strip()) or clock.today()
    except CellError as wrong:
        raise HoldRefusedError(wrong.text) from wrong
    return Wanted(form.get("code", "").strip()[:80], since, form.get("reason", "")[:1000])


@bp.post("/<uuid:hold_id>/ket-thuc")
@access(*LEADERS)
def lift(hold_id: UUID) -> ResponseReturnValue:
    """Let go of a hold for a reason, or say on the page why it stands."""
    key, me, reason = read_key(), current_actor(), request.form.get("reason", "")[:1000]
    try:
        database().perform(lambda writing: lift_award_hold(writing, hold_id, reason, by=me, key=key))
    except NotFoundError:
        raise
    except BangVangError as error:
        return _page(error), status_of(error)
    notify(_("The hold has ended; who was held may be proposed again."))
    return redirect(url_for("holds.show"), 303)


def _page(error: BangVangError | None = None) -> str:
    with database().read() as reading:
        standing, past = holds_known_to(reading, current_actor())
        refusal = translate(error.text) if error else ""
        names = load_names(reading, [one.held.unit for one in (*standing, *past)])
        shown = {"standing": standing, "past": past, "names": names, "kinds": KINDS}
        may_place = any(current_actor().holds(role) for role in LEADERS)
        shown |= {"may_place": may_place, "form": request.form, "today": clock.today()}
        return render_template("complaints/holds.html", **shown, refusal=refusal, key=new_key())
