"""Pages of deciding many tasks at once: the form for all, the way it goes, and taking it back."""

from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import UnconfirmedError
from engine.base.text import Text
from forms import FormView
from forms.submission import Raw
from web.base.database import database
from web.inbox import store as inbox
from web.inbox.asked import Asked, address_of, read_id
from web.inbox.batch.choosing import MOST, Choice, Group, choose, select_tasks
from web.inbox.batch.commands import Sending, begin_batch, undo_batch
from web.inbox.batch.progress import progress_of
from web.inbox.button import Button, button_of
from web.inbox.pending import store
from web.inbox.quick import COMMENT, DECISION, answers_for
from web.inbox.sent import answers_sent
from web.inbox.task import context_of, find_form
from web.layout.keys import new_key, read_key
from web.layout.language import language
from web.layout.notices import notify
from web.layout.numbers import read_number
from web.parts.sight import find_visible_task, reads_task
from web.signin.access import current_actor, signed_in
from web.signin.confirming import reason_to_ask

bp = Blueprint("batch", __name__, url_prefix="/xu-ly-loat")
RECENT = 20
OWN_FIELDS = ("task", "_send", "_group", "_all")


@bp.get("")
@signed_in
def list_batches() -> ResponseReturnValue:
    """Show the person's latest batches with their results."""
    with database().read() as reading:
        found = [progress_of(reading, batch) for batch in store.recent_batches(reading, current_actor(), RECENT)]
    return render_template("inbox/batches.html", found=found)


@bp.post("")
@signed_in
def prepare() -> ResponseReturnValue:
    """Show the selected tasks, which of them can be decided together, and one form for them."""
    with database().read() as reading:
        groups = _selected(reading, current_actor())
        if not groups:
            notify(_("Select at least one task first."), "info")
            return redirect(url_for("inbox.show_inbox"), 303)
        return _page(reading, groups, Raw(), {}), 200


@bp.post("/gui")
@signed_in
def send() -> ResponseReturnValue:
    """Take one set of answers for the selected tasks, or show what is wrong with them."""
    key, me = read_key(), current_actor()
    with database().read() as reading:
        groups = _selected(reading, me)
        group = groups[_asked_group(groups)] if groups else abort(400)
        if not group.ready:
            return _page(reading, groups, Raw(), {}), 422
        first = group.ready[0].task
        checked = find_form(reading, first).check(request.form, context_of(reading, first), language(), {})
        if not checked.is_complete or "_send" not in request.form:
            status = 200 if checked.is_rearranged else 422
            return _page(reading, groups, checked.raw, checked.errors), status
    try:
        return _begin(group.ready, answers_sent(OWN_FIELDS), key, back=url_for("inbox.show_inbox"))
    except UnconfirmedError as refusal:
        with database().read() as reading:
            return _page(reading, groups, checked.raw, {}, reason_to_ask(refusal)), 422


@bp.post("/nhanh/<uuid:task_id>")
@signed_in
def decide(task_id: UUID) -> ResponseReturnValue:
    """Take a decision given beside the list; where the form asks for more, lead to the task's own page."""
    key, me = read_key(), current_actor()
    with database().read() as reading:
        choice = choose(reading, me, [find_visible_task(reading, me, task_id)])[0].choices[0]
        if choice.obstacle is not None:
            return redirect(url_for("inbox.show_task", task_id=task_id), 303)
        form = find_form(reading, choice.task)
        typed = {name: request.form.get(name, "") for name in (DECISION, COMMENT)}
        answers = answers_for(form, typed[DECISION], typed[COMMENT])
        if not form.check(answers, context_of(reading, choice.task), language(), {}).is_complete:
            notify(_("This decision needs more answers."), "info")
            return redirect(url_for("inbox.show_task", task_id=str(task_id)) + "?" + urlencode(typed), 303)
        asked = Asked.from_query(request.form)
        following = inbox.following_id(reading, me, asked, task_id)
    if choice.asks_password:
        notify(_("This step asks for your password."), "info")
        return redirect(url_for("inbox.show_task", task_id=str(task_id)) + "?" + urlencode(typed), 303)
    return _begin([choice], answers, key, back=address_of(asked, after=asked.after, open=following))


@bp.get("/<uuid:batch_id>")
@signed_in
def show(batch_id: UUID) -> ResponseReturnValue:
    """Show how far a batch has come and what came of each task."""
    with database().read() as reading:
        progress = progress_of(reading, store.find_batch(reading, current_actor(), batch_id))
    name = "inbox/_progress.html" if "X-Fragment" in request.headers else "inbox/progress.html"
    return render_template(name, progress=progress)


@bp.post("/<uuid:batch_id>/hoan-tac")
@signed_in
def undo(batch_id: UUID) -> ResponseReturnValue:
    """Take a batch back while it is held."""
    me = current_actor()
    batch = database().perform(lambda writing: undo_batch(writing, batch_id, by=me))
    with database().read() as reading:
        back = len(store.items_of(reading, batch.id))
    notify(
        ngettext("Undone: %(num)s task is in your inbox again.", "Undone: %(num)s tasks are in your inbox again.", back)
    )
    asked = Asked.from_query(request.form)
    return redirect(address_of(asked, after=asked.after), 303)


def _selected(reading: Session, me: Actor) -> list[Group]:
    """Return the selection, grouped: the tasks named, or all that a view of the inbox holds."""
    if request.form.get("_all"):
        asked = Asked.from_query(request.form)
        return choose(reading, me, inbox.find_all(reading, me, asked, MOST))
    ids = [task_id for task_id in map(read_id, request.form.getlist("task")) if task_id]
    return choose(reading, me, [task for task in select_tasks(reading, ids) if reads_task(reading, me, task)])


def _asked_group(groups: list[Group]) -> int:
    return read_number(request.form.get("_group"), most=max(len(groups) - 1, 0)) or 0


def _page(
    reading: Session, groups: list[Group], raw: Raw, errors: dict[str, Text], unconfirmed: Text | None = None
) -> str:
    chosen = _asked_group(groups)
    group = groups[chosen]
    view = _form_view(reading, group, raw, errors) if group.ready else None
    shown = {"group": group, "groups": groups, "chosen": chosen, "form": view, "unconfirmed": unconfirmed}
    button = _button(reading, group) if group.ready else None
    return render_template("inbox/batch.html", key=new_key(), button=button, **shown)


def _button(reading: Session, group: Group) -> Button:
    first = group.ready[0].task
    return button_of(first.properties, find_form(reading, first))


def _form_view(reading: Session, group: Group, raw: Raw, errors: dict[str, Text]) -> FormView:
    first = group.ready[0].task
    typed = raw if raw.tree or raw.is_rearranged else None
    form = find_form(reading, first)
    shown = form.questions() if len(group.ready) > 1 else form
    return shown.view(typed, context_of(reading, first), errors, language(), {})


def _begin(chosen: list[Choice], answers: dict[str, list[str]], key: str, *, back: str) -> ResponseReturnValue:
    """Take answers for the chosen, and go back to the list for one task that is held, else on to the progress."""
    sending, me = Sending(answers, language()), current_actor()
    batch = database().perform(lambda writing: begin_batch(writing, chosen, sending, by=me, key=key))
    if len(chosen) == 1 and batch.due_at > clock.now():
        return redirect(back, 303)
    return redirect(url_for("batch.show", batch_id=batch.id), 303)
