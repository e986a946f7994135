"""Procedures that begin by hand: the vote of a bloc, called by the body heading it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.store import tasks
from web.base.database import database
from web.cases.votes import list_blocs
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.signin.access import access, current_actor
from workflows.procedures.bloc_vote.commands import start_bloc_vote
from workflows.procedures.bloc_year.commands import start_bloc_year
from workflows.registers.organisation.called import words_for
from workflows.registers.organisation.store import bloc_names

bp = Blueprint("start", __name__, url_prefix="/khoi-thi-dua")


@bp.get("")
@access("bloc_head", "bloc_deputy")
def list_votes() -> ResponseReturnValue:
    """Show the blocs the person's body heads, and what waits for their votes."""
    me = current_actor()
    with database().read() as reading:
        return render_template("cases/blocs.html", blocs=list_blocs(reading, me), key=new_key())


@bp.post("")
@access("bloc_head")
def call_vote() -> ResponseReturnValue:
    """Begin the vote of a bloc."""
    key, me = read_key(), current_actor()
    scope = request.form.get("bloc_year", "")[:60]
    instance_id = database().perform(lambda writing: start_bloc_vote(writing, scope, by=me, key=key).id)
    with database().read() as reading:
        mine = [task.id for task in tasks.tasks_of_instance(reading, instance_id) if tasks.may_act(task, me)]
        name = bloc_names(reading, [scope]).get(scope, "")
    told = _("The vote of the bloc has begun.") if mine else _("No nomination waits for this bloc; the vote has ended.")
    notify(words_for(name, told))
    return redirect(url_for("inbox.show_task", task_id=mine[0]) if mine else url_for("start.list_votes"), 303)


@bp.post("/nam")
@access("bloc_head")
def begin_year() -> ResponseReturnValue:
    """Begin the year of a bloc: its head drafts plan, regulation, covenant and scale."""
    key, me = read_key(), current_actor()
    scope = request.form.get("bloc_year", "")[:60]
    instance_id = database().perform(lambda writing: start_bloc_year(writing, scope, by=me, key=key).id)
    with database().read() as reading:
        mine = [task.id for task in tasks.tasks_of_instance(reading, instance_id) if tasks.may_act(task, me)]
        name = bloc_names(reading, [scope]).get(scope, "")
    notify(words_for(name, _("The year of the bloc has begun.")))
    return redirect(url_for("inbox.show_task", task_id=mine[0]) if mine else url_for("start.list_votes"), 303)
