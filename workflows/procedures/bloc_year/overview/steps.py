"""What each member has done at the steps that all members do."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.text import N_
from engine.model import Instance, InstanceState
from workflows.procedures.bloc_year import store
from workflows.procedures.bloc_year.model import BlocAbsence, BlocPaper
from workflows.procedures.bloc_year.pace.missing import Missing, missing_in, steps_to_go_on
from workflows.procedures.bloc_year.terms import MANY
from workflows.registers.organisation.model import Unit

TITLES = {
    "comment_drafts": N_("Comments on the drafts"),
    "sign_covenant": N_("Signing the covenant"),
    "register_targets": N_("Registration of targets"),
    "midyear_report": N_("Mid-year report"),
    "self_score": N_("Self-score"),
    "cross_check": N_("Cross-check"),
    "elect": N_("Election of head and deputy"),
}


@dataclass(frozen=True)
class Turn:
    """What a member has done at a step: its paper, that the bloc went on without it, or that it is still missing."""

    step: str
    body: Unit
    paper: BlocPaper | None
    absence: BlocAbsence | None
    missing: Missing | None
    is_asked: bool

    @property
    def state(self) -> str:
        """Return `done`, `late`, `absent`, `missing`, or nothing where the step has not come or asks it no more."""
        if self.paper is not None:
            return "late" if self.paper.late else "done"
        if self.absence is not None:
            return "absent"
        return "missing" if self.missing is not None else ""


@dataclass(frozen=True)
class Step:
    """A step that all members do, with what each has done; `may_go_on` where its time is over and somebody missing."""

    code: str
    title: str
    turns: list[Turn]
    may_go_on: bool

    @property
    def missing(self) -> list[Turn]:
        """Return the members that the bloc still waits for."""
        return [turn for turn in self.turns if turn.missing is not None and not turn.missing.is_late]

    @property
    def count_done(self) -> int:
        """Return how many members have done it."""
        return sum(turn.paper is not None for turn in self.turns)


def steps_of(session: Session, scope: str, members: Sequence[Unit], instance: Instance | None) -> list[Step]:
    """Return the steps that all members do, in their order."""
    codes = tuple(TITLES)
    papers = {(one.step, one.body_code): one for one in store.papers_in(session, scope)}
    absences = {(one.step, one.body_code): one for one in store.absences_of(session, scope)}
    running = instance is not None and instance.state == InstanceState.ACTIVE
    open_now = missing_in(session, instance.id, codes) if instance is not None and running else []
    missing = {(one.step, one.body): one for one in open_now}
    leaving = steps_to_go_on(session, instance.id) if instance is not None and running else set()
    asked = store.nudges_on(session, scope, clock.today())
    found = []
    for code in codes:
        keys = [(code, body.code) for body in members]
        turns = [
            Turn(code, body, papers.get(key), absences.get(key), missing.get(key), key in asked)
            for key, body in zip(keys, members, strict=True)
        ]
        may = code in leaving & set(MANY) and _is_over(turns)
        found.append(Step(code, TITLES[code], turns, may))
    return found


def _is_over(turns: Sequence[Turn]) -> bool:
    waited = [turn.missing for turn in turns if turn.missing is not None]
    gone_on = any(turn.absence.at >= one.since for turn in turns for one in waited if turn.absence is not None)
    return bool(waited) and not gone_on and all(one.due_at is None or one.is_overdue for one in waited)
