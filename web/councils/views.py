"""Pages of sessions of councils."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base.text import N_
from engine.store import tasks
from web.base.database import database
from web.councils.listing import list_councils
from web.layout.downloads import send_download
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.parts.naming import load_names
from web.parts.seats import SEATS
from web.parts.shown import papers_of
from web.signin.access import access, current_actor
from workflows.procedures.council_session.agenda import SessionRefusedError
from workflows.procedures.council_session.commands import CALLERS, start_council_session
from workflows.procedures.council_session.invitation import calendar_entry
from workflows.procedures.council_session.minutes import minutes_of
from workflows.procedures.council_session.store import visible_session
from workflows.procedures.council_session.tellers.commands import Team, choose_tellers, may_choose
from workflows.procedures.council_session.tellers.sheets import VOTE, enter_invalid_sheets
from workflows.registers.ballot.sheets import count_of
from workflows.registers.organisation.store import find_council
from workflows.registers.sources import source_told

bp = Blueprint("councils", __name__, url_prefix="/hoi-dong")

SERVING = ("council_member", "council_secretary", "council_chair", "emulation_dept", "body_leader", "auditor")
STATES = {
    "planned": (N_("being planned"), ""),
    "convened": (N_("convened"), "info"),
    "voting": (N_("voting"), "info"),
    "closed": (N_("votes counted"), "info"),
    "announced": (N_("results announced"), "ok"),
    "ended": (N_("ended without an agenda"), ""),
}
MOST_SEATS, MOST_DIGITS = 200, 6
ATTENDANCE = {"present": N_("present"), "absent": N_("absent, asked in writing")}


@bp.get("")
@access(*SERVING)
def list_sessions() -> ResponseReturnValue:
    """Show the councils a person serves, what waits for each, and their sessions."""
    with database().read() as reading:
        found = list_councils(reading, current_actor())
        return render_template("councils/councils.html", councils=found, states=STATES, key=new_key())


@bp.post("")
@access(*CALLERS)
def call_session() -> ResponseReturnValue:
    """Call a session of a council; its first task opens."""
    key, me = read_key(), current_actor()
    council = request.form.get("council", "")[:60]
    instance_id, code = database().perform(
        lambda writing: (
            (made := start_council_session(writing, council, by=me, key=key)).id,
            made.business_key,
        )
    )
    with database().read() as reading:
        mine = [task.id for task in tasks.tasks_of_instance(reading, instance_id) if tasks.may_act(task, me)]
    notify(_("Session %(code)s is being planned.", code=code) if mine else _("Nothing waits for this council."))
    if mine:
        return redirect(url_for("inbox.show_task", task_id=mine[0]), 303)
    return redirect(url_for("councils.list_sessions"), 303)


@bp.get("/<code>")
@access(*SERVING)
def show_session(code: str) -> ResponseReturnValue:
    """Show one session: who sits, the agenda with each result, who stood aside."""
    me = current_actor()
    with database().read() as reading:
        minutes = minutes_of(reading, sitting := visible_session(reading, code, me))
        waiting = [t for t in tasks.tasks_of(reading, code, open_only=True) if tasks.may_act(t, me)]
        words = {"states": STATES, "roles": SEATS, "attendance": ATTENDANCE, "source_told": source_told}
        shown = {"names": load_names(reading), "papers": papers_of(reading, me, "session", code), "key": new_key()}
        shown |= {"may_choose": may_choose(me, sitting), "sheets": count_of(reading, code, VOTE)}
        return render_template("councils/session.html", minutes=minutes, mine=waiting, **shown, **words)


@bp.post("/<code>/to-kiem-phieu")
@access(*CALLERS)
def choose(code: str) -> ResponseReturnValue:
    """Choose who counts the votes of a session, or say why not."""
    key, me = read_key(), current_actor()
    seats = [read_number(seat) for seat in request.form.getlist("seat")[:MOST_SEATS]]
    team = Team(frozenset(seats), read_number(request.form.get("leader", "")))
    try:
        database().perform(lambda writing: choose_tellers(writing, code, team, by=me, key=key))
    except SessionRefusedError as refusal:
        notify(translate(refusal.text), "refused")
    else:
        notify(_("Who counts the votes is chosen; the record of the count names them."))
    return redirect(url_for("councils.show_session", code=code, _anchor="tellers"), 303)


@bp.post("/<code>/phieu-khong-hop-le")
@access(*CALLERS)
def enter_sheets(code: str) -> ResponseReturnValue:
    """Enter how many paper sheets of a session were invalid, or say why not."""
    key, me, note = read_key(), current_actor(), request.form.get("note", "")
    count = read_number(request.form.get("invalid", ""))
    try:
        database().perform(lambda writing: enter_invalid_sheets(writing, code, count, note, by=me, key=key))
    except SessionRefusedError as refusal:
        notify(translate(refusal.text), "refused")
    else:
        notify(_("The invalid sheets are entered; the record of the count names them."))
    return redirect(url_for("councils.show_session", code=code, _anchor="tellers"), 303)


def read_number(written: str) -> int:
    """Return the number of a seat that a form names, -1 where it is none."""
    return int(written) if written.isdecimal() and len(written) < MOST_DIGITS else -1


@bp.get("/<code>/giay-moi.ics")
@access(*SERVING)
def send_invitation(code: str) -> ResponseReturnValue:
    """Send the session as a calendar entry."""
    with database().read() as reading:
        sitting = visible_session(reading, code, current_actor())
        council = find_council(reading, sitting.council_code)
        entry = calendar_entry(sitting, council.name if council else sitting.council_code)
    return send_download(entry, "text/calendar", f"phien-hop-{code}.ics")
