"""Giving a document its number, keeping its files, replacing a template."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.commands.once import once
from engine.errors import BangVangError, NotAllowedError
from engine.text import N_, Text
from workflows.documents.kinds import Kind, find_kind
from workflows.documents.model import Document, DocumentTemplate
from workflows.documents.store import find_document, issuing_body, require_sight
from workflows.numbering.store import next_number
from workflows.organisation.model import body_of

Seal = Sequence[dict[str, Any]]


class TemplateRefusedError(BangVangError):
    """A template cannot be used; the text says why."""


def may_issue(kind: Kind, key: str, body: str, actor: Actor) -> bool:
    """Tell whether an actor may give documents of a kind about a case their number."""
    scope = key if kind.about == "bloc" else body
    return any(actor.holds(role, scope) for role in kind.issuers)


def issue_document(session: Session, kind: str, about: str, *, by: Actor, key: str) -> Document:
    """Freeze what a document says and give it the next number of its body's register.

    Numbers have no gaps: one is taken in the transaction that keeps the document. The caller owns the transaction.
    Raises NotFoundError, NotAllowedError, NotReadyError.
    """
    found = find_kind(kind)
    require_sight(session, found.about, about, by)

    def work() -> dict[str, Any]:
        if not may_issue(found, about, issuing_body(session, found.about, about), by):
            raise NotAllowedError(Text(N_("You may not give this document its number.")))
        content = found.content(session, about)
        number = next_number(session, f"VB-{content.body}-{content.code}", clock.today().year)
        made = Document(kind=kind, about=about, body_code=body_of(content.body), year=clock.today().year)
        made.number, made.symbol = number, f"{number:02d}/{content.code}"
        made.title, made.content = f"{content.title}: {content.about}"[:300], content.as_data()
        made.issued_on, made.issued_at = clock.today(), clock.now()
        made.issued_by, made.issued_by_name = by.id, by.name
        session.add(made)
        session.flush()
        return {"document": made.id}

    answer = once(session, "issue_document", {"kind": kind, "about": about}, work, by=by, key=key)
    return session.get_one(Document, answer["document"])


def keep_pdf(session: Session, document_id: UUID, attachment_id: UUID) -> None:
    """Note which file a document was laid out as, once; whoever comes second changes nothing."""
    document = session.get_one(Document, document_id)
    if document.pdf_id is None:
        document.pdf_id = attachment_id


def keep_signed_copy(  # noqa: PLR0913 - what is known of it
    session: Session, document_id: UUID, attachment_id: UUID, seal: Seal, *, by: Actor, key: str
) -> Document:
    """Keep the signed copy of a document with what the check of its signatures found; a later one replaces it.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError.
    """
    document = find_document(session, document_id, by)
    if not may_issue(find_kind(document.kind), document.about, document.body_code, by):
        raise NotAllowedError(Text(N_("You may not bring the signed copy of this document.")))

    def work() -> dict[str, Any]:
        document.signed_id, document.seal = attachment_id, list(seal)
        document.signed_at, document.signed_by_name = clock.now(), by.name
        return {"document": document_id}

    once(session, "keep_signed_copy", {"document": document_id, "file": attachment_id}, work, by=by, key=key)
    return document


def replace_template(  # noqa: PLR0913 - what is known of it
    session: Session, kind: str, data: bytes, filename: str, valid_from: date, *, by: Actor, key: str, note: str = ""
) -> DocumentTemplate:
    """Put a DOCX template in the place of the shipped one from a day on; the caller has tried it.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, TemplateRefusedError.
    """
    find_kind(kind)
    if not by.holds("administrator"):
        raise NotAllowedError

    def work() -> dict[str, Any]:
        if valid_from < clock.today():
            raise TemplateRefusedError(Text(N_("A template comes into force today or later.")))
        made = DocumentTemplate(kind=kind, valid_from=valid_from, filename=filename, data=data, note=note[:300])
        made.added_at, made.added_by_name = clock.now(), by.name
        session.add(made)
        session.flush()
        return {"template": made.id}

    request = {"kind": kind, "filename": filename, "valid_from": valid_from.isoformat(), "size": len(data)}
    answer = once(session, "replace_template", request, work, by=by, key=key)
    return session.get_one(DocumentTemplate, answer["template"])
