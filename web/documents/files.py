"""The files of documents: laid out once and kept, sent, and taken back signed."""

import hashlib
from datetime import date
from io import BytesIO
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import NotFoundError
from web.base.database import database
from web.documents.copies import judge_copy
from web.documents.paper import Marks, lay_out, paper
from web.documents.seals import trust_in
from web.documents.words import fill_in, fill_in_shipped
from web.layout.addresses import absolute_url
from web.parts.files import file_store
from workflows.across.documents.commands import keep_pdf, keep_signed_copy
from workflows.across.documents.content import Content, content_of
from workflows.across.documents.model import Document, SignedCopy
from workflows.across.documents.signers import signers_of
from workflows.across.documents.store import template_on
from workflows.registers import attachments
from workflows.registers.attachments import Upload
from workflows.registers.attachments.errors import DamagedFileError
from workflows.registers.attachments.store import find_attachment


def marks_of(document: Document) -> Marks:
    """Return what a document shows beside its content; without an address people use, no code that leads there."""
    address = absolute_url("documents.show", document_id=document.id)
    return Marks(document.symbol, document.issued_on, address)


def pdf_of(document: Document) -> bytes:
    """Return the PDF of a document: laid out at the first request, the same bytes ever after.

    Raises LayoutMissingError, DamagedFileError.
    """
    if document.pdf_id is not None:
        return _read(document.pdf_id)
    made = lay_out(content_of(document.content), marks_of(document))
    database().perform(lambda writing: keep_pdf(writing, document.id, _store(writing, document, made, "pdf", SYSTEM)))
    with database().read() as reading:
        kept = reading.get_one(Document, document.id).pdf_id
    return _read(kept) if kept else made


def docx_of(document: Document, by: Actor) -> bytes:
    """Return a document in Word's format, by the template in force on the day it was issued.

    Raises TemplateRefusedError where an administrator's template cannot be filled in, TooManyError.
    """
    return _docx(document.kind, content_of(document.content), marks_of(document), document.issued_on, by)


def draft_docx(kind: str, content: Content, marks: Marks, by: Actor) -> bytes:
    """Return a document that got no number here in Word's format, by the template of today; raises as `docx_of`."""
    return _docx(kind, content, marks, clock.today(), by)


def _docx(kind: str, content: Content, marks: Marks, day: date, by: Actor) -> bytes:
    with database().read() as reading:
        template = template_on(reading, kind, day)
    said = paper(content, marks)
    return fill_in(template.data, said, by.id) if template else fill_in_shipped(said)


def signed_of(document: Document) -> bytes:
    """Return the signed copy of a document.

    Raises NotFoundError where there is none, DamagedFileError.
    """
    if document.signed_id is None:
        raise NotFoundError
    return _read(document.signed_id)


def take_signed_copy(document: Document, data: bytes, *, by: Actor, key: str) -> bool:
    """Check a signed copy against the file that was issued, keep it, and tell whether it counts from now on.

    Raises SignedCopyRefusedError, UploadRefusedError, NotAllowedError.
    """
    settings = current_app.config["BANGVANG_SETTINGS"]
    trust = trust_in(settings.trust_dir, asks_issuers=settings.ask_revocation)
    with database().read() as reading:
        signers = signers_of(reading, document)
    seal, grade = judge_copy(data, pdf_of(document), content_of(document.content), signers, trust)
    sha256 = hashlib.sha256(data).hexdigest()

    def work(writing: Session) -> bool:
        file_id = _store(writing, document, data, "signed", by)
        copy = SignedCopy(attachment_id=file_id, sha256=sha256, seal=seal, grade=grade)
        return keep_signed_copy(writing, document.id, copy, by=by, key=key)[1]

    return database().perform(work)


def copy_of(session: Session, document: Document, copy_id: UUID) -> bytes:
    """Return one of the signed copies that were brought of a document.

    Raises NotFoundError where there is none, DamagedFileError.
    """
    found = session.get(SignedCopy, copy_id)
    if found is None or found.document_id != document.id:
        raise NotFoundError
    return _read(found.attachment_id)


def _store(session: Session, document: Document, data: bytes, field: str, by: Actor) -> UUID:
    name = f"{document.symbol.replace('/', '-')}.pdf"
    upload = Upload(name, str(document.id), None, f"document.{field}")
    made = attachments.store_upload(session, file_store(), BytesIO(data), upload, by=by)
    attachments.keep_attachments(session, [str(made.id)], str(document.id))
    return made.id


def _read(attachment_id: UUID) -> bytes:
    with database().read() as reading:
        found = find_attachment(reading, attachment_id)
        sha256, name = found.sha256, found.filename
    stream = file_store().open(sha256)
    if stream is None:
        raise DamagedFileError(name)
    with stream:
        return stream.read()
