"""One's own draft mended by one press, and what its diagrams leave open, asked and answered."""

import re
from typing import Any
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base.text import N_, Text
from engine.releases.exchange import mended
from engine.releases.questions import AnswerRefusedError, Question, answered, questions_of
from web.base.database import database
from web.signin.access import access
from web.workshop.asking import OFFERED
from web.workshop.beginning import changed
from web.workshop.blueprint import EDITOR, bp
from web.workshop.editing import Sent, answer_editor
from web.workshop.filing import change_draft
from web.workshop.sources import texts_among
from web.workshop.summaries import find_procedure

UNIT = re.compile(r"^[\w.\-]{1,80}$")


@bp.post("/ban-nhap/<uuid:draft_id>/sua-loi")
@access(EDITOR)
def mend(draft_id: UUID) -> ResponseReturnValue:
    """Mend what a check names in one's own draft, in one diagram or in all."""
    path, rule = request.form.get("path", ""), request.form.get("rule", "")
    return change_draft(draft_id, lambda files: mended(files, path, rule), _("Mended: see below what changed."))


@bp.post("/ban-nhap/<uuid:draft_id>/tra-loi")
@access(EDITOR)
def answer(draft_id: UUID) -> ResponseReturnValue:
    """Write down in one's own draft what was answered to what its diagrams leave open."""

    def change(files: dict[str, bytes]) -> dict[str, bytes]:
        given = {question.mark: _answer_to(question) for question in questions_of(files)}
        return answered(files, given)

    return change_draft(draft_id, change, _("Your answers are in the diagrams: see below what changed."))


@bp.post("/<procedure>/soan/sua-loi")
@access(EDITOR)
def mend_in_editor(procedure: str) -> ResponseReturnValue:
    """Return the files of the editor with what a check names mended; they are saved with the next save."""

    def work(sent: Sent) -> dict[str, Any]:
        with database().read() as session:
            begun = changed(session, find_procedure(session, procedure), sent.draft, sent.begin)
        files = {**begun.source.binaries, **sent.contents()}
        return {"files": texts_among(mended(files, sent.file, sent.rule))}

    return answer_editor(work)


def _answer_to(question: Question) -> str:
    said = request.form.get(question.mark, "").strip()
    if question.kind != "people":
        return said
    unit = request.form.get(f"{question.mark}-unit", "").strip()
    if not said and not unit:
        return ""
    if said not in OFFERED or not UNIT.match(unit):
        text = N_("“%(name)s”: choose a role and write a unit's code.")
        raise AnswerRefusedError(Text(text, {"name": ", ".join(question.names)[:200]}))
    return f'["{said}@{unit}"]'
