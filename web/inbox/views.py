"""Pages of the inbox."""

from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import AlreadyDoneError, AnswersRefusedError, NoLongerOpenError, UnconfirmedError
from engine.base.text import Text
from engine.model import UserTask, UserTaskState
from engine.store.tasks import MOST_COUNTED
from web.base.database import database
from web.inbox import store
from web.inbox.asked import DEADLINES, ORDERS, SEGMENTS, Asked, RowLinks
from web.inbox.batch.progress import progress_of
from web.inbox.detail import Opened, open_task
from web.inbox.drafts.model import TaskDraft
from web.inbox.drafts.store import delete_drafts, find_draft
from web.inbox.export import tasks_sheet
from web.inbox.listing import build_rows, list_tasks
from web.inbox.pending.store import find_batch
from web.inbox.quick import typed_in
from web.inbox.task import Filling, Submission, check_answers, find_form, offer_decisions, show_page
from web.layout.downloads import send_download
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.layout.numbers import counted
from web.layout.workbook import MIMETYPE, write_workbook
from web.parts.files import dossier_of, keep_files, known_files, show_file, take_answers
from web.parts.sight import find_visible_task
from web.signin.access import current_actor, signed_in
from web.signin.confirming import reason_to_ask

bp = Blueprint("inbox", __name__)
MOST_EXPORTED = 10_000


@bp.get("/")
@signed_in
def show_inbox() -> ResponseReturnValue:
    """Show what waits for the person, and one task opened beside the list."""
    asked, me = Asked.from_query(request.args), current_actor()
    with database().read() as reading:
        listing = list_tasks(reading, me, asked, has_all_choices=request.args.get("choices") == "all")
        held = progress_of(reading, find_batch(reading, me, listing.held)) if listing.held else None
        g.waiting = listing.counts["all"]
        first = listing.rows[0].id if listing.rows and asked.segment != store.WATCHING else None
        chosen = asked.open or first
        opened = _opened(reading, me, chosen) if chosen else None
        shown = {"asked": asked, "listing": listing, "opened": opened, "held": held}
        choices = {"segments": SEGMENTS, "deadlines": DEADLINES, "orders": ORDERS, "search_action": "/"}
        return render_template("inbox/inbox.html", **shown, **choices, counted=_counted, links=RowLinks.of(asked))


@bp.get("/hop-viec.xlsx")
@signed_in
def export() -> ResponseReturnValue:
    """Send the tasks of a view as a workbook."""
    asked, me = Asked.from_query(request.args), current_actor()
    with database().read() as reading:
        file = write_workbook(tasks_sheet(build_rows(reading, me, store.find_all(reading, me, asked, MOST_EXPORTED))))
    name = f"{_('inbox')}-{clock.today():%Y-%m-%d}.xlsx"
    return send_download(file, MIMETYPE, name)


@bp.get("/hop-viec/<uuid:task_id>")
@signed_in
def show_detail(task_id: UUID) -> ResponseReturnValue:
    """Return the detail of a task for the pane beside the list."""
    with database().read() as reading:
        opened = _opened(reading, current_actor(), task_id)
        return render_template("inbox/_detail.html", opened=opened, asked=Asked.from_query(request.args))


@bp.get("/viec/<uuid:task_id>")
@signed_in
def show_task(task_id: UUID) -> ResponseReturnValue:
    """Show one task with its form, filled in where the link or a draft brings answers."""
    return task_page(task_id), 200


@bp.post("/viec/<uuid:task_id>")
@signed_in
def submit(task_id: UUID) -> ResponseReturnValue:
    """Take the answers to one task, or show what is wrong with them."""
    key, me = read_key(), current_actor()
    sent = _read_submission(task_id, me)
    if "X-Form-Preview" in request.headers:
        return _form_anew(task_id, sent.filling(sent.refused_files))
    if not sent.is_complete:
        status = 200 if sent.checked.is_rearranged else 422
        return task_page(task_id, sent.filling(sent.errors), key), status
    try:
        database().perform(lambda writing: _complete(writing, sent, me, key))
    except UnconfirmedError as refusal:
        return task_page(task_id, sent.filling({}), key, reason_to_ask(refusal)), 422
    except AnswersRefusedError as refusal:
        return task_page(task_id, sent.filling(dict(refusal.errors)), key), 422
    return _go_on(sent.task, me)


@bp.post("/viec/<uuid:task_id>/nhan")
@signed_in
def claim(task_id: UUID) -> ResponseReturnValue:
    """Reserve a task for the person."""
    key, me = read_key(), current_actor()
    _require_visible(task_id, me)
    database().perform(lambda writing: commands.claim_task(writing, task_id, by=me, key=key))
    notify(_("You have taken the task."))
    return redirect(url_for("inbox.show_task", task_id=task_id), 303)


