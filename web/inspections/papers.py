"""Papers of inspections: attached, and sent to whoever sees what they belong to."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from web.base.database import database
from web.inspections.page import plan_page
from web.layout.downloads import send_download
from web.layout.notices import notify
from web.parts.again import show_again
from web.parts.files import file_store
from web.signin.access import access, current_actor, signed_in
from workflows.registers.attachments import DamagedFileError, FileStore, UploadRefusedError
from workflows.registers.inspections import store
from workflows.registers.inspections.commands import INSPECTORS, OWNERS
from workflows.registers.inspections.papers import Paper, attach_to_remedy, attach_to_visit, papers_of

bp = Blueprint("inspection_papers", __name__, url_prefix="/kiem-tra-giam-sat")
Attach = Callable[[Session, FileStore, Paper, Actor], None]


@bp.post("/<code>/luot/<uuid:visit_id>/giay-to")
@access(*INSPECTORS)
def attach_visit(code: str, visit_id: UUID) -> ResponseReturnValue:
    """Attach a paper to a visit."""
    return _attach(code, visit_id, lambda writing, files, sent, me: attach_to_visit(writing, files, sent, by=me))


@bp.post("/<code>/khac-phuc/<uuid:remedy_id>/giay-to")
@access(*OWNERS)
def attach_remedy(code: str, remedy_id: UUID) -> ResponseReturnValue:
    """Attach a paper to a remedy."""
    return _attach(code, remedy_id, lambda writing, files, sent, me: attach_to_remedy(writing, files, sent, by=me))


@bp.get("/<code>/luot/<uuid:visit_id>/giay-to/<uuid:file_id>")
@signed_in
def send(code: str, visit_id: UUID, file_id: UUID) -> ResponseReturnValue:
    """Send a paper of a visit, or of a remedy it asks for, to whoever may see the visit."""
    with database().read() as reading:
        visit = store.find_visit(reading, code, visit_id, current_actor())
        remedies = store.remedies_of(reading, [visit.id])
        papers = papers_of(reading, [visit.id, *(one.id for one in remedies)])
        found = next((one for each in papers.values() for one in each if one.id == file_id), None)
        if found is None:
            raise NotFoundError
        stream = file_store().open(found.sha256)
        if stream is None:
            raise DamagedFileError(found.filename)
        return send_download(stream, found.media_type, found.filename)


def _attach(code: str, about: UUID, command: Attach) -> ResponseReturnValue:
    me, sent = current_actor(), request.files.get("paper")
    if sent is None or not sent.filename:
        return redirect(url_for("inspections.show", code=code), 303)
    name = sent.filename

    def work(writing: Session) -> None:
        sent.stream.seek(0)  # the work may be repeated after a conflict
        command(writing, file_store(), Paper(about, name, sent.stream), me)

    try:
        database().perform(work)
    except UploadRefusedError as refusal:
        return show_again(plan_page(code), refusal)
    notify(_("The paper is attached."))
    return redirect(url_for("inspections.show", code=code), 303)
