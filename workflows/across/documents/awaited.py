"""The paper that a step signs, as it will be issued: made by what its kind is made of, before the step is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine.model import UserTask
from workflows.across.documents.content import Content
from workflows.across.documents.contents.achievements import is_written
from workflows.across.documents.contents.nominations import is_list
from workflows.across.documents.kinds import Kind, find_kind
from workflows.procedures.bloc_year.commands import MARK
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.awards.store import find_award


@dataclass(frozen=True)
class AwaitedPaper:
    """A paper that waits for a signature: its kind, what it is about, what it will say."""

    kind: Kind
    about: str
    content: Content


def _endorsed(session: Session, key: str) -> str:
    """Return what a head endorses: a list of names, or the report of the one whom they propose."""
    if is_list(session, key):
        return "entries"
    return "achievements" if is_written(session, key) else ""


def _signed_by_leader(session: Session, key: str) -> str:
    """Return what a body's leader signs: a request for what the State awards, a decision on all else."""
    is_states = find_award(session, get_nomination(session, key).award_code).level == "state"
    return "request" if is_states else "decision"


def _always(kind: str) -> Callable[[Session, str], str]:
    return lambda _session, _key: kind


PAPERS: Mapping[tuple[str, str], Callable[[Session, str], str]] = {
    ("nomination", "endorse"): _endorsed,
    ("unit_review", "leader_sign"): _signed_by_leader,
    ("council_session", "sign_minutes"): _always("minutes"),
    ("bloc_vote", "sign_minutes"): _always("bloc_count"),
    ("bloc_vote", "cosign_minutes"): _always("bloc_count"),
    ("bloc_year", "sign_covenant"): _always("covenant"),
    ("bloc_year", "late_sign_covenant"): _always("covenant"),
    ("bloc_year", "sign_minutes"): _always("final_minutes"),
}
"""Which paper each step signs, by process and step; empty where there is none to sign."""


def awaited_paper(session: Session, task: UserTask, answers: Mapping[str, Any]) -> AwaitedPaper | None:
    """Return the paper that a task signs, as it would be issued once the task is done; None where it signs none.

    `answers` are those being typed: some minutes are written by the step that signs them.
    """
    asked = PAPERS.get((task.process_id, task.element_id))
    key = task.business_key or ""
    about = key.removeprefix(MARK) if task.process_id == "bloc_year" else key
    kind = asked(session, about) if asked else ""
    if not kind:
        return None
    found = find_kind(kind)
    return AwaitedPaper(found, about, found.foreseen(session, about, answers))
