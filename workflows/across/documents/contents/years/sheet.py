"""What all papers of a bloc's year share: head, signatures, what was said in the year and when it was done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from engine.store.instances import instances_for, variables_of
from engine.store.tasks import tasks_of
from workflows.across.documents.bases.store import bases_printed
from workflows.across.documents.content import Content, Heading, Section, Signature
from workflows.across.documents.contents.letterhead import ARCHIVE, PLACE, body_named
from workflows.across.documents.contents.offices import head_of, office_named, title_of
from workflows.procedures.bloc_year.commands import key_of
from workflows.registers.awards.store import regime_on
from workflows.registers.organisation.called import is_called_cluster
from workflows.registers.organisation.model import BlocYear, Person
from workflows.registers.organisation.store import holders_of

UNKNOWN = "THỦ TRƯỞNG CƠ QUAN"
BOARD = "Ban Thi đua - Khen thưởng Trung ương"


def said_in(session: Session, scope: str) -> Mapping[str, Any]:
    """Return what was said in the year of a bloc; nothing before it begins."""
    instances = instances_for(session, key_of(scope))
    return variables_of(session, instances[-1].id) if instances else {}


def done_on(session: Session, scope: str, step: str) -> date | None:
    """Return the day on which a step of the year was last done."""
    found = tasks_of(session, key_of(scope))
    moments = [one.completed_at for one in found if one.element_id == step and one.completed_at is not None]
    return local_day(max(moments)) if moments else None


def paragraphs_of(text: object) -> list[str]:
    """Return what was written, a paragraph for each line that has something on it."""
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def bases_of(session: Session, year: BlocYear, kind: str) -> list[str]:
    """Return what papers of a kind of a year rest on, as of its first day."""
    laws = bases_printed(session, year.head_code, kind, regime_on(session, date(year.year, 1, 1)))
    return [f"Căn cứ {law}{';' if n < len(laws) else '.'}" for n, law in enumerate(laws, 1)]


def word_of(year: BlocYear) -> str:
    """Return what a bloc or a cluster is called on its papers: by its own name `Cụm` or `Khối`."""
    return "Cụm" if is_called_cluster(year.bloc.name) else "Khối"


def _leading(session: Session, code: str) -> tuple[Person | None, str]:
    """Return who heads a member and as what: a body by its council's chair, a unit of a body by its post."""
    if body_named(session, code).has_own_office:
        person = head_of(session, code)
        return person, title_of(session, person, code) if person else ""
    person = next(iter(holders_of(session, "unit_head", code)), None)
    return person, person.position if person else ""


def signed_by_head(session: Session, year: BlocYear) -> list[Signature]:
    """Return the signature of who heads the body that heads the bloc, for the whole bloc."""
    person, post = _leading(session, year.head_code)
    named, word = person.full_name if person else "", word_of(year).upper()
    office = office_named(post, body_named(session, year.head_code).name).upper() if post else UNKNOWN
    return [Signature(f"TM. {word} THI ĐUA\n{word} TRƯỞNG", office, named)]


def signed_by_both(session: Session, year: BlocYear) -> list[Signature]:
    """Return the signatures of who heads the bodies that are deputy and head: by office and name, where known."""
    word = word_of(year).upper()
    title = f"{word} PHÓ"
    deputy = _signature(session, title, year.deputy_code) if year.deputy_code else Signature(title, "")
    return [deputy, _signature(session, f"{word} TRƯỞNG", year.head_code)]


def _signature(session: Session, title: str, body: str) -> Signature:
    person, post = _leading(session, body)
    return Signature(title, office_named(post, body_named(session, body).name), person.full_name if person else "")


def year_content(
    session: Session,
    year: BlocYear,
    heading: Heading,
    sections: list[Section],
    signatures: list[Signature],
    **parts: Any,
) -> Content:
    """Return a paper of a bloc; `parts` are further fields of it, such as `bases` and `enclosed`."""
    head, owner = body_named(session, year.head_code), year.bloc.body_code
    above = body_named(session, owner).name if owner else BOARD
    return Content(
        body=head.code,
        superior=year.bloc.name,
        issuer=f"{word_of(year)} trưởng: {head.name}",
        code=f"{heading.letters}-{year.bloc_code}",
        place=PLACE,
        title=heading.title,
        about=heading.about,
        sections=sections,
        signatures=signatures,
        recipients=["Các đơn vị thành viên;", f"{above};", ARCHIVE],
        **parts,
    )
