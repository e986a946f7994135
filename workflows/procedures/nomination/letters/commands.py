"""What people do with a letter for many: open it from a table, add and remove entries."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.sheets import Book
from engine.store.tasks import tasks_of
from workflows.procedures.nomination import store
from workflows.procedures.nomination.commands import (
    AT_UNIT,
    YEARS_BACK,
    require_proposer,
)
from workflows.procedures.nomination.letters.checking import (
    Asked,
    Candidate,
    CheckedList,
    as_reason,
    asked_by,
    check_book,
    unmet_conditions,
)
from workflows.procedures.nomination.opening import Whom, new_nomination, start_case
from workflows.procedures.nomination.standing.movements import commended_for
from workflows.procedures.nomination.standing.rules import (
    NominationRefusedError,
    require_given,
    require_none,
    wait_in_turn,
)
from workflows.procedures.nomination.standing.store import SubjectId, Wanted, already_proposed
from workflows.registers.awards.achievement import Achievement
from workflows.registers.awards.facts import find_subject
from workflows.registers.awards.rules import newest_release
from workflows.registers.awards.store import find_award, regime_on
from workflows.registers.nominations.model import LIST, EntryState, Nomination, NominationEntry
from workflows.registers.organisation.access import is_within
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import find_unit

SIGNING = "endorse"
NAMES = {"individual": "cá nhân", "collective": "tập thể"}


class ListRefusedError(BangVangError):
    """A list cannot be taken as it is; `checked` holds what is wrong by row, column and reason."""

    def __init__(self, checked: CheckedList) -> None:
        super().__init__(Text(N_("%(count)s rows of the list cannot be taken."), {"count": len(checked.errors)}))
        self.checked = checked


def asked_for(  # noqa: PLR0913 - what a letter is opened with
    session: Session, *, award: str, year: int, unit: str, kind: str, achievement: Achievement | None = None
) -> Asked:
    """Return what a new list would be judged by: today's law, and the tables now in force.

    Raises NotFoundError, NominationRefusedError where the award is not for such subjects or the year is wrong.
    """
    found = find_award(session, award)
    if kind not in found.subjects:
        raise NominationRefusedError(
            Text(N_("“%(award)s” is not given to this kind of subject."), {"award": found.name})
        )
    if not clock.today().year - YEARS_BACK <= year <= clock.today().year:
        raise NominationRefusedError(Text(N_("Choose this year or one of the ten before it.")))
    require_given(found, find_unit(session, unit).body_code)
    regime = regime_on(session, clock.today())
    told = commended_for(session, found, year, unit, achievement)
    return Asked(award, year, unit, kind, regime, newest_release(session, "nomination"), told)


def create_letter(  # noqa: PLR0913 - what a letter is opened with
    session: Session,
    book: Book,
    *,
    award: str,
    year: int,
    unit: str,
    kind: str,
    by: Actor,
    key: str,
    takes_rest: bool = False,
    achievement: Achievement | None = None,
) -> Nomination:
    """Open a letter for all rows of a table and start its process.

    With any row wrong nothing is kept, unless the rows that are right shall be taken without the rest. The caller owns
    the transaction. Raises NotAllowedError, NotFoundError, NominationRefusedError, ListRefusedError.
    """
    require_proposer(unit, by)
    request = {"file": book.digest, "award": award, "year": year, "unit": unit, "kind": kind, "rest": takes_rest}
    request |= {"for": achievement.as_told} if achievement else {}

    def work() -> dict[str, Any]:
        asked = asked_for(session, award=award, year=year, unit=unit, kind=kind, achievement=achievement)
        checked = check_book(session, book, asked)
        if not checked.candidates or (checked.errors and not takes_rest):
            raise ListRefusedError(checked)
        wait_in_turn(session, find_award(session, award), year)
        _require_all_new(session, asked, checked.candidates)
        nomination = _new_letter(session, asked, checked.candidates, by)
        subject = _as_variable(nomination, kind, len(checked.candidates))
        start_case(session, nomination, subject, by=by, key=key)
        return {"code": nomination.code}

    answer = once(session, "create_letter", request, work, by=by, key=key)
    return store.get_nomination(session, answer["code"])


def _require_all_new(session: Session, asked: Asked, candidates: Sequence[Candidate]) -> None:
    """Refuse the list where somebody on it was proposed elsewhere since it was checked, which took its time."""
    wanted = _wanted(session, asked)
    standing = already_proposed(session, wanted)
    for candidate in candidates:
        require_none(session, standing, (_id_of(candidate), candidate.name), wanted)


def _wanted(session: Session, asked: Asked) -> Wanted:
    return Wanted(find_award(session, asked.award), asked.year, asked.achievement)


def _id_of(candidate: Candidate) -> SubjectId:
    return candidate.subject.id if isinstance(candidate.subject, Person) else candidate.subject.code


def _new_letter(session: Session, asked: Asked, candidates: Sequence[Candidate], by: Actor) -> Nomination:
    unit = find_unit(session, asked.unit)
    name = f"Danh sách {len(candidates)} {NAMES[asked.kind]} – {unit.name}"[:200]
    nomination = new_nomination(session, _wanted(session, asked), unit, Whom(LIST, name, unit=unit.code), by)
    session.add_all(_entry(nomination.code, no, candidate) for no, candidate in enumerate(candidates, start=1))
    session.flush()
    return nomination


def _entry(code: str, no: int, candidate: Candidate) -> NominationEntry:
    subject = candidate.subject
    person = subject.id if isinstance(subject, Person) else None
    unit = None if isinstance(subject, Person) else subject.code
    return NominationEntry(
        nomination=code,
        no=no,
        person_id=person,
        unit_code=unit,
        name=candidate.name,
        summary=candidate.summary,
        findings=[],
    )


def _as_variable(nomination: Nomination, kind: str, count: int) -> dict[str, Any]:
    """Return what the process knows of the list as whom the nomination is for."""
    return {
        "kind": LIST,
        "of": kind,
        "name": nomination.subject_name,
        "count": count,
        "person": None,
        "unit": nomination.unit_code,
        "is_body": False,
    }


def add_entry(  # noqa: PLR0913 - see create_letter
    session: Session,
    code: str,
    *,
    summary: str,
    by: Actor,
    key: str,
    person: str | None = None,
    unit: str | None = None,
) -> NominationEntry:
    """Add a person or a unit to a letter that is still with its unit.

    Raises NotFoundError, NotAllowedError, NominationRefusedError with what speaks against it.
    """
    nomination = _own_letter(session, code, by)

    def work() -> dict[str, Any]:
        wait_in_turn(session, find_award(session, nomination.award_code), nomination.year)
        _require_own(session, store.lock_nomination(session, code))
        subject = find_subject(session, person=person, unit=unit)
        _require_fit(session, nomination, Candidate(0, subject, summary))
        entries = store.entries_of(session, [code])
        entry = _entry(code, max((e.no for e in entries), default=0) + 1, Candidate(0, subject, summary.strip()))
        session.add(entry)
        session.flush()
        return {"no": entry.no}

    request = {"code": code, "person": person, "unit": unit, "summary": summary}
    answer = once(session, "add_entry", request, work, by=by, key=key)
    return next(entry for entry in store.entries_of(session, [code]) if entry.no == answer["no"])


def _require_fit(session: Session, nomination: Nomination, candidate: Candidate) -> None:
    subject, name = candidate.subject, candidate.name
    kind = "individual" if isinstance(subject, Person) else "collective"
    home = subject.unit_code if isinstance(subject, Person) else subject.code
    if kind not in find_award(session, nomination.award_code).subjects or not is_within(home, nomination.unit_code):
        raise NominationRefusedError(Text(N_("%(name)s does not belong to the proposing unit."), {"name": name}))
    asked = asked_by(nomination, kind, newest_release(session, "nomination"))
    wanted, key = _wanted(session, asked), _id_of(candidate)
    require_none(session, already_proposed(session, wanted, key), (key, name), wanted)
    for finding in unmet_conditions(session, subject, asked):
        raise NominationRefusedError(as_reason(finding))


def remove_entry(  # noqa: PLR0913 - which entry, why and who
    session: Session, code: str, number: int, reason: str, *, by: Actor, key: str
) -> None:
    """Take an entry off a letter that is still with its unit; it stays on record as withdrawn.

    Raises NotFoundError, NotAllowedError, NominationRefusedError.
    """
    _own_letter(session, code, by)

    def work() -> dict[str, Any]:
        _require_own(session, store.lock_nomination(session, code))
        if not reason.strip():
            raise NominationRefusedError(Text(N_("Please give a reason.")))
        for entry in store.entries_of(session, [code], ["proposed"]):
            if entry.no == number:
                entry.state, entry.reason = EntryState.WITHDRAWN, reason.strip()
        session.flush()
        return {"no": number}

    once(session, "remove_entry", {"code": code, "no": number, "reason": reason}, work, by=by, key=key)


def _own_letter(session: Session, code: str, by: Actor) -> Nomination:
    nomination = store.find_nomination(session, code, by)
    require_proposer(nomination.unit_code, by)
    _require_own(session, nomination)
    return nomination


def _require_own(session: Session, nomination: Nomination) -> None:
    """Refuse to change what was handed over: whoever signs it signs what they saw."""
    if any(task.element_id == SIGNING for task in tasks_of(session, nomination.code, open_only=True)):
        raise NominationRefusedError(Text(N_("The list is with who signs it. It can be changed once it is returned.")))
    if nomination.subject_kind != LIST or nomination.stage not in AT_UNIT:
        raise NominationRefusedError(Text(N_("The list can no longer be changed at this stage.")))
