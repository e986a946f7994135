"""What was selected: grouped by step, and of each task whether it can be decided with the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import AlreadyTakenError, NoLongerOpenError
from engine.base.text import N_, Text
from engine.commands.tasks import barred_from
from engine.model import UserTask, UserTaskState
from web.inbox.final import asks_password
from web.inbox.listing import Row, build_rows
from web.inbox.pending import store
from web.parts.naming import step_name

MOST = 500


class StepKey(NamedTuple):
    """The step a task waits at, in the release that says what its form is."""

    release_id: UUID
    process_id: str
    element_id: str


@dataclass(frozen=True)
class Choice:
    """One selected task, and why it cannot be decided with the others, if so."""

    task: UserTask
    row: Row
    obstacle: Text | None

    @property
    def asks_password(self) -> bool:
        """Tell whether the password has to be given with the decision."""
        return self.obstacle is None and asks_password(self.task)


@dataclass(frozen=True)
class Group:
    """The selected tasks of one step, which share a form."""

    key: StepKey
    step: str
    choices: list[Choice]

    @property
    def ready(self) -> list[Choice]:
        """Return the tasks that can be decided together."""
        return [choice for choice in self.choices if choice.obstacle is None]

    @property
    def obstructed(self) -> list[Choice]:
        """Return the tasks that will be left out, with their reasons."""
        return [choice for choice in self.choices if choice.obstacle is not None]

    @property
    def asks_password(self) -> bool:
        """Tell whether the password has to be given once for the tasks of the group."""
        return any(choice.asks_password for choice in self.choices)


def choose(session: Session, actor: Actor, visible: Iterable[UserTask]) -> list[Group]:
    """Group selected tasks by step, the largest group first; what a group's form is follows from its first task."""
    tasks = list(visible)[:MOST]
    rows = {row.id: row for row in build_rows(session, actor, tasks)}
    groups: dict[StepKey, list[Choice]] = {}
    for task in tasks:
        key = StepKey(task.release_id, task.process_id, task.element_id)
        groups.setdefault(key, []).append(Choice(task, rows[task.id], obstacle_of(session, actor, task)))
    made = [Group(key, step_name(choices[0].task), choices) for key, choices in groups.items()]
    return sorted(made, key=lambda group: -len(group.choices))


def select_tasks(session: Session, ids: Iterable[UUID]) -> list[UserTask]:
    """Return the tasks of a selection; at most MOST, each once."""
    return store.find_tasks(session, list(dict.fromkeys(ids))[:MOST])


def obstacle_of(session: Session, actor: Actor, task: UserTask) -> Text | None:
    """Return why a task cannot be decided by the actor along with others, or None.

    The command checks all of this again; here it is told before anything is sent.
    """
    if task.state != UserTaskState.OPEN:
        return NoLongerOpenError().text
    if task.owner_id not in (None, *actor.ids):
        return AlreadyTakenError(task.owner_name or "").text
    if task.properties.get("alone") == "true":
        return Text(N_("This step is decided one task at a time."))
    return barred_from(session, task, actor)
