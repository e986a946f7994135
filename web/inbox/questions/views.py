"""Asking about a task, and the page on which whoever was asked answers."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.commands.remarks import RemarkError
from web.base.database import database
from web.inbox.questions.commands import answer_question, ask_person
from web.inbox.questions.store import find_question
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.parts.sight import find_visible_task
from web.signin.access import current_actor, signed_in

bp = Blueprint("questions", __name__)


@bp.post("/viec/<uuid:task_id>/hoi")
@signed_in
def ask(task_id: UUID) -> ResponseReturnValue:
    """Ask somebody about a task; it stays where it is."""
    key, me = read_key(), current_actor()
    code, text = request.form.get("code", "")[:100], request.form.get("text", "").replace("\r\n", "\n")
    try:
        name = database().perform(
            lambda writing: (
                ask_person(writing, find_visible_task(writing, me, task_id), code, text, by=me, key=key).asked_to_name
            )
        )
    except RemarkError as refusal:
        notify(translate(refusal.text), "refused")
    else:
        notify(_("%(name)s was asked; the answer will stand here.", name=name))
    return redirect(url_for("inbox.show_task", task_id=task_id) + "#questions", 303)


@bp.get("/hoi/<uuid:question_id>")
@signed_in
def show(question_id: UUID) -> ResponseReturnValue:
    """Show a question to who asked and who was asked."""
    me = current_actor()
    with database().read() as reading:
        question = find_question(reading, question_id, me)
        may_answer = question.answered_at is None and question.asked_to in me.ids
        return render_template("questions/question.html", question=question, may_answer=may_answer, key=new_key())


@bp.post("/hoi/<uuid:question_id>")
@signed_in
def answer(question_id: UUID) -> ResponseReturnValue:
    """Answer a question."""
    key, me, text = read_key(), current_actor(), request.form.get("text", "").replace("\r\n", "\n")
    try:
        database().perform(lambda writing: answer_question(writing, question_id, text, by=me, key=key).id)
    except RemarkError as refusal:
        notify(translate(refusal.text), "refused")
    else:
        notify(_("Your answer was sent."))
    return redirect(url_for("questions.show", question_id=question_id), 303)
