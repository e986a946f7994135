"""Pages of complaints: the list, one of them, and taking one up."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base import clock
from forms.dates import read_date
from forms.errors import AnswerError
from web.base.database import database
from web.layout.keys import read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.parts.complaints import KINDS, OUTCOMES
from web.parts.running import running_of
from web.signin.access import access, current_actor
from workflows.procedures.complaint.commands import RECEIVERS, ComplaintRefusedError, Raised, raise_complaint
from workflows.procedures.complaint.store import SEEING, complaints_of, find_complaint
from workflows.registers.confidence.sight import sight_of

bp = Blueprint("complaints", __name__, url_prefix="/khieu-nai")
READERS = (*SEEING, "auditor")


@bp.get("")
@access(*READERS)
def list_complaints() -> ResponseReturnValue:
    """Show the complaints about nominations of the person's body."""
    with database().read() as reading:
        found = complaints_of(reading, current_actor())
        return render_template("complaints/complaints.html", found=found, kinds=KINDS, outcomes=OUTCOMES)


@bp.post("/ho-so/<code>")
@access(*RECEIVERS)
def take_up(code: str) -> ResponseReturnValue:
    """Take up what was raised against a nomination; its first task opens."""
    key, me = read_key(), current_actor()
    try:
        raised = _raised()
        made = database().perform(lambda writing: raise_complaint(writing, code, raised, by=me, key=key).code)
    except (ComplaintRefusedError, AnswerError) as refusal:
        notify(translate(refusal.text), "refused")
        return redirect(url_for("cases.show_nomination", code=code), 303)
    notify(_("%(code)s has been taken up.", code=made))
    return redirect(url_for("complaints.show_complaint", code=made), 303)


@bp.get("/<code>")
@access(*READERS)
def show_complaint(code: str) -> ResponseReturnValue:
    """Show one complaint: what it says, who sent it, how far it is, and what came of it."""
    me = current_actor()
    with database().read() as reading:
        one = find_complaint(reading, code, me)
        running, sight = running_of(reading, me, code), sight_of(reading, me, code)
        return render_template(
            "complaints/complaint.html", one=one, running=running, sight=sight, kinds=KINDS, outcomes=OUTCOMES
        )


def _raised() -> Raised:
    """Return what the form says; without a day it came today.

    Raises AnswerError where the day is none.
    """
    day = request.form.get("received_on", "").strip()
    return Raised(
        kind=request.form.get("kind", "")[:20],
        content=request.form.get("content", "")[:4000],
        received_on=read_date(day) if day else clock.today(),
        sender=request.form.get("sender", "")[:400].strip(),
        sender_code=request.form.get("sender_code", "")[:60],
    )
