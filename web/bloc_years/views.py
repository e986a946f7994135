"""Pages of the years of blocs, and of clusters inside bodies."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from engine.base.text import N_
from engine.commands.remarks import LONGEST
from web.base.database import database
from web.bloc_years.addresses import scope_in
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.parts.checks import read_checks
from web.parts.naming import load_names
from web.parts.shown import papers_of
from web.parts.sight import sees_nomination
from web.signin.access import access, current_actor
from workflows.procedures.bloc_year.commands import MARK
from workflows.procedures.bloc_year.conference import Presence, attendees_of
from workflows.procedures.bloc_year.criteria.changes import ChangeKind
from workflows.procedures.bloc_year.criteria.rows import Kind
from workflows.procedures.bloc_year.directions.model import DirectionState
from workflows.procedures.bloc_year.discussion.commands import discuss_year
from workflows.procedures.bloc_year.overview.cluster import share_of_flags, votes_of
from workflows.procedures.bloc_year.overview.directions import directions_for
from workflows.procedures.bloc_year.overview.sight import READERS, SPEAKERS, speaks_for, visible_year, visible_years
from workflows.procedures.bloc_year.overview.steps import TITLES
from workflows.procedures.bloc_year.overview.year import read_year, stages_now
from workflows.procedures.bloc_year.pace.commands import go_on_without, nudge_member
from workflows.procedures.bloc_year.pace.lead import BOARD, DEPARTMENT, DEPUTY, HEAD

bp = Blueprint("bloc_years", __name__, url_prefix="/nam-thi-dua")

STATES = {
    "": (N_("not begun"), ""),
    "active": (N_("going on"), "info"),
    "completed": (N_("ended"), "ok"),
    "cancelled": (N_("cancelled"), "bad"),
}
TURNS = {
    "done": (N_("handed in"), "ok"),
    "late": (N_("handed in late"), "warn"),
    "absent": (N_("gone on without"), "bad"),
    "missing": (N_("still missing"), "warn"),
}
DIRECTIONS = {
    DirectionState.OPEN: (N_("being done"), "info"),
    DirectionState.LATE: (N_("overdue"), "bad"),
    DirectionState.DONE: (N_("done, to be closed by the head"), "ok"),
    DirectionState.CLOSED: (N_("closed"), "ok"),
}
PRESENCES = {
    Presence.PRESENT: (N_("present"), "ok"),
    Presence.REPRESENTED: (N_("represented"), "info"),
    Presence.ABSENT: (N_("absent"), "bad"),
}
CRITERIA = {
    Kind.CORE: N_("Core tasks"),
    Kind.PARTY: N_("Party, law, unity"),
    Kind.EMULATION: N_("Emulation and commendation"),
    Kind.BONUS: N_("Bonus"),
    Kind.PENALTY: N_("Penalty"),
}
CHANGES = {
    ChangeKind.ADDED: N_("Added"),
    ChangeKind.DROPPED: N_("Dropped"),
    ChangeKind.POINTS: N_("Other points"),
    ChangeKind.TEXT: N_("Other words"),
    ChangeKind.OTHER: N_("Other group, members or tie to targets"),
}


@bp.get("")
@access(*READERS)
def list_years() -> ResponseReturnValue:
    """Show the years of the blocs that a person's body belongs to, or of all."""
    with database().read() as reading:
        found = stages_now(reading, visible_years(reading, current_actor()))
        years = [one for one, _state, _stage in found]
        units = {code for one in years for code in (one.owner, one.year.head_code, one.year.deputy_code) if code}
        shown = {"names": load_names(reading, units), "states": STATES, "mark": MARK}
        return render_template("bloc_years/list.html", years=found, **shown)


@bp.get("/<code>")
@access(*READERS)
def show_year(code: str) -> ResponseReturnValue:
    """Show one year: stage, papers, members, who is missing, points, flag and election."""
    me, scope = current_actor(), scope_in(code)
    with database().read() as reading:
        found = visible_year(reading, scope, me)
        year = read_year(reading, found, me)
        conference = {"presences": PRESENCES, "attendees": attendees_of}
        words = {"states": STATES, "turns": TURNS, "titles": TITLES, "decimal": format_decimal, "longest": LONGEST}
        drafting = {"criterion_kinds": CRITERIA, "criterion_changes": CHANGES}
        seen = {one.code for one in year.candidates if sees_nomination(reading, me, one.code)}
        shown = {
            "is_head": me.holds("bloc_head", scope),
            "to_take_on": [one for one in year.leads if one.taker(me) is not None],
            "is_auditor": me.holds("auditor"),
            "speaks_for": speaks_for(reading, found, me),
            "papers": papers_of(reading, me, "bloc", scope),
            "directions": directions_for(reading, scope, me),
            "direction_states": DIRECTIONS,
            "owner": found.owner,
            "votes": votes_of(reading, found) if found.owner else [],
            "shares": read_checks({"checks": share_of_flags(reading, found)}),
            "key": new_key(),
        }
        names = load_names(reading, {*(one.unit_code for one in year.remarks), found.owner or ""})
        return render_template(
            "bloc_years/year.html", year=year, names=names, seen=seen, **words, **conference, **drafting, **shown
        )


@bp.post("/<code>/nhac")
@access("bloc_head")
def nudge(code: str) -> ResponseReturnValue:
    """Ask a member for what is missing at a step."""
    key, me, scope = read_key(), current_actor(), scope_in(code)
    step, body = request.form.get("step", "")[:60], request.form.get("body", "")[:80]
    database().perform(lambda writing: nudge_member(writing, scope, step, body, by=me, key=key))
    notify(_("The member has been asked."))
    return redirect(url_for("bloc_years.show_year", code=code), 303)


@bp.post("/<code>/di-tiep")
@access(HEAD, DEPUTY, BOARD, DEPARTMENT)
def go_on(code: str) -> ResponseReturnValue:
    """Let the year go on from a step without those who are missing, or take a step of the head or the deputy on."""
    key, me, scope = read_key(), current_actor(), scope_in(code)
    step, reason = request.form.get("step", "")[:60], request.form.get("reason", "")[:2000]
    absent = database().perform(lambda writing: go_on_without(writing, scope, step, reason, by=me, key=key))
    if ":" in step:
        notify(_("You may do this step now."))
    else:
        count = len(absent)
        notify(ngettext("The bloc goes on without %(num)s member.", "The bloc goes on without %(num)s members.", count))
    return redirect(url_for("bloc_years.show_year", code=code), 303)


@bp.post("/<code>/thao-luan")
@access(*SPEAKERS)
def discuss(code: str) -> ResponseReturnValue:
    """Say something about the year, for all who read it."""
    key, me, scope = read_key(), current_actor(), scope_in(code)
    text = request.form.get("text", "")[: LONGEST + 1]
    database().perform(lambda writing: discuss_year(writing, scope, text, by=me, key=key))
    notify(_("Your contribution has been kept."))
    return redirect(url_for("bloc_years.show_year", code=code) + "#discussion", 303)
