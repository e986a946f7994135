"""What must hold after every fault, whatever was killed, cut or raced: the oracles O1 to O5.

O1 every acknowledged command is there once (the callers count), O2 nothing is half applied, O3 every task is completed
once at most, O4 every chain holds, O5 nothing is stuck: an open instance waits for somebody, for time, for a message,
for a worker, or for an administrator.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.bpmn.build.library import ready_release
from engine.bpmn.build.specs import UserTask as UserTaskSpec
from engine.bpmn.keep import snapshot
from engine.history import verify
from engine.model import (
    Command,
    Event,
    Incident,
    Instance,
    Job,
    Message,
    Subscription,
    UserTask,
    Variable,
    VariableChange,
)
from engine.store.database import Database


def violations(database: Database, ids: Sequence[UUID] | None = None) -> list[str]:
    """Return what does not hold: of these instances, or of all and of what belongs to none."""
    with database.transaction() as session:  # only writing sessions load instances
        known = list(session.scalars(select(Instance.id))) if ids is None else list(ids)
        found = [f"{instance_id}: {text}" for instance_id in known for text in _of_instance(session, instance_id)]
        return found + (_half_answered(session) if ids is None else [])


def _half_answered(session: Session) -> list[str]:
    rows = session.execute(select(Command.name, Command.key, Command.answer))
    return [f"O2 command {name} {key} has no answer" for name, key, answer in rows if not answer]


def _of_instance(session: Session, instance_id: UUID) -> list[str]:
    instance = session.get_one(Instance, instance_id)
    chain = verify(session, instance_id)
    found = [] if chain.ok else [f"O4 the chain breaks at {chain.first_bad_seq}"]
    found += _waits(session, instance)
    found += _variables(session, instance_id)
    found += _completions(session, instance_id)
    return found + _messages(session, instance)


def _waits(session: Session, instance: Instance) -> list[str]:
    """Compare the tables of what waits with the tokens, and look for instances that wait for nothing."""
    tasks = set(session.scalars(select(UserTask.id).where(_of(UserTask, instance), UserTask.state == "open")))
    jobs = set(session.scalars(select(Job.element_instance_id).where(_of(Job, instance))))
    messages = set(session.scalars(select(Subscription.element_instance_id).where(_of(Subscription, instance))))
    failed = set(
        session.scalars(
            select(Incident.element_instance_id).where(_of(Incident, instance), Incident.resolved_at.is_(None))
        )
    )
    if instance.state != "active":
        return ["O2 an ended instance still waits"] * bool(tasks or jobs or messages)
    found = [] if tasks | jobs | messages | failed else ["O5 stuck: it waits for nothing"]
    live = snapshot.load(session, instance, ready_release(session, instance.release_id).definition(instance.process_id))
    ready = {
        t.id for t in live.all_tasks.values() if t.state == TaskState.READY and isinstance(t.task_spec, UserTaskSpec)
    }
    if ready - failed != tasks:
        found.append(f"O2 open tasks {len(tasks)} differ from tokens that wait for people {len(ready)}")
    waiting = [t for t in live.all_tasks.values() if t.state == TaskState.WAITING]
    for name, rows in (("due", jobs), ("message", messages)):
        tokens = {t.id for t in waiting if name in t.internal_data and not t.internal_data.get("fired")}
        if tokens - rows - failed:
            found.append(f"O2 {len(tokens - rows)} tokens wait ({name}) without a row")
    return found


def _of(table: Any, instance: Instance) -> Any:
    return table.instance_id == instance.id


def _variables(session: Session, instance_id: UUID) -> list[str]:
    """Compare the present values with the last change of each."""
    changes = select(VariableChange.scope_id, VariableChange.name, VariableChange.value)
    changes = changes.where(VariableChange.instance_id == instance_id).order_by(VariableChange.seq)
    last = {(scope, name): value for scope, name, value in session.execute(changes)}
    query = select(Variable.scope_id, Variable.name, Variable.value).where(Variable.instance_id == instance_id)
    now = {(scope, name): value for scope, name, value in session.execute(query)}
    return [] if last == now else [f"O2 variables {now} differ from their changes {last}"]


def _completions(session: Session, instance_id: UUID) -> list[str]:
    """Compare the events of completion with the rows of user tasks."""
    query = select(Event.element_instance_id).where(Event.instance_id == instance_id, Event.kind == "task_completed")
    told = Counter(session.scalars(query))
    rows = select(UserTask.id).where(UserTask.instance_id == instance_id, UserTask.state == "completed")
    done = set(session.scalars(rows))
    found = [f"O3 task {task} was completed {count} times" for task, count in told.items() if count > 1]
    return found + ([] if set(told) == done else ["O2 the history's completions differ from the tasks' states"])


def _messages(session: Session, instance: Instance) -> list[str]:
    """Compare the messages delivered with those the history says were received."""
    sent = session.scalar(select(func.count()).select_from(Message).where(Message.delivered_to == instance.id)) or 0
    told = session.scalar(
        select(func.count())
        .select_from(Event)
        .where(Event.instance_id == instance.id, Event.kind == "message_received")
    )
    return [] if sent in (told, (told or 0) + 1) else [f"O1 {sent} messages delivered, {told} received"]
