"""The page of one nomination: everything a person who may see it needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_
from engine.model import Instance, UserTask
from engine.store import tasks
from web.parts.checks import Check
from web.parts.entries import ShownList, list_of
from web.parts.facts import Facts, nomination_facts
from web.parts.files import ShownFile, files_of
from web.parts.history import CaseHistory, history_of
from web.parts.moments import Moment
from web.parts.naming import load_names, step_name, with_type
from web.parts.party import party_facts, told
from web.parts.principals import name_principals
from web.parts.shown import Papers, papers_of
from web.parts.stages import Stage, show_way, standing
from web.parts.watching.store import is_watching
from workflows.across.party.commands import may_record
from workflows.procedures.complaint.commands import RECEIVERS
from workflows.procedures.complaint.store import complaints_about
from workflows.procedures.nomination.commands import PROPOSERS, WITHDRAWABLE
from workflows.procedures.nomination.party.store import opinions_on
from workflows.procedures.nomination.store import pauses_of
from workflows.registers.awards.store import find_award
from workflows.registers.complaints.model import Complaint
from workflows.registers.nominations.model import ClockPause, Nomination

STATES = {
    "active": (N_("running"), "info"),
    "completed": (N_("ended"), "ok"),
    "cancelled": (N_("cancelled"), "bad"),
    "failed": (N_("failed"), "bad"),
}


@dataclass(frozen=True)
class ShownInstance:
    """A process instance with its diagram."""

    id: UUID
    name: str
    state: str
    tone: str


@dataclass(frozen=True)
class ShownTask:
    """An open task and who may do it."""

    id: UUID
    step: str
    due_at: datetime | None
    owner: str
    offered: list[str]


@dataclass(frozen=True)
class Case:
    """One nomination, ready to be shown."""

    code: str
    title: str
    award: str
    year: int
    unit: str
    is_collective: bool
    outcome: str
    outcome_tone: str
    stages: list[Stage]
    facts: Facts
    may_withdraw: bool
    held_at: datetime | None
    papers: Papers
    checks: Sequence[Check] = ()
    moments: Sequence[Moment] = ()
    files: Sequence[ShownFile] = ()
    instances: Sequence[ShownInstance] = ()
    open_tasks: Sequence[ShownTask] = ()
    my_tasks: Sequence[ShownTask] = ()
    record_url: str = ""
    pauses: Sequence[ClockPause] = ()
    complaints: Sequence[Complaint] = ()
    may_complain: bool = False
    is_watched: bool = False
    list: ShownList | None = None
    party: Sequence[str] = ()
    may_record_party: bool = False
    is_aside: bool = False
    """Whether the reader is proposed, or a relative is: they see what was handed in, where it stands, how it ended."""


def show_case(session: Session, actor: Actor, about: Nomination) -> Case:
    """Return the page of a nomination."""
    history = history_of(session, about.code)
    waiting = tasks.tasks_of(session, about.code, open_only=True)
    shown = {task.id: shown_task(session, task) for task in waiting}
    mine = [task.id for task in waiting if task.is_free_for(actor.ids) and tasks.may_act(task, actor)]
    papers = papers_of(session, actor, "nomination", about.code)
    outline = outline_case(session, actor, about, ", ".join(task.step for task in shown.values()) or "–", papers)
    return replace(
        outline,
        facts=[*outline.facts, *party_facts(session, about)],
        party=[told(one) for one in opinions_on(session, about.code)],
        may_record_party=may_record(session, actor, about),
        checks=history.checks(),
        moments=history.moments(),
        files=files_of(session, about.code),
        instances=[_instance(history, one) for one in reversed(history.instances)],
        open_tasks=list(shown.values()),
        my_tasks=[shown[task_id] for task_id in mine],
        record_url=url_for("records.show_record", code=about.code) if actor.holds("auditor") else "",
        pauses=pauses_of(session, about.code),
        complaints=complaints_about(session, about.code, actor),
        is_watched=is_watching(session, actor, about.code),
        may_complain=any(actor.holds(role, about.body_code) for role in RECEIVERS),
        list=list_of(session, actor, about),
    )


def outline_case(session: Session, actor: Actor, about: Nomination, step: str, papers: Papers) -> Case:
    """Return what the page of a nomination says to everybody who may open it: who, what, where it stands, its end."""
    names = load_names(session, [about.unit_code])
    outcome, tone = outcome_of(about)
    return Case(
        code=about.code,
        title=about.subject_name,
        award=with_type(names.award(about.award_code, about.body_code), about.commendation_type),
        year=about.year,
        unit=names.placed(about.unit_code),
        is_collective=about.subject_kind == "collective",
        outcome=outcome,
        outcome_tone=tone,
        stages=show_way(about, find_award(session, about.award_code).level),
        facts=nomination_facts(session, about, step),
        may_withdraw=may_withdraw(actor, about),
        held_at=about.held_at,
        papers=papers,
    )


def may_withdraw(actor: Actor, about: Nomination) -> bool:
    """Tell whether the actor may ask to withdraw a nomination now."""
    return about.stage in WITHDRAWABLE and any(actor.holds(role, about.unit_code) for role in PROPOSERS)


def outcome_of(about: Nomination) -> tuple[str, str]:
    """Return how a nomination ended and why, and the tone to say it in."""
    if not about.outcome:
        return "", ""
    words, tone = standing(about)
    return f"{words}: {about.reason}" if about.reason else words, tone


def state_words(instance: Instance) -> tuple[str, str]:
    """Return the state of an instance in words, with its tone."""
    words, tone = STATES.get(instance.state, (instance.state, ""))
    return _(words), tone


def _instance(history: CaseHistory, instance: Instance) -> ShownInstance:
    state, tone = state_words(instance)
    return ShownInstance(instance.id, history.narrator.processes[instance.id], state, tone)


def shown_task(session: Session, task: UserTask) -> ShownTask:
    """Return an open task and who may do it, as the page of its case shows it."""
    return ShownTask(
        id=task.id,
        step=step_name(task),
        due_at=task.due_at,
        owner=task.owner_name or "",
        offered=name_principals(session, [candidate.principal for candidate in task.candidates]),
    )
