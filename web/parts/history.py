"""The history of a case over all its instances, told in words."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from engine.history.kinds.tasks import TaskCommented, TaskCompleted
from engine.model import Event, Instance, UserTask
from engine.store import events, instances, releases, tasks
from web.parts.answers import AnswerReader
from web.parts.checks import Check, checks_of
from web.parts.english import english_names
from web.parts.moments import Moment, Names, Narrator, told

NAMES_KEPT = 1_000
_names: dict[tuple[UUID, str], str] = {}


@dataclass(frozen=True)
class CaseHistory:
    """Everything that happened under one business key."""

    instances: list[Instance]
    events: list[Event]
    narrator: Narrator

    def moments(self, limit: int | None = None) -> list[Moment]:
        """Return the short time line, the newest first."""
        return [self.narrator.tell(event) for event in told(self.events)[:limit]]

    def remarks(self) -> list[Moment]:
        """Return what people wrote to each other, the oldest first."""
        return [self.narrator.tell(event) for event in self.events if event.kind == TaskCommented.KIND]

    def checks(self) -> list[Check]:
        """Return the automatic checks as last decided."""
        return checks_of(self.events)


def history_of(session: Session, business_key: str) -> CaseHistory:
    """Read the history of a business key."""
    found = instances.instances_for(session, business_key)
    return _told(session, found, events.events_of(session, business_key=business_key), business_key)


def history_of_instance(session: Session, instance: Instance) -> CaseHistory:
    """Read the history of one instance."""
    return _told(session, [instance], events.events_of(session, instance_id=instance.id), instance.business_key)


def _told(session: Session, found: list[Instance], history: list[Event], business_key: str) -> CaseHistory:
    english = {instance.id: english_names(session, instance.release_id, instance.process_id) for instance in found}
    processes = {one.id: english[one.id].get(one.process_id) or process_name(session, one) for one in found}
    about = _answered(session, found, business_key) if any(e.kind == TaskCompleted.KIND for e in history) else []
    names = Names(processes, english, {one.id: one.title for one in found})
    return CaseHistory(found, history, Narrator(AnswerReader(session), names, about))


def _answered(session: Session, found: list[Instance], business_key: str) -> list[UserTask]:
    """Return the tasks whose forms tell what the answers in a history mean."""
    if business_key:
        return tasks.tasks_of(session, business_key)
    return [task for one in found for task in tasks.tasks_of_instance(session, one.id, open_only=False)]


def process_name(session: Session, instance: Instance) -> str:
    """Return the name of the process an instance runs, its id where it has none."""
    key = (instance.release_id, instance.process_id)
    if key not in _names:  # a release never changes, so its names are read once
        versions = releases.processes_of(session, instance.release_id)
        if len(_names) >= NAMES_KEPT:
            _names.clear()
        _names[key] = next((v.name for v in versions if v.process_id == instance.process_id and v.name), key[1])
    return _names[key]
