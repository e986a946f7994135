"""Where an instance stands on its diagram: what is open, late or stuck, what was passed, and how often."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import Instance, InstanceState
from engine.store import incidents, instances, tasks


@dataclass(frozen=True)
class Standing:
    """What is marked on a diagram; the first of `current` is what a reader's eye is led to."""

    current: Collection[str] = ()
    past: Collection[str] = ()
    taken_flows: Collection[str] = ()
    visits: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    late: Collection[str] = ()
    failed: Collection[str] = ()

    def told(self) -> dict[str, Any]:
        """Return what the viewer that zooms asks for."""
        return {
            "current": list(self.current),
            "past": list(self.past),
            "taken_flows": list(self.taken_flows),
            "visits": dict(self.visits),
        }


def standing_of(session: Session, instance: Instance, until: int | None = None) -> Standing:
    """Return where an instance stands now, or stood after the event `until`."""
    found = instances.positions(session, instance.id, until)
    if until is not None:
        return Standing(found.current, found.past, found.taken_flows, found.visits)
    if instance.state != InstanceState.ACTIVE:
        return Standing((), found.past, found.taken_flows, found.visits)
    open_tasks = tasks.tasks_of_instance(session, instance.id)
    waiting, now = Counter(task.element_id for task in open_tasks), clock.now()
    return Standing(
        sorted(found.current, key=lambda element_id: element_id not in waiting),
        found.past,
        found.taken_flows,
        found.visits,
        waiting,
        {task.element_id for task in open_tasks if task.due_at and task.due_at < now},
        {incident.element_id for incident in incidents.open_incidents_of(session, instance.id) if incident.element_id},
    )
