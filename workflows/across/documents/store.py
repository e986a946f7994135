"""All queries on documents and their templates, and who sees them."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.across.documents.kinds import About, find_kind
from workflows.across.documents.model import Document, DocumentTemplate, SignedCopy
from workflows.procedures.bloc_year.overview.sight import visible_year
from workflows.procedures.council_session.store import find_session, visible_session
from workflows.procedures.nomination.store import find_nomination, get_nomination
from workflows.registers.organisation.store import find_bloc_year


def issuing_body(session: Session, about: About, key: str) -> str:
    """Return the body in whose register documents about a case are numbered.

    Raises NotFoundError.
    """
    if about == "nomination":
        return get_nomination(session, key).reviewer
    return find_session(session, key).council_code if about == "session" else find_bloc_year(session, key).head_code


def require_sight(session: Session, about: About, key: str, actor: Actor) -> None:
    """Refuse who may not see what a document is made of.

    Raises NotFoundError, for the foreign as for the missing.
    """
    if about == "nomination":
        find_nomination(session, key, actor)
    elif about == "session":
        visible_session(session, key, actor)
    else:
        visible_year(session, key, actor)


def find_document(session: Session, document_id: UUID, actor: Actor) -> Document:
    """Return a document that the actor may see, since they see what it is made of.

    Raises NotFoundError, for the foreign as for the missing.
    """
    found = session.get(Document, document_id)
    if found is None:
        raise NotFoundError
    require_sight(session, find_kind(found.kind).about, found.about, actor)
    return found


def live_document(session: Session, kind: str, about: str) -> Document | None:
    """Return the document of a kind about a case that is not void; others who ask to write wait."""
    query = select(Document).where(Document.kind == kind, Document.about == about, Document.voided_at.is_(None))
    return session.scalar(query.with_for_update(of=Document).execution_options(populate_existing=True))


def lock_document(session: Session, document_id: UUID) -> None:
    """Keep others from bringing signed copies of a document until the transaction ends."""
    query = select(Document).where(Document.id == document_id).with_for_update(of=Document)
    session.execute(query.execution_options(populate_existing=True))


def signed_copies(session: Session, document_id: UUID) -> list[SignedCopy]:
    """Return every signed copy that was brought of a document, the newest first."""
    query = select(SignedCopy).where(SignedCopy.document_id == document_id)
    return list(session.scalars(query.order_by(SignedCopy.brought_at.desc(), SignedCopy.id.desc())))


def documents_about(session: Session, key: str) -> list[Document]:
    """Return the documents made of a case, the newest first."""
    query = (
        select(Document)
        .where(Document.about == key)
        .order_by(Document.issued_at.desc(), Document.number.desc(), Document.id)
    )
    return list(session.scalars(query))


def register_of(session: Session, body: str, year: int) -> list[Document]:
    """Return the register of a body in a year: every number given, kind by kind."""
    query = select(Document).where(Document.body_code == body, Document.year == year)
    return list(session.scalars(query.order_by(Document.kind, Document.number)))


def last_day_of(session: Session, body: str, code: str, year: int) -> date | None:
    """Return the latest day of the numbers that a body gave in a series in a year."""
    query = select(func.max(Document.issued_on)).where(Document.body_code == body, Document.year == year)
    return session.scalar(query.where(Document.symbol.endswith(f"/{code}", autoescape=True)))


def template_on(session: Session, kind: str, on: date) -> DocumentTemplate | None:
    """Return the template in force on a day, where one replaces the shipped one."""
    query = select(DocumentTemplate).where(DocumentTemplate.kind == kind, DocumentTemplate.valid_from <= on)
    newest = query.order_by(DocumentTemplate.valid_from.desc(), DocumentTemplate.added_at.desc(), DocumentTemplate.id)
    return session.scalars(newest.limit(1)).first()


def all_templates(session: Session) -> list[DocumentTemplate]:
    """Return every template, the newest first, without their data."""
    query = select(DocumentTemplate).options(defer(DocumentTemplate.data))
    return list(
        session.scalars(
            query.order_by(DocumentTemplate.valid_from.desc(), DocumentTemplate.added_at.desc(), DocumentTemplate.id)
        )
    )
