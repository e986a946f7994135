"""How many of a unit may be proposed for an award at most, alone or on lists."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from workflows.procedures.nomination.standing.store import standing_in
from workflows.registers.awards import store as awards
from workflows.registers.awards.achievement import MERIT
from workflows.registers.awards.rules import decide_under
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Person, Unit, UnitKind, body_of
from workflows.registers.organisation.store import lineage, units_by_code

# What a share is taken of, in English; the table says it in Vietnamese.
_OF = {"ldtt": "the Advanced Workers", "headcount": "the members", "flags": "the collectives leading a cluster or bloc"}
FLAG = "CTDCP"


@dataclass(frozen=True)
class Proposed:
    """What is proposed: which award for which year by which unit, under which law and by whose tables."""

    award: str
    year: int
    unit: str
    regime: str
    release: UUID | None = None
    commendation_type: str = MERIT


def proposed_by(nomination: Nomination, release: UUID | None) -> Proposed:
    """Return what a nomination proposes."""
    what = (nomination.award_code, nomination.year, nomination.unit_code, nomination.regime)
    return Proposed(*what, release, nomination.commendation_type)


def cap_check(session: Session, asked: Proposed, subject: Person | Unit | None = None) -> list[dict[str, Any]]:
    """Return the check that proposals stay within the award's share (whole numbers, rounded down), none without one.

    Counted are those who hold the award for the year already, all who are proposed for it now, and the one proposed.
    """
    if asked.commendation_type != MERIT or (isinstance(subject, Unit) and subject.kind == UnitKind.BODY):
        return []
    rules_code = awards.find_award(session, asked.award).rules_code
    context = {"body": body_of(asked.unit), "award": rules_code, "regime": asked.regime}
    rule = decide_under(session, asked.release, "caps.dmn", "cap_percent", context)
    if not isinstance(rule, dict) or rule["percent"] is None:
        return []
    home = _home(session, asked)
    base = _base(session, str(rule["base"]), home, asked.year)
    if base is None:
        return [_unknown(rule, asked.year)]
    most = int(decide_under(session, asked.release, "caps.dmn", "cap", context | {"cap_base": base}))
    return [_check(rule, base, most, len(_counted(session, asked, home, subject)))]


def _home(session: Session, asked: Proposed) -> str:
    """Return within which unit a share is reckoned: a flag's in the body, others in the nearest legal person."""
    body = body_of(asked.unit)
    legal = [unit.code for unit in lineage(session, asked.unit) if unit.legal_person]
    return body if asked.award == FLAG else next(iter(legal), body)


def _base(session: Session, base: str, home: str, year: int) -> int | None:
    """Return what a share is taken of; None where nobody has stated or recorded it yet."""
    stated = awards.unit_year(session, home, year)
    if base == "flags":
        return len(awards.leading_units(session, home, year) | awards.holders_in(session, home, "CTDB", year))
    if base == "headcount":
        return stated.members if stated and stated.members is not None else len(awards.members_in(session, home, year))
    if stated and stated.ldtt_members is not None:
        return stated.ldtt_members
    return awards.count_holders(session, home, "LDTT", year) or None


def _counted(session: Session, asked: Proposed, home: str, subject: Person | Unit | None) -> set[UUID | str]:
    everybody = standing_in(session, asked.award, asked.year, home)
    everybody |= awards.holders_in(session, home, asked.award, asked.year)
    if subject is not None:
        everybody.add(subject.id if isinstance(subject, Person) else subject.code)
    units = units_by_code(session, [one for one in everybody if isinstance(one, str)])
    return {one for one in everybody if not isinstance(one, str) or units[one].kind != UnitKind.BODY}


def _unknown(rule: dict[str, Any], year: int) -> dict[str, Any]:
    """Return what is said where a share cannot be reckoned: it holds nobody up, and whoever appraises sees it."""
    text = "Chưa tính được tỷ lệ {percent}% {of}: chưa ghi số này của năm {year}"
    text_en = "The share of {percent}% of {of} cannot be reckoned: nobody has stated them for {year}"
    return _said(rule, text, text_en, met=True, year=year)


def _check(rule: dict[str, Any], base: int, most: int, proposed: int) -> dict[str, Any]:
    text = "Không quá {percent}% {of} ({base}): {all}/{most}"
    text_en = "At most {percent}% of {of} ({base}): {all} of {most}"
    return _said(rule, text, text_en, met=proposed <= most, base=base, most=most, all=proposed)


def _said(rule: dict[str, Any], text: str, text_en: str, *, met: bool, **counts: int) -> dict[str, Any]:
    """Return a check in two languages, with the share that the table's rule names."""
    return {
        "rule": "ty-le",
        "met": met,
        "text": text.format(percent=rule["percent"], of=rule["of"], **counts),
        "text_en": text_en.format(percent=rule["percent"], of=_OF[str(rule["base"])], **counts),
        "source": str(rule["source"]),
        "status": str(rule["status"]),
    }
