"""Who is to sign a document, and whether the name on a certificate is theirs."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from sqlalchemy.orm import Session

from workflows.across.documents.content import content_of
from workflows.across.documents.kinds import find_kind
from workflows.across.documents.model import Document
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.store import council_members, find_bloc_year, holders_of, unit_names

SEATS = ("chair", "vice", "secretary")
Match = Literal["person", "organisation", "other"]


class Signers:
    """The people and the organisations whose signatures a document expects, by the names on certificates."""

    def __init__(self, people: Iterable[str], organisations: Iterable[str]) -> None:
        self.people = {plain_name(name) for name in people} - {""}
        self.organisations = {plain_name(name) for name in organisations} - {""}

    def match(self, name: str) -> Match:
        """Tell whose name stands on a certificate. Names only: two people of one name are not told apart."""
        if plain_name(name) in self.people:
            return "person"
        return "organisation" if plain_name(name) in self.organisations else "other"


def signers_of(session: Session, document: Document) -> Signers:
    """Return who is to sign a document: who is named at its end, and who holds the office on the day of its number."""
    content = content_of(document.content)
    bodies = [document.body_code]
    if find_kind(document.kind).about == "bloc":
        year = find_bloc_year(session, document.about)
        bodies = [code for code in (year.head_code, year.deputy_code) if code]
    named = [one.name for one in content.signatures]
    organisations = [content.superior, content.issuer, *unit_names(session, bodies).values()]
    return Signers([*named, *_officers(session, document, bodies)], organisations)


def _officers(session: Session, document: Document, bodies: Iterable[str]) -> Iterator[str]:
    if find_kind(document.kind).about == "session":
        for seat in council_members(session, document.body_code, document.issued_on):
            if seat.role in SEATS:
                yield seat.person.full_name
        return
    for body in bodies:
        for person in holders_of(session, "body_leader", body, document.issued_on):
            yield person.full_name


def plain_name(name: str) -> str:
    """Return a name as it is compared: without marks, capitals, what stands in brackets, and signs."""
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"\([^)]*\)", " ", fold_text(name))).split())
