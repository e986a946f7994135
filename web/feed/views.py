"""The calendar itself, and the page on which its address is given and taken back."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from web.base.database import database
from web.feed import store
from web.feed.calendar import write_calendar
from web.feed.commands import hash_token, renew_feed, stop_feed
from web.layout.addresses import nearest_url
from web.layout.downloads import send_download
from web.layout.notices import notify
from web.parts.naming import step_name
from web.parts.sight import find_visible_task
from web.signin.access import current_actor, open_to_all, signed_in
from web.signin.model import Account
from web.signin.store import find_account
from workflows.procedures.council_session.store import councils_of, sessions_of
from workflows.registers.organisation import actor_for

bp = Blueprint("feed", __name__, url_prefix="/lich")


@bp.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Show whether the person has a calendar address; the address itself was shown when it was given."""
    with database().read() as reading:
        return render_template("feed.html", feed=store.find_feed(reading, _account(reading).id), address="")


@bp.post("")
@signed_in
def renew() -> ResponseReturnValue:
    """Give a new address and show it, this once."""
    me = current_actor()
    token = database().perform(lambda writing: renew_feed(writing, _account(writing), by=me))
    with database().read() as reading:
        feed = store.find_feed(reading, _account(reading).id)
    address = nearest_url("feed.send", token=token)
    answer = Response(render_template("feed.html", feed=feed, address=address))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/tat")
@signed_in
def stop() -> ResponseReturnValue:
    """Let the address lead nowhere."""
    database().perform(lambda writing: stop_feed(writing, _account(writing)))
    notify(_("The calendar address leads nowhere now."))
    return redirect(url_for("feed.show"), 303)


@bp.get("/<token>.ics")
@open_to_all
def send(token: str) -> ResponseReturnValue:
    """Send the calendar of whoever was given the address; calendar programs cannot sign in."""
    with database().read() as reading:
        owner = store.find_owner(reading, hash_token(token)) or abort(404)
        body = _calendar(reading, owner.person_id)
    return send_download(body, "text/calendar", "bang-vang.ics", is_shown=True)


@bp.get("/viec/<uuid:task_id>.ics")
@signed_in
def send_deadline(task_id: UUID) -> ResponseReturnValue:
    """Send the deadline of one task as an entry for calendars."""
    with database().read() as reading:
        task = find_visible_task(reading, current_actor(), task_id)
        if task.due_at is None:
            abort(404)
        step = step_name(task)
    address = nearest_url("inbox.show_task", task_id=task_id)
    written = write_calendar(step, [(task, step)], [], lambda _task: address)
    return send_download(written, "text/calendar", f"han-{task_id}.ics")


def _calendar(reading: Session, person_id: UUID) -> bytes:
    actor = actor_for(reading, person_id)
    found = [(task, step_name(task)) for task in store.tasks_with_deadline(reading, actor)]
    sessions = [sitting for sitting in sessions_of(reading, councils_of(actor)) if sitting.held_at is not None]
    name = f"Bảng Vàng – {actor.name}"
    return write_calendar(name, found, sessions, lambda task: nearest_url("inbox.show_task", task_id=task.id))


def _account(reading: Session) -> Account:
    return find_account(reading, getattr(session, "username", "")) or abort(404)
