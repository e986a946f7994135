"""Pages of nominations."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base import clock
from engine.base.errors import NotFoundError
from engine.base.text import N_
from engine.store import tasks
from web.base.database import database
from web.cases.aside import show_aside
from web.cases.asked import Asked
from web.cases.listing import list_page
from web.cases.proposal import Proposal, offer
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.parts.case import show_case
from web.parts.complaints import KINDS, OUTCOMES
from web.parts.places import SEXES
from web.signin.access import access, current_actor, signed_in
from workflows.across.people.reading import reads_aside
from workflows.procedures.nomination.commands import (
    PROPOSERS,
    create_nomination,
    withdraw_nomination,
)
from workflows.procedures.nomination.standing.rules import NominationRefusedError
from workflows.procedures.nomination.store import find_nomination

PAUSES = {"returned": N_("returned for supplement"), "held": N_("being considered")}

bp = Blueprint("cases", __name__, url_prefix="/ho-so")


@bp.get("")
@signed_in
def list_nominations() -> ResponseReturnValue:
    """Show the nominations the person may see."""
    asked, me = Asked.from_query(request.args), current_actor()
    words = {"may_propose": any(me.holds(role) for role in PROPOSERS)}
    with database().read() as reading:
        listing = list_page(reading, me, asked)
        return render_template("cases/nominations.html", asked=asked, listing=listing, sexes=SEXES, **words)


@bp.get("/moi")
@access(*PROPOSERS)
def new_nomination() -> ResponseReturnValue:
    """Show what may be proposed."""
    return _proposal_page(Proposal.read(request.args, current_actor()), new_key())


@bp.post("/moi")
@access(*PROPOSERS)
def create() -> ResponseReturnValue:
    """Open a nomination, or say what speaks against it."""
    key, me = read_key(), current_actor()
    proposal = Proposal.read(request.form, me)
    lacking = proposal.lacking()
    if lacking:
        return _proposal_page(replace(proposal, errors=lacking), key), 422
    try:
        made = database().perform(lambda writing: create_nomination(writing, **proposal.request(), by=me, key=key).code)
    except NominationRefusedError as refusal:
        return _proposal_page(replace(proposal, errors={"": refusal.text}), key), 422
    except NotFoundError:
        return _proposal_page(replace(proposal, errors=replace(proposal, subject="").lacking()), key), 422
    notify(_("The file %(code)s is open.", code=made))
    return redirect(_first_task(made), 303)


@bp.get("/<code>")
@signed_in
def show_nomination(code: str) -> ResponseReturnValue:
    """Show one nomination: facts, conditions, diagrams, open tasks and history."""
    me = current_actor()
    with database().read() as reading:
        about = find_nomination(reading, code, me)
        shown = show_aside if reads_aside(reading, me, code) else show_case
        case = shown(reading, me, about)
        words = {"complaint_kinds": KINDS, "complaint_outcomes": OUTCOMES, "pause_kinds": PAUSES}
        return render_template("cases/nomination.html", case=case, key=new_key(), today=clock.today(), **words)


@bp.post("/<code>/rut")
@access(*PROPOSERS)
def withdraw(code: str) -> ResponseReturnValue:
    """Ask to withdraw a nomination that waits for its body or its bloc."""
    key, me = read_key(), current_actor()
    reason = request.form.get("reason", "")[:2000]
    database().perform(lambda writing: withdraw_nomination(writing, code, reason, by=me, key=key))
    notify(_("The withdrawal was asked for; the file closes in a moment."))
    return redirect(url_for("cases.show_nomination", code=code), 303)


def _proposal_page(proposal: Proposal, key: str) -> str:
    with database().read() as reading:
        choices = offer(reading, current_actor(), proposal)
        return render_template("cases/new.html", proposal=proposal, choices=choices, key=key)


def _first_task(code: str) -> str:
    me = current_actor()
    with database().read() as reading:
        waiting = tasks.tasks_of(reading, code, open_only=True)
        mine = [task.id for task in waiting if tasks.may_act(task, me)]
    return url_for("inbox.show_task", task_id=mine[0]) if mine else url_for("cases.show_nomination", code=code)
