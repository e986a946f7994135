"""Pages of documents: looking at a draft, giving it its number, its record, its files."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base.actor import Actor
from engine.base.errors import FieldError, NotFoundError
from engine.base.text import N_
from engine.commands.tasks import barred_from
from engine.model import UserTaskState
from forms.dates import read_date_at
from web.base.database import database
from web.documents.files import copy_of, docx_of, draft_docx, pdf_of, signed_of, take_signed_copy
from web.documents.paper import Marks, lay_out
from web.documents.seals import SignedCopyRefusedError
from web.documents.words import MIMETYPE as DOCX
from web.layout.downloads import send_download
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.parts.again import show_again
from web.parts.shown import kind_name
from web.parts.sight import find_visible_task
from web.signin.access import access, current_actor, signed_in
from workflows.across.documents.awaited import awaited_paper
from workflows.across.documents.commands import MOST_REASON, NumberedElsewhereError, issue_document, may_issue
from workflows.across.documents.content import Content, content_of
from workflows.across.documents.kinds import NotReadyError, find_kind
from workflows.across.documents.model import Document
from workflows.across.documents.store import find_document, register_of, require_sight, signed_copies
from workflows.procedures.bloc_year.commands import key_of
from workflows.registers.attachments.errors import UploadRefusedError

bp = Blueprint("documents", __name__, url_prefix="/van-ban")
ISSUERS = ("emulation_dept", "council_secretary", "council_chair", "bloc_head")
READERS = (*ISSUERS, "body_leader", "auditor")
REFUSALS = (NotReadyError, NumberedElsewhereError)
_KEPT_APART = N_("The signed copy is kept, but a better one was brought before and counts.")
PAGES = {"nomination": "cases.show_nomination", "session": "councils.show_session", "bloc": "bloc_years.show_year"}


@bp.get("/du-thao/<kind>/<about>.pdf")
@signed_in
def preview(kind: str, about: str) -> ResponseReturnValue:
    """Send a document as it would read now, without number but for one that it has on paper already."""
    content, marks = _read_now(kind, about)
    return _send(lay_out(content, marks), "application/pdf", f"{_('draft')}-{about}.pdf")


@bp.get("/du-thao/<kind>/<about>.docx")
@signed_in
def preview_in_word(kind: str, about: str) -> ResponseReturnValue:
    """Send a document as it would read now in Word's format, to be filled in further."""
    content, marks = _read_now(kind, about)
    return _send(draft_docx(kind, content, marks, current_actor()), DOCX, f"{_('draft')}-{about}.docx")


@bp.get("/cho-ky/<uuid:task_id>.pdf")
@signed_in
def preview_awaited(task_id: UUID) -> ResponseReturnValue:
    """Send the paper that waits for the signature of whoever asks, as it will be issued but for number and day."""
    me = current_actor()
    with database().read() as reading:
        task = find_visible_task(reading, me, task_id)
        is_theirs = task.state == UserTaskState.OPEN and task.is_free_for(me.ids) and not barred_from(reading, task, me)
        found = awaited_paper(reading, task, {}) if is_theirs else None
    if found is None:
        raise NotFoundError
    return _send(lay_out(found.content, Marks()), "application/pdf", f"{_('draft')}-{found.about}.pdf")


def _read_now(kind: str, about: str) -> tuple[Content, Marks]:
    """Return what a document would say now; raises NotFoundError where it is not ready, or not for who asks."""
    found = find_kind(kind)
    with database().read() as reading:
        require_sight(reading, found.about, about, current_actor())
        try:
            return found.content(reading, about), Marks(*found.elsewhere(reading, about))
        except NotReadyError:
            raise NotFoundError from None


@bp.post("/cap-so/<kind>/<about>")
@access(*ISSUERS)
def issue(kind: str, about: str) -> ResponseReturnValue:
    """Give a document its number in the register; with a reason, one that has a number already becomes void."""
    key, me, reason = read_key(), current_actor(), request.form.get("void_reason", "").strip()[: MOST_REASON + 1]
    try:
        asked: dict[str, Any] = {"void_reason": reason, "issued_on": _day(request.form.get("issued_on", ""))}
        made = database().perform(lambda writing: _named(issue_document(writing, kind, about, by=me, key=key, **asked)))
    except FieldError as refusal:
        return _again(kind, about, refusal)
    except REFUSALS as refusal:
        notify(translate(refusal.text), "refused")
        return redirect(_page_of(kind, about), 303)
    notify(_("The document has number %(symbol)s.", symbol=made[1]))
    return redirect(url_for("documents.show", document_id=made[0]), 303)


