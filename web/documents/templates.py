"""Pages on which administrators replace the Word templates of documents."""

from datetime import date
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base import clock
from engine.base.errors import NotFoundError
from engine.commands import propose_act
from engine.commands.operators import ReasonMissingError
from engine.commands.proposals import ActClosedError
from engine.store.proposals import find_act
from forms.dates import read_date
from forms.errors import AnswerError
from web.base.database import database
from web.documents.paper import Marks, paper
from web.documents.words import MIMETYPE, MOST_BYTES, SAMPLE, fill_in, shipped_template
from web.layout.downloads import send_download
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.parts.shown import kind_name
from web.signin.access import access, current_actor
from workflows.across.documents.commands import TemplateRefusedError
from workflows.across.documents.kinds import KINDS, find_kind
from workflows.across.documents.proposing import NAME, file_of, request_for
from workflows.across.documents.store import all_templates, template_on

bp = Blueprint("document_templates", __name__, url_prefix="/van-ban/mau")
TRIAL = Marks("01/TTr-CQ", date(2026, 1, 31), "https://bangvang.example/van-ban/0")


@bp.get("")
@access("administrator")
def list_templates() -> ResponseReturnValue:
    """Show which template each kind of document has, and since when."""
    with database().read() as reading:
        added = all_templates(reading)
        today = clock.today()
        current = {kind: template_on(reading, kind, today) for kind in KINDS}
        names = {key: kind_name(kind) for key, kind in KINDS.items()}
        return render_template("documents/templates.html", names=names, current=current, added=added, key=new_key())


@bp.get("/<kind>.docx")
@access("administrator")
def download(kind: str) -> ResponseReturnValue:
    """Send the template in force, to be changed in Word and brought back."""
    find_kind(kind)
    with database().read() as reading:
        found = template_on(reading, kind, clock.today())
        data = found.data if found else shipped_template()
    return send_download(data, MIMETYPE, f"{kind}.docx")


@bp.post("/<kind>")
@access("administrator")
def replace(kind: str) -> ResponseReturnValue:
    """Try a template with sample text, and propose that it takes the place of the one before from a day on."""
    key, me, sent = read_key(), current_actor(), request.files.get("template")
    data = sent.read(MOST_BYTES + 1) if sent else b""
    name, note = (sent.filename or "")[:200] if sent else "", request.form.get("note", "")[:300]
    try:
        fill_in(data, paper(SAMPLE, TRIAL), me.id)
        day = _day(request.form.get("valid_from", ""))
        asked = request_for(kind, data, name, day)
        act = database().perform(lambda writing: propose_act(writing, NAME, asked, note, by=me, key=key).id)
    except (TemplateRefusedError, AnswerError, ReasonMissingError, ActClosedError) as refusal:
        notify(translate(refusal.text), "refused")
        return redirect(url_for("document_templates.list_templates"), 303)
    notify(_("Proposed. It is done once another person approves it; those who may were told."))
    return redirect(url_for("proposals.show_act", act_id=act), 303)


@bp.get("/de-nghi/<uuid:act_id>.docx")
@access("administrator", "process_approver", "auditor")
def proposed(act_id: UUID) -> ResponseReturnValue:
    """Send a template that was proposed, to be looked at before it is approved."""
    with database().read() as reading:
        act = find_act(reading, act_id)
    if act.kind != NAME:
        raise NotFoundError
    return send_download(file_of(act.request), MIMETYPE, "mau.docx")


def _day(written: str) -> date:
    """Return the day as written, today where nothing is.

    Raises AnswerError.
    """
    return read_date(written) if written.strip() else clock.today()
