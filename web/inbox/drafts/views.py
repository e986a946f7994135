"""Saving a draft while somebody types, or by a button where there is no script, and dropping it."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.base.database import database
from web.inbox.drafts.commands import drop_answers, save_answers
from web.inbox.sent import answers_sent
from web.layout.keys import FIELD
from web.layout.notices import notify
from web.layout.times import show_time
from web.parts.sight import find_visible_task
from web.signin.access import current_actor, signed_in
from web.signin.kept import take_typed

bp = Blueprint("drafts", __name__, url_prefix="/viec/<uuid:task_id>/ban-nhap")
OWN_FIELDS = ("_send", "_preview")


@bp.post("")
@signed_in
def save(task_id: UUID) -> ResponseReturnValue:
    """Keep what the form holds now; a script is told when, a person goes back to the form."""
    me = current_actor()
    answers = answers_sent(OWN_FIELDS)
    draft = database().perform(lambda s: save_answers(s, find_visible_task(s, me, task_id), answers, by=me))
    if "X-Draft" in request.headers:
        return {"saved": _("Draft saved %(at)s", at=show_time(draft.saved_at))}
    notify(_("The draft is saved. Only you see it."))
    return redirect(url_for("inbox.show_task", task_id=task_id), 303)


@bp.get("/tiep")
@signed_in
def resume(task_id: UUID) -> ResponseReturnValue:
    """Keep as a draft what was typed before the session ended, and go back to the form."""
    me, held = current_actor(), take_typed()
    if held is not None and str(task_id) in held.action:
        answers: dict[str, list[str]] = {}
        for name, value in held.typed:
            if name not in (*OWN_FIELDS, FIELD):
                answers.setdefault(name, []).append(value)
        database().perform(lambda s: save_answers(s, find_visible_task(s, me, task_id), answers, by=me))
        notify(_("Your session had ended; what you typed is here again. Nothing has been sent yet."))
    return redirect(url_for("inbox.show_task", task_id=task_id), 303)


@bp.post("/bo")
@signed_in
def drop(task_id: UUID) -> ResponseReturnValue:
    """Let go of the draft and show the form anew."""
    me = current_actor()
    database().perform(lambda s: drop_answers(s, find_visible_task(s, me, task_id), by=me))
    notify(_("The draft was dropped."))
    return redirect(url_for("inbox.show_task", task_id=task_id), 303)
