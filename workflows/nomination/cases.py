"""The single cases that are voted on: a nomination, or each entry of a submission letter for many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from workflows.nomination.model import Nomination
from workflows.organisation.store import people_by_id, women_share

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


def cases_of(session: Session, nominations: Sequence[Nomination]) -> list[Case]:
    """Return the cases in some nominations, in their order."""
    people = people_by_id(session, _people(nominations))
    found = []
    for one in nominations:
        woman = one.person_id is not None and people[one.person_id].sex == "female"
        found.append(
            Case(
                key=one.code,
                nomination=one.code,
                entry_no=None,
                label=f"{one.subject_name} ({one.code})",
                award=one.award_code,
                regime=one.regime,
                unit_code=one.unit_code,
                person_id=one.person_id,
                subject_unit=one.subject_unit_code,
                is_preferred=woman or _is_mostly_women(session, one.subject_unit_code),
            )
        )
    return found


def _people(nominations: Iterable[Nomination]) -> list[UUID]:
    return [one.person_id for one in nominations if one.person_id is not None]


def _is_mostly_women(session: Session, unit: str | None) -> bool:
    if unit is None:
        return False
    women, people = women_share(session, unit)
    return people > 0 and women * WOMEN_DENOMINATOR >= people * WOMEN_NUMERATOR
