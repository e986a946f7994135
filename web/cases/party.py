"""The page on which the body's office records what a party committee said of a nomination."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.errors import FieldError, NotAllowedError
from forms.dates import read_date_at
from web.base.database import database
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.parts.again import show_again
from web.parts.files import file_store
from web.signin.access import access, current_actor
from workflows.across.party.commands import RECORDERS, Said, may_record, record_party_opinion
from workflows.procedures.nomination.party.paper import attach_paper
from workflows.procedures.nomination.store import find_nomination
from workflows.registers.attachments import UploadRefusedError

bp = Blueprint("party", __name__, url_prefix="/ho-so")


@bp.get("/<code>/y-kien-cap-uy")
@access(*RECORDERS)
def begin(code: str) -> ResponseReturnValue:
    """Show the form on which an opinion is recorded."""
    return _form(code)


@bp.post("/<code>/y-kien-cap-uy")
@access(*RECORDERS)
def record(code: str) -> ResponseReturnValue:
    """Record an opinion with its paper, or say what is missing."""
    key, me, sent, file = read_key(), current_actor(), request.form, request.files.get("paper")

    def work(writing: Session) -> None:
        made = record_party_opinion(writing, code, _said(sent), by=me, key=key)
        if file is not None and file.filename:
            file.stream.seek(0)  # the work may be repeated after a conflict
            attach_paper(writing, file_store(), made, file.filename, file.stream, by=me)

    try:
        database().perform(work)
    except (FieldError, UploadRefusedError) as refusal:
        return show_again(_form(code), refusal)
    notify(_("The opinion is recorded."))
    return redirect(url_for("cases.show_nomination", code=code), 303)


def _said(sent: Mapping[str, str]) -> Said:
    texts = {name: sent.get(name, "").strip()[:2001] for name in ("committee", "paper_no", "note")}
    paper_on = read_date_at("paper_on", sent.get("paper_on", ""))
    return Said(**texts, paper_on=paper_on, agrees=sent.get("agrees") == "yes")


def _form(code: str) -> str:
    me = current_actor()
    with database().read() as reading:
        about = find_nomination(reading, code, me)
        if not may_record(reading, me, about):
            raise NotAllowedError
        return render_template("cases/party.html", about=about, key=new_key())
