"""The files of documents: laid out once and kept, sent, and taken back signed."""

from io import BytesIO
from uuid import UUID

from flask import current_app, url_for
from sqlalchemy.orm import Session

from engine.actor import SYSTEM, Actor
from engine.errors import NotFoundError
from web.cases.files import file_store
from web.database import database
from web.documents.paper import Marks, lay_out, paper
from web.documents.seals import check_seals, trusted_roots
from web.documents.words import fill_in, shipped_template
from workflows import attachments
from workflows.attachments import Upload
from workflows.attachments.errors import DamagedFileError
from workflows.attachments.store import find_attachment
from workflows.documents.commands import keep_pdf, keep_signed_copy
from workflows.documents.content import content_of
from workflows.documents.model import Document
from workflows.documents.store import template_on


def marks_of(document: Document) -> Marks:
    """Return what a document shows beside its content."""
    address = url_for("documents.show", document_id=document.id, _external=True)
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


def docx_of(session: Session, document: Document) -> bytes:
    """Return a document in Word's format, by the template in force on the day it was issued.

    Raises TemplateRefusedError where an administrator's template cannot be filled in.
    """
    template = template_on(session, document.kind, document.issued_on)
    said = paper(content_of(document.content), marks_of(document))
    return fill_in(template.data if template else shipped_template(), said)


def signed_of(document: Document) -> bytes:
    """Return the signed copy of a document.

    Raises NotFoundError where there is none, DamagedFileError.
    """
    if document.signed_id is None:
        raise NotFoundError
    return _read(document.signed_id)


def take_signed_copy(document: Document, data: bytes, *, by: Actor, key: str) -> None:
    """Check the signatures of a signed copy and keep it with what was found.

    Raises SignedCopyRefusedError, UploadRefusedError, NotAllowedError.
    """
    roots = trusted_roots(current_app.config["BANGVANG_SETTINGS"].trust_dir)
    seal = check_seals(data, pdf_of(document), roots)

    def work(writing: Session) -> None:
        file_id = _store(writing, document, data, "signed", by)
        keep_signed_copy(writing, document.id, file_id, seal, by=by, key=key)

    database().perform(work)


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
