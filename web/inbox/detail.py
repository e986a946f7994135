"""One task beside the list: facts, checks, history and where to go."""

from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.model import UserTask
from engine.store.instances import find_instance
from web.inbox.quick import Quick
from web.layout.language import translate
from web.parts.checks import Check
from web.parts.facts import Facts, nomination_facts
from web.parts.history import CaseHistory, history_of, history_of_instance
from web.parts.moments import Moment
from web.parts.naming import load_names, step_name
from web.parts.party import party_facts
from web.parts.sight import sees_nomination
from workflows.across.people.reading import reads_aside
from workflows.procedures.nomination.store import nominations_by_code
from workflows.registers.organisation.called import words_for
from workflows.registers.sources import source_told

MOMENTS = 5


@dataclass(frozen=True)
class Opened:
    """A task opened beside the list, and at the head of its own page."""

    task: UserTask
    title: str
    unit: str
    step: str
    facts: Facts
    history: CaseHistory
    checks: list[Check] = field(default_factory=list)
    case_url: str = ""
    legal_source: str = ""
    history_url: str = ""
    quick: Quick | None = None
    held_at: datetime | None = None
    is_aside: bool = False
    """Whether the case proposes the reader, or a relative: they read nothing of how it is judged."""

    @property
    def moments(self) -> list[Moment]:
        """Return the newest of what happened."""
        return [] if self.is_aside else self.history.moments(MOMENTS)

    @property
    def remarks(self) -> list[Moment]:
        """Return what people wrote about the case, in the order of time."""
        return [] if self.is_aside else self.history.remarks()


def open_task(session: Session, actor: Actor, task: UserTask) -> Opened:
    """Return what the detail of a task shows."""
    about = nominations_by_code(session, [task.business_key]).get(task.business_key)
    if about is None:
        return _open_other(session, task)
    history = history_of(session, task.business_key)
    names = load_names(session, [about.unit_code, about.body_code])
    is_visible, is_aside = sees_nomination(session, actor, about.code), reads_aside(session, actor, about.code)
    case_url = url_for("cases.show_nomination", code=about.code) if is_visible else ""
    return Opened(
        task=task,
        title=about.subject_name,
        unit=names.placed(about.unit_code),
        step=step_name(task),
        facts=[*nomination_facts(session, about, step_name(task)), *([] if is_aside else party_facts(session, about))],
        checks=[] if is_aside else history.checks(),
        history=history,
        case_url=case_url,
        legal_source=_legal_source(task),
        history_url=f"{case_url}#history" if case_url else "",
        held_at=about.held_at,
        is_aside=is_aside,
    )


def _open_other(session: Session, task: UserTask) -> Opened:
    history = history_of_instance(session, find_instance(session, task.instance_id))
    name = words_for(task.title, history.narrator.processes.get(task.instance_id, task.process_id))
    return Opened(
        task=task,
        title=task.title or task.name,
        unit=name,
        step=step_name(task),
        facts=[(_("Procedure"), name), (_("Step now"), step_name(task)), (_("Number"), task.business_key or "–")],
        history=history,
        legal_source=_legal_source(task),
    )


def _legal_source(task: UserTask) -> str:
    """Return where it stands that this step is done, as the diagram says."""
    told = source_told(task.properties.get("legalSource", ""))
    return translate(told) if told else ""