@bp.get("/<uuid:document_id>")
@signed_in
def show(document_id: UUID) -> ResponseReturnValue:
    """Show the record of a document: number, day, files, signatures. Its QR leads here."""
    me = current_actor()
    with database().read() as reading:
        document = find_document(reading, document_id, me)
        kind = find_kind(document.kind)
        may_bring = may_issue(kind, document.about, document.body_code, me)
        shown = {"name": kind_name(kind), "page": _page_of(document.kind, document.about), "may_bring": may_bring}
        shown["copies"] = [
            one for one in signed_copies(reading, document_id) if one.attachment_id != document.signed_id
        ]
        shown["made_of"] = content_of(document.content).made_of
        shown["newer"] = reading.get(Document, document.replaced_by) if document.replaced_by else None
        return render_template("documents/document.html", document=document, key=new_key(), **shown)


@bp.get("/<uuid:document_id>.pdf")
@signed_in
def send_pdf(document_id: UUID) -> ResponseReturnValue:
    """Send a document as PDF."""
    document = _found(document_id, current_actor())
    return _send(pdf_of(document), "application/pdf", _filename(document, "pdf"))


@bp.get("/<uuid:document_id>.docx")
@signed_in
def send_docx(document_id: UUID) -> ResponseReturnValue:
    """Send a document in Word's format."""
    document = _found(document_id, current_actor())
    return _send(docx_of(document, current_actor()), DOCX, _filename(document, "docx"))


@bp.get("/<uuid:document_id>/ban-ky.pdf")
@signed_in
def send_signed(document_id: UUID) -> ResponseReturnValue:
    """Send the signed copy of a document."""
    document = _found(document_id, current_actor())
    return _send(signed_of(document), "application/pdf", _filename(document, "signed.pdf"))


@bp.get("/<uuid:document_id>/ban-ky/<uuid:copy_id>.pdf")
@signed_in
def send_copy(document_id: UUID, copy_id: UUID) -> ResponseReturnValue:
    """Send a signed copy that was brought but does not count."""
    with database().read() as reading:
        document = find_document(reading, document_id, current_actor())
        data = copy_of(reading, document, copy_id)
    return _send(data, "application/pdf", _filename(document, "signed.pdf"))


@bp.post("/<uuid:document_id>/ban-ky")
@access(*ISSUERS)
def bring_signed(document_id: UUID) -> ResponseReturnValue:
    """Take the signed copy of a document and check its signatures."""
    key, me = read_key(), current_actor()
    document, sent = _found(document_id, me), request.files.get("signed")
    try:
        counts = take_signed_copy(document, sent.read() if sent else b"", by=me, key=key)
    except (SignedCopyRefusedError, UploadRefusedError) as refusal:
        notify(translate(refusal.text), "refused")
    else:
        notify(_("The signed copy is kept; its signatures were checked.") if counts else _(_KEPT_APART))
    return redirect(url_for("documents.show", document_id=document_id), 303)


@bp.get("/so/<body>/<int:year>")
@access(*READERS)
def show_register(body: str, year: int) -> ResponseReturnValue:
    """Show every number that a body gave in a year."""
    me = current_actor()
    if not me.holds("auditor") and not any(me.holds(role, body) for role in (*ISSUERS, "body_leader")):
        raise NotFoundError
    with database().read() as reading:
        found = register_of(reading, body, year)
        return render_template("documents/register.html", found=found, body=body, year=year)


def _found(document_id: UUID, me: Actor) -> Document:
    with database().read() as reading:
        return find_document(reading, document_id, me)


def _day(written: str) -> date | None:
    """Return the day that was typed, nothing where none was; raises AnswerError."""
    return read_date_at("issued_on", written) if written.strip() else None


def _named(document: Document) -> tuple[UUID, str]:
    return document.id, document.symbol


def _page_of(kind: str, about: str) -> str:
    found = find_kind(kind).about
    return url_for(PAGES[found], code=_code_of(kind, about))


def _code_of(kind: str, about: str) -> str:
    return key_of(about) if find_kind(kind).about == "bloc" else about


def _again(kind: str, about: str, refusal: FieldError) -> ResponseReturnValue:
    """Show the page of a case again, another room's, with what was typed for its paper and what is wrong."""
    shown = current_app.view_functions[PAGES[find_kind(kind).about]](code=_code_of(kind, about))
    return show_again(make_response(shown).get_data(as_text=True), refusal)


def _filename(document: Document, ending: str) -> str:
    return f"{document.symbol.replace('/', '-')}.{ending}"


def _send(data: bytes, mimetype: str, name: str) -> ResponseReturnValue:
    return send_download(data, mimetype, name)
