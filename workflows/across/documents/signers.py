"""Who is to sign a document, and whether the name on a certificate is theirs."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from workflows.across.documents.certificates.model import SignerCertificate
from workflows.across.documents.certificates.store import standing_certificates
from workflows.across.documents.content import content_of
from workflows.across.documents.kinds import find_kind
from workflows.across.documents.model import Document
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.members import leader_of
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import (
    council_members,
    find_bloc_year,
    holders_of,
    unit_names,
    units_by_code,
)

SEATS = ("chair", "vice", "secretary")
Match = Literal["certificate", "person", "unregistered", "organisation", "other"]
"""Whose a certificate is: registered for who is to sign; theirs by name, with none registered or with another one;
the body's by name; anybody else's."""


class Signers:
    """The people and the organisations whose signatures a document expects, by the names on certificates."""

    def __init__(
        self, people: Iterable[str], organisations: Iterable[str], certificates: Mapping[str, str] | None = None
    ) -> None:
        self.people = {plain_name(name) for name in people} - {""}
        self.organisations = {plain_name(name) for name in organisations} - {""}
        self.certificates = {mark: plain_name(name) for mark, name in (certificates or {}).items()}
        """Whose certificates are registered, by fingerprint: everybody's, and only those of who is to sign by name."""

    def match(self, name: str, fingerprint: str = "") -> Match:
        """Tell whose certificate it is: by the register where it knows it, else by the name that stands on it.

        By name alone two people of one name are not told apart.
        """
        if fingerprint in self.certificates:
            return "certificate" if self.certificates[fingerprint] in self.people else "other"
        if plain_name(name) in self.people:
            return "unregistered" if plain_name(name) in self.certificates.values() else "person"
        return "organisation" if plain_name(name) in self.organisations else "other"

    def is_theirs(self, organisation: str) -> bool:
        """Tell whether the organisation that a certificate names is one that is to sign."""
        return plain_name(organisation) in self.organisations


def signers_of(session: Session, document: Document) -> Signers:
    """Return who is to sign a document: who is named at its end, and who holds the office on the day of its number."""
    content = content_of(document.content)
    bodies = [document.body_code]
    if find_kind(document.kind).about == "bloc":
        year = find_bloc_year(session, document.about)
        bodies = [code for code in (year.head_code, year.deputy_code) if code]
    named = [one.name for one in content.signatures]
    officers = list(_officers(session, document, bodies))
    organisations = [content.superior, content.issuer, *unit_names(session, bodies).values()]
    people = [*named, *(one.full_name for one in officers)]
    return Signers(people, organisations, _registered(session, people, {one.id for one in officers}))


def _registered(session: Session, people: Iterable[str], officers: Collection[UUID]) -> dict[str, str]:
    """Return whose certificates are registered, by fingerprint.

    Somebody who only has the name of one who is to sign, and holds no such office, is nobody whose signature counts.
    """
    expected = {plain_name(name) for name in people}
    return {
        one.fingerprint: "" if _is_namesake(one, expected, officers) else one.person.full_name
        for one in standing_certificates(session)
    }


def _is_namesake(one: SignerCertificate, expected: Collection[str], officers: Collection[UUID]) -> bool:
    return bool(officers) and plain_name(one.person.full_name) in expected and one.person_id not in officers


def _officers(session: Session, document: Document, bodies: Iterable[str]) -> Iterator[Person]:
    if find_kind(document.kind).about == "session":
        for seat in council_members(session, document.body_code, document.issued_on):
            if seat.role in SEATS:
                yield seat.person
        return
    for member in units_by_code(session, list(bodies)).values():
        role, _, code = leader_of(member).partition("@")
        yield from holders_of(session, role, code, document.issued_on)


def plain_name(name: str) -> str:
    """Return a name as it is compared: without marks, capitals, what stands in brackets, and signs."""
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"\([^)]*\)", " ", fold_text(name))).split())
