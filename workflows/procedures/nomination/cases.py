"""The single cases that are voted on: a nomination, or each entry of a submission letter for many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from workflows.procedures.nomination.store import entries_of
from workflows.registers.awards.achievement import MERIT, TYPES_VI
from workflows.registers.nominations.model import LIST, Nomination, NominationEntry
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import people_by_id, women_share

# Decree 98/2023 Art. 4: collectives with at least 70 % women come first at equal votes.
WOMEN_NUMERATOR, WOMEN_DENOMINATOR = 70, 100


@dataclass(frozen=True)
class Case:
    """One person or unit proposed for an award.

    `key` is the nomination's code, with the number of the entry after a slash where it is a list.
    """

    key: str
    nomination: str
    entry_no: int | None
    label: str
    award: str
    regime: str
    unit_code: str
    person_id: UUID | None
    subject_unit: str | None
    is_preferred: bool


def cases_of(session: Session, nominations: Sequence[Nomination], states: Iterable[str] = ("proposed",)) -> list[Case]:
    """Return the cases in some nominations, in their order; of letters, the entries in some states."""
    letters = [one.code for one in nominations if one.subject_kind == LIST]
    entries: dict[str, list[NominationEntry]] = {code: [] for code in letters}
    for entry in entries_of(session, letters, states):
        entries[entry.nomination].append(entry)
    people = people_by_id(session, _people(nominations, entries))
    found: list[Case] = []
    for one in nominations:
        if one.subject_kind == LIST:
            found += [_case(session, one, entry, people) for entry in entries[one.code]]
        else:
            found.append(_case(session, one, None, people))
    return found


def _case(session: Session, one: Nomination, entry: NominationEntry | None, people: Mapping[UUID, Person]) -> Case:
    person = entry.person_id if entry else one.person_id
    unit = entry.unit_code if entry else one.subject_unit_code
    key = entry.key if entry else one.code
    woman = person is not None and people[person].sex == "female"
    return Case(
        key=key,
        nomination=one.code,
        entry_no=entry.no if entry else None,
        label=f"{entry.name if entry else one.subject_name}{_ground(one)} ({key})",
        award=one.award_code,
        regime=one.regime,
        unit_code=one.unit_code,
        person_id=person,
        subject_unit=unit,
        is_preferred=woman or _is_mostly_women(session, unit),
    )


def _ground(one: Nomination) -> str:
    """Return on what ground a case is proposed, where that is not merit."""
    return "" if one.commendation_type == MERIT else f" – {TYPES_VI[one.commendation_type].lower()}"


def _people(nominations: Iterable[Nomination], entries: Mapping[str, list[NominationEntry]]) -> list[UUID]:
    own = [one.person_id for one in nominations if one.person_id is not None]
    return own + [e.person_id for rows in entries.values() for e in rows if e.person_id is not None]


def _is_mostly_women(session: Session, unit: str | None) -> bool:
    if unit is None:
        return False
    women, people = women_share(session, unit)
    return people > 0 and women * WOMEN_DENOMINATOR >= people * WOMEN_NUMERATOR
