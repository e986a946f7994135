"""The page on which a task is arranged: why it is here, and whom it goes to."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.model import UserTask
from engine.ports.handing import last_day as longest_day
from engine.ports.handing import why_not_prepare
from forms.dates import read_date
from forms.errors import AnswerError
from web.base.database import database
from web.inbox.arranging.why import explain, who_can
from web.inbox.detail import open_task
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.layout.numbers import read_number
from web.parts.sight import find_visible_task
from web.signin.access import current_actor, signed_in
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.model import Person, body_of
from workflows.registers.organisation.store import find_person, people_of_unit

bp = Blueprint("arranging", __name__, url_prefix="/viec/<uuid:task_id>/sap-xep")
LEVELS = (80, 50, 20)
LONGEST = 1_000


@bp.get("")
@signed_in
def show(task_id: UUID) -> ResponseReturnValue:
    """Show why the task is here, what follows, who else can act, and what can be arranged."""
    me = current_actor()
    with database().read() as reading:
        task = find_visible_task(reading, me, task_id)
        return render_template(
            "inbox/arranging.html",
            opened=open_task(reading, me, task),
            why=explain(reading, me, task),
            others=[person for person in who_can(reading, task) if str(person.id) != me.id],
            colleagues=_colleagues(reading, me),
            levels=LEVELS,
            longest_day=longest_day(reading),
            key=new_key(),
        )


@bp.post("/giao")
@signed_in
def assign(task_id: UUID) -> ResponseReturnValue:
    """Give the task to one of those it is offered to."""

    def work(session: Session, me: Actor, key: str) -> None:
        commands.assign_task(session, task_id, _chosen(session), by=me, key=key)

    return _arrange(task_id, work, _("The task was given to them."))


@bp.post("/nho")
@signed_in
def delegate(task_id: UUID) -> ResponseReturnValue:
    """Ask a colleague to prepare the task and hand it back."""

    def work(session: Session, me: Actor, key: str) -> None:
        commands.delegate_task(session, task_id, _chosen(session), _note(), by=me, key=key, last_day=last_day)

    try:
        last_day = _day("last_day")
    except AnswerError as error:
        return _refused(task_id, error)
    return _arrange(task_id, work, _("They were asked to prepare it. Until they accept, you can still decide it."))


@bp.post("/nhan")
@signed_in
def accept(task_id: UUID) -> ResponseReturnValue:
    """Accept to prepare the task."""
    return _arrange(
        task_id,
        lambda session, me, key: commands.accept_task(session, task_id, by=me, key=key),
        _("You prepare it; hand it back when you have."),
    )


@bp.post("/tu-choi")
@signed_in
def decline(task_id: UUID) -> ResponseReturnValue:
    """Decline to prepare the task, saying why."""
    return _arrange(
        task_id,
        lambda session, me, key: commands.decline_task(session, task_id, _note(), by=me, key=key),
        _("You declined; it is with who asked you again."),
    )


@bp.post("/tra-lai")
@signed_in
def resolve(task_id: UUID) -> ResponseReturnValue:
    """Hand a delegated task back, prepared."""
    return _arrange(
        task_id,
        lambda session, me, key: commands.resolve_task(session, task_id, _note(), by=me, key=key),
        _("The task was handed back."),
    )


@bp.post("/lay-lai")
@signed_in
def take_back(task_id: UUID) -> ResponseReturnValue:
    """Take back a task that a colleague was asked to prepare."""
    return _arrange(
        task_id,
        lambda session, me, key: commands.take_back_task(session, task_id, by=me, key=key),
        _("You have the task again."),
    )


@bp.post("/uu-tien")
@signed_in
def prioritise(task_id: UUID) -> ResponseReturnValue:
    """Say how pressing the task is."""
    asked = read_number(request.form.get("priority"), most=999)
    priority = asked if asked is not None else abort(400)
    return _arrange(
        task_id,
        lambda session, me, key: commands.prioritise_task(session, task_id, priority, by=me, key=key),
        _("The priority is changed."),
    )


@bp.post("/hen")
@signed_in
def postpone(task_id: UUID) -> ResponseReturnValue:
    """Say when to come back to the task."""
    try:
        day = _day("until")
    except AnswerError as error:
        return _refused(task_id, error)
    until = datetime.combine(day, time(8), clock.local_zone()) if day else None
    return _arrange(
        task_id,
        lambda session, me, key: commands.postpone_task(session, task_id, until, by=me, key=key),
        _("The day to come back to it is kept."),
    )


def _day(name: str) -> date | None:
    """Return the day typed into a field, None for an empty one; raises AnswerError."""
    asked = request.form.get(name, "").strip()
    return read_date(asked) if asked else None


def _refused(task_id: UUID, error: AnswerError) -> ResponseReturnValue:
    notify(translate(error.text), "warning")
    return redirect(url_for("arranging.show", task_id=task_id), 303)


def _arrange(task_id: UUID, work: Callable[[Session, Actor, str], Any], said: str) -> ResponseReturnValue:
    key, me = read_key(), current_actor()
    with database().read() as reading:
        find_visible_task(reading, me, task_id)  # a foreign id answers 404 before the command could answer 403
    database().perform(lambda writing: work(writing, me, key))
    notify(said)
    with database().read() as reading:
        is_here = _still_mine(reading, me, task_id)
    target = url_for("arranging.show", task_id=task_id) if is_here else url_for("inbox.show_inbox")
    return redirect(target, 303)


def _still_mine(reading: Session, me: Actor, task_id: UUID) -> bool:
    try:
        task: UserTask = find_visible_task(reading, me, task_id)
    except NotFoundError:
        return False  # handed back: it was theirs only for a while
    return task.owner_id is None or task.owner_id in me.ids


def _chosen(session: Session) -> Actor:
    return actor_for(session, request.form.get("person", ""))


def _note() -> str:
    return " ".join(request.form.get("note", "").split())[:LONGEST]


def _colleagues(reading: Session, me: Actor) -> list[Person]:
    """Return everybody whom the person may ask to prepare a task."""
    unit = body_of(find_person(reading, me.id).unit_code)
    near = people_of_unit(reading, unit)
    return [one for one in near if why_not_prepare(reading, me.id, str(one.id)) is None]
