"""What becomes of the entries of a letter: passed by the council and the bloc, granted or left out."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from workflows.procedures.nomination.store import entries_of
from workflows.registers.awards.facts import find_subject
from workflows.registers.awards.store import Subject
from workflows.registers.nominations.model import LIST, EntryState, Nomination, NominationOutcome
from workflows.registers.organisation.store import people_by_id

LEFT_OUT = "Không có trong quyết định"


def judge_entries(session: Session, code: str, verdicts: Mapping[int, tuple[bool, str]]) -> None:
    """Let entries of a letter pass or fail a vote: number to verdict and reason."""
    for entry in entries_of(session, [code]):
        if entry.no in verdicts and entry.state in {EntryState.PROPOSED, EntryState.PASSED}:
            is_passed, reason = verdicts[entry.no]
            entry.state, entry.reason = (EntryState.PASSED, "") if is_passed else (EntryState.FAILED, reason)
    session.flush()


def settle_entries(session: Session, nomination: Nomination, left_out: Mapping[str, str]) -> list[Subject]:
    """Return who is granted the award: the subject, or each entry that passed and was not left out."""
    if nomination.subject_kind != LIST:
        person = str(nomination.person_id) if nomination.person_id else None
        return [find_subject(session, person=person, unit=nomination.subject_unit_code)]
    passed = entries_of(session, [nomination.code], [EntryState.PASSED])
    people = people_by_id(session, [e.person_id for e in passed if e.person_id is not None])
    granted: list[Subject] = []
    for entry in passed:
        if entry.key in left_out:
            entry.state, entry.reason = EntryState.REFUSED, left_out[entry.key] or LEFT_OUT
            continue
        entry.state = EntryState.AWARDED
        granted.append(people[entry.person_id] if entry.person_id else find_subject(session, unit=entry.unit_code))
    session.flush()
    return granted


def close_entries(session: Session, nomination: Nomination, outcome: str, reason: str) -> None:
    """Let what is still open on a letter share the letter's end."""
    if nomination.subject_kind != LIST:
        return
    ends: dict[str, EntryState] = {
        NominationOutcome.WITHDRAWN: EntryState.WITHDRAWN,
        NominationOutcome.AWARDED: EntryState.REFUSED,
    }
    closed = ends.get(outcome, EntryState.FAILED)
    for entry in entries_of(session, [nomination.code], [EntryState.PROPOSED, EntryState.PASSED]):
        entry.state, entry.reason = closed, reason
    session.flush()


def entry_options(session: Session, nomination: Nomination) -> list[dict[str, str]]:
    """Return the entries of a letter that go on, to choose from."""
    if nomination.subject_kind != LIST:
        return []
    return [
        {"value": e.key, "label": f"{e.no}. {e.name}"}
        for e in entries_of(session, [nomination.code], [EntryState.PASSED])
    ]
