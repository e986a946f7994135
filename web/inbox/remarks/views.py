"""Saying something about a task."""

from uuid import UUID

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.commands.remarks import RemarkError
from web.base.database import database
from web.inbox.remarks.commands import write_remark
from web.inbox.remarks.mentions import MentionError
from web.inbox.views import task_page
from web.layout.keys import read_key
from web.layout.notices import notify
from web.parts.sight import find_visible_task
from web.signin.access import current_actor, signed_in

bp = Blueprint("remarks", __name__, url_prefix="/viec/<uuid:task_id>/trao-doi")


@bp.post("")
@signed_in
def comment(task_id: UUID) -> ResponseReturnValue:
    """Keep a remark in the case's history, and tell those whom it mentions."""
    key, me, text = read_key(), current_actor(), request.form.get("text", "").replace("\r\n", "\n")
    try:
        database().perform(lambda writing: _say(writing, task_id, text, me, key))
    except (MentionError, RemarkError) as error:
        g.remark = {"text": text, "error": error.text}  # what was written stays on the page
        return task_page(task_id), 422
    notify(_("Your remark is in the history of the case."))
    return redirect(url_for("inbox.show_task", task_id=task_id) + "#remarks", 303)


def _say(writing: Session, task_id: UUID, text: str, me: Actor, key: str) -> None:
    write_remark(writing, find_visible_task(writing, me, task_id), text, by=me, key=key)