@bp.post("/viec/<uuid:task_id>/tra")
@signed_in
def release(task_id: UUID) -> ResponseReturnValue:
    """Give a task back to all it is offered to."""
    key, me = read_key(), current_actor()
    _require_visible(task_id, me)
    database().perform(lambda writing: commands.release_task(writing, task_id, by=me, key=key))
    notify(_("You have given the task back."))
    return redirect(url_for("inbox.show_task", task_id=task_id), 303)


def _read_submission(task_id: UUID, me: Actor) -> Submission:
    with database().read() as reading:
        task = find_visible_task(reading, me, task_id)
        form, dossier = find_form(reading, task), dossier_of(task)
    taken = take_answers(dossier, form, me)
    with database().read() as reading:
        known = known_files(reading, dossier, form, taken.submitted)
        checked = check_answers(reading, task, taken.submitted, known)
        return Submission(task, form, checked, taken.errors, {name: show_file(file) for name, file in known.items()})


def _complete(writing: Session, sent: Submission, me: Actor, key: str) -> None:
    commands.complete_task(writing, sent.task.id, sent.checked.answers, by=me, key=key)
    delete_drafts(writing, sent.task.id)
    keep_files(writing, dossier_of(sent.task), sent.form, sent.checked.answers)


def _filling(reading: Session, task: UserTask, me: Actor) -> Filling:
    """Return what a task's form is to be filled in with: what the link carries, or else the person's draft."""
    if task.state != UserTaskState.OPEN:
        return Filling()
    typed = typed_in(find_form(reading, task), request.args) if request.args else {}
    if typed:
        checked = check_answers(reading, task, typed, {})
        return Filling(checked.raw, checked.errors, answers=checked.answers)  # what is missing is named
    draft = find_draft(reading, task.id, me.id)
    return _restored(reading, task, draft) if draft is not None else Filling()


def _restored(reading: Session, task: UserTask, draft: TaskDraft) -> Filling:
    """Return a draft as it was typed; nothing in it is called wrong before it is sent."""
    known = known_files(reading, dossier_of(task), find_form(reading, task), draft.answers)
    checked = check_answers(reading, task, draft.answers, known)
    files = {name: show_file(file) for name, file in known.items()}
    return Filling(checked.raw, {}, files, draft.saved_at, checked.answers)


def _counted(count: int) -> str:
    return counted(count, MOST_COUNTED)


def _opened(reading: Session, me: Actor, task_id: UUID) -> Opened:
    return offer_decisions(reading, me, open_task(reading, me, find_visible_task(reading, me, task_id)))


def task_page(task_id: UUID, filling: Filling | None = None, key: str = "", unconfirmed: Text | None = None) -> str:
    """Return the page of a task, its form as it was sent, or else as a link or a draft fills it in."""
    me = current_actor()
    with database().read() as reading:
        task = find_visible_task(reading, me, task_id)
        page = show_page(reading, me, task, filling or _filling(reading, task, me))
        return render_template("inbox/task.html", page=page, key=key or new_key(), unconfirmed=unconfirmed)


def _form_anew(task_id: UUID, filling: Filling) -> ResponseReturnValue:
    """Return the form alone, for a page whose answers changed what is asked.

    Of a task that somebody else did meanwhile there is no form to fill in: what was typed stays on the page that asks.
    Raises AlreadyDoneError, NoLongerOpenError.
    """
    me = current_actor()
    with database().read() as reading:
        task = find_visible_task(reading, me, task_id)
        if task.state == UserTaskState.COMPLETED:
            raise AlreadyDoneError(task.completed_by_name or "", task.completed_at)
        if task.state != UserTaskState.OPEN:
            raise NoLongerOpenError
        page = show_page(reading, me, task, filling)
        return render_template("forms/preview.html", view=page.form)


def _require_visible(task_id: UUID, me: Actor) -> None:
    # A foreign id answers 404 before the command could answer 403.
    with database().read() as reading:
        find_visible_task(reading, me, task_id)


def _go_on(done: UserTask, me: Actor) -> ResponseReturnValue:
    with database().read() as reading:
        following = store.next_task_id(reading, me, but=done)
        notify(_("Sent: %(step)s – %(title)s.", step=done.name, title=done.title or done.business_key))
    if following is None:
        return redirect(url_for("inbox.show_inbox"), 303)
    return redirect(url_for("inbox.show_task", task_id=following), 303)
