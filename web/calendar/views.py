"""The page of the calendar of work."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base import clock
from engine.base.text import N_, Text
from engine.feel.workdays import days_made_up, holidays_of
from web.base.database import database
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.layout.numbers import read_number
from web.signin.access import access, current_actor, signed_in
from workflows.registers.calendar.commands import EDITOR, CalendarRefusedError, clear_day, set_day
from workflows.registers.calendar.following import follow_calendar
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
    key, me = read_key(), current_actor()
    is_working, decision = request.form.get("is_working") == "1", request.form.get("decision", "")
    try:
        wanted = day(request.form.get("day", "").strip())
        database().perform(
            lambda writing: set_day(writing, wanted, is_working=is_working, decision=decision, by=me, key=key).day
        )
    except CellError as wrong:
        return _page(key, wrong.text), 422
    except CalendarRefusedError as refused:
        return _page(key, refused.text), 422
    follow_calendar(database())
    notify(_("The calendar was changed; deadlines reckoned from now on follow it."))
    return redirect(url_for("calendar.show_year", nam=wanted.year), 303)


@bp.post("/bo")
@access(EDITOR)
def put_back() -> ResponseReturnValue:
    """Let a day be as the law has it."""
    key, me = read_key(), current_actor()
    try:
        wanted = date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        return _page(key, Text(N_("Not a date: write day/month/year, as 31/12/2019."))), 422
    database().perform(lambda writing: clear_day(writing, wanted, by=me, key=key))
    follow_calendar(database())
    notify(_("The day is as the law has it again."))
    return redirect(url_for("calendar.show_year", nam=wanted.year), 303)


def _page(key: str, wrong: Text | None = None) -> str:
    year = read_number(request.args.get("nam"), 2000, 2100) or clock.today().year
    with database().read() as reading:
        return render_template(
            "calendar/year.html",
            year=year,
            holidays=sorted(holidays_of(year)),
            made_up=sorted(days_made_up(year)),
            decided=days_of_year(reading, year),
            may_change=current_actor().holds(EDITOR),
            wrong=translate(wrong) if wrong else "",
            typed=request.form,
            key=key,
        )
