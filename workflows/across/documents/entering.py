"""What a number changes in the registers: an award carries number, day and authority of its decision."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from workflows.across.documents.contents.offices import deciding_office
from workflows.across.documents.model import Document
from workflows.procedures.council_session.store import find_session
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.awards.store import titles_from


def enter_number(session: Session, document: Document) -> None:
    """Let the register say what the document says, so that register, award and paper never differ.

    The caller owns the transaction.
    """
    enter = _ENTERING.get(document.kind)
    if enter is not None:
        enter(session, document)


def _enter_awards(session: Session, document: Document) -> None:
    nomination = get_nomination(session, document.about)
    authority = deciding_office(session, nomination)
    for title in titles_from(session, nomination.award_code, nomination.year, nomination.code):
        title.decision_no, title.decided_on = document.symbol[:80], document.issued_on
        title.authority = authority or title.authority


def _enter_minutes(session: Session, document: Document) -> None:
    sitting = find_session(session, document.about)
    sitting.document_no, sitting.signed_on = document.symbol[:80], document.issued_on


_ENTERING: dict[str, Callable[[Session, Document], None]] = {"decision": _enter_awards, "minutes": _enter_minutes}
