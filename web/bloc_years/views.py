"""Pages of the years of blocs, and of clusters inside bodies."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from engine.commands.remarks import LONGEST
from web.base.database import database
from web.bloc_years.page import year_page
from web.bloc_years.sending import send_command
from web.bloc_years.words import STATES
from web.parts.naming import load_names
from web.signin.access import access, current_actor
from workflows.procedures.bloc_year.commands import MARK
from workflows.procedures.bloc_year.discussion.commands import discuss_year
from workflows.procedures.bloc_year.overview.sight import READERS, SPEAKERS, visible_years
from workflows.procedures.bloc_year.overview.year import stages_now
from workflows.procedures.bloc_year.pace.commands import go_on_without, nudge_member
from workflows.procedures.bloc_year.pace.lead import BOARD, DEPARTMENT, DEPUTY, HEAD
from workflows.registers.organisation.called import words_for

bp = Blueprint("bloc_years", __name__, url_prefix="/nam-thi-dua")


@bp.get("")
@access(*READERS)
def list_years() -> ResponseReturnValue:
    """Show the years of the blocs that a person's body belongs to, or of all."""
    with database().read() as reading:
        found = stages_now(reading, visible_years(reading, current_actor()))
        years = [one for one, _state, _stage in found]
        units = {code for one in years for code in (one.owner, one.year.head_code, one.year.deputy_code) if code}
        shown = {"names": load_names(reading, units), "states": STATES, "mark": MARK, "words_for": words_for}
        return render_template("bloc_years/list.html", years=found, **shown)


@bp.get("/<code>")
@access(*READERS)
def show_year(code: str) -> ResponseReturnValue:
    """Show one year: stage, papers, members, who is missing, points, flag and election."""
    return year_page(code)


@bp.post("/<code>/nhac")
@access("bloc_head")
def nudge(code: str) -> ResponseReturnValue:
    """Ask a member for what is missing at a step."""
    step, body = request.form.get("step", "")[:60], request.form.get("body", "")[:80]
    return send_command(
        code,
        lambda writing, scope, me, key: nudge_member(writing, scope, step, body, by=me, key=key),
        lambda _made: _("The member has been asked."),
    )


@bp.post("/<code>/di-tiep")
@access(HEAD, DEPUTY, BOARD, DEPARTMENT)
def go_on(code: str) -> ResponseReturnValue:
    """Let the year go on from a step without those who are missing, or take a step of the head or the deputy on."""
    step, reason = request.form.get("step", "")[:60], request.form.get("reason", "")[: LONGEST + 1]

    def said(absent: Sequence[str]) -> str:
        if ":" in step:
            return _("You may do this step now.")
        count = len(absent)
        return ngettext("The bloc goes on without %(num)s member.", "The bloc goes on without %(num)s members.", count)

    return send_command(
        code, lambda writing, scope, me, key: go_on_without(writing, scope, step, reason, by=me, key=key), said
    )


@bp.post("/<code>/thao-luan")
@access(*SPEAKERS)
def discuss(code: str) -> ResponseReturnValue:
    """Say something about the year, for all who read it."""
    text = request.form.get("text", "")[: LONGEST + 1]
    return send_command(
        code,
        lambda writing, scope, me, key: discuss_year(writing, scope, text, by=me, key=key),
        lambda _made: _("Your contribution has been kept."),
        "#discussion",
    )
