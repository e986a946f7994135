"""The page of the calendar of work."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base import clock
from engine.base.errors import BangVangError, UnconfirmedError
from engine.base.text import N_, Text
from engine.commands.care import takes_two
from engine.feel.workdays import days_made_up, holidays_of
from web.base.database import database
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.layout.numbers import read_number
from web.parts.proposing import give
from web.signin.access import access, current_actor, signed_in
from workflows.registers.calendar.commands import EDITOR, CalendarRefusedError, require_decision
from workflows.registers.calendar.following import follow_calendar
from workflows.registers.calendar.proposing import CLEAR_DAY, SET_DAY
from workflows.registers.calendar.store import days_of_year
from workflows.registers.organisation.sheet.columns import CellError, day

bp = Blueprint("calendar", __name__, url_prefix="/lich-lam-viec")


@bp.get("")
@signed_in
def show_year() -> ResponseReturnValue:
    """Show the holidays of a year and what differs."""
    return _page(new_key())


@bp.post("")
@access(EDITOR)
def change() -> ResponseReturnValue:
    """Let a day be off, or be worked, by a decision."""
    is_working, decision = request.form.get("is_working") == "1", request.form.get("decision", "")
    try:
        wanted = day(request.form.get("day", "").strip())
        require_decision(decision)
    except CellError as wrong:
        return _page(read_key(), wrong.text), 422
    except CalendarRefusedError as refused:
        return _page(read_key(), refused.text), 422
    said = _("The calendar was changed; deadlines reckoned from now on follow it.")
    return _give(SET_DAY, {"day": wanted, "is_working": is_working}, decision, said)


@bp.post("/bo")
@access(EDITOR)
def put_back() -> ResponseReturnValue:
    """Let a day be as the law has it."""
    try:
        wanted = date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        return _page(read_key(), Text(N_("Not a date: write day/month/year, as 31/12/2019."))), 422
    return _give(CLEAR_DAY, {"day": wanted}, request.form.get("reason", ""), _("The day is as the law has it again."))


def _give(kind: str, wanted: Mapping[str, Any], reason: str, said: str) -> ResponseReturnValue:
    """Change the calendar, or propose to; show the year of the day changed."""

    def again(error: BangVangError) -> ResponseReturnValue:
        if isinstance(error, UnconfirmedError):
            raise error  # answered in one place for every page
        return _page(read_key(), error.text), 422

    def done(_made: object) -> ResponseReturnValue:
        follow_calendar(database())
        notify(said)
        return redirect(url_for("calendar.show_year", nam=wanted["day"].year), 303)

    return give(kind, lambda: (wanted, reason), again, done)


def _page(key: str, wrong: Text | None = None) -> str:
    year = read_number(request.args.get("nam"), 2000, 2100) or clock.today().year
    with database().read() as reading:
        return render_template(
            "calendar/year.html",
            year=year,
            holidays=sorted(holidays_of(year)),
            made_up=sorted(days_made_up(year)),
            decided=days_of_year(reading, year),
            takes_two=takes_two,
            may_change=current_actor().holds(EDITOR),
            wrong=translate(wrong) if wrong else "",
            typed=request.form,
            key=key,
        )
