"""Whom and what papers name: an award in its words, a person with post and unit, a share in percent."""

from sqlalchemy.orm import Session

from workflows.across.documents.contents.letterhead import award_named
from workflows.registers.awards.store import find_award
from workflows.registers.nominations.model import LIST, Nomination
from workflows.registers.organisation.store import lineage

COURTESY = {"female": "bà ", "male": "ông "}


def award_told(session: Session, nomination: Nomination) -> str:
    """Return an award as sentences name it: `danh hiệu “Lao động tiên tiến”`, `Bằng khen của Thủ tướng Chính phủ`."""
    name = award_named(session, nomination.award_code, nomination.body_code)
    is_title = find_award(session, nomination.award_code).family == "title" and not name.startswith("Cờ")
    return f"danh hiệu “{name}”" if is_title else name


def whom_told(session: Session, nomination: Nomination) -> str:
    """Return whom an award goes to: a person with post and unit, a collective with its body, or who is listed."""
    if nomination.subject_kind == LIST:
        return "các cá nhân, tập thể có tên trong danh sách kèm theo"
    if nomination.person is None:
        above = lineage(session, nomination.subject_unit_code or "")[1:]
        return ", ".join([nomination.subject_name, *(unit.name for unit in above)])
    person = nomination.person
    within = [unit.name for unit in lineage(session, person.unit_code)]
    told = [f"{COURTESY.get(person.sex, '')}{nomination.subject_name}", person.position, *within]
    return ", ".join(part for part in told if part)


def percent(part: int, whole: int) -> str:
    """Return a share as papers write it: `87,5%`, `100%`; a dash of nothing."""
    return f"{part * 100 / whole:.1f}%".replace(".", ",").replace(",0%", "%") if whole else "–"
