"""Confidential matters as one kind of thing: complaints of all kinds and revocations, by their codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.base import clock
from workflows.registers.awards.model import TitleRecord
from workflows.registers.complaints.model import Complaint
from workflows.registers.nominations.model import Nomination, NominationEntry
from workflows.registers.revocations.model import Revocation

REMEMBERED = timedelta(days=90)
"""For how long those who handled a matter are still told of it."""
PROCESSES = ("complaint", "revocation")
"""The processes whose instances are confidential."""


REVOCATION = "revocation"  # the kind of a matter that is no complaint


@dataclass(frozen=True)
class Matter:
    """A matter: its kind, the body that handles it, who took it up, whom it is about, and who raised it.

    `sender` is a person's id where somebody known here raised it, else empty.
    """

    code: str
    kind: str
    body: str
    received_by: str
    people: frozenset[str]
    units: frozenset[str]
    sender: str = ""


def find_matter(session: Session, code: str) -> Matter | None:
    """Return the matter of a code, or None for any other code."""
    complaint = session.get(Complaint, code) if code else None
    if complaint is not None:
        return _of_complaint(session, complaint)
    revocation = session.get(Revocation, code) if code else None
    return _of_revocation(revocation) if revocation is not None else None


def present_matters(session: Session, bodies: Iterable[str] | None = None) -> list[Matter]:
    """Return the matters that are open or were closed of late, of some bodies or of all."""
    return _matters(session, bodies, only_present=True)


def all_matters(session: Session, bodies: Iterable[str] | None = None) -> list[Matter]:
    """Return all matters there ever were, of some bodies or of all."""
    return _matters(session, bodies, only_present=False)


def matter_about(session: Session, about: Nomination) -> Matter:
    """Return a matter about a nomination as it would be, before there is one."""
    people, units = _subjects(session, about)
    return Matter("", "complaint", about.body_code, "", people, units)


def _matters(session: Session, bodies: Iterable[str] | None, *, only_present: bool) -> list[Matter]:
    complaints, revocations = select(Complaint), select(Revocation)
    if bodies is not None:
        wanted = sorted(bodies)
        complaints = complaints.where(Complaint.body_code.in_(wanted))
        revocations = revocations.where(Revocation.body_code.in_(wanted))
    if only_present:
        since = clock.now() - REMEMBERED
        complaints = complaints.where(or_(Complaint.closed_at.is_(None), Complaint.closed_at > since))
        revocations = revocations.where(or_(Revocation.closed_at.is_(None), Revocation.closed_at > since))
    found = [_of_complaint(session, one) for one in session.scalars(complaints.order_by(Complaint.code))]
    return found + [_of_revocation(one) for one in session.scalars(revocations.order_by(Revocation.code))]


def _of_complaint(session: Session, one: Complaint) -> Matter:
    people, units = _subjects(session, one.nomination)
    return Matter(one.code, one.kind, one.body_code, one.created_by, people, units, str(one.sender_id or ""))


def _of_revocation(one: Revocation) -> Matter:
    title: TitleRecord = one.title
    people = frozenset({str(title.person_id)} if title.person_id else ())
    units = frozenset({title.unit_code} if title.unit_code else ())
    return Matter(one.code, REVOCATION, one.body_code, one.created_by, people, units)


def _subjects(session: Session, about: Nomination) -> tuple[frozenset[str], frozenset[str]]:
    """Return the people and units a nomination proposes, those of a list too."""
    query = select(NominationEntry.person_id, NominationEntry.unit_code)
    listed = session.execute(query.where(NominationEntry.nomination == about.code)).all()
    people = {about.person_id, *(person for person, _ in listed)}
    units = {about.subject_unit_code, *(unit for person, unit in listed if person is None)}
    return frozenset(str(one) for one in people if one), frozenset(one for one in units if one)
