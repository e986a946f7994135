"""Confidential matters as one kind of thing: complaints of all kinds and revocations, by their codes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, or_, select
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


Subjects = tuple[frozenset[str], frozenset[str]]
"""People by their ids, and codes of units."""
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
        return _of_complaint(complaint, *_subjects(session, [complaint.nomination])[complaint.nomination_code])
    revocation = session.get(Revocation, code) if code else None
    return _of_revocation(revocation) if revocation is not None else None


def find_matters(session: Session, codes: Collection[str]) -> dict[str, Matter]:
    """Return the matters among some codes, by their codes."""
    complaints = select(Complaint).where(Complaint.code.in_(codes)).order_by(Complaint.code)
    revocations = select(Revocation).where(Revocation.code.in_(codes)).order_by(Revocation.code)
    return {one.code: one for one in _read(session, complaints, revocations)} if codes else {}


def present_matters(session: Session, bodies: Iterable[str] | None = None) -> list[Matter]:
    """Return the matters that are open or were closed of late, of some bodies or of all."""
    return _matters(session, bodies, only_present=True)


def all_matters(session: Session, bodies: Iterable[str] | None = None) -> list[Matter]:
    """Return all matters there ever were, of some bodies or of all."""
    return _matters(session, bodies, only_present=False)


def matter_about(session: Session, about: Nomination) -> Matter:
    """Return a matter about a nomination as it would be, before there is one."""
    return matters_about(session, [about])[about.code]


def matters_about(session: Session, about: Collection[Nomination]) -> dict[str, Matter]:
    """Return a matter about each of some nominations as it would be, by the nomination's code."""
    subjects = _subjects(session, about)
    return {one.code: Matter("", "complaint", one.body_code, "", *subjects[one.code]) for one in about}


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
    return _read(session, complaints.order_by(Complaint.code), revocations.order_by(Revocation.code))


def _read(session: Session, complaints: Select[Complaint], revocations: Select[Revocation]) -> list[Matter]:
    raised = list(session.scalars(complaints))
    subjects = _subjects(session, [one.nomination for one in raised])
    found = [_of_complaint(one, *subjects[one.nomination_code]) for one in raised]
    return found + [_of_revocation(one) for one in session.scalars(revocations)]


def _of_complaint(one: Complaint, people: frozenset[str], units: frozenset[str]) -> Matter:
    return Matter(one.code, one.kind, one.body_code, one.created_by, people, units, str(one.sender_id or ""))


def _of_revocation(one: Revocation) -> Matter:
    title: TitleRecord = one.title
    people = frozenset({str(title.person_id)} if title.person_id else ())
    units = frozenset({title.unit_code} if title.unit_code else ())
    return Matter(one.code, REVOCATION, one.body_code, one.created_by, people, units)


def _subjects(session: Session, about: Collection[Nomination]) -> dict[str, Subjects]:
    """Return by their codes the people and units that some nominations propose, those of a list too."""
    entry = NominationEntry
    query = select(entry.nomination, entry.person_id, entry.unit_code)
    query = query.where(entry.nomination.in_({one.code for one in about}))
    people = {one.code: {one.person_id} for one in about}
    units = {one.code: {one.subject_unit_code} for one in about}
    for code, person, unit in session.execute(query) if about else ():
        people[code].add(person)
        units[code].add(unit if person is None else None)
    return {
        code: (frozenset(str(one) for one in people[code] if one), frozenset(one for one in units[code] if one))
        for code in people
    }
