"""What becomes of the entries of a letter: passed by the council and the bloc, granted or left out."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from workflows.procedures.nomination.store import entries_of
from workflows.registers.awards.facts import find_subject
from workflows.registers.awards.store import Subject
from workflows.registers.nominations.model import LIST, Nomination
from workflows.registers.organisation.store import people_by_id

LEFT_OUT = "Không có trong quyết định"


def judge_entries(session: Session, code: str, verdicts: Mapping[int, tuple[bool, str]]) -> None:
    """Let entries of a letter pass or fail a vote: number to verdict and reason."""
    for entry in entries_of(session, [code]):
        if entry.no in verdicts and entry.state in {"proposed", "passed"}:
            is_passed, reason = verdicts[entry.no]
            entry.state, entry.reason = ("passed", "") if is_passed else ("failed", reason)
    session.flush()


def settle_entries(session: Session, nomination: Nomination, left_out: Mapping[str, str]) -> list[Subject]:
    """Return who is granted the award: the subject, or each entry that passed and was not left out."""
    if nomination.subject_kind != LIST:
        person = str(nomination.person_id) if nomination.person_id else None
        return [find_subject(session, person=person, unit=nomination.subject_unit_code)]
    passed = entries_of(session, [nomination.code], ["passed"])
    people = people_by_id(session, [e.person_id for e in passed if e.person_id is not None])
    granted: list[Subject] = []
    for entry in passed:
        if entry.key in left_out:
            entry.state, entry.reason = "refused", left_out[entry.key] or LEFT_OUT
            continue
        entry.state = "awarded"
        granted.append(people[entry.person_id] if entry.person_id else find_subject(session, unit=entry.unit_code))
    session.flush()
    return granted


def close_entries(session: Session, nomination: Nomination, outcome: str, reason: str) -> None:
    """Let what is still open on a letter share the letter's end."""
    if nomination.subject_kind != LIST:
        return
    closed = {"withdrawn": "withdrawn", "awarded": "refused"}.get(outcome, "failed")
    for entry in entries_of(session, [nomination.code], ["proposed", "passed"]):
        entry.state, entry.reason = closed, reason
    session.flush()


def entry_options(session: Session, nomination: Nomination) -> list[dict[str, str]]:
    """Return the entries of a letter that go on, to choose from."""
    if nomination.subject_kind != LIST:
        return []
    return [{"value": e.key, "label": f"{e.no}. {e.name}"} for e in entries_of(session, [nomination.code], ["passed"])]
