"""The condition that one case belongs to another."""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from engine.model import Instance, LegalHold
from workflows.procedures.council_session.model import AgendaItem
from workflows.registers.complaints.model import Complaint
from workflows.registers.nominations.model import Nomination

Key = ColumnElement[str]


def belongs_to(held: Key, other: Key) -> ColumnElement[bool]:
    """Return the condition that what is held by one case's number reaches another: in one step, or by its nomination.

    A nomination reaches the complaints about it, the sessions of councils that had it on their agenda, and the vote of
    its bloc; a complaint reaches its nomination, and with it the rest.
    """
    about = select(Complaint.nomination_code).where(Complaint.code == held).correlate(LegalHold, Instance)
    sat = exists().where(AgendaItem.session_code == other, _is(AgendaItem.nomination, held, about))
    voted = exists().where(Nomination.bloc_scope == other, _is(Nomination.code, held, about))
    complained = exists().where(Complaint.code == other, Complaint.nomination_code == held)
    complaint_of = exists().where(Complaint.code == held, Complaint.nomination_code == other)
    return or_(*(one.correlate(LegalHold, Instance) for one in (sat, voted, complained, complaint_of)))


def _is(nomination: Any, held: Key, about: Any) -> ColumnElement[bool]:
    return or_(nomination == held, nomination.in_(about))
