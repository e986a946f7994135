"""Giving a document its number, keeping its files, replacing a template."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, FieldError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.commands.operators import require_two
from engine.store.turns import take_turns
from workflows.across.documents.content import Content
from workflows.across.documents.dating import require_day_of, require_order
from workflows.across.documents.entering import enter_number
from workflows.across.documents.kinds import Kind, find_kind
from workflows.across.documents.model import Document, DocumentTemplate, SignedCopy
from workflows.across.documents.store import find_document, issuing_body, live_document, lock_document, require_sight
from workflows.registers.numbering.store import next_number

MOST_REASON = 500


class DocumentStandsError(FieldError):
    """There is a document of this kind about the case already; a new one needs a reason for which it is void."""

    def __init__(self, document: Document) -> None:
        said = N_("This document has number %(symbol)s already. A new one voids it: give the reason.")
        super().__init__(Text(said, {"symbol": document.symbol}), "void_reason")


class ReasonTooLongError(FieldError):
    """Why a document is void is said in more letters than its record keeps."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Please write at most %(most)s letters."), {"most": MOST_REASON}), "void_reason")


class NumberedElsewhereError(BangVangError):
    """A document has its number on paper already: one paper, one number."""

    def __init__(self, symbol: str) -> None:
        said = N_("This document has number %(symbol)s on paper already; the register gives it no second one.")
        super().__init__(Text(said, {"symbol": symbol}))


class TemplateRefusedError(BangVangError):
    """A template cannot be used; the text says why."""


def may_issue(kind: Kind, key: str, body: str, actor: Actor) -> bool:
    """Tell whether an actor may give documents of a kind about a case their number."""
    scope = key if kind.about == "bloc" else body
    return any(actor.holds(role, scope) for role in kind.issuers)


def issue_document(  # noqa: PLR0913 - what is numbered, why once more, and who
    session: Session,
    kind: str,
    about: str,
    *,
    by: Actor,
    key: str,
    void_reason: str = "",
    issued_on: date | None = None,
) -> Document:
    """Freeze what a document says and give it the next number of its body's register, dated today unless told.

    Where the case has such a document already it becomes void, for a reason. Numbers have no gaps: one is taken in the
    transaction that keeps the document. The caller owns the transaction. Raises NotFoundError, NotAllowedError,
    NotReadyError, NumberedElsewhereError, DocumentStandsError, ReasonTooLongError, DayRefusedError.
    """
    found = find_kind(kind)
    require_sight(session, found.about, about, by)

    def work() -> dict[str, Any]:
        if not may_issue(found, about, issuing_body(session, found.about, about), by):
            raise NotAllowedError(Text(N_("You may not give this document its number.")))
        content = found.content(session, about)
        _require_none_elsewhere(session, found, about)
        require_day_of(session, found, about, day := issued_on or clock.today())
        take_turns(session, "document", kind, about)
        standing = live_document(session, kind, about)
        if standing is not None:
            _void(session, standing, void_reason.strip(), by)
        made = _numbered(session, (kind, about, day), content, by)
        if standing is not None:
            standing.replaced_by = made.id
        enter_number(session, made)
        return {"document": made.id}

    request = {"kind": kind, "about": about} | ({"void_reason": void_reason} if void_reason else {})
    request |= {"issued_on": issued_on.isoformat()} if issued_on else {}
    answer = once(session, "issue_document", request, work, by=by, key=key)
    return session.get_one(Document, answer["document"])


def _require_none_elsewhere(session: Session, kind: Kind, about: str) -> None:
    symbol, _day = kind.elsewhere(session, about)
    if symbol:
        raise NumberedElsewhereError(symbol)


def _void(session: Session, document: Document, reason: str, by: Actor) -> None:
    if not reason:
        raise DocumentStandsError(document)
    if len(reason) > MOST_REASON:
        raise ReasonTooLongError
    document.voided_at, document.voided_by_name, document.void_reason = clock.now(), by.name, reason
    session.flush()


def _numbered(session: Session, what: tuple[str, str, date], content: Content, by: Actor) -> Document:
    kind, about, day = what
    number = next_number(session, f"VB-{content.body}-{content.code}", day.year)
    require_order(session, content.body, content.code, day)
    made = Document(kind=kind, about=about, body_code=content.body, year=day.year)
    made.number, made.symbol = number, f"{number:02d}/{content.code}"
    made.title, made.content = content.named[:300], content.as_data()
    made.issued_on, made.issued_at = day, clock.now()
    made.issued_by, made.issued_by_name = by.id, by.name
    session.add(made)
    session.flush()
    return made


def keep_pdf(session: Session, document_id: UUID, attachment_id: UUID) -> None:
    """Note which file a document was laid out as, once; whoever comes second changes nothing."""
    document = session.get_one(Document, document_id)
    if document.pdf_id is None:
        document.pdf_id = attachment_id


def keep_signed_copy(
    session: Session, document_id: UUID, copy: SignedCopy, *, by: Actor, key: str
) -> tuple[Document, bool]:
    """Keep a signed copy beside those brought before; it counts from now on unless a better one does.

    Returns the document and whether the copy counts. The caller has checked it and owns the transaction. Raises
    NotFoundError, NotAllowedError.
    """
    document = find_document(session, document_id, by)
    if not may_issue(find_kind(document.kind), document.about, document.body_code, by):
        raise NotAllowedError(Text(N_("You may not bring the signed copy of this document.")))

    def work() -> dict[str, Any]:
        lock_document(session, document_id)
        copy.document_id, copy.brought_at, copy.brought_by_name = document_id, clock.now(), by.name
        session.add(copy)
        counts = (copy.grade, len(copy.seal)) >= (document.signed_grade, len(document.seal or []))
        if counts or document.signed_id is None:
            document.signed_id, document.seal, document.signed_grade = copy.attachment_id, copy.seal, copy.grade
            document.signed_at, document.signed_by_name = copy.brought_at, by.name
        session.flush()
        return {"document": document_id, "counts": document.signed_id == copy.attachment_id}

    answer = once(session, "keep_signed_copy", {"document": document_id, "sha256": copy.sha256}, work, by=by, key=key)
    return document, bool(answer["counts"])


def replace_template(  # noqa: PLR0913 - what is known of it
    session: Session, kind: str, data: bytes, filename: str, valid_from: date, *, by: Actor, key: str, note: str = ""
) -> DocumentTemplate:
    """Put a DOCX template in the place of the shipped one from a day on; the caller has tried it.

    The caller owns the transaction. Raises NotFoundError, NeedsTwoError, ReasonMissingError, TemplateRefusedError.
    """
    find_kind(kind)
    require_two(by, "replace_template", note)

    def work() -> dict[str, Any]:
        require_day(valid_from)
        made = DocumentTemplate(kind=kind, valid_from=valid_from, filename=filename, data=data, note=note[:300])
        made.added_at, made.added_by_name = clock.now(), by.name
        session.add(made)
        session.flush()
        return {"template": made.id}

    request = {"kind": kind, "filename": filename, "valid_from": valid_from.isoformat(), "size": len(data)}
    answer = once(session, "replace_template", request, work, by=by, key=key)
    return session.get_one(DocumentTemplate, answer["template"])


def require_day(valid_from: date) -> None:
    """Refuse a day that is over; raises TemplateRefusedError."""
    if valid_from < clock.today():
        raise TemplateRefusedError(Text(N_("A template comes into force today or later.")))
